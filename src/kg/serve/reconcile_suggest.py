"""Suggestions while someone types, and the small page about a thing that a client shows in a frame."""

from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from kg.errors import KgError, Lang, NotFound
from kg.names.normalise import normalise
from kg.namespaces import ID, PREFIXES, shorten
from kg.query.describe import describe
from kg.query.document import graphs_with
from kg.query.labels import labels, name_of
from kg.query.lookup import iris, look_up, text_of
from kg.query.search import search
from kg.serve.linked_iris import space_of
from kg.serve.linked_page import policy, render
from kg.serve.reconcile_match import Reconciler
from kg.serve.site import Site
from kg.store.protocol import select
from kg.store.terms import Iri, Literal

_OWL, _RDFS, _SKOS = (PREFIXES[name] for name in ("owl", "rdfs", "skos"))
_DEFINITION: Final = f"{_SKOS}definition"
_PAGE: Final = 10
_LONGEST: Final = 100
_STANDARD: Final = tuple(f"{_RDFS}label {_SKOS}altLabel {_SKOS}definition".split())
_IN_PREVIEW: Final = 6


def suggest_entities(reconciler: Reconciler, prefix: str, cursor: int, lang: Lang) -> list[dict[str, Any]]:
    """Things by the beginning of a name, pinyin or identifier."""
    store = reconciler.site.store
    prefix = prefix[:_LONGEST]
    same = reconciler.iri(prefix)
    try:
        own = [same] if cursor == 0 and same.startswith(ID) and graphs_with(store, same) == () else []
    except KgError:
        own = []
    try:
        rows = search(
            store, prefix, limit=_PAGE, offset=cursor, lang=lang, index=reconciler.search
        ).table.rows
    except KgError:  # nothing in it can be looked for
        rows = []
    found = [*own, *(row[0].value for row in rows if isinstance(row[0], Iri) and row[0].value not in own)]
    known = look_up(store, found, (f"{PREFIXES['rdf']}type", _DEFINITION))
    kinds = {iri: iris(known.get(iri, {}).get(f"{PREFIXES['rdf']}type", ()))[:1] for iri in found}
    named = labels(store, {*found, *(kind for own in kinds.values() for kind in own)}, lang)
    return [
        {
            "id": iri.removeprefix(ID),
            "name": name_of(iri, named),
            **_described(text_of(known.get(iri, {}).get(_DEFINITION, ())), lang),
            "notable": [{"id": shorten(kind), "name": name_of(kind, named)} for kind in kinds[iri]],
        }
        for iri in found
    ]


def suggest_properties(reconciler: Reconciler, prefix: str, cursor: int, lang: Lang) -> list[dict[str, Any]]:
    """Properties by a part of their name or CURIE."""
    kinds = (f"{_OWL}ObjectProperty", f"{_OWL}DatatypeProperty")
    return _words(reconciler, kinds, _STANDARD, prefix, cursor, lang)


def suggest_types(reconciler: Reconciler, prefix: str, cursor: int, lang: Lang) -> list[dict[str, Any]]:
    """Classes by a part of their name or CURIE."""
    return _words(reconciler, (f"{_OWL}Class",), (), prefix, cursor, lang)


def _words(
    reconciler: Reconciler,
    kinds: tuple[str, ...],
    more: tuple[str, ...],
    prefix: str,
    cursor: int,
    lang: Lang,
) -> list[dict[str, Any]]:
    store = reconciler.site.store
    listed = " ".join(f"<{kind}>" for kind in kinds)
    text = f"SELECT DISTINCT ?x WHERE {{ VALUES ?kind {{ {listed} }} ?x a ?kind FILTER (isIRI(?x)) }}"
    words = {row[0].value for row in select(store, text).rows if isinstance(row[0], Iri)} | {*more}
    known = look_up(store, words, (f"{_RDFS}label", _DEFINITION))
    wanted = normalise(prefix[:_LONGEST])
    ranked = []
    for iri in words:
        own = known.get(iri, {})
        names = [one.value for one in own.get(f"{_RDFS}label", ()) if isinstance(one, Literal)]
        forms = [normalise(one) for one in (*names, shorten(iri), shorten(iri).rpartition(":")[2], iri)]
        if any(wanted in form for form in forms):
            begins = any(form.startswith(wanted) for form in forms)
            ranked.append((wanted not in forms, not begins, shorten(iri), iri))
    found = [iri for *_, iri in sorted(ranked)][cursor : cursor + _PAGE]
    named = labels(store, found, lang)
    return [
        {
            "id": shorten(iri),
            "name": name_of(iri, named),
            **_described(text_of(known.get(iri, {}).get(_DEFINITION, ())), lang),
        }
        for iri in found
    ]


def preview(site: Site, request: Request, iri: str, lang: Lang) -> Response:
    """The page of a thing in small. Raises NotFound for what is none."""
    if graphs_with(site.store, iri) is None:
        name = shorten(iri)
        raise NotFound(f"图中没有 {name}", f"nothing in the graph is called {name}")
    space = space_of(site, request)
    found = describe(site.store, iri, lang=lang, limit=2 * _IN_PREVIEW)
    said = [one.claim.words for one in found.statements if one.claim.plain][:_IN_PREVIEW]
    body = render(
        "reconcile_preview.html.j2",
        site,
        space,
        lang,
        here=space.path("reconcile/preview"),
        found=found,
        said=said,
    )
    headers = {
        "Content-Security-Policy": policy().replace("frame-ancestors 'self'", "frame-ancestors *"),
        "Cache-Control": "public, max-age=60",
        "Vary": "Accept-Language",
    }
    return Response(body, headers=headers, media_type="text/html")


def _described(definition: Any, lang: Lang) -> dict[str, str]:
    return {"description": definition.in_(lang)} if definition else {}
