"""The documents that are one for many IRIs: the vocabulary, the shapes, the description of the dataset."""

from collections.abc import Callable
from functools import partial
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.namespaces import KG, PREFIXES
from kg.query.graphs import to_triples
from kg.query.lookup import iris, look_up
from kg.rdfio.media import Media
from kg.serve.documents import Form, alternates, answer, form_of, see
from kg.serve.faults import Problem
from kg.serve.linked_iris import FORMATS, Space, address, space_of
from kg.serve.linked_page import policy
from kg.serve.linked_void import services, void_page
from kg.serve.linked_words import words_page
from kg.serve.site import Site
from kg.store.protocol import Dataset, construct
from kg.store.terms import Triple

Reader = Callable[[Site, str], list[Triple]]
Writer = Callable[[Site, Space, Form, str], bytes]

_VERSION: Final = f"{PREFIXES['owl']}versionIRI"


def routes(site: Site) -> list[BaseRoute]:
    """/ontology, /shapes, /void and what leads there."""
    whole: list[tuple[str, Reader, Writer]] = [
        ("ontology", _ontology, partial(words_page, "ontology")),
        ("shapes", _shapes, partial(words_page, "shapes")),
        ("void", _void, void_page),
    ]
    found: list[BaseRoute] = []
    for name, read, write in whole:
        serve = partial(_whole, site, name, read, write)
        found.append(Route(f"/{name}", partial(serve, None)))
        found += [
            Route(f"/{name}{ending}", partial(serve, media))
            for media in FORMATS
            for ending in media.extensions
        ]
    to_void = partial(_to_void, site)
    return [
        *found,
        Route("/ontology/{version}", partial(_versioned, site)),
        Route("/.well-known/void", partial(_whole, site, "void", _void, void_page, None)),
        Route("/dataset", to_void),
        Route("/dataset/{part}", to_void),
        Route("/", to_void),
    ]


def _whole(
    site: Site, name: str, read: Reader, write: Writer, ending: Media | None, request: Request
) -> Response:
    space = space_of(site, request)
    form = form_of(request, ending)
    path = space.path(name)
    here = address(request, site, path).removesuffix(path)
    links = [
        *alternates(path),
        f'<{site.base}{name}>; rel="canonical"',
        '<https://creativecommons.org/licenses/by/4.0/>; rel="license"',
    ]

    def body() -> bytes:
        if form.is_page:
            return write(site, space, form, here)
        return "".join(to_triples(read(site, f"{here}{space.root}"), form.media.name)).encode()

    headers = {"Content-Security-Policy": policy(), "Referrer-Policy": "no-referrer"} if form.is_page else {}
    return answer(request, site, form, body, links=links, headers=headers, also=here)


def _versioned(site: Site, request: Request) -> Response:
    """The vocabulary at its version IRI: only the version that is served is there."""
    ontology = f"{site.base}ontology"
    versions = iris(look_up(site.store, [ontology], (_VERSION,)).get(ontology, {}).get(_VERSION, ()))
    wanted = request.path_params["version"]
    if f"{ontology}/{wanted}" in versions:
        return _whole(site, "ontology", _ontology, partial(words_page, "ontology"), None, request)
    there = ", ".join(one.removeprefix(f"{ontology}/") for one in versions) or "-"
    raise Problem(
        404,
        f"没有词汇的版本“{wanted}”；现有：{there}",
        f"there is no version {wanted!r} of the vocabulary but {there}",
    )


def _to_void(site: Site, request: Request) -> Response:
    form_of(request)
    return see(request, space_of(site, request).path("void"), 303)


def _ontology(site: Site, here: str) -> list[Triple]:
    """All that is said of the words of the vocabulary; only it has blank nodes."""
    return construct(
        site.store,
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o "
        f"FILTER (isBlank(?s) || STRSTARTS(STR(?s), '{KG}') || ?s = <{site.base}ontology>) }}",
    )


def _shapes(site: Site, here: str) -> list[Triple]:
    return triples_of(site, "shapes")


def _void(site: Site, here: str) -> list[Triple]:
    return [*triples_of(site, "void"), *services(site, here)]


def triples_of(site: Site, graph: str) -> list[Triple]:
    """All triples of a named graph."""
    text = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
    return construct(site.store, text, dataset=Dataset((graph,)))
