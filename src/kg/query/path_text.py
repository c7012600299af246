"""Paths for reading, as a heading and a table for each, and as JSON for programs."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from kg.errors import Text
from kg.query.answer import Table
from kg.query.catalogue import Column
from kg.query.entity import Texts
from kg.query.entity_json import Places, name_record
from kg.query.layout import plain, safe, to_markdown, to_table
from kg.query.marking import mark
from kg.query.path import Path, Paths, Step
from kg.store.terms import Literal

_COLUMNS: Final = (
    Column("step", "number", Text("步", "Step")),
    Column("statement", "lines", Text("陈述", "Statement")),
    Column("basis", "lines", Text("依据", "Basis")),
    Column("evidence", "lines", Text("出处", "Evidence")),
    Column("sentence", "sentence", Text("原句", "Sentence")),
)
_STEPS: Final = Text("步", "steps")
_WEIGHT: Final = Text("权重", "weight")


def to_text(found: Paths, *, width: int | None = None, texts: Texts | None = None) -> str:
    """Each path as a line of its things and a table of its steps; nothing for no path.

    width: columns of the terminal that tables are fitted into. texts: adds the sentences themselves.
    """
    tables = (
        f"{number}. {safe(_heading(found, path))}\n{to_table(_table(found, path, texts), width)}"
        for number, path in enumerate(found.paths, 1)
    )
    return "\n".join(tables)


def to_md(found: Paths, *, texts: Texts | None = None) -> str:
    """The same as Markdown, a heading for each path."""
    tables = (
        f"## {number}. {plain(safe(_heading(found, path)))}\n\n{''.join(to_markdown(_table(found, path, texts)))}"
        for number, path in enumerate(found.paths, 1)
    )
    return "\n".join(tables)


def to_json(found: Paths, *, texts: Texts | None = None) -> str:
    """One object: the two ends, and the paths with their steps and the claims behind each."""
    places = Places(found.addresses, found.citations, texts)
    record = {
        "from": name_record(found.start),
        "to": name_record(found.end),
        "lang": found.lang,
        "paths": [
            {"weight": path.weight, "steps": [_record(step, places) for step in path.steps]}
            for path in found.paths
        ],
    }
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def _record(step: Step, places: Places) -> dict[str, Any]:
    return {
        "from": name_record(step.start),
        "to": name_record(step.end),
        "property": name_record(step.predicate),
        "direction": "out" if step.forward else "in",
        "words": step.words,
        "claims": [places.claim(claim) for claim in step.claims],
    }


def _heading(found: Paths, path: Path) -> str:
    things = " → ".join([path.steps[0].start.label, *(step.end.label for step in path.steps)])
    steps, weight = _STEPS.in_(found.lang), _WEIGHT.in_(found.lang)
    if found.lang == "zh":
        return f"{things}（{len(path.steps)} {steps}，{weight} {path.weight:.2f}）"
    return (
        f"{things} ({len(path.steps)} {steps if len(path.steps) > 1 else 'step'}, {weight} {path.weight:.2f})"
    )


def _table(found: Paths, path: Path, texts: Texts | None) -> Table:
    rows = [_row(found, number, step, texts or {}) for number, step in enumerate(path.steps, 1)]
    columns = _COLUMNS if texts else _COLUMNS[:-1]
    return Table(columns, [(*map(Literal, row[: len(columns)]),) for row in rows], found.lang)


def _row(found: Paths, number: int, step: Step, texts: Texts) -> list[str]:
    places = list(dict.fromkeys(place for claim in step.claims for place in claim.evidence))
    names = found.names.get(step.start.iri, frozenset()) | found.names.get(step.end.iri, frozenset())
    said = (mark(texts[place], names) for place in places if texts.get(place))
    cited = (
        f"{found.addresses.get(place, place)} {found.citations.get(place, '')}".rstrip() for place in places
    )
    return [str(number), step.words, "\n".join(_bases(step)), _lines(cited), _lines(said)]


def _bases(step: Step) -> Iterator[str]:
    """The basis of the claims, with the modality of those that are not asserted, each once."""
    words = (
        " ".join(
            name.label
            for name in (claim.basis, claim.modality)
            if name is not None and not name.iri.endswith("#Asserted")
        )
        for claim in step.claims
    )
    return iter(dict.fromkeys(words))


def _lines(words: Iterable[str]) -> str:
    return "\n".join(words)
