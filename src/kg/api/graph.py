"""The graph: every command that asks something, as a method that calls what the command calls."""

import os
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Self, Unpack

from kg.api.options import Options, Param, Paths, graphs, paths, term, texts
from kg.api.result import Result
from kg.api.triples import Triples
from kg.errors import KgError, Lang, Text
from kg.query.catalogue import Catalogue, CatalogueQuery
from kg.query.question import question_of
from kg.query.run import Table, graphs_of, run
from kg.store.embedded import DirectoryStore, EmbeddedStore
from kg.store.open import open_store
from kg.store.protocol import Store

if TYPE_CHECKING:
    import networkx as nx
    from rdflib import Dataset

    from kg.api.entity import Entity
    from kg.api.stats import Stats


def open_graph(source: Paths | None = None, *, lang: Lang | None = None) -> "Graph":
    """The graph of a source, read at the first question.

    source: as --source, nothing for the packaged graph; an RDF file or several; an Oxigraph directory; the
    URL of a SPARQL endpoint. lang: of labels, zh or en; KG_LANG, then zh, if None.
    Raises KgError for a mixture, NotFound for what is not there.

    >>> import kg
    >>> kg.open(lang="en")
    <Graph packaged, en>
    """
    chosen = lang or os.environ.get("KG_LANG")
    return Graph(open_store(paths(source)), "en" if chosen == "en" else "zh")


