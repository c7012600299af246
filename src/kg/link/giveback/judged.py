"""The judged links that hold, as one SSSOM set and as rows of a table."""

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

from kg.link.built import declared, expanded
from kg.link.judgements import Pair, Standing, standing
from kg.link.mapping import NO_TERM, SAME, MappingSet
from kg.link.mapping import Mapping as Row
from kg.link.review import LICENCE, with_prefixes
from kg.namespaces import PREFIXES

_SET: Final = "https://w3id.org/internet-report-kg/links/judged"
_COLUMNS: Final = ("subject", "label", "predicate", "object", "judged_by", "judged_on", "reason", "licence")


class Held(NamedTuple):
    """A link that holds. predicate: the weakest that those who say same agree on; rows: what they said, by date."""

    subject: str
    predicate: str
    object: str
    rows: tuple[Row, ...]


def held(found: Mapping[Path, MappingSet]) -> list[Held]:
    """The links of all files, by CURIE: what people say is the same or kin, and nobody, or fewer, deny."""
    every: dict[Pair, Standing] = {}
    for one in found.values():
        every.update(standing(one.mappings))
    return [
        Held(subject, one.predicate, obj, tuple(row for row in one.rows if row.judgement == SAME))
        for (subject, obj), one in sorted(every.items())
        if one.verdict == SAME and obj != NO_TERM
    ]


def as_set(links: list[Held], found: Mapping[Path, MappingSet]) -> MappingSet:
    """The judgements behind the links as one set; what else was said of a pair stays in its own file.

    found: the files that they are from, whose prefixes and extension definitions are kept.
    """
    extensions = next((one.metadata.get("extension_definitions", []) for one in found.values()), [])
    head = {
        "mapping_set_id": _SET,
        "mapping_set_title": "Judged links of the internet-report knowledge graph",
        "license": LICENCE,
        "curie_map": _prefixes(found),
        "extension_definitions": extensions,
    }
    return with_prefixes(MappingSet(head).with_rows(row for one in links for row in one.rows))


def as_csv(links: list[Held], found: Mapping[Path, MappingSet]) -> str:
    """A row for each link with whole IRIs; who judged it and why, the first reason given. found: as in as_set."""
    prefixes = {**PREFIXES, **_prefixes(found)}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for one in links:
        writer.writerow(
            (
                expanded(one.subject, prefixes),
                one.rows[0].subject_label,
                expanded(one.predicate, prefixes),
                expanded(one.object, prefixes),
                "; ".join(dict.fromkeys(row.author_label for row in one.rows)),
                max(row.mapping_date for row in one.rows),
                next((row.comment for row in one.rows if row.comment), ""),
                LICENCE,
            )
        )
    return out.getvalue()


def _prefixes(found: Mapping[Path, MappingSet]) -> dict[str, str]:
    return {name: iri for one in found.values() for name, iri in declared(one).items()}
