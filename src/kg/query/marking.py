"""The names of things, marked where they stand in a sentence."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from kg.namespaces import PREFIXES
from kg.query.labels import values_blocks
from kg.store.protocol import Store, select
from kg.store.terms import Iri, Literal

OPEN: Final = "«"
CLOSE: Final = "»"
_SHORTEST: Final = 2
_NAMES: Final = "|".join(
    f"<{iri}>"
    for iri in (
        f"{PREFIXES['rdfs']}label",
        f"{PREFIXES['skos']}prefLabel",
        f"{PREFIXES['skos']}altLabel",
    )
)


_ENDS: Final = f"<{PREFIXES['rdf']}subject>|<{PREFIXES['rdf']}object>"


def names_of(
    store: Store, iris: Iterable[str], with_graphs: Sequence[str] = ()
) -> Mapping[str, frozenset[str]]:
    """IRI -> its labels and aliases in every language, for those that have some."""
    found: dict[str, set[str]] = defaultdict(set)
    for values in values_blocks(iris):
        text = f"SELECT ?x ?name WHERE {{ VALUES ?x {{ {values} }} ?x {_NAMES} ?name }}"
        for thing, name in select(store, text, with_graphs=with_graphs).rows:
            if isinstance(thing, Iri) and isinstance(name, Literal):
                found[thing.value].add(name.value)
    return {thing: frozenset(names) for thing, names in found.items()}


def ends_of_claims(
    store: Store, claims: Iterable[str], with_graphs: Sequence[str] = ()
) -> Mapping[str, frozenset[str]]:
    """Claim -> IRIs of its subject and object."""
    found: dict[str, set[str]] = defaultdict(set)
    for values in values_blocks(claims):
        text = f"SELECT ?c ?end WHERE {{ VALUES ?c {{ {values} }} ?c {_ENDS} ?end }}"
        for claim, end in select(store, text, with_graphs=with_graphs).rows:
            if isinstance(claim, Iri) and isinstance(end, Iri):
                found[claim.value].add(end.value)
    return {claim: frozenset(ends) for claim, ends in found.items()}


def mark(text: str, names: Collection[str]) -> str:
    """The text with each of the names between « and »; of names that overlap the longest.

    A Latin name is marked as a whole word only; a name of one character never.
    """
    usable = sorted({n for n in names if len(n) >= _SHORTEST}, key=lambda n: (-len(n), n))
    if not usable:
        return text
    return re.sub("|".join(map(_pattern, usable)), lambda found: f"{OPEN}{found[0]}{CLOSE}", text)


def _pattern(name: str) -> str:
    before = r"(?<![A-Za-z0-9])" if name[0].isascii() and name[0].isalnum() else ""
    after = r"(?![A-Za-z0-9])" if name[-1].isascii() and name[-1].isalnum() else ""
    return f"{before}{re.escape(name)}{after}"
