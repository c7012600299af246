"""Numbers as people write them: with scale, unit and the word of approximation, nothing rounded away."""

from collections.abc import Mapping
from decimal import Decimal, localcontext
from typing import Final

from kg.charts.observations import Observation
from kg.errors import Lang, Text

# Slug of a unit -> after a number in Chinese, in English for one and for several. Others: the unit's label.
_UNITS: Final[Mapping[str, tuple[str, str, str]]] = {
    "app": ("款", "app", "apps"),
    "byte": ("字节", "byte", "bytes"),
    "case": ("起", "case", "cases"),
    "cny": ("元", "yuan", "yuan"),
    "cny-per-gigabyte": ("元/GB", "yuan per GB", "yuan per GB"),
    "company": ("家", "company", "companies"),
    "deal": ("笔", "deal", "deals"),
    "download": ("次", "download", "downloads"),
    "index-point": ("点", "point", "points"),
    "institution": ("所", "institution", "institutions"),
    "market-entity": ("户", "market entity", "market entities"),
    "multiple": ("倍", "times", "times"),
    "one": ("个", "", ""),
    "patent": ("件", "patent", "patents"),
    "percent": ("%", "%", "%"),
    "percentage-point": ("个百分点", "percentage point", "percentage points"),
    "person": ("人", "person", "people"),
    "rack": ("架", "rack", "racks"),
    "subscription": ("户", "subscription", "subscriptions"),
    "usd": ("美元", "US dollar", "US dollars"),
    "year": ("年", "year", "years"),
}
_ZH_SCALES: Final = ((Decimal(10) ** 12, "万亿"), (Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万"))
_EN_SCALES: Final = (
    (Decimal(10) ** 12, " trillion"),
    (Decimal(10) ** 9, " billion"),
    (Decimal(10) ** 6, " million"),
)
_BYTE_SCALES: Final = tuple(
    (Decimal(1000) ** power, f" {letter}B")
    for power, letter in ((8, "Y"), (7, "Z"), (6, "E"), (5, "P"), (4, "T"), (3, "G"), (2, "M"))
)
# Before the number; after it for those in the second table.
_BEFORE: Final[Mapping[str, Text]] = {
    "About": Text("约", "about "),
    "Nearly": Text("近", "nearly "),
    "Over": Text("超过", "over "),
    "Below": Text("不足", "under "),
    "AtLeast": Text("不少于", "at least "),
    "AtMost": Text("不超过", "at most "),
}
_AFTER: Final[Mapping[str, Text]] = {"Vague": Text("（约数）", " (vague)")}


def number(value: Decimal, lang: Lang, scales: tuple[tuple[Decimal, str], ...] | None = None) -> str:
    """All its digits, with 万, 亿, million, billion where that is shorter; thousands set apart in English."""
    if scales is None:
        scales = _ZH_SCALES if lang == "zh" else _EN_SCALES
    size, word = next(((s, w) for s, w in scales if abs(value) >= s), (Decimal(1), ""))
    with localcontext(prec=len(value.as_tuple().digits) + 1):
        scaled = value / size
    digits = f"{scaled:,f}" if lang == "en" else f"{scaled:f}"
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return digits.replace("-", "−") + word


def quantity(value: Decimal, unit: str, name: Text, lang: Lang) -> str:
    """A number with its unit. unit: slug; name: label of the unit, for one that is not known here."""
    if unit == "rank":
        return f"第{number(value, lang)}位" if lang == "zh" else f"rank {number(value, lang)}"
    if unit == "byte":
        written = number(value, lang, _BYTE_SCALES)
        if written.endswith("B"):
            return written
    else:
        written = number(value, lang)
    zh, one, several = _UNITS.get(unit, (name.zh, name.en, name.en))
    if lang == "zh":
        return written + zh
    word = one if value == 1 else several
    return written + word if word == "%" else f"{written} {word}".rstrip()


def said(observation: Observation, unit_name: Text, lang: Lang) -> str:
    """The value of a figure in words: 超过5万亿元, over 5 trillion yuan."""
    lower, upper = observation.lower, observation.upper
    if observation.approximation == "Range" and lower and upper:
        dash = "—" if lang == "zh" else " to "
        ends = (quantity(end.value, observation.unit, unit_name, lang) for end in (lower, upper))
        return dash.join(ends)
    words = quantity(observation.value, observation.unit, unit_name, lang)
    before = _BEFORE.get(observation.approximation)
    after = _AFTER.get(observation.approximation)
    return (before.in_(lang) if before else "") + words + (after.in_(lang) if after else "")


def unit_words(unit: str, name: Text, lang: Lang) -> str:
    """The unit by itself, as the title of an axis or a column."""
    zh, _, several = _UNITS.get(unit, (name.zh, name.en, name.en))
    words = zh if lang == "zh" else several
    return words or name.in_(lang)
