"""Going through what is open: which pairs a person must look at, and what is kept of what they say."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import Lang, NotFound
from kg.link import judgements, sssom
from kg.link.built import ENDING, FOLDER
from kg.link.mapping import PREDICTED, Mapping, MappingSet
from kg.link.output import label_of
from kg.link.records import Candidate, Decision, Verdict
from kg.namespaces import PREFIXES, shorten

LICENCE: Final = "https://creativecommons.org/publicdomain/zero/1.0/"
_TOOL: Final = "internet-report-kg"
_SET: Final = "https://w3id.org/internet-report-kg/links/"
# Prefixes of the datasets that links lead to.
_TARGETS: Final = ("wd", "dbr")
_JUDGEMENT_SLOT: Final = {
    "slot_name": "judgement",
    "property": "https://w3id.org/internet-report-kg/ontology#judgement",
    "type_hint": "http://www.w3.org/2001/XMLSchema#string",
}


@dataclass(frozen=True, slots=True)
class Open:
    """One pair that nobody has settled. number, of: its place among those of this review."""

    decision: Decision
    candidate: Candidate
    subject: str
    object: str
    number: int
    of: int


def file_of(root: Path, name: str) -> Path:
    """Where the mappings to a dataset stand, e.g. data/links/wikidata.sssom.tsv."""
    return root / FOLDER / f"{name}{ENDING}"


def mappings(path: Path) -> MappingSet:
    """The set in a file, or a new one where there is none. Raises as kg.link.sssom.read does."""
    if path.is_file():
        return sssom.read(path)
    return MappingSet(
        {
            "mapping_set_id": _SET + path.name.removesuffix(ENDING),
            "mapping_set_title": f"Links of the internet-report knowledge graph: {path.name.removesuffix(ENDING)}",
            "license": LICENCE,
            "curie_map": {},
            "extension_definitions": [_JUDGEMENT_SLOT],
        }
    )


def predictions(decisions: Iterable[Decision]) -> list[Mapping]:
    """A row for each candidate, with its score; a suggestion of likeness, for a person to judge."""
    return [
        Mapping(
            subject_id=shorten(one.subject.iri),
            subject_label=label_of(one, "en"),
            predicate_id=judgements.CLOSE,
            object_id=curie(candidate.target.iri),
            mapping_justification=PREDICTED,
            mapping_tool=_TOOL,
            confidence=f"{candidate.score:.4f}",
            comment="; ".join(f"{c.points:+.2f} {c.feature}" for c in candidate.contributions[:6]),
        )
        for one in decisions
        for candidate in one.candidates
    ]


def with_prefixes(found: MappingSet) -> MappingSet:
    """The set, its curie_map naming every known prefix that its rows use and no other."""
    used = {curie.partition(":")[0] for row in found.mappings for curie in (row.subject_id, row.object_id)}
    declared = found.metadata.get("curie_map")
    kept = declared if isinstance(declared, dict) else {}
    known = {**kept, **PREFIXES}
    every = {name: known[name] for name in sorted(used - {"sssom"}) if name in known}
    return MappingSet({**found.metadata, "curie_map": every}, found.mappings)


def waiting(decisions: Iterable[Decision], known: MappingSet) -> list[Open]:
    """What a person must look at: open pairs of subjects that no judgement has settled, the likeliest first.

    A pair that was judged different, or whose subject has a link or nothing that fits, is not asked again; a
    contradiction is.
    """
    settled, standing = judgements.settled(known), judgements.standing(known.mappings)
    pairs = [
        (one, candidate, shorten(one.subject.iri), curie(candidate.target.iri))
        for one in decisions
        if one.verdict is not Verdict.NO_MATCH and shorten(one.subject.iri) not in settled
        for candidate in one.candidates
    ]
    left = [pair for pair in pairs if (found := standing.get(pair[2:])) is None or found.contradiction]
    left.sort(key=lambda pair: (-pair[1].score, pair[2], pair[3]))
    return [Open(*pair, number, len(left)) for number, pair in enumerate(left, 1)]


def curie(iri: str) -> str:
    """The short form of a record's IRI. Raises NotFound for a dataset that has no prefix here."""
    # Not as shorten does: names of DBpedia hold what a CURIE in Turtle may not.
    for prefix in _TARGETS:
        if iri.startswith(PREFIXES[prefix]):
            return f"{prefix}:{iri.removeprefix(PREFIXES[prefix])}"
    short = shorten(iri)
    if "://" in short:
        listed = " ".join(PREFIXES[prefix] for prefix in _TARGETS)
        raise NotFound(
            f"{iri} 的数据集没有前缀；可用：{listed}",
            f"the dataset of {iri} has no prefix; there are: {listed}",
        )
    return short


def told(pair: Open, lang: Lang) -> Iterator[str]:
    """What a person sees of a pair, a line each: the subject, the candidate beside it, and each reason."""
    target, subject = pair.candidate.target, pair.decision.subject
    yield f"[{pair.number}/{pair.of}] {pair.subject}  {label_of(pair.decision, lang)}"
    yield from (f"    {words.text}" for words in subject.definitions if words.lang == lang)
    yield f"  ? {pair.object}  {' · '.join(dict.fromkeys(name.text for name in target.names[:4]))}"
    yield from (f"    {words.text}" for words in target.descriptions[:2])
    if target.types:
        yield f"    {', '.join(target.types[:5])}"
    yield f"  {pair.candidate.score:.2f}"
    for one in pair.candidate.contributions[:6]:
        yield f"    {one.points:+.2f}  {one.reason.in_(lang)}"
