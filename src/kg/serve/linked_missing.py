"""What is said where nothing is: what may have been meant, and for an address without /id/ where the thing is."""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.errors import KgError, Text
from kg.names.near import near_iris, near_names
from kg.names.read import all_names
from kg.namespaces import expand, shorten
from kg.query.document import graphs_with
from kg.serve.documents import Form
from kg.serve.faults import Problem
from kg.serve.linked_iris import Space, space_of
from kg.serve.linked_page import policy, render
from kg.serve.site import Site
from kg.store.terms import is_iri

_LONGEST_NAME: Final = 100


def routes(site: Site) -> list[BaseRoute]:
    """Every address that is no other one's: the last of all routes."""

    def nothing(request: Request) -> Response:
        space = space_of(site, request)
        rest = request.path_params["rest"].strip("/")
        iri = f"{space.base}id/{rest}"
        if len(rest) <= _LONGEST_NAME and _is_there(site, iri):
            there = space.path(f"id/{rest}")
            raise Problem(
                404,
                f"这里没有这个地址；{shorten(iri)} 在 {there}",
                f"there is nothing at this address; {shorten(iri)} is at {there}",
                {"Link": f'<{there}>; rel="related"'},
            )
        raise Problem(
            404,
            f"这里没有这个地址；事物在 {space.path('id/')}，查询在 {space.path('sparql')}，全貌见 {space.path('void')}",
            f"there is nothing at this address; things are at {space.path('id/')}, queries at {space.path('sparql')}, "
            f"the whole at {space.path('void')}",
        )

    return [Route("/{rest:path}", nothing)]


def _is_there(site: Site, iri: str) -> bool:
    try:
        return is_iri(iri) and graphs_with(site.store, iri) is not None
    except KgError:  # nothing that can be asked for
        return False


def missing(site: Site, space: Space, form: Form, request: Request, iri: str) -> Response:
    """404 with suggestions: a page for who wants pages. Raises Problem for others."""
    name = shorten(iri)
    near = _near(site, iri)
    words = Text(f"图中没有 {name}", f"nothing in the graph is called {name}")
    if form.is_page:
        page = render(
            "linked_missing.html.j2", site, space, form.lang, here=request.url.path, words=words, near=near
        )
        headers = {"Content-Security-Policy": policy(), "Vary": "Accept, Accept-Language"}
        return Response(page, 404, headers, form.content_type)
    listed = ", ".join(shorten(one) for one, _ in near)
    zh, en = (f"；相近的：{listed}", f"; near: {listed}") if near else ("", "")
    raise Problem(404, words.zh + zh, words.en + en, {"Vary": "Accept"})


def _near(site: Site, iri: str) -> list[tuple[str, str]]:
    """IRIs and names of what may have been meant."""
    if len(iri) > len(site.base) + _LONGEST_NAME or '"' in iri or "\\" in iri:
        return []
    found = [(expand(curie), curie) for curie in near_iris(site.store, iri, ())]
    if not found:
        word = iri.rpartition("/")[2].rpartition("#")[2]
        named = near_names(word, all_names(site.store), slugs=True)
        found = [(expand(one.rpartition("(")[2].rstrip(")")), one) for one in named]
    return found
