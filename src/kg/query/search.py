"""kg search: the things that words find, as a table with their classes and what matched."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from kg.errors import Lang, Text
from kg.names.classes import class_named, main_class, things_of
from kg.names.near import near_names
from kg.names.read import all_names
from kg.names.search import Search, read_entries
from kg.namespaces import PREFIXES
from kg.query.answer import Table
from kg.query.catalogue import Column
from kg.query.defaults import SEARCH_LIMIT
from kg.query.labels import labels, name_of
from kg.query.lookup import iris, look_up
from kg.store.protocol import Store
from kg.store.terms import Iri, Literal

_TYPE: Final = f"{PREFIXES['rdf']}type"
_COLUMNS: Final = (
    Column("thing", "iri", Text("标识", "Thing")),
    Column("name", "literal", Text("名称", "Name")),
    Column("class", "iri", Text("类", "Class")),
    Column("matched", "lines", Text("匹配", "Matched")),
)


class Found(NamedTuple):
    """The table of the best, how many there are in all, and where there are none what is called nearly so."""

    table: Table
    total: int
    near: tuple[str, ...] = ()


def search(
    store: Store,
    text: str,
    *,
    class_: str | None = None,
    limit: int = SEARCH_LIMIT,
    offset: int = 0,
    lang: Lang = "zh",
    with_graphs: Sequence[str] = (),
    index: Search | None = None,
) -> Found:
    """The things that all words of the text match, best first (kg.names.search).

    class_: as people write it (kg.names.classes.class_named); things of the classes below it count too.
    limit: rows at most, after the first `offset`. lang: of the column name and of the labels of classes.
    index: of the same store and graphs, for who searches often; made for this search if None.
    Columns: thing (IRI), name, class (IRI), matched (the names and definitions that match, one a line).
    Raises KgError for a text without words, NotFound for an unknown class, and as the store does.
    """
    among = None if class_ is None else things_of(store, class_named(store, class_), with_graphs)
    hits = (index or Search(read_entries(store, with_graphs))).find(text, among)
    best = hits[offset : offset + limit]
    types = look_up(store, [hit.iri for hit in best], (_TYPE,), with_graphs)
    classes = {hit.iri: main_class(hit.iri, iris(types.get(hit.iri, {}).get(_TYPE, ()))) for hit in best}
    words = labels(store, [*classes, *filter(None, classes.values())], lang, with_graphs)
    rows = [
        (
            Iri(hit.iri),
            Literal(name_of(hit.iri, words)),
            Iri(kind) if (kind := classes[hit.iri]) else None,
            Literal("\n".join(hit.texts)),
        )
        for hit in best
    ]
    # Things are shown by their CURIEs, to be used in other commands: their names stand beside them.
    known = {kind: words[kind] for kind in classes.values() if kind in words}
    near = () if hits or class_ is not None else tuple(near_names(text, all_names(store, None, with_graphs)))
    return Found(Table(_COLUMNS, list(rows), lang, known), len(hits), near)


def how_many(found: Found) -> Text | None:
    """What to say of a search beside its table: that there is nothing, or more than is shown."""
    count = len(found.table.rows)
    if not count:
        if found.near:
            return Text(
                f"没有找到；相近的：{'、'.join(found.near)}", f"nothing found; near: {', '.join(found.near)}"
            )
        return Text("没有找到", "nothing found")
    if count < found.total:
        return Text(
            f"共 {found.total} 个，显示前 {count} 个（--limit）",
            f"the first {count} of {found.total} (--limit)",
        )
    return None
