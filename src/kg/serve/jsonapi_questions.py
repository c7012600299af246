"""The API on questions: the catalogue, an answer to one of its questions, series of figures."""

from functools import cache
from itertools import groupby
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, Field
from starlette.requests import Request

from kg.errors import KgError, QueryParameterError, Text
from kg.namespaces import shorten
from kg.query.answer import Answer as Asked
from kg.query.answer import Table
from kg.query.catalogue import GROUPS, Catalogue, CatalogueQuery
from kg.query.evidence import add_evidence
from kg.query.labels import name_of
from kg.query.run import run
from kg.serve.jsonapi_common import Graphs, Language, Limit, Offset, Page, Shared, Thing, page_of
from kg.store.terms import XSD_STRING, Iri, Literal, Term

_SERIES = "indicator-series"


class Parameter(BaseModel):
    name: str
    kind: str
    class_: str | None = Field(serialization_alias="class")
    required: bool


class Heading(BaseModel):
    name: str
    kind: str
    label: str


class Question(BaseModel):
    """A catalogued question; columns and parameters say what it gives and takes."""

    id: str
    title: str
    summary: str
    group: str
    group_title: str
    with_graphs: list[str]
    parameters: list[Parameter]
    columns: list[Heading]


class Questions(Page):
    items: list[Question]


class WholeQuestion(Question):
    sparql: str


class Answer(Page):
    """rows: column -> value (value, type, label, lang, datatype), without those that are unbound."""

    question: str
    lang: str
    columns: list[Heading]
    rows: list[dict[str, dict[str, str]]]


class Series(BaseModel):
    indicator: Thing
    subject: Thing
    points: list[dict[str, dict[str, str]]]


class AllSeries(Page):
    items: list[Series]


Name = Annotated[str, Path(description="Id of a question, such as policy-challenge.", max_length=100)]
Params = Annotated[
    list[str],
    Query(
        alias="param",
        max_length=10,
        description="Parameters of the question as name=value: regulator=市场监管总局.",
    ),
]


def router(shared: Shared) -> APIRouter:
    """The routes."""
    api = APIRouter(tags=["questions"])
    site, catalogue = shared.site, Catalogue()
    questions = cache(lambda: tuple(catalogue.all()))  # dozens of files take a second to read

    @api.get("/catalogue", summary="The catalogued questions")
    def _catalogue(
        request: Request,
        group: Annotated[
            str | None, Query(max_length=100, description=f"One of: {', '.join(GROUPS)}.")
        ] = None,
        limit: Limit = 100,
        offset: Offset = 0,
        lang: Language = None,
    ) -> Questions:
        chosen = shared.lang(request)
        every = [one for one in questions() if group is None or one.group == group]
        items = [_question(one, chosen) for one in every[offset : offset + limit]]
        return Questions(
            items=[Question(**one) for one in items],
            **page_of(request, len(every), offset, limit, len(items)),
        )

    @api.get("/catalogue/{name}", summary="One question, with its SPARQL")
    def _one(request: Request, name: Name, lang: Language = None) -> WholeQuestion:
        found = catalogue.get(name)
        plain = "\n".join(line for line in found.text.splitlines() if not line.startswith("#+"))
        return WholeQuestion(**_question(found, shared.lang(request)), sparql=f"{plain.strip()}\n")

    @api.get("/catalogue/{name}/answer", summary="The answer to a question")
    def _answer(
        request: Request,
        name: Name,
        param: Params = [],  # noqa: B006 - FastAPI copies defaults
        evidence: Annotated[bool, Query(description="Claims, addresses and status of each row too.")] = False,
        limit: Limit = 100,
        offset: Offset = 0,
        lang: Language = None,
        with_: Graphs = [],  # noqa: B006
    ) -> Answer:
        found = catalogue.get(name)
        graphs, chosen = shared.graphs(with_), shared.lang(request)
        table = _rows(run(site.store, found, _params(param), with_graphs=graphs, lang=chosen))
        total = len(table.rows)
        page = Table(
            table.columns, table.rows[offset : offset + limit], chosen, table.labels, asked=table.asked
        )
        if evidence:
            page = add_evidence(site.store, page, texts=site.texts).table
        return Answer(
            question=name,
            lang=chosen,
            columns=[Heading(name=c.name, kind=c.kind, label=c.label.in_(chosen)) for c in page.columns],
            rows=records(page),
            **page_of(request, total, offset, limit, len(page.rows)),
        )

    @api.get("/series", summary="Figures of an indicator or a subject over time")
    def _series(
        request: Request,
        indicator: Annotated[
            str | None, Query(max_length=2_000, description="IRI, CURIE, slug or name.")
        ] = None,
        subject: Annotated[
            str | None, Query(max_length=2_000, description="IRI, CURIE, slug or name.")
        ] = None,
        limit: Limit = 100,
        offset: Offset = 0,
        lang: Language = None,
    ) -> AllSeries:
        given = {"indicator": indicator, "subject": subject}
        params: dict[str, str | Term] = {key: value for key, value in given.items() if value is not None}
        table = _rows(run(site.store, catalogue.get(_SERIES), params, lang=shared.lang(request)))
        series = [
            Series(
                indicator=_thing(key[0], table),
                subject=_thing(key[1], table),
                points=[{k: v for k, v in row.items() if k not in ("indicator", "subject")} for row in rows],
            )
            for key, rows in groupby(
                records(table), key=lambda row: (row["indicator"]["value"], row["subject"]["value"])
            )
        ]
        shown = series[offset : offset + limit]
        return AllSeries(items=shown, **page_of(request, len(series), offset, limit, len(shown)))

    return api


