"""When two writings are one name: width, case, blanks and the marks around a title do not count."""

import re
import unicodedata
from typing import Final

# White space, quotation marks and the brackets of titles.
_DROPPED: Final = re.compile(r"[\s《》〈〉「」『』“”‘’\"']+")


def normalise(name: str) -> str:
    """The form in which names are compared: '《 网络安全法》' and '网络安全法', 'ＢＡＴ' and 'bat' are one."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", name).casefold())
