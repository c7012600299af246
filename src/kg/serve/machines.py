"""What programs look for at fixed places: example queries. VoID is in kg.serve.linked_whole."""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.namespaces import PREFIXES
from kg.query.graphs import to_triples
from kg.rdfio.media import RDF, by_name
from kg.serve.documents import answer, form_of
from kg.serve.linked_iris import address, space_of
from kg.serve.linked_whole import triples_of
from kg.serve.site import Site
from kg.store.terms import Iri, Triple, is_iri

_FORMATS: Final = tuple(by_name(name, RDF) for name in ("turtle", "jsonld", "ntriples", "rdfxml"))
_TARGET: Final = Iri(f"{PREFIXES['schema']}target")


def routes(site: Site) -> list[BaseRoute]:
    """/.well-known/sparql-examples."""

    def examples(request: Request) -> Response:
        form = form_of(request, offered=_FORMATS)
        endpoint = address(request, site, space_of(site, request).path("sparql"))

        def body() -> bytes:
            return "".join(to_triples(_examples(site, endpoint), form.media.name)).encode()

        return answer(request, site, form, body, also=endpoint)

    return [Route("/.well-known/sparql-examples", examples)]


def _examples(site: Site, endpoint: str) -> list[Triple]:
    """The catalogue as SHACL executables, their target being this endpoint."""
    dataset = Iri(f"{site.base}dataset")
    if not is_iri(endpoint):  # a Host that is none
        endpoint = f"{site.base}sparql"
    return [
        Triple(one.subject, one.predicate, Iri(endpoint))
        if one.predicate == _TARGET and one.object == dataset
        else one
        for one in triples_of(site, "queries")
    ]
