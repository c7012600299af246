"""The API on pictures: lenses, and what is around a thing, as node-link JSON."""

from collections import OrderedDict
from collections.abc import Callable
from functools import cache
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from kg.serve.jsonapi_common import Graphs, Id, Language, Page, Shared, page_of
from kg.views.around import MAX_DEPTH, around
from kg.views.jsongraphs import to_node_link
from kg.views.lens import Lens, Lenses
from kg.views.scene import scene_of

_KEPT: Final = 32


class Picture(BaseModel):
    id: str
    title: str
    summary: str
    group: str


class Pictures(Page):
    items: list[Picture]


class NodeLink(BaseModel, extra="allow"):
    """A multigraph as networkx.node_link_graph reads it; graph says where it is from. It is complete."""

    directed: Literal[True]
    multigraph: Literal[True]
    graph: dict[str, Any]
    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]


Name = Annotated[str, Path(description="Id of a lens, such as policy-challenge.", max_length=100)]
_NODE_LINK: Final[dict[int | str, dict[str, Any]]] = {200: {"model": NodeLink}}


def router(shared: Shared) -> APIRouter:
    """The routes."""
    api = APIRouter(tags=["pictures"])
    lenses, kept = Lenses(), _Kept(_KEPT)
    every = cache(lambda: [lenses.get(name) for name in lenses.ids()])

    def drawn(
        request: Request, graphs: tuple[str, ...], key: tuple[object, ...], lens: Callable[[], Lens]
    ) -> Response:
        lang = shared.lang(request)
        text = kept.get(
            (shared.site.version, lang, graphs, *key),
            lambda: to_node_link(scene_of(shared.site.store, lens(), graphs), lang),
        )
        return Response(text.encode("utf-8", "backslashreplace"), media_type="application/json")

    @api.get("/lens", summary="The lenses")
    def _lenses(request: Request, lang: Language = None) -> Pictures:
        chosen = shared.lang(request)
        items = [
            Picture(id=one.id, title=one.title.in_(chosen), summary=one.summary.in_(chosen), group=one.group)
            for one in every()
        ]
        return Pictures(items=items, **page_of(request, len(items), 0, max(1, len(items)), len(items)))

    @api.get(
        "/lens/{name}", summary="The graph that a lens shows", responses=_NODE_LINK, response_class=Response
    )
    def _lens(request: Request, name: Name, lang: Language = None, with_: Graphs = []) -> Response:  # noqa: B006
        return drawn(request, shared.graphs(with_), ("lens", name), lambda: lenses.get(name))

    @api.get("/around", summary="The graph around a thing", responses=_NODE_LINK, response_class=Response)
    def _around(
        request: Request,
        id: Id,
        depth: Annotated[int, Query(ge=1, le=MAX_DEPTH)] = 1,
        lang: Language = None,
        with_: Graphs = [],  # noqa: B006
    ) -> Response:
        graphs = shared.graphs(with_)
        return drawn(
            request, graphs, ("around", id, depth), lambda: around(shared.site.store, id, depth, graphs)
        )

    return api


class _Kept:
    """The last few answers: a picture takes a second to lay out."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._found: OrderedDict[tuple[object, ...], str] = OrderedDict()

    def get(self, key: tuple[object, ...], make: Callable[[], str]) -> str:
        if key in self._found:
            self._found.move_to_end(key)
            return self._found[key]
        self._found[key] = text = make()
        while len(self._found) > self._most:
            self._found.popitem(last=False)
        return text
