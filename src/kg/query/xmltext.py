"""Text inside XML: escaped so that it is read back as it was, or refused where XML 1.0 has no way to say it.

https://www.w3.org/TR/xml/#charsets
"""

import re
from functools import cache, lru_cache
from typing import Final

from kg.errors import OutputError

# A carriage return would be read as a line feed; in an attribute line feed and tab as blanks.
_IN_TEXT: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_TEXT: Final = str.maketrans(_IN_TEXT)
_ATTRIBUTE: Final = str.maketrans({**_IN_TEXT, '"': "&quot;", "\n": "&#10;", "\t": "&#9;"})


def text(value: str) -> str:
    """The value as the content of an element. Raises OutputError for a character XML 1.0 does not have."""
    return _allowed(value).translate(_TEXT)


@lru_cache(maxsize=4096)  # a large file says the same few thousand words a million times
def attribute(value: str) -> str:
    """The value as an attribute, with its quotes. Raises as text does."""
    return f'"{_allowed(value).translate(_ATTRIBUTE)}"'


@cache
def _forbidden() -> re.Pattern[str]:
    """Compiled when first needed: it takes as long as a small query."""
    return re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _allowed(value: str) -> str:
    found = _forbidden().search(value)
    if found:
        code = f"U+{ord(found[0]):04X}"
        raise OutputError(
            f"结果里有字符 {code}，XML 1.0 写不了；行可用 json、tsv，三元组可用 turtle、ntriples",
            f"the answer holds the character {code}, which XML 1.0 cannot carry; "
            "use json or tsv for rows, turtle or ntriples for triples",
        )
    return value
