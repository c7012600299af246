"""kg sample: claims drawn at random, as sentences with their evidence, for somebody to judge."""

import hashlib
from collections.abc import Mapping
from typing import Final

from kg.errors import Lang, Text
from kg.namespaces import KG
from kg.query.answer import Table
from kg.query.catalogue import Column
from kg.query.claims import Claim, Claims
from kg.query.marking import mark, names_of
from kg.query.places import addresses_of
from kg.query.wording import Wording
from kg.store.protocol import Row, Store, select
from kg.store.terms import Iri, Literal

_CLAIMS: Final = f"SELECT ?claim WHERE {{ ?claim a <{KG}Claim> }}"
_COLUMNS: Final = (
    Column("claim", "iri", Text("陈述", "Claim")),
    Column("statement", "literal", Text("内容", "Statement")),
    Column("basis", "literal", Text("依据", "Basis")),
    Column("modality", "literal", Text("情态", "Modality")),
    Column("qualifiers", "literal", Text("限定", "Qualifiers")),
    Column("evidence", "literal", Text("出处", "Evidence")),
)
_SENTENCE: Final = Column("sentence", "sentence", Text("原句", "Sentence"))


def sample(
    store: Store, n: int, seed: str, *, lang: Lang = "zh", texts: Mapping[str, str] | None = None
) -> Table:
    """n claims, or all where there are fewer, one a row, in the order of their identifiers.

    seed: draws those whose IRI comes first by SHA-256 of the seed, a line break and the IRI: the same
    claims on every machine. texts: IRI of each place -> what the report says there, for whoever holds it;
    the names of a claim's subject and object are marked « » in it.
    """
    drawn = draw([row[0].value for row in select(store, _CLAIMS).rows if isinstance(row[0], Iri)], n, seed)
    claims = Claims(store, drawn)
    wording = Wording(store, lang, claims.edges(), claims.mentioned())
    read = claims.read(wording)
    addresses = addresses_of(store, {place for claim in read.values() for place in claim.evidence})
    rows = [_row(read[iri], addresses, lang) for iri in drawn if iri in read]
    if not texts:
        return Table(_COLUMNS, rows, lang)
    names = names_of(store, {end for s, _, o in claims.edges() for end in (s, o)})
    said = (Literal(_sentences(read[iri], texts, names)) for iri in drawn if iri in read)
    return Table((*_COLUMNS, _SENTENCE), [(*row, one) for row, one in zip(rows, said, strict=True)], lang)


def draw(iris: list[str], n: int, seed: str) -> list[str]:
    """n of the IRIs, sorted; which ones depends on the seed and on nothing else."""

    def rank(iri: str) -> str:
        return hashlib.sha256(f"{seed}\n{iri}".encode()).hexdigest()

    return sorted(sorted(set(iris), key=rank)[:n])


def _row(claim: Claim, addresses: Mapping[str, str], lang: Lang) -> Row:
    return (
        Iri(claim.iri),
        Literal(claim.words),
        Literal(claim.basis.label if claim.basis else ""),
        Literal(claim.modality.label if claim.modality else ""),
        Literal(claim.qualified(lang)),
        Literal(" ".join(addresses[place] for place in claim.evidence)),
    )


def _sentences(claim: Claim, texts: Mapping[str, str], names: Mapping[str, frozenset[str]]) -> str:
    subject, _, obj = claim.edge
    marked = names.get(subject, frozenset()) | names.get(obj, frozenset())
    return "\n".join(mark(texts[place], marked) for place in claim.evidence if texts.get(place))
