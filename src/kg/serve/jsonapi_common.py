"""What the groups of API routes share: parameters, pages, and what is kept between requests."""

from typing import Annotated, Any, Final, Literal

from fastapi import Query
from pydantic import BaseModel, Field
from starlette.requests import Request

from kg.errors import Lang
from kg.namespaces import NAMED_GRAPHS
from kg.query.labels import labels, name_of
from kg.query.wording import Name
from kg.serve.documents import language_of
from kg.serve.site import Site
from kg.store.protocol import graphs_of

MOST: Final = 500
_LONGEST: Final = 2_000
_PROBLEM: Final[dict[str, Any]] = {
    "content": {
        kind: {
            "schema": {"type": "string"}
            if kind.startswith("text/")
            else {"$ref": "#/components/schemas/Failure"}
        }
        for kind in ("application/problem+json", "text/plain", "text/html")
    }
}


class Failure(BaseModel):
    """A problem (RFC 9457). kind: the class of the error."""

    title: str
    status: int
    detail: str
    kind: str


ERRORS: Final[dict[int | str, dict[str, Any]]] = {
    400: {"description": "A parameter does not fit, or a name is ambiguous.", "model": Failure, **_PROBLEM},
    404: {"description": "There is no such thing; the detail lists near ones.", "model": Failure, **_PROBLEM},
    503: {"description": "The server or its source is busy; try again.", "model": Failure, **_PROBLEM},
}

# lang is read from the request, so that Accept-Language counts; declared for the description.
Language = Annotated[
    Literal["zh", "en"] | None, Query(description="Language of labels; as Accept-Language says if absent.")
]
Graphs = Annotated[
    list[str],
    Query(alias="with", description=f"Named graphs to merge in: {', '.join(NAMED_GRAPHS)}.", max_length=10),
]
Limit = Annotated[int, Query(ge=1, le=MOST, description="Items at most.")]
Offset = Annotated[int, Query(ge=0, le=1_000_000, description="Items to skip.")]
Id = Annotated[
    str,
    Query(
        description="An IRI, a CURIE such as company:alibaba, or a name.", min_length=1, max_length=_LONGEST
    ),
]


class Thing(BaseModel):
    """A thing or a term."""

    iri: str
    curie: str
    label: str


class Page(BaseModel):
    """What every list says of itself. next: the address of the next page, relative to this one."""

    total: int = Field(description="How many items there are in all.")
    offset: int
    limit: int
    complete: bool = Field(description="Whether this is all there is: nothing before it, nothing after.")
    next: str | None = Field(description="Query string of the next page.")


def page_of(request: Request, total: int, offset: int, limit: int, shown: int) -> dict[str, Any]:
    """The fields of Page."""
    more = offset + shown < total
    following = (
        str(request.url.include_query_params(offset=offset + shown, limit=limit).query) if more else None
    )
    return {
        "total": total,
        "offset": offset,
        "limit": limit,
        "complete": shown == total,
        "next": None if following is None else f"?{following}",
    }


def thing(name: Name) -> Thing:
    return Thing(iri=name.iri, curie=name.curie, label=name.label)


class Shared:
    """The site, and what requests to the API have in common."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def lang(self, request: Request) -> Lang:
        return language_of(request)[0]

    def graphs(self, names: list[str]) -> tuple[str, ...]:
        """The graphs of `with`. Raises NotFound."""
        return graphs_of(names)

    def named(self, iri: str, lang: Lang, graphs: tuple[str, ...]) -> Thing:
        return thing(Name(iri, name_of(iri, labels(self.site.store, [iri], lang, graphs))))
