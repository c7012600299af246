"""Gathers all that a store says of one thing; names and sentences are looked up once, for everything."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from kg.errors import Lang
from kg.names.classes import main_class
from kg.namespaces import KG, PLACES, PREFIXES
from kg.query.claims import EVIDENCE, OBJECT, PREDICATE, SUBJECT, Claim, Claims
from kg.query.entity import Description, Inferred, Mention, Statement, Value
from kg.query.explain import Derivations, Proof, inferred_edges
from kg.query.incoming import incoming
from kg.query.lookup import Values, iris, look_up, text_of
from kg.query.marking import names_of
from kg.query.places import addresses_of, in_order, place_order
from kg.query.wording import Edge, Name, Wording
from kg.store.protocol import Store, select
from kg.store.terms import Iri, Literal, Term, serialise

_TYPE: Final = f"{PREFIXES['rdf']}type"
_ABOVE: Final = f"{PREFIXES['rdfs']}subClassOf"
_ALIAS: Final = f"{PREFIXES['skos']}altLabel"
_DEFINITION: Final = f"{PREFIXES['skos']}definition"
_LABELS: Final = (f"{PREFIXES['rdfs']}label", f"{PREFIXES['skos']}prefLabel")
# Shown in places of their own, so not among the values.
_OWN_PLACE: Final = frozenset((_TYPE, *_LABELS, _ALIAS, _DEFINITION, EVIDENCE))
_RELATIONS: Final = (
    f"SELECT DISTINCT ?p WHERE {{ {{ ?p <{PREFIXES['rdfs']}subPropertyOf>* <{KG}statement> }} "
    f"UNION {{ ?q <{PREFIXES['owl']}inverseOf> ?p }} }}"
)


def describe(
    store: Store,
    iri: str,
    *,
    lang: Lang = "zh",
    why: bool = False,
    with_graphs: Sequence[str] = (),
    limit: int | None = None,
) -> Description:
    """What the store says of a thing.

    why: also what is inferred of it, with rule and premises; with 'inferred' among the graphs, what is
    inferred without them. with_graphs: named graphs merged into the default graph. limit: of the nodes that
    refer to it by one property, claims among them, the first so many; all if None.
    All claims are there, whatever their basis and modality; Claim.plain tells which are facts.
    Raises as the store does.
    """
    relations = {row[0].value for row in select(store, _RELATIONS).rows if isinstance(row[0], Iri)}
    own = _own_values(store, iri, with_graphs)
    pairs, more = incoming(store, iri, with_graphs, limit)
    skipped = relations | {_TYPE, PREDICATE}
    pairs = [(node, prop) for node, prop in pairs if prop not in skipped]
    nodes = look_up(store, {node for node, _ in pairs}, (_TYPE, EVIDENCE), with_graphs)
    of_claims = _of_class(nodes, "Claim") | _of_class(nodes, "OutsideClaim")
    own_claims = sorted({node for node, prop in pairs if prop in (SUBJECT, OBJECT) and node in of_claims})
    references = [(node, prop) for node, prop in pairs if prop not in (SUBJECT, OBJECT)]
    told = {node for node, _ in references} & _of_class(nodes, "Claim")
    claims = Claims(store, [*own_claims, *told], with_graphs)
    with_inferred = why or "inferred" in with_graphs
    inferred = inferred_edges(store, iri) if with_inferred else []
    derivations = Derivations(store, iri if why else None, with_graphs)
    classes = _classes(store, iri, iris(own.get(_TYPE, ())), above=with_inferred)

    others = {iri, *classes, *claims.mentioned(), *derivations.mentioned(), *own}
    others |= {name for pair in references for name in pair}
    others |= {
        name
        for terms in (*own.values(), *(n.get(EVIDENCE, ()) for n in nodes.values()))
        for name in iris(terms)
    }
    wording = Wording(store, lang, [*claims.edges(), *inferred, *derivations.edges()], others, with_graphs)

    said = claims.read(wording)
    mentions = [
        Mention(
            Name(node, said[node].words) if node in said else wording.name(node),
            wording.name(prop),
            in_order(iris(nodes.get(node, {}).get(EVIDENCE, ()))),
        )
        for node, prop in references
    ]
    figures = _of_class(nodes, "Figure")
    definition = text_of(own.get(_DEFINITION, ()))
    statements = [_statement(iri, said[name], wording) for name in own_claims if name in said]
    proofs = derivations.read(wording)
    places = sorted(name for name in others if name.startswith(_PLACES))
    return Description(
        thing=wording.name(iri),
        lang=lang,
        class_=wording.name(classes[0]) if classes else None,
        wider=tuple(map(wording.name, classes[1:])),
        aliases=_aliases(own.get(_ALIAS, ())),
        definition=definition.in_(lang) if definition else None,
        values=tuple(
            (wording.name(prop), values)
            for prop, terms in sorted(own.items())
            if prop not in relations | _OWN_PLACE and (values := _values(terms, wording))
        ),
        evidence=in_order(iris(own.get(EVIDENCE, ()))),
        figures=tuple(mention for mention in mentions if mention.node.iri in figures),
        statements=tuple(sorted(statements, key=_order)),
        mentions=tuple(mention for mention in mentions if mention.node.iri not in figures),
        inferred=tuple(
            sorted((_inferred(iri, edge, wording, proofs) for edge in inferred), key=_inferred_order)
        ),
        addresses=addresses_of(store, places, with_graphs),
        citations={place: wording.name(place).label for place in places},
        rules=derivations.definitions(lang),
        names=names_of(store, {iri, *(one.other.iri for one in statements)}, with_graphs),
        left_out={prop: n for prop, n in more.items() if prop not in skipped},
    )


_PLACES: Final = tuple(PREFIXES[name] for name in (*PLACES, "outside-record"))


def _own_values(store: Store, iri: str, with_graphs: Sequence[str]) -> dict[str, list[Term]]:
    text = f"SELECT DISTINCT ?p ?o WHERE {{ {serialise(Iri(iri))} ?p ?o }} ORDER BY ?p ?o"
    found: dict[str, list[Term]] = {}
    for prop, value in select(store, text, with_graphs=with_graphs).rows:
        if isinstance(prop, Iri) and value is not None:
            found.setdefault(prop.value, []).append(value)
    return found


def _values(terms: Iterable[Term], wording: Wording) -> tuple[Value, ...]:
    worded = ((wording.value(term), term) for term in terms)
    return tuple(
        Value(words, term.value if isinstance(term, Iri) else None)
        for words, term in worded
        if words is not None
    )


def _of_class(nodes: Values, name: str) -> set[str]:
    return {node for node, found in nodes.items() if f"{KG}{name}" in iris(found.get(_TYPE, ()))}


def _classes(store: Store, iri: str, types: Sequence[str], *, above: bool) -> list[str]:
    """The class of the thing; then those above it, the nearest first."""
    own = main_class(iri, types)
    if own is None or not above:
        return [] if own is None else [own]
    text = (
        f"SELECT ?above (COUNT(?further) AS ?height) WHERE {{ {serialise(Iri(own))} <{_ABOVE}>+ ?above . "
        f"?above <{_ABOVE}>* ?further }} GROUP BY ?above"
    )
    rows = select(store, text).rows
    heights = {
        above.value: int(n.value) for above, n in rows if isinstance(above, Iri) and isinstance(n, Literal)
    }
    return [own, *sorted(heights, key=lambda one: (not one.startswith(KG), -heights[one], one))]


def _aliases(terms: Iterable[Term]) -> dict[str, tuple[str, ...]]:
    """Language -> names; '' for names without one."""
    found: dict[str, list[str]] = {}
    for term in terms:
        if isinstance(term, Literal):
            found.setdefault(term.language or "", []).append(term.value)
    return {lang: tuple(names) for lang, names in sorted(found.items(), key=lambda pair: pair[0] != "zh")}


def _statement(iri: str, claim: Claim, wording: Wording) -> Statement:
    subject, predicate, obj = claim.edge
    outward = subject == iri
    return Statement(outward, wording.name(predicate), wording.name(obj if outward else subject), claim)


def _inferred(iri: str, edge: Edge, wording: Wording, proofs: Mapping[Edge, Proof]) -> Inferred:
    subject, predicate, obj = edge
    outward = subject == iri
    other = wording.name(obj if outward else subject)
    return Inferred(outward, wording.name(predicate), other, wording.sentence(edge), proofs.get(edge))


def _inferred_order(one: Inferred) -> tuple[bool, str, str]:
    return not one.outward, one.predicate.iri, one.other.iri


def _order(statement: Statement) -> tuple[object, ...]:
    """Statements of the thing, then those about it; by property, in the order of the report."""
    places = [place_order(place) for place in statement.claim.evidence]
    return not statement.outward, statement.predicate.iri, places, statement.other.iri, statement.claim.iri
