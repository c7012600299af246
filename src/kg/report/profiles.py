"""How the text layer of a report is built: patterns, named by the first report that was made so.

A further report in the same manner names the profile in its report.yaml (`profile`) and says there, under
`layout`, what differs: running heads, the printed number of the first page, what charts leave behind.
Only a report that numbers its titles, captions or notes in another way needs a Profile of its own here.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from kg.errors import NotFound

_NUMERAL: Final = "[一二三四五六七八九十]{1,3}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Profile:
    """The rules that turn one report's text layer into segments.

    Patterns are matched against the whole stripped line, except `paragraph_end` and `page_opening`
    (searched in the raw line, where blanks count) and `residue` (matched without white space).
    Titles, captions and footnotes are taken only if their number is the next one expected.
    """

    id: str
    running_heads: tuple[str, ...]
    preface: re.Pattern[str]
    part: re.Pattern[str]  # groups number, text
    section: re.Pattern[str]  # groups number, text
    caption: re.Pattern[str]  # groups number, text
    caption_mark: str  # what stands before the number of a caption
    footnote: re.Pattern[str]  # groups number, text
    source: re.Pattern[str]
    page_number: re.Pattern[str]
    residue: tuple[re.Pattern[str], ...]  # what a chart leaves behind: axes, legends
    paragraph_end: re.Pattern[str]
    page_opening: re.Pattern[str]
    first_page: int  # printed number of the page with the first part title; earlier pages have none
    lead_max_chars: int  # a longer first sentence is no heading


CAICT_2021: Final = Profile(
    id="caict-2021",
    running_heads=("中国互联网行业发展态势暨景气指数报告",),
    preface=re.compile(r"前\s*言"),
    part=re.compile(rf"(?P<number>{_NUMERAL})、(?P<text>.+)"),
    section=re.compile(rf"(?P<text>.+?)\s*[(（](?P<number>{_NUMERAL})[)）]"),
    caption=re.compile(r"图\s*(?P<number>\d{1,2})\s+(?P<text>.+)"),
    caption_mark="图",
    # The number is followed by a blank, except where it is glued to the usual opening words.
    footnote=re.compile(r"(?P<number>\d{1,2})(?:\s+|(?=数据来源))(?P<text>.+)"),
    source=re.compile(r"来源：.*"),
    page_number=re.compile(r"[—–-]*\s*\d{1,3}\s*[—–-]*"),
    residue=(re.compile(r"(?:20\d\d年){4,}"), re.compile(r"(?:美国|中国|新加坡|阿根廷){4,}")),
    # A stop with nothing behind it ends a line in the middle of a paragraph; with a blank, the paragraph.
    paragraph_end=re.compile(r"。\s+$"),
    page_opening=re.compile(r"^\s+\S"),
    first_page=1,
    lead_max_chars=50,
)

PROFILES: Final[Mapping[str, Profile]] = MappingProxyType({CAICT_2021.id: CAICT_2021})


def profile(name: str) -> Profile:
    """The profile of that name. Raises NotFound, listing those there are."""
    try:
        return PROFILES[name]
    except KeyError:
        known = ", ".join(sorted(PROFILES))
        raise NotFound(
            f"没有名为“{name}”的规则；现有：{known}（见 kg.report.profiles）",
            f"no profile {name!r}; there are: {known} (see kg.report.profiles)",
        ) from None