def _rows(answer: Asked) -> Table:
    if isinstance(answer, Table):
        return answer
    raise KgError("问题没有行", "the question gives no rows")


def records(table: Table) -> list[dict[str, dict[str, str]]]:
    """Rows as objects: of each bound cell what it is and says."""
    names = table.variables
    return [
        {name: _cell(cell, table) for name, cell in zip(names, row, strict=True) if cell is not None}
        for row in table.rows
    ]


def _cell(cell: Term, table: Table) -> dict[str, str]:
    if isinstance(cell, Iri):
        return {
            "type": "iri",
            "value": cell.value,
            "curie": shorten(cell.value),
            "label": name_of(cell.value, table.labels),
        }
    if not isinstance(cell, Literal):
        return {"type": "bnode", "value": cell.label}
    found = {"type": "literal", "value": cell.value.encode("utf-8", "backslashreplace").decode()}
    if cell.language:
        return {**found, "lang": cell.language}
    return found if cell.datatype == XSD_STRING else {**found, "datatype": cell.datatype}


def _thing(iri: str, table: Table) -> Thing:
    return Thing(iri=iri, curie=shorten(iri), label=name_of(iri, table.labels))


def _params(given: list[str]) -> dict[str, str | Term]:
    found: dict[str, str | Term] = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not equals:
            raise QueryParameterError(
                f"参数写作 名=值，收到“{one}”", f"a parameter is written name=value; got {one!r}"
            )
        found[name] = value
    return found


def _question(found: CatalogueQuery, lang: Any) -> dict[str, Any]:
    return {
        "id": found.id,
        "title": found.title.in_(lang),
        "summary": found.summary.in_(lang),
        "group": found.group,
        "group_title": GROUPS.get(found.group, Text(found.group, found.group)).in_(lang),
        "with_graphs": list(found.with_graphs),
        "parameters": [
            {"name": one.name, "kind": one.kind, "class_": one.class_, "required": one.required}
            for one in found.params
        ],
        "columns": [{"name": c.name, "kind": c.kind, "label": c.label.in_(lang)} for c in found.columns],
    }
