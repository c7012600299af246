"""What programs look for at fixed places: example queries and health. VoID is in kg.serve.linked_whole."""

from typing import Final

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from kg import __version__
from kg.errors import KgError
from kg.namespaces import PREFIXES
from kg.query.graphs import to_triples
from kg.rdfio.media import RDF, by_name
from kg.serve.context import Context
from kg.serve.documents import answer, form_of
from kg.serve.linked_iris import address, space_of
from kg.serve.linked_whole import triples_of
from kg.store.protocol import ask
from kg.store.terms import Iri, Triple, is_iri

_FORMATS: Final = tuple(by_name(name, RDF) for name in ("turtle", "jsonld", "ntriples", "rdfxml"))
_TARGET: Final = Iri(f"{PREFIXES['schema']}target")


def routes(context: Context) -> list[BaseRoute]:
    """/.well-known/sparql-examples, /health."""

    def examples(request: Request) -> Response:
        form = form_of(request, offered=_FORMATS)
        endpoint = address(request, context, space_of(context, request).path("sparql"))

        def body() -> bytes:
            return "".join(to_triples(_examples(context, endpoint), form.media.name)).encode()

        return answer(request, context, form, body, also=endpoint)

    own = CapacityLimiter(1)  # those of whom too many wait for the threads of all are not ill

    async def health(request: Request) -> Response:
        return await to_thread.run_sync(examined, limiter=own)

    def examined() -> Response:
        reason: str | None
        try:
            filled = ask(context.store, "ASK { ?s ?p ?o }")
        except KgError as error:
            filled, reason = False, error.text.en
        else:
            reason = None if filled else "the default graph is empty"
        body = {"status": "ok" if filled else "failing", "software": __version__, "data": context.version}
        if reason:
            body["reason"] = reason
        return JSONResponse(body, 200 if filled else 503, {"Cache-Control": "no-store"})

    return [Route("/.well-known/sparql-examples", examples), Route("/health", health)]


def _examples(context: Context, endpoint: str) -> list[Triple]:
    """The catalogue as SHACL executables, their target being this endpoint."""
    dataset = Iri(f"{context.base}dataset")
    if not is_iri(endpoint):  # a Host that is none
        endpoint = f"{context.base}sparql"
    return [
        Triple(one.subject, one.predicate, Iri(endpoint))
        if one.predicate == _TARGET and one.object == dataset
        else one
        for one in triples_of(context, "queries")
    ]
