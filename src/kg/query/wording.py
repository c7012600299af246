"""Names and sentences in one language for whatever one answer speaks of, looked up together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from kg.errors import Lang, Text
from kg.namespaces import KG, PREFIXES, shorten
from kg.query.labels import labels
from kg.query.layout import YES_NO
from kg.query.lookup import look_up, text_of
from kg.query.sentences import sentence
from kg.store.protocol import Store, select
from kg.store.terms import XSD_BOOLEAN, Iri, Literal, Term

# Subject, predicate and object, as IRIs.
Edge = tuple[str, str, str]

_SENTENCE: Final = f"{KG}sentence"
_INVERSE: Final = f"{KG}sentenceInverse"
_NEGATED: Final = f"{KG}sentenceNegated"
_INVERSES: Final = f"SELECT ?name ?p WHERE {{ ?p <{PREFIXES['owl']}inverseOf> ?name }}"


@dataclass(frozen=True, slots=True)
class Name:
    """A thing or term with its label; the CURIE where it has none."""

    iri: str
    label: str

    @property
    def curie(self) -> str:
        return shorten(self.iri)


class Wording:
    """How things are called and how edges read."""

    def __init__(
        self,
        store: Store,
        lang: Lang,
        edges: Iterable[Edge],
        others: Iterable[str] = (),
        with_graphs: Sequence[str] = (),
    ) -> None:
        """edges: those that will be worded. others: IRIs that will be named."""
        edges = list(edges)
        self.lang: Lang = lang
        named = {iri for edge in edges for iri in edge} | set(others)
        self._labels = labels(store, named, lang, with_graphs)
        rows = select(store, _INVERSES, with_graphs=with_graphs).rows
        self._inverse_of = {n.value: p.value for n, p in rows if isinstance(n, Iri) and isinstance(p, Iri)}
        used = {p for _, p, _ in edges}
        self._terms = look_up(
            store,
            used | {self._inverse_of[p] for p in used & self._inverse_of.keys()},
            (_SENTENCE, _INVERSE, _NEGATED),
            with_graphs,
        )

    def name(self, iri: str) -> Name:
        return Name(iri, self._labels.get(iri) or shorten(iri))

    def value(self, term: Term) -> str | None:
        """A value in words: the label of an IRI, a literal; None for text in the other language."""
        if isinstance(term, Iri):
            return self.name(term.value).label
        if isinstance(term, Literal) and term.datatype == XSD_BOOLEAN:
            return YES_NO[term.value in ("true", "1")].in_(self.lang)
        if isinstance(term, Literal):
            return term.value if term.language in (None, self.lang) else None
        return f"_:{term.label}"

    def sentence(self, edge: Edge, *, negated: bool = False, backwards: bool = False) -> str:
        """The edge by the template of its property, or of the property whose inverse it is; else subject – label: object.

        backwards: begins with the object, where the property has a template for that.
        """
        subject, predicate, obj = edge
        template = self._template(predicate, _INVERSE) if backwards else None
        template = template or self._template(predicate, _NEGATED if negated else _SENTENCE)
        if template is None and predicate in self._inverse_of:
            template = self._template(self._inverse_of[predicate], _INVERSE)
            subject, obj = obj, subject
        if template is None:
            subject, _, obj = edge
            label = self.name(predicate).label
            template = Text(f"{{s}}——{label}：{{o}}", f"{{s}} – {label}: {{o}}")
        names = [_both(self.name(iri).label) for iri in (predicate, subject, obj)]
        return sentence(template, *names).in_(self.lang)

    def _template(self, predicate: str, kind: str) -> Text | None:
        return text_of(self._terms.get(predicate, {}).get(kind, ()))


def _both(label: str) -> Text:
    return Text(label, label)
