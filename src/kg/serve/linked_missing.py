"""What is said where nothing is: what may have been meant, and for an address without /id/ where the thing is."""

from collections.abc import Callable
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from kg.errors import KgError, Text
from kg.names.near import near_iris, near_names
from kg.names.read import all_names
from kg.namespaces import expand, shorten
from kg.query.document import graphs_with
from kg.serve.documents import Form
from kg.serve.faults import Problem
from kg.serve.linked_iris import Space, space_of
from kg.serve.linked_page import policy, render
from kg.serve.problems import respond
from kg.serve.site import Site
from kg.store.terms import is_iri

_LONGEST_NAME: Final = 100


def handler(site: Site) -> Callable[[Request, Exception], Response]:
    """The handler of what no route is for: says where it may be."""

    def nothing(request: Request, _: Exception) -> Response:
        space = space_of(site, request)
        rest = request.url.path.removeprefix(space.root).strip("/")
        there = space.path(f"id/{rest}")
        if len(rest) <= _LONGEST_NAME and _is_there(site, f"{space.base}id/{rest}"):
            name = shorten(f"{space.base}id/{rest}")
            found = Problem(
                404,
                f"这里没有这个地址；{name} 在 {there}",
                f"there is nothing at this address; {name} is at {there}",
                {"Link": f'<{there}>; rel="related"'},
            )
        else:
            things, queries, whole = (space.path(name) for name in ("id/", "sparql", "void"))
            found = Problem(
                404,
                f"这里没有这个地址；事物在 {things}，查询在 {queries}，全貌见 {whole}",
                f"there is nothing at this address; things are at {things}, queries at {queries}, the whole at {whole}",
            )
        return respond(request, found)

    return nothing


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