class Graph:
    """A knowledge graph, open for questions. As a context manager it closes its store at the end.

    Arguments with the same meaning everywhere: with_graphs, named graphs merged in for one question
    ("editorial,projected", or a sequence); report, files of the report for whoever holds it, which add its
    sentences; lang, of labels, where it differs from the graph's.
    """

    def __init__(self, store: Store, lang: Lang = "zh") -> None:
        self.store = store
        self.lang = lang

    def query(
        self,
        question: str | CatalogueQuery,
        params: Mapping[str, Param] | None = None,
        *,
        with_graphs: str | Sequence[str] = (),
        only: str | None = None,
        evidence: bool = False,
        report: Paths = (),
        labels: bool = True,
        lang: Lang | None = None,
    ) -> Result | Triples | bool:
        """Answers a catalogued question, a query file or SPARQL: a Result for SELECT, Triples for CONSTRUCT
        and DESCRIBE, a bool for ASK. `select`, `construct` and `ask` are the same with one type each.

        params: values by name: terms, cells of another answer, or as people write them. only: id of the one
        report that is asked. evidence: what each row stands on (Row.evidence, Row.claims, Row.status).
        labels: False looks none up.
        Raises NotFound, QuerySyntaxError, QueryParameterError, QueryRefused, and as the store does.

        >>> import kg
        >>> g = kg.open(lang="en")
        >>> row = g.query("policy-challenge", {"challenge": "challenge:persistent-unfair-competition"}, evidence=True)[0]
        >>> row.challenge.curie, row.evidence[0].address, row.status.value
        ('challenge:persistent-unfair-competition', '3.4.1-s1', 'complete')
        >>> g.query("ASK { company:alibaba a kg:Company }")
        True
        """
        asked = question_of(question) if isinstance(question, str) else question
        merged, chosen = graphs_of(asked, graphs(with_graphs)), lang or self.lang
        given = {name: term(name, value) for name, value in (params or {}).items()}
        answer = run(self.store, asked, given, with_graphs=merged, only=only, lang=chosen, label=labels)
        if isinstance(answer, bool):
            return answer
        if isinstance(answer, list):
            from kg.query.labels import labels_of_triples

            known = labels_of_triples(self.store, answer, chosen, merged) if labels else {}
            return Triples(answer, chosen, known)
        from kg.query.about import about

        said = partial(about, self.store, asked, given, merged, only)
        if not evidence and not report:
            note = self._note(asked, answer)
            return Result(answer, note=note, about=said)
        from kg.query.evidence import add_evidence  # late: as in kg query

        found = add_evidence(self.store, answer, texts=texts(report))
        return Result(
            found.table,
            evidence_at=len(answer.columns),
            note=found.note or self._note(asked, answer),
            about=said,
        )

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
        raise _another_form("SELECT")

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
        raise _another_form("CONSTRUCT / DESCRIBE")

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
        raise _another_form("ASK")

    def queries(self) -> tuple[CatalogueQuery, ...]:
        """The catalogued questions, in the order of their ids; each can be given to query.

        >>> import kg
        >>> {one.id: one.title.en for one in kg.open().queries()}["regulator-mandates"]
        'Regulators and their mandates'
        """
        return tuple(Catalogue().all())

    def resolve(self, name: str, *, with_graphs: str | Sequence[str] = ()) -> str:
        """The IRI that a name, alias, CURIE or IRI stands for. Raises Ambiguous, NotFound with near ones.

        >>> import kg
        >>> kg.open().resolve("阿里巴巴")
        'https://w3id.org/internet-report-kg/id/company/alibaba'
        """
        from kg.names.resolve import resolve

        return resolve(self.store, name, with_graphs=graphs(with_graphs))

    def show(
        self,
        name: str,
        *,
        why: bool = False,
        with_graphs: str | Sequence[str] = (),
        report: Paths = (),
        lang: Lang | None = None,
    ) -> "Entity":
        """What is said of one thing, and where. name: as in resolve; errors too.

        why: also what is inferred of it, by which rule, from which premises.
        """
        from kg.api.entity import Entity  # late, here and below: asking starts faster
        from kg.query.describe import describe

        merged, iri = graphs(with_graphs), self.resolve(name, with_graphs=with_graphs)
        found = describe(self.store, iri, lang=lang or self.lang, why=why, with_graphs=merged)
        return Entity(found, texts(report))

    def stats(self, *, lang: Lang | None = None) -> "Stats":
        """Counts of things, claims and figures, by class, basis and section."""
        from kg.api.stats import Stats
        from kg.query.stats import statistics

        return Stats(statistics(self.store, lang or self.lang), lang or self.lang)

    def sample(
        self, n: int = 100, seed: str = "2026", *, report: Paths = (), lang: Lang | None = None
    ) -> Result:
        """n claims drawn at random by the seed, as sentences with their evidence, for somebody to judge.

        >>> import kg
        >>> kg.open(lang="en").sample(3, "7").columns
        ('claim', 'statement', 'basis', 'modality', 'qualifiers', 'evidence')
        """
        from kg.query.sample import sample

        return Result(sample(self.store, n, seed, lang=lang or self.lang, texts=texts(report)))

    def rdflib(self) -> "Dataset":
        """An rdflib Dataset over the same embedded store, read-only; kg.api.dataset lists its limits.

        Raises KgError for an endpoint, which has no engine here.

        >>> import kg
        >>> from rdflib import RDF, URIRef
        >>> dataset = kg.open().rdflib()
        >>> alibaba = URIRef("https://w3id.org/internet-report-kg/id/company/alibaba")
        >>> dataset.namespace_manager.curie(dataset.value(alibaba, RDF.type))
        'kg:Company'
        """
        from kg.api.dataset import dataset_over  # late: rdflib is heavy

        if not isinstance(self.store, EmbeddedStore | DirectoryStore):
            raise KgError(
                f"{self.store.source} 是远程端点，这里没有它的引擎；请用 rdflib 的 SPARQLStore",
                f"{self.store.source} is an endpoint, its engine is not here; use rdflib's SPARQLStore",
            )
        return dataset_over(self.store.engine())

    def networkx(self, lens: str, *, with_graphs: str | Sequence[str] = ()) -> "nx.MultiDiGraph[str]":
        """A view as a directed multigraph, attributes as kg.network.plain has them.

        lens: name of a view (queries/views) or the text of a CONSTRUCT, whose triples between IRIs are
        the edges. Raises NotFound for an unknown view, KgError for another form, and as query does.

        >>> import kg
        >>> g = kg.open()
        >>> network = g.networkx("policy-challenge")
        >>> network.nodes[g.resolve("law:data-security-law")]["label_en"]
        "Data Security Law of the People's Republic of China"
        """
        from kg.network.build import network_of  # late: networkx takes 0.2 s
        from kg.network.plain import plain
        from kg.views.lens import Lenses

        asked, merged = lens if "{" in lens else Lenses().get(lens).query, graphs(with_graphs)
        triples = self.construct(asked, with_graphs=merged, labels=False)
        return plain(self.store, network_of(self.store, triples, merged), merged)

    def close(self) -> None:
        """Gives files or the connection back."""
        self.store.close()

    def _note(self, asked: str | CatalogueQuery, answer: Table) -> Text | None:
        from kg.query.empty import no_rows

        return no_rows(self.store, asked) if answer.is_empty else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Graph {self.store.source}, {self.lang}>"


def _another_form(wanted: str) -> KgError:
    return KgError(f"这里需要 {wanted} 查询", f"a {wanted} query is needed here")
