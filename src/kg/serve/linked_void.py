"""The dataset: what this server adds to its description, and the page of it."""

from collections.abc import Iterator
from typing import Final

from kg.namespaces import DERIVED_GRAPHS, NAMED_FILES, PREFIXES, graph_iri
from kg.query.lookup import iris, look_up, text_of
from kg.serve.documents import Form
from kg.serve.linked_iris import Space
from kg.serve.linked_page import render
from kg.serve.site import Site
from kg.store.protocol import REPORT
from kg.store.terms import Iri, Literal, Triple, is_iri

_VOID, _DCAT, _DCTERMS = (PREFIXES[name] for name in ("void", "dcat", "dcterms"))
_SHOWN: Final = tuple(
    [f"{_DCTERMS}{name}" for name in ("title", "description", "license", "rights")]
    + [f"{_VOID}{name}" for name in ("triples", "entities", "subset", "exampleResource")]
)
_SERVICES: Final = ("sparql", "api/", "reconcile")
_GRAPHS: Final = (REPORT, *NAMED_FILES, *DERIVED_GRAPHS)


def services(site: Site, here: str) -> Iterator[Triple]:
    """Where this server answers and what can be taken home from it. here: its address, with a slash at the end."""
    if not is_iri(here):  # a Host that is none
        here = site.base
    dataset = Iri(f"{site.base}dataset")
    yield Triple(dataset, Iri(f"{_VOID}sparqlEndpoint"), Iri(f"{here}sparql"))
    yield Triple(dataset, Iri(f"{_VOID}uriLookupEndpoint"), Iri(f"{here}api/search?q="))
    for ending in ("nq", "trig", "jsonld"):
        yield Triple(dataset, Iri(f"{_VOID}dataDump"), Iri(f"{here}dumps/dataset.{ending}"))
    for name in _GRAPHS:
        for ending in ("ttl", "nt", "rdf", "jsonld"):
            yield Triple(Iri(graph_iri(name)), Iri(f"{_VOID}dataDump"), Iri(f"{here}dumps/{name}.{ending}"))
    for name in _SERVICES:
        service = Iri(here + name)
        yield Triple(service, Iri(f"{PREFIXES['rdf']}type"), Iri(f"{_DCAT}DataService"))
        yield Triple(service, Iri(f"{_DCAT}endpointURL"), service)
        yield Triple(service, Iri(f"{_DCAT}servesDataset"), dataset)


def void_page(site: Site, space: Space, form: Form, here: str) -> bytes:
    """What the dataset is, its graphs, and every way in."""
    dataset = f"{site.base}dataset"
    own = look_up(site.store, [dataset], _SHOWN, ("void",)).get(dataset, {})
    graphs = iris(own.get(f"{_VOID}subset", ()))
    examples = iris(own.get(f"{_VOID}exampleResource", ()))
    known = look_up(site.store, graphs, _SHOWN, ("void",))
    labels = look_up(site.store, examples, (f"{PREFIXES['rdfs']}label",))

    def words(iri: str, prop: str) -> str:
        found = text_of((own if iri == dataset else known.get(iri, {})).get(prop, ()))
        return found.in_(form.lang) if found else ""

    def count(iri: str, prop: str) -> str:
        found = known.get(iri, {}).get(prop, ())
        return f"{int(found[0].value):,}" if found and isinstance(found[0], Literal) else ""

    rows = [
        {
            "iri": iri,
            "name": iri.rpartition("/")[2],
            "title": words(iri, f"{_DCTERMS}title"),
            "description": words(iri, f"{_DCTERMS}description"),
            "triples": count(iri, f"{_VOID}triples"),
            "entities": count(iri, f"{_VOID}entities"),
        }
        for iri in graphs
    ]
    named = [(iri, text_of(labels.get(iri, {}).get(f"{PREFIXES['rdfs']}label", ()))) for iri in examples]
    return render(
        "linked_void.html.j2",
        site,
        space,
        form.lang,
        here=space.path("void"),
        title=words(dataset, f"{_DCTERMS}title"),
        description=words(dataset, f"{_DCTERMS}description"),
        rights=words(dataset, f"{_DCTERMS}rights"),
        dataset=dataset,
        graphs=sorted(rows, key=lambda row: (row["name"] != REPORT, row["name"])),
        examples=[(iri, label.in_(form.lang) if label else iri) for iri, label in named],
        address=f"{here}{space.root}",
    )
