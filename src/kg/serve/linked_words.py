"""The page of a vocabulary: every word with its definition and what it is related to, at its fragment."""

from collections.abc import Sequence
from typing import Any, Final

from kg.errors import Text
from kg.namespaces import KG, PREFIXES, SHAPE
from kg.query.labels import labels, name_of
from kg.query.lookup import iris, look_up, text_of
from kg.serve.documents import Form
from kg.serve.linked_iris import Space
from kg.serve.linked_page import render
from kg.serve.site import Site
from kg.store.protocol import Dataset, select
from kg.store.terms import Iri, Literal, Term

_RDF, _RDFS, _OWL, _SKOS, _SH = (PREFIXES[name] for name in ("rdf", "rdfs", "owl", "skos", "sh"))
_TYPE: Final = f"{_RDF}type"
_GROUPS: Final = (
    (Text("类", "Classes"), (f"{_OWL}Class",)),
    (Text("关系", "Relations"), (f"{_OWL}ObjectProperty",)),
    (Text("值属性", "Values"), (f"{_OWL}DatatypeProperty", f"{_OWL}AnnotationProperty", f"{_RDF}Property")),
    (Text("概念", "Concepts"), (f"{_SKOS}Concept",)),
    (Text("形状", "Shapes"), (f"{_SH}NodeShape", f"{_SH}PropertyShape")),
)
_OTHER: Final = Text("其他", "Others")
_DEFINITIONS: Final = (f"{_SKOS}definition", f"{_RDFS}comment", f"{_SH}message", f"{_SH}description")
_LEFT_OUT: Final = frozenset(
    (_TYPE, f"{_RDFS}isDefinedBy", f"{_RDFS}label", f"{_SKOS}prefLabel", f"{_SH}property")
)
# Of literals only what helps to use a word.
_LITERALS: Final = (f"{_SKOS}example", f"{_SKOS}scopeNote", f"{KG}sentence")


def words_page(kind: str, site: Site, space: Space, form: Form, here: str) -> bytes:
    """kind: 'ontology' or 'shapes'."""
    found = _said(site, kind)
    others = {iri for own in found.values() for prop, terms in own.items() for iri in (prop, *iris(terms))}
    graphs = ("shapes",) if kind == "shapes" else ()
    known = labels(site.store, {*found, *others}, form.lang, graphs)
    groups: dict[str, list[dict[str, Any]]] = {}
    titles = {title.en: title for title, _ in (*_GROUPS, (_OTHER, ()))}
    begin = KG if kind == "ontology" else SHAPE
    for iri, own in sorted(found.items(), key=lambda pair: pair[0].lower()):
        definition = next((text for prop in _DEFINITIONS if (text := text_of(own.get(prop, ())))), None)
        groups.setdefault(_group(own), []).append(
            {
                "iri": iri,
                "local": iri.removeprefix(begin),
                "label": name_of(iri, known),
                "document": space.document(iri),
                "definition": definition.in_(form.lang) if definition else "",
                "related": [
                    (name_of(prop, known), prop, _values(terms, form, known))
                    for prop, terms in sorted(own.items())
                    if prop not in _LEFT_OUT and (iris(terms) or prop in _LITERALS)
                ],
            }
        )
    ontology = f"{site.base}ontology"
    title = look_up(site.store, [ontology], (f"{_RDFS}label",)).get(ontology, {}).get(f"{_RDFS}label", ())
    name = text_of(title) if kind == "ontology" else Text("形状（SHACL）", "Shapes (SHACL)")
    return render(
        "linked_words.html.j2",
        site,
        space,
        form.lang,
        here=space.path(kind),
        heading=(name or Text(kind, kind)).in_(form.lang),
        iri=f"{site.base}{kind}",
        kind=kind,
        groups=[(titles[key].in_(form.lang), groups[key]) for key in titles if key in groups],
    )


def _said(site: Site, kind: str) -> dict[str, dict[str, list[Term]]]:
    begin = KG if kind == "ontology" else SHAPE
    text = f"SELECT ?s ?p ?o WHERE {{ ?s ?p ?o FILTER (STRSTARTS(STR(?s), '{begin}')) }} ORDER BY ?s ?p ?o"
    dataset = Dataset(("shapes",)) if kind == "shapes" else None
    found: dict[str, dict[str, list[Term]]] = {}
    for subject, prop, value in select(site.store, text, dataset=dataset).rows:
        if isinstance(subject, Iri) and isinstance(prop, Iri) and value is not None:
            found.setdefault(subject.value, {}).setdefault(prop.value, []).append(value)
    return found


def _group(own: dict[str, list[Term]]) -> str:
    types = iris(own.get(_TYPE, ()))
    return next((title.en for title, kinds in _GROUPS if any(kind in types for kind in kinds)), _OTHER.en)


def _values(terms: Sequence[Term], form: Form, known: dict[str, str]) -> list[tuple[str | None, str]]:
    links: list[tuple[str | None, str]] = [(iri, name_of(iri, known)) for iri in iris(terms)]
    literals = [one for one in terms if isinstance(one, Literal) and one.language in (None, form.lang)]
    return links + [(None, one.value) for one in literals]
