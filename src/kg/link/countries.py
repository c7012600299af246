"""Countries, however they are written."""

import re
from functools import cache
from string import capwords
from typing import Final

from kg.names.tokens import has_han

# One name for each, then what else stands for it: adjectives too, which descriptions use. The first in Chinese is
# shown to people.
_WRITTEN: Final = """
china: prc, people's republic of china, chinese, 中国, 我国
united states: usa, us, united states of america, american, 美国
united kingdom: uk, britain, great britain, british, english, 英国
european union: eu, european, 欧盟
japan: japanese, 日本
south korea: korea, republic of korea, korean, south korean, 韩国
germany: german, 德国
france: french, 法国
india: indian, 印度
russia: russian, russian federation, 俄罗斯
brazil: brazilian, 巴西
canada: canadian, 加拿大
australia: australian, 澳大利亚
hong kong: 香港
taiwan: taiwanese, 台湾
singapore: singaporean, 新加坡
italy: italian, 意大利
spain: spanish, 西班牙
netherlands: dutch, 荷兰
switzerland: swiss, 瑞士
sweden: swedish, 瑞典
israel: israeli, 以色列
indonesia: indonesian, 印度尼西亚
vietnam: vietnamese, 越南
thailand: thai, 泰国
malaysia: malaysian, 马来西亚
philippines: philippine, filipino, 菲律宾
mexico: mexican, 墨西哥
argentina: argentine, argentinian, 阿根廷
south africa: south african, 南非
turkey: turkish, 土耳其
poland: polish, 波兰
"""
# Too short or too common for running text: 'us' is a pronoun, 'korea' is two countries.
_NOT_IN_TEXT: Final = frozenset({"us", "eu", "uk", "prc", "korea", "english", "european", "我国"})


@cache
def _table() -> dict[str, str]:
    table: dict[str, str] = {}
    for line in _WRITTEN.strip().splitlines():
        name, _, others = line.partition(":")
        for one in (name, *others.split(",")):
            table[one.strip()] = name.strip()
    return table


def country(written: str) -> str:
    """The name of a country as it is compared; one that is not in the table as it is, in lower case."""
    text = written.strip().casefold()
    return _table().get(text, text)


@cache
def _chinese() -> dict[str, str]:
    # The last that is written stays, so the first one is put last.
    return {name: one for one, name in reversed(_table().items()) if has_han(one)}


def shown(name: str, lang: str) -> str:
    """A country, as `country` writes it, for people; in English where the table has no Chinese for it."""
    return (_chinese().get(name) if lang == "zh" else None) or capwords(name)


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted((word for word in _table() if word not in _NOT_IN_TEXT), key=lambda one: (-len(one), one))
    latin = "|".join(re.escape(word) for word in words if word.isascii())
    han = "|".join(re.escape(word) for word in words if not word.isascii())
    return re.compile(rf"\b(?:{latin})\b|{han}", re.IGNORECASE)


def countries_in(text: str) -> tuple[str, ...]:
    """The countries that a text names, by noun or adjective, each once, in the order of the text."""
    found = (_table()[match.group().casefold()] for match in _pattern().finditer(text))
    return tuple(dict.fromkeys(found))
