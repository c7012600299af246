"""Questions that need an outside dataset: asked of its endpoint by leave, or of a snapshot without a network."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from kg.errors import NotFound
from kg.namespaces import PREFIXES, SNAPSHOTS, graph_iri
from kg.sparql.services import clauses, rewritten
from kg.store.protocol import Store, select
from kg.store.terms import Iri, is_iri, serialise


class Service(NamedTuple):
    """One dataset: its endpoint, as SERVICE names it; the namespace of its records; the graph of its snapshot."""

    url: str
    namespace: str
    snapshot: str


SERVICES: Final = {
    "wikidata": Service("https://query.wikidata.org/sparql", PREFIXES["wd"], f"{SNAPSHOTS}wikidata"),
    "dbpedia": Service("https://dbpedia.org/sparql", PREFIXES["dbr"], f"{SNAPSHOTS}dbpedia"),
}
_LINKS: Final = tuple(
    PREFIXES[prefix] + name
    for prefix, name in (("skos", "exactMatch"), ("skos", "closeMatch"), ("owl", "sameAs"))
)


def allowed(texts: Iterable[str]) -> dict[str, str]:
    """Service as a query writes it -> the address that is asked.

    texts: URLs; names of SERVICES; or NAME=URL, which asks another endpoint that holds the same dataset.
    Raises NotFound for a name that is none.
    """
    found: dict[str, str] = {}
    for text in texts:
        name, equals, url = text.partition("=")
        if name in SERVICES:
            found[SERVICES[name].url] = url or SERVICES[name].url
        elif "://" in text and is_iri(text):  # a misspelt name before =URL makes none
            found[text] = text
        else:
            listed = ", ".join(SERVICES)
            raise NotFound(
                f"没有服务“{text}”；可用：网址、{listed}，或 名称=网址",
                f"there is no service {text!r}; use a URL, {listed}, or NAME=URL",
            )
        if equals and name in SERVICES and not is_iri(url):
            raise NotFound(f"“{url}”不是网址", f"{url!r} is no URL")
    return found


def routed(
    store: Store,
    text: str,
    graphs: Sequence[str],
    leave: Mapping[str, str],
    variables: Mapping[str, str] | None = None,
) -> tuple[str, tuple[str, ...]]:
    """The query with its services as they are to be asked, and the graphs that it sees.

    leave: as `allowed` gives. variables: name of a service -> the variable that stands for its records, for a
    catalogued question: the endpoint is then asked of the linked records only, which is all that it may tell.
    What may not be asked is looked for in the dataset's snapshot where that is merged in.
    """
    written = {one.iri for one in clauses(text)}
    if not written:
        return text, tuple(graphs)
    at_hand = {
        one.url: graph_iri(one.snapshot)
        for one in SERVICES.values()
        if one.snapshot in graphs and one.url not in leave
    }
    live = {name for name, one in SERVICES.items() if one.url in written and one.url in leave}
    given = {
        SERVICES[name].url: _records(store, name, variable)
        for name, variable in (variables or {}).items()
        if name in live
    }
    # What is asked anew needs no snapshot, and there may be none.
    seen = tuple(one for one in graphs if one not in {SERVICES[name].snapshot for name in live})
    return rewritten(text, leave, at_hand, given), seen


def _records(store: Store, name: str, variable: str) -> str:
    """VALUES of the records that are linked to."""
    paths = "|".join(f"<{iri}>" for iri in _LINKS)
    query = (
        f"SELECT DISTINCT ?record WHERE {{ ?thing {paths} ?record . "
        f'FILTER (STRSTARTS(STR(?record), "{SERVICES[name].namespace}")) }} ORDER BY ?record'
    )
    rows = select(store, query, with_graphs=("links",)).rows
    listed = " ".join(serialise(row[0]) for row in rows if isinstance(row[0], Iri))
    return f" VALUES ?{variable} {{ {listed} }}"
