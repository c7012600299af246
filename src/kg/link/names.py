"""Names as a linker compares them: spelling, legal forms and regions told apart from what names a thing."""

import re
import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

from kg.link.simplify import simplified
from kg.names.legal import LEGAL_EN, LEGAL_ZH
from kg.names.tokens import has_han

# Read from the end: 腾讯控股有限公司, Alibaba Group Holding Limited. 企业 ends the names of kinds as well (中小企业), which
# only here are told from individuals.
_FORMS_ZH: Final = re.compile(rf"(?:{'|'.join(LEGAL_ZH)}|企业)$")
# Only where a legal form stood: 北京字节跳动科技有限公司 is 字节跳动, but 北京大学 stays what it is.
_REGIONS_ZH: Final = re.compile(
    r"^(?:(?:中国|北京|上海|天津|重庆|深圳|广州|杭州|南京|成都|武汉|贵阳|香港|浙江|江苏|广东|福建|山东|四川|湖北)(?:市|省)?)"
)
_TRADES_ZH: Final = re.compile(r"(?:网络技术|信息技术|网络科技|信息科技|科技|技术|网络|信息)$")
# The state before the title of its law or the name of its ministry.
_STATE_ZH: Final = re.compile(r"^中华人民共和国(?=.{2})")
_LEADING: Final = re.compile(r"^(?:the|a|an) ")
_STOP: Final = frozenset(["of", "the", "in", "on", "a", "an", "to", "by"])
# Administrative endings of places, which languages and datasets leave out at will.
_PLACE_ZH: Final = re.compile(r"(?<=[^\W\d_]{2})(?:特别行政区|经济特区|自治区|自治州|省|市|州|县|区)$")
_PLACE_EN: Final = re.compile(r"(?<=\w) (?:s a r|sar|special administrative region)$")

_QUALIFIER: Final = re.compile(r"^(.+?)\s*[(（\[]([^()（）\[\]]+)[)）\]]\s*$")
_APOSTROPHES: Final = re.compile(r"['’`ʼ´]")
_NOT_WORDS: Final = re.compile(r"[^\w+#%]+|_")
_BRITISH: Final = (
    (re.compile(r"(?<=\w{3})is(?=(?:e|ed|es|ing|ation|ations|er|ers)$)"), "iz"),
    (re.compile(r"(?<=\w{2})our(?=s?$|al|ed|ing|able|ite)"), "or"),
    (re.compile(r"(?<=\w{2})tre(?=s?$)"), "ter"),
    (re.compile(r"(?<=\w)gramme(?=s?$)"), "gram"),
    (re.compile(r"^fibre"), "fiber"),
    (re.compile(r"(?<=\w{3})ence(?=s?$)"), "ense"),
)


class Forms(NamedTuple):
    """The forms of one name. whole: all of it; bare: without a bracketed qualifier; core: without legal form and
    region too; stems: its words, singular and in one spelling; qualifier: what stood in brackets."""

    whole: str
    bare: str
    core: str
    stems: tuple[str, ...]
    qualifier: str
    han: bool

    @property
    def sorted_stems(self) -> str:
        """The stems that mean something, in one order: 'security of data' and 'data security' are one."""
        return " ".join(sorted(one for one in self.stems if one not in _STOP))


@lru_cache(maxsize=65_536)
def forms(name: str) -> Forms:
    """The forms in which a name is compared; empty strings for a name without a letter or digit."""
    folded = spelt(name)
    match = _QUALIFIER.match(folded)
    bare, qualifier = (match[1], match[2]) if match else (folded, "")
    words = _words(bare)
    text = " ".join(words)
    core = _core_zh("".join(words)) if has_han(text) else _core_en(text)
    return Forms(
        whole="".join(_words(folded)),
        bare="".join(words),
        core=core.replace(" ", ""),
        stems=tuple(stem(word) for word in _LEADING.sub("", text).split()),
        qualifier=" ".join(_words(qualifier)),
        han=has_han(text),
    )


def spelt(name: str) -> str:
    """A name in half width, lower case, simplified characters and without accents."""
    if name.isascii():
        return name.lower()
    text = unicodedata.normalize("NFKC", name).casefold()
    if not text.isascii():
        text = text.translate(simplified())
        if not has_han(text):
            text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return text


def _words(text: str) -> list[str]:
    joined = _APOSTROPHES.sub("", text).replace("&", " and ")
    return [word for word in _NOT_WORDS.sub(" ", joined).split() if word]


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """An English word in the singular and in American spelling; other words as they are."""
    if not word.isascii() or len(word) < 4 or not word.isalpha():
        return word
    for pattern, american in _BRITISH:
        word = pattern.sub(american, word)
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is", "ics", "ous")):
        return word[:-1]
    return word


def _core_zh(text: str) -> str:
    text = _STATE_ZH.sub("", text)
    without = _repeatedly(_FORMS_ZH, text)
    if without != text:
        return _kept(_TRADES_ZH.sub("", _kept(_REGIONS_ZH.sub("", without), without)), without)
    return _kept(_PLACE_ZH.sub("", text), text)


def _repeatedly(pattern: re.Pattern[str], text: str) -> str:
    while (shorter := pattern.sub("", text)) != text and len(shorter) > 1:
        text = shorter
    return text


def _kept(shorter: str, text: str) -> str:
    """The shorter form if it still names something."""
    return shorter if len(shorter) > 1 else text


def _core_en(text: str) -> str:
    text = _PLACE_EN.sub("", text)
    words = _LEADING.sub("", text).split(" ")
    while len(words) > 1 and words[-1] in LEGAL_EN:
        words.pop()
    return " ".join(words)
