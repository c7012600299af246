"""Linked data: each IRI of the dataset answers with 303 to a document, and that in the form that is wanted.

https://www.w3.org/TR/cooluris/ (hash IRIs for the vocabulary, 303 for things)
"""

from collections.abc import Sequence
from functools import partial
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.namespaces import shorten
from kg.query.describe import describe
from kg.query.document import document, graphs_with, retired
from kg.query.graphs import to_triples
from kg.rdfio.media import Media
from kg.serve.documents import Form, alternates, answer, form_of, see
from kg.serve.faults import Problem
from kg.serve.linked_about import about_document
from kg.serve.linked_iris import DOC, Space, space_of, split_ending
from kg.serve.linked_missing import missing
from kg.serve.linked_page import policy, thing_page
from kg.serve.site import Site

# Nodes that refer to a thing, by each property: more would be a download, not a description.
LIMIT: Final = 100


def routes(site: Site) -> list[BaseRoute]:
    """Things, and the documents about them."""
    return [
        *(
            Route(f"/{kind}/{{rest:path}}", partial(_thing, site, f"{kind}/"), name=f"thing-{kind}")
            for kind in ("id", "scheme", "graph")
        ),
        Route(f"/{DOC}{{rest:path}}", partial(_document, site), name="document"),
    ]


def _thing(site: Site, kind: str, request: Request) -> Response:
    """303 to the document about a thing."""
    space = space_of(site, request)
    form = form_of(request)
    iri = _found(site, space, _written(request, kind), form, request)
    if isinstance(iri, Response):
        return iri
    where = space.path(space.document(iri) or "")
    response = see(request, where, 303)
    response.headers["Link"] = f'<{where}>; rel="describedby"'
    return response


def _document(site: Site, request: Request) -> Response:
    """The document about a thing, in the form that its ending or Accept wants."""
    space = space_of(site, request)
    candidates: list[tuple[str, Media | None]] = [(one, None) for one in _written(request, DOC)]
    candidates += [(path, media) for one, _ in candidates for path, media in (split_ending(one),) if media]
    for rest, ending in candidates:
        iri = space.thing(rest.removeprefix(DOC))
        graphs = graphs_with(site.store, iri)
        if graphs is not None and retired(site.store, iri) is None:
            form = form_of(request, ending)
            return _answered(site, space, request, form, iri, graphs, f"{DOC}{rest.removeprefix(DOC)}")
    rest, ending = candidates[-1]
    form = form_of(request, ending)
    found = _found(site, space, [space.thing(rest.removeprefix(DOC))[len(space.base) :]], form, request)
    if isinstance(found, Response):
        return found
    raise Problem(404, "没有这个文档", "there is no such document")


def _answered(
    site: Site, space: Space, request: Request, form: Form, iri: str, graphs: Sequence[str], rest: str
) -> Response:
    path = space.path(rest)
    links = [
        *alternates(path),
        f'<{_ascii(space, rest)}>; rel="canonical"',
        f'<{space.href(iri)}>; rel="describes"',
        '<https://creativecommons.org/licenses/by/4.0/>; rel="license"',
    ]
    if form.is_page:
        headers = {"Content-Security-Policy": policy(), "Referrer-Policy": "no-referrer"}

        def page() -> bytes:
            found = describe(site.store, iri, lang=form.lang, with_graphs=graphs, limit=LIMIT)
            return thing_page(found, site, space, rest)

        return answer(request, site, form, page, links=links, headers=headers)

    def triples() -> bytes:
        found = document(site.store, iri, with_graphs=graphs, limit=LIMIT)
        every = [*found.triples, *about_document(site.base, f"{site.base}{rest}", iri, found.left_out)]
        return "".join(to_triples(every, form.media.name)).encode("utf-8", "backslashreplace")

    return answer(request, site, form, triples, links=links)


def _ascii(space: Space, rest: str) -> str:
    """The IRI of what follows the base, as a URI: header fields are ASCII."""
    return Space(space.base, space.base).path(rest)


def _written(request: Request, begin: str) -> list[str]:
    """What follows the base in the IRI, as it is and as the client wrote it: data may have %-escapes in IRIs."""
    plain = begin + request.path_params["rest"]
    raw: bytes = request.scope.get("raw_path") or b""
    _, found, after = raw.decode("latin-1").partition(f"/{begin}")
    return list(dict.fromkeys((plain, begin + after) if found and raw.isascii() else (plain,)))


def _found(site: Site, space: Space, rests: Sequence[str], form: Form, request: Request) -> str | Response:
    """The IRI that there is; for a retired one a redirect. Raises Problem: 410 for one without a successor;
    404 with suggestions, which are a page for who wants pages."""
    for rest in rests:
        iri = space.base + rest
        old = retired(site.store, iri)
        if old and old.now:
            return see(request, space.href(old.now) or old.now, 301)
        if old:
            name = shorten(iri)
            raise Problem(410, f"{name} 已停用，没有替代", f"{name} is retired and nothing stands for it")
        if graphs_with(site.store, iri) is not None:
            return iri
    return missing(site, space, form, request, space.base + rests[0])
