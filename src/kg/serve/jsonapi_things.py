"""The API on things: search, one thing, what is around it, one claim, paths between two."""

import json
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from starlette.requests import Request

from kg.names.resolve import resolve
from kg.query.defaults import MAX_STEPS, PATH_LIMIT
from kg.query.describe import describe
from kg.query.entity_json import to_json
from kg.query.labels import name_of
from kg.query.neighbours import neighbours
from kg.query.path import find_paths
from kg.query.path_text import to_json as paths_to_json
from kg.query.search import search
from kg.query.statement import statement
from kg.query.wording import Name
from kg.serve.jsonapi_common import Graphs, Id, Language, Limit, Offset, Page, Shared, Thing, page_of, thing
from kg.store.terms import Iri
from kg.store.terms import Literal as Value


class Hit(BaseModel):
    """class_: what the thing is. matched: its names and definitions that match."""

    thing: Thing
    class_: Thing | None = Field(serialization_alias="class")
    matched: list[str]


class Hits(Page):
    items: list[Hit]


class Entity(BaseModel, extra="allow"):
    """What is said of one thing, as `kg show --format json` has it. left_out: property -> how many more nodes
    refer to the thing by it than are listed."""

    iri: str
    curie: str
    label: str
    lang: str
    complete: bool
    left_out: dict[str, int]


class Around(BaseModel):
    direction: Literal["out", "in"]
    property: Thing
    other: Thing
    class_: Thing | None = Field(serialization_alias="class")


class Neighbours(Page):
    thing: Thing
    items: list[Around]


class Claim(BaseModel, extra="allow"):
    """One claim: words says it as a sentence, evidence where the report says it."""

    iri: str
    words: str
    subject: Thing
    predicate: Thing
    object: Thing
    evidence: list[dict[str, str]]


class Chains(BaseModel, extra="allow"):
    """The best chains of claims between two things; complete: whether fewer were found than asked for."""

    lang: str
    complete: bool
    paths: list[dict[str, Any]]


def router(shared: Shared) -> APIRouter:
    """The routes."""
    api = APIRouter(tags=["things"])
    site = shared.site

    @api.get("/search", summary="Things by words, pinyin or initials, the best first")
    def _search(
        request: Request,
        q: Annotated[
            str, Query(max_length=200, pattern=r"[^\W_]", description="Words: 数据 产权, shuju, sj.")
        ],
        class_: Annotated[
            str | None,
            Query(alias="class", max_length=200, description="Only things of this class: company, kg:Law."),
        ] = None,
        limit: Limit = 20,
        offset: Offset = 0,
        lang: Language = None,
        with_: Graphs = [],  # noqa: B006 - FastAPI copies defaults
    ) -> Hits:
        graphs, chosen = shared.graphs(with_), shared.lang(request)
        found = search(
            site.store,
            q,
            class_=class_,
            limit=limit,
            offset=offset,
            lang=chosen,
            with_graphs=graphs,
            index=site.indexes.search(graphs),
        )
        items = [
            Hit(
                thing=thing(Name(iri.value, name.value)),
                class_=thing(Name(kind.value, name_of(kind.value, found.table.labels)))
                if isinstance(kind, Iri)
                else None,
                matched=matched.value.split("\n"),
            )
            for iri, name, kind, matched in found.table.rows
            if isinstance(iri, Iri) and isinstance(name, Value) and isinstance(matched, Value)
        ]
        return Hits(items=items, **page_of(request, found.total, offset, limit, len(items)))

    @api.get("/entity", summary="All that is said of one thing, and where")
    def _entity(
        request: Request,
        id: Id,
        limit: Annotated[
            int, Query(ge=1, le=1_000, description="Nodes that refer to it by one property, at most.")
        ] = 100,
        why: Annotated[bool, Query(description="Also what is inferred, by which rule, from what.")] = False,
        lang: Language = None,
        with_: Graphs = [],  # noqa: B006
    ) -> Entity:
        graphs = shared.graphs(with_)
        iri = resolve(site.store, id, with_graphs=graphs)
        found = describe(site.store, iri, lang=shared.lang(request), why=why, with_graphs=graphs, limit=limit)
        record = json.loads(to_json(found, texts=site.texts))
        return Entity(**record, complete=not found.left_out, left_out=dict(found.left_out))

    @api.get("/neighbours", summary="What a thing is related to")
    def _neighbours(
        request: Request,
        id: Id,
        direction: Literal["out", "in", "both"] = "both",
        limit: Limit = 100,
        offset: Offset = 0,
        lang: Language = None,
        with_: Graphs = [],  # noqa: B006
    ) -> Neighbours:
        graphs, chosen = shared.graphs(with_), shared.lang(request)
        iri = resolve(site.store, id, with_graphs=graphs)
        found, total = neighbours(
            site.store, iri, direction=direction, lang=chosen, with_graphs=graphs, limit=limit, offset=offset
        )
        items = [
            Around(
                direction="out" if one.outward else "in",
                property=thing(one.predicate),
                other=thing(one.other),
                class_=thing(one.class_) if one.class_ else None,
            )
            for one in found
        ]
        return Neighbours(
            thing=shared.named(iri, chosen, graphs),
            items=items,
            **page_of(request, total, offset, limit, len(items)),
        )

    @api.get("/statement", summary="One claim: its sentence, basis, modality and evidence")
    def _statement(request: Request, id: Id, lang: Language = None, with_: Graphs = []) -> Claim:  # noqa: B006
        graphs = shared.graphs(with_)
        iri = resolve(site.store, id, with_graphs=graphs)
        return Claim(
            **statement(site.store, iri, lang=shared.lang(request), with_graphs=graphs, texts=site.texts)
        )

    @api.get("/path", summary="Chains of claims between two things")
    def _path(
        request: Request,
        from_: Annotated[Id, Query(alias="from")],
        to: Id,
        limit: Annotated[int, Query(ge=1, le=20)] = PATH_LIMIT,
        max_steps: Annotated[int, Query(ge=1, le=MAX_STEPS)] = MAX_STEPS,
        directed: bool = False,
        avoid: Annotated[list[str], Query(max_length=20, description="Things not to pass through.")] = [],  # noqa: B006
        lang: Language = None,
        with_: Graphs = [],  # noqa: B006
    ) -> Chains:
        graphs = shared.graphs(with_)
        start, end, *left_out = (resolve(site.store, one, with_graphs=graphs) for one in (from_, to, *avoid))
        found = find_paths(
            site.store,
            start,
            end,
            limit=limit,
            max_steps=max_steps,
            directed=directed,
            avoid=left_out,
            lang=shared.lang(request),
            with_graphs=graphs,
        )
        record = json.loads(paths_to_json(found, texts=site.texts))
        return Chains(**record, complete=len(found.paths) < limit)

    return api
