"""When two writings are one name: width, case, blanks and the marks around a title do not count."""

import re
import unicodedata
from typing import Final

# White space, quotation marks and the brackets of titles.
_BLANKS: Final = re.compile(r"\s+")
_MARKS: Final = re.compile(r"[《》〈〉「」『』“”‘’\"']+")


def normalise(name: str) -> str:
    """The form in which names are compared: '《 网络安全法》' and '网络安全法', 'ＢＡＴ' and 'bat' are one."""
    return _BLANKS.sub("", fold(name))


def fold(text: str) -> str:
    """As normalise, but blanks stay: they are between words."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", text).casefold())
