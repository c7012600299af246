"""Things by words: names, aliases and definitions in Chinese and English, pinyin, initials; the best first."""

from collections.abc import Container, Sequence
from typing import Final, NamedTuple

from kg.errors import KgError
from kg.names.index import Entry, How, Index, Kind, Match, how_well
from kg.names.normalise import fold, normalise
from kg.names.tokens import runs
from kg.namespaces import ID, PLACES, PREFIXES, is_id
from kg.store.protocol import Store, select
from kg.store.terms import Iri, Literal

_KINDS: Final = {
    f"{PREFIXES['rdfs']}label": Kind.NAME,
    f"{PREFIXES['skos']}prefLabel": Kind.NAME,
    f"{PREFIXES['skos']}altLabel": Kind.ALIAS,
    f"{PREFIXES['skos']}definition": Kind.DEFINITION,
}
_TEXTS: Final = (
    f"SELECT ?thing ?property ?text WHERE {{ VALUES ?property {{ {' '.join(f'<{p}>' for p in _KINDS)} }} "
    f"?thing ?property ?text FILTER (STRSTARTS(STR(?thing), '{ID}')) }}"
)
# Places of the report are found by their address, not by what their citation says.
_LEFT_OUT: Final = tuple(PREFIXES[name] for name in (*PLACES, "claim", "outside-claim"))


class Hit(NamedTuple):
    """A thing that matches. how: the worst of what its words do. rank: their sum. texts: those that match."""

    how: How
    rank: float
    iri: str
    texts: tuple[str, ...]


def read_entries(store: Store, with_graphs: Sequence[str] = ()) -> list[Entry]:
    """The names, aliases and definitions of all things of a store, in a fixed order."""
    rows = select(store, _TEXTS, with_graphs=with_graphs).rows
    return sorted(
        Entry(thing.value, _KINDS[prop.value], text.value)
        for thing, prop, text in rows
        if isinstance(thing, Iri) and isinstance(prop, Iri) and isinstance(text, Literal)
        if is_id(thing.value) and not thing.value.startswith(_LEFT_OUT)
    )


class Search:
    """Searches over one set of entries."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._index = Index(entries)
        self._names: dict[str, list[Entry]] = {}
        for entry in entries:
            if entry.kind is not Kind.DEFINITION:
                self._names.setdefault(entry.iri, []).append(entry)

    def find(self, text: str, among: Container[str] | None = None) -> list[Hit]:
        """The things that every word of the text matches, wherever in their names and definitions.

        among: IRIs of the things that count; all if None. Order: kg.names.index.How, rank (bm25), IRI.
        Raises KgError for a text without a letter or digit.
        """
        words = [word for word in fold(text).split() if runs(word)]
        if not words:
            raise KgError(f"“{text}”里没有可查的字词", f"there is no word to look for in {text!r}")
        found = [self._index.matches(word) for word in dict.fromkeys(words)]
        things = set(found[0]).intersection(*found[1:])
        wanted = normalise(text)
        return sorted(
            self._hit(iri, [matches[iri] for matches in found], wanted)
            for iri in things
            if among is None or iri in among
        )

    def _hit(self, iri: str, matches: Sequence[Match], wanted: str) -> Hit:
        how, rank = max(match.how for match in matches), sum(match.rank for match in matches)
        texts = tuple(dict.fromkeys(match.entry.text for match in matches))
        for entry in self._names.get(iri, ()):
            if len(matches) > 1 and wanted in normalise(entry.text):  # the words as one
                as_one = how_well(entry, wanted)
                if as_one < how or (as_one == how and len(texts) > 1):
                    how, texts = as_one, (entry.text,)
        return Hit(how, round(rank, 6), iri, texts)
