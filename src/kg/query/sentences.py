"""A statement as a sentence: the property's template with the names of subject and object put in."""

import re
from typing import Final

from kg.errors import Text

_SLOT: Final = re.compile(r"\{([so])\}")


def sentence(template: Text | None, label: Text, subject: Text, obj: Text) -> Text:
    """The template filled in both languages; without one: subject, label, object.

    A name that itself contains {s} or {o} is put in as it is.
    """
    if template is None:
        zh, en = f"{subject.zh} {label.zh} {obj.zh}", f"{subject.en} {label.en} {obj.en}"
    else:
        zh, en = _fill(template.zh, subject.zh, obj.zh), _fill(template.en, subject.en, obj.en)
    return Text(zh, capital(en))


def capital(words: str) -> str:
    """A capital to begin with, unless the name has capitals of its own (eWTP)."""
    return words if words[1:2].isupper() else words[:1].upper() + words[1:]


def _fill(template: str, subject: str, obj: str) -> str:
    return _SLOT.sub(lambda slot: subject if slot[1] == "s" else obj, template)
