"""A difference as a table for reading and as JSON."""

from collections.abc import Iterator
from typing import Any, Final

from kg.errors import Lang, Text
from kg.namespaces import KG, shorten
from kg.query.answer import Table
from kg.query.catalogue import Column
from kg.query.diff import Difference, count
from kg.query.layout import to_table
from kg.query.snapshot import Grounds
from kg.store.terms import Literal

_HEADS: Final = (
    ("change", Text("变化", "Change")),
    ("what", Text("内容", "What")),
    ("before", Text("原先", "Before")),
    ("after", Text("现在", "After")),
)
_CHANGES: Final = {
    "things added": Text("新增事物", "thing added"),
    "things removed": Text("删去事物", "thing removed"),
    "things merged": Text("并入", "thing merged"),
    "things renamed": Text("改名", "thing renamed"),
    "figures changed": Text("数据改变", "figure changed"),
    "statements added": Text("新增陈述", "statement added"),
    "statements removed": Text("删去陈述", "statement removed"),
    "statements re-evidenced": Text("改换依据", "statement re-evidenced"),
}
_EQUAL: Final = Text("两者相同", "the two are equal")
_NOTHING: Final = Text("", "")

_Row = tuple[Text, Text, Text, Text]


def to_text(difference: Difference, lang: Lang, width: int | None = None) -> str:
    """One row per change, then how many there are of each kind; one line if there are none."""
    if difference.is_empty:
        return _EQUAL.in_(lang)
    columns = tuple(Column(name, "literal", label) for name, label in _HEADS)
    rows = [tuple(Literal(cell.in_(lang)) for cell in row) for row in _rows(difference)]
    counts = [f"{_CHANGES[kind].in_(lang)} {n}" for kind, n in count(difference).items()]
    total = ("，" if lang == "zh" else ", ").join(counts)
    return f"{to_table(Table(columns, [*rows], lang), width)}\n{total}"


def to_json(difference: Difference) -> dict[str, Any]:
    """Plain values; IRIs as CURIEs, texts in both languages."""
    return {
        "equal": difference.is_empty,
        "counts": count(difference),
        "things": [
            {
                "change": one.change,
                "thing": shorten(one.iri),
                "before": _pair(one.before),
                "after": _pair(one.after),
                "into": one.into and shorten(one.into),
            }
            for one in difference.things
        ],
        "figures": [
            {
                "figure": shorten(one.iri),
                "label": _pair(one.label),
                "values": {p: {"before": _pair(b), "after": _pair(a)} for p, (b, a) in one.values.items()},
            }
            for one in difference.figures
        ],
        "statements": [
            {
                "change": one.change,
                **dict(
                    zip(
                        ("subject", "predicate", "object", "modality"),
                        map(shorten, one.statement),
                        strict=True,
                    )
                ),
                "sentence": _pair(one.sentence),
                "before": _grounds(one.before),
                "after": _grounds(one.after),
            }
            for one in difference.statements
        ],
    }


def _rows(difference: Difference) -> Iterator[_Row]:
    for thing in difference.things:
        name = Text(shorten(thing.iri), shorten(thing.iri))
        before, after = thing.before or _NOTHING, thing.after or _NOTHING
        yield _CHANGES[f"things {thing.change}"], name, before, after
    for figure in difference.figures:
        old, new = ([pair[n] for pair in figure.values.values()] for n in (0, 1))
        yield _CHANGES["figures changed"], figure.label, _joined(old), _joined(new)
    for one in difference.statements:
        before, after = (_words(grounds, difference) for grounds in (one.before, one.after))
        yield _CHANGES[f"statements {one.change}"], one.sentence, before, after


def _joined(values: list[Text | None]) -> Text:
    found = [value or Text("—", "—") for value in values]
    return Text(" ".join(v.zh for v in found), " ".join(v.en for v in found))


def _words(grounds: Grounds, difference: Difference) -> Text:
    """Addresses and, in brackets, the bases."""
    if not grounds.bases:
        return _NOTHING
    places = " ".join(grounds.evidence)
    names = [difference.names.get(f"{KG}{basis}", Text(basis, basis)) for basis in grounds.bases]
    return Text(
        f"{places}（{'、'.join(n.zh for n in names)}）", f"{places} ({', '.join(n.en for n in names)})"
    )


def _pair(text: Text | None) -> dict[str, str] | None:
    return None if text is None else {"zh": text.zh, "en": text.en}


def _grounds(grounds: Grounds) -> dict[str, list[str]] | None:
    return {"evidence": [*grounds.evidence], "basis": [*grounds.bases]} if grounds.bases else None
