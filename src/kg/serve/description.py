"""The service description: https://www.w3.org/TR/sparql11-service-description/, and a page for browsers."""

import html
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from kg.namespaces import NAMED_GRAPHS, PREFIXES, graph_iri
from kg.query.graphs import to_triples
from kg.rdfio.media import GRAPH, HTML, output_named
from kg.serve.context import Context
from kg.serve.faults import Problem, not_acceptable
from kg.serve.formats import OFFERED
from kg.serve.linked_iris import address, space_of
from kg.serve.negotiate import choose
from kg.store.terms import Iri, Triple, serialise

_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS: Final = "http://www.w3.org/ns/formats/"
_RESULT_FORMATS: Final = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads"),
)
_TYPE: Final = Iri(PREFIXES["rdf"] + "type")
_OFFERED: Final = (*OFFERED[GRAPH], HTML)
_PAGE: Final = """<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><title>SPARQL</title>
<style>body{{font:16px/1.5 sans-serif;max-width:50em;margin:2em auto;padding:0 1em}}textarea{{width:100%;height:14em}}</style>
</head><body>
<h1>SPARQL 1.1</h1>
<p>端点 · Endpoint: <code>{endpoint}</code></p>
<form action="{path}" method="get">
<textarea name="query" aria-label="SPARQL">SELECT ?class (COUNT(*) AS ?n) {{ ?thing a ?class }} GROUP BY ?class ORDER BY DESC(?n)</textarea>
<p><select name="format" aria-label="format">{options}</select> <button>查询 · Run</button></p>
</form>
<p><a href="{limits}">限额 · Limits</a> · <a href="{path}?format=turtle">服务描述 · Service description</a></p>
</body></html>
"""


def describe(request: Request, context: Context) -> Response:
    """The answer to a request without a query."""
    accept = request.headers.get("accept")
    named = request.query_params.get("format")
    if named is not None:
        accept = output_named(named).media_type
    chosen = choose(accept, _OFFERED)
    if chosen is None:
        raise not_acceptable(_OFFERED)
    endpoint = address(request, context, request.url.path)
    headers = {"Vary": "Accept", "Cache-Control": "no-cache"}
    if chosen.media is HTML:
        names = ("html", "json", "xml", "csv", "tsv", "xlsx", "turtle", "ntriples", "rdfxml", "jsonld")
        options = "".join(f"<option>{name}</option>" for name in names)
        page = _PAGE.format(
            endpoint=html.escape(endpoint),
            path=html.escape(request.url.path),
            limits=html.escape(space_of(context, request).path("limits")),
            options=options,
        )
        headers["Content-Security-Policy"] = (
            "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'"
        )
        return Response(page, headers=headers, media_type=HTML.media_type)
    try:
        text = "".join(to_triples(description(endpoint, context), chosen.media.name))
    except ValueError as error:
        raise Problem(400, "Host 不是合法的主机名", "the header Host is no name of a host") from error
    return Response(text, headers=headers, media_type=chosen.content_type)


def description(endpoint: str, context: Context) -> list[Triple]:
    """The triples. Raises ValueError for an endpoint that is no IRI."""
    serialise(Iri(endpoint))
    service, dataset, default = (
        Iri(f"{endpoint}#{name}") for name in ("service", "dataset", "default-graph")
    )
    said = [
        (service, _TYPE, _sd("Service")),
        (service, _sd("endpoint"), Iri(endpoint)),
        (service, _sd("supportedLanguage"), _sd("SPARQL11Query")),
        (service, _sd("defaultEntailmentRegime"), Iri("http://www.w3.org/ns/entailment/Simple")),
        *((service, _sd("resultFormat"), Iri(_FORMATS + name)) for name in _RESULT_FORMATS),
        (service, _sd("defaultDataset"), dataset),
        (dataset, _TYPE, _sd("Dataset")),
        (dataset, _sd("defaultGraph"), default),
        (default, _TYPE, _sd("Graph")),
    ]
    if context.rules.services:
        said.append((service, _sd("feature"), _sd("BasicFederatedQuery")))
    if context.store.source == "packaged":
        for name in NAMED_GRAPHS:
            node = Iri(f"{endpoint}#graph-{name}")
            said += [
                (dataset, _sd("namedGraph"), node),
                (node, _TYPE, _sd("NamedGraph")),
                (node, _sd("name"), Iri(graph_iri(name))),
            ]
    return [Triple(*one) for one in said]


def _sd(name: str) -> Iri:
    return Iri(_SD + name)
