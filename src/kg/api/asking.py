"""Asking: catalogued questions, files and SPARQL, as `kg query` runs them."""

from collections.abc import Mapping, Sequence
from typing import Unpack

from kg.api.options import Files, Options, Param, graphs, language, paths, term
from kg.api.result import Result
from kg.api.triples import Triples
from kg.errors import KgError, Lang
from kg.query.about import About, about
from kg.query.answer import is_empty
from kg.query.catalogue import Catalogue, CatalogueQuery
from kg.query.labels import labels_of_triples
from kg.query.params import ByName
from kg.query.question import question_of
from kg.query.run import answer, prepare, rows, timed
from kg.report.texts import texts_at
from kg.store.protocol import Store
from kg.store.terms import Term


class Asking:
    """A store with a language, open for questions; kg.Graph adds the other jobs."""

    def __init__(self, store: Store, lang: Lang = "zh", timeout_s: float | None = None) -> None:
        self.store = store
        self.lang = lang
        self.timeout_s = timeout_s

    def _within(self, timeout_s: float | None) -> Store:
        """The store for one call, which it ends on time: after timeout_s, else the graph's own limit, if any."""
        return timed(self.store, self.timeout_s if timeout_s is None else timeout_s)

    def _language(self, lang: Lang | None) -> Lang:
        """The language of one call. Raises KgError for one that there is not."""
        return language(lang) if lang else self.lang

    def query(
        self,
        question: str | CatalogueQuery,
        params: Mapping[str, Param] | None = None,
        *,
        with_graphs: str | Sequence[str] = (),
        only: str | None = None,
        evidence: bool = False,
        report: Files = (),
        labels: bool = True,
        lang: Lang | None = None,
        timeout_s: float | None = None,
        services: Sequence[str] = (),
    ) -> Result | Triples | bool:
        """Answers a catalogued question, a query file or SPARQL: a Result for SELECT, Triples for CONSTRUCT
        and DESCRIBE, a bool for ASK. `select`, `construct` and `ask` are the same with one type each.

        params: values by name: terms, cells of another answer, or as people write them. only: id of the one
        report that is asked. evidence: what each row stands on (Row.evidence, Row.claims, Row.status).
        labels: False looks none up. services: what SERVICE may ask: URLs, wikidata, dbpedia, or NAME=URL of a mirror.
        Raises NotFound, QuerySyntaxError, QueryParameterError, QueryRefused, QueryTimeout, and as the store does.

        >>> import kg
        >>> g = kg.open(lang="en")
        >>> row = g.query("policy-challenge", {"challenge": "challenge:persistent-unfair-competition"}, evidence=True)[0]
        >>> row.challenge.curie, row.evidence[0].address, row.status.value
        ('challenge:persistent-unfair-competition', '3.4', 'complete')
        >>> g.query("ASK { company:alibaba a kg:Company }")
        True
        """
        query = question_of(question) if isinstance(question, str) else question
        given, chosen = _given(params), self._language(lang)
        named: list[ByName] = []
        store = self._within(timeout_s)
        asked = prepare(
            store,
            query,
            given,
            with_graphs=graphs(with_graphs),
            only=only,
            on_name=named.append,
            allowed_services=services,
        )
        found = answer(store, asked, lang=chosen, label=labels)
        if isinstance(found, bool):
            return found
        if isinstance(found, list):
            known = labels_of_triples(store, found, chosen, asked.with_graphs) if labels else {}
            return Triples(found, chosen, known)

        def said() -> About:  # when a page is made of the answer, with a limit of its own
            return about(self._within(timeout_s), query, given, asked.with_graphs, only)

        notes = [one.text for one in named]
        if found.is_empty:
            from kg.query.empty import no_rows  # late, as evidence: few need it

            notes.append(no_rows(store, query))
        if not evidence and not report:
            return Result(found, notes=notes, about=said)
        from kg.query.evidence import add_evidence

        evidenced = add_evidence(store, found, texts=texts_at(paths(report)))
        notes += [evidenced.note] if evidenced.note else []
        return Result(evidenced.table, evidence_at=len(found.columns), notes=notes, about=said)

    def select(
        self,
        question: str | CatalogueQuery,
        params: Mapping[str, Param] | None = None,
        **options: Unpack[Options],
    ) -> Result:
        """As query, for what is a SELECT. Raises KgError for another form."""
        found = self.query(question, params, **options)
        if isinstance(found, Result):
            return found
        raise another_form("SELECT")

    def construct(
        self,
        question: str | CatalogueQuery,
        params: Mapping[str, Param] | None = None,
        **options: Unpack[Options],
    ) -> Triples:
        """As query, for what is a CONSTRUCT or DESCRIBE. Raises KgError for another form."""
        found = self.query(question, params, **options)
        if isinstance(found, Triples):
            return found
        raise another_form("CONSTRUCT / DESCRIBE")

    def ask(
        self,
        question: str | CatalogueQuery,
        params: Mapping[str, Param] | None = None,
        **options: Unpack[Options],
    ) -> bool:
        """As query, for what is an ASK. Raises KgError for another form."""
        found = self.query(question, params, **options)
        if isinstance(found, bool):
            return found
        raise another_form("ASK")

    def explain(
        self,
        question: str | CatalogueQuery,
        params: Mapping[str, Param] | None = None,
        *,
        with_graphs: str | Sequence[str] = (),
        only: str | None = None,
        lang: Lang | None = None,
        timeout_s: float | None = None,
    ) -> str:
        """What a question asks, in plain words, and what left it without an answer where it has none.

        Arguments and errors as in query.

        >>> import kg
        >>> print(kg.open(lang="en").explain("SELECT ?c { ?c a kg:Place ; kg:listedOn ?m }"))
        Asks for ?c
          ?c is a “place”
          ?c is listed on ?m
        each pattern fits something, but with those before it nothing fits: ?c is listed on ?m
        """
        from kg.query.culprit import explain  # late: asking starts faster

        query = question_of(question) if isinstance(question, str) else question
        store = self._within(timeout_s)
        asked = prepare(store, query, _given(params), with_graphs=graphs(with_graphs), only=only)
        without = is_empty(rows(store, asked))  # which no longer come: the first tells
        return "\n".join(explain(store, asked, self._language(lang), is_empty=without))

    def queries(self) -> tuple[CatalogueQuery, ...]:
        """The catalogued questions, in the order of their ids; each can be given to query.

        >>> import kg
        >>> {one.id: one.title.en for one in kg.open().queries()}["regulator-mandates"]
        'Regulators and their mandates'
        """
        return tuple(Catalogue().all())


def _given(params: Mapping[str, Param] | None) -> dict[str, str | Term]:
    return {name: term(name, value) for name, value in (params or {}).items()}


def another_form(wanted: str) -> KgError:
    return KgError(f"这里需要 {wanted} 查询", f"a {wanted} query is needed here")
