"""The graph: every command that asks something, as a method that calls what the command calls."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Self

from kg.api.asking import Asking, another_form
from kg.api.options import Files, graphs, language, paths
from kg.api.result import Result
from kg.errors import KgError, Lang
from kg.query.defaults import MAX_STEPS, PATH_LIMIT, SAMPLE_SIZE, SEARCH_LIMIT, SEED
from kg.query.run import run
from kg.report.texts import texts_at
from kg.store.embedded import DirectoryStore, EmbeddedStore
from kg.store.open import open_store

if TYPE_CHECKING:
    import networkx as nx
    from rdflib import Dataset

    from kg.api.chart import Chart
    from kg.api.entity import Entity
    from kg.api.paths import Chains
    from kg.api.stats import Stats


def open_graph(
    source: Files | None = None, *, lang: Lang | None = None, timeout_s: float | None = None
) -> "Graph":
    """The graph of a source, read at the first question.

    source: as --source, nothing for the packaged graph; an RDF file or several; an Oxigraph directory; the
    URL of a SPARQL endpoint. lang: of labels, zh or en; KG_LANG, then zh, if None. timeout_s: the limit of
    every method that is given none of its own; no limit if None.
    Raises KgError for a mixture or another language, NotFound for what is not there.

    >>> import kg
    >>> kg.open(lang="en")
    <Graph packaged, en>
    """
    chosen = language(lang or os.environ.get("KG_LANG") or "zh")
    return Graph(open_store(paths(source)), chosen, timeout_s)


class Graph(Asking):
    """A knowledge graph, open for questions. As a context manager it closes its store at the end.

    Arguments with the same meaning everywhere: with_graphs, named graphs merged in for one question
    ("editorial,projected", or a sequence); report, files of the report for whoever holds it, which add its
    sentences; lang, of labels, where it differs from the graph's (KgError for any but zh and en); timeout_s,
    seconds for the whole call, which raises QueryTimeout over it, and then goes on answering (kg.store.timed;
    rdflib() has no limit).
    """

    def resolve(
        self, name: str, *, with_graphs: str | Sequence[str] = (), timeout_s: float | None = None
    ) -> str:
        """The IRI that a name, alias, CURIE or IRI stands for. Raises Ambiguous, NotFound with near ones.

        >>> import kg
        >>> kg.open().resolve("阿里巴巴")
        'https://w3id.org/internet-report-kg/id/company/alibaba'
        """
        from kg.names.resolve import resolve

        return resolve(self._within(timeout_s), name, with_graphs=graphs(with_graphs))

    def show(
        self,
        name: str,
        *,
        why: bool = False,
        with_graphs: str | Sequence[str] = (),
        report: Files = (),
        lang: Lang | None = None,
        timeout_s: float | None = None,
    ) -> "Entity":
        """What is said of one thing, and where. name: as in resolve; errors too.

        why: also what is inferred of it, by which rule, from which premises.
        """
        from kg.api.entity import Entity  # late, here and below: asking starts faster
        from kg.names.resolve import resolve
        from kg.query.describe import describe

        merged, store = graphs(with_graphs), self._within(timeout_s)
        iri = resolve(store, name, with_graphs=merged)
        found = describe(store, iri, lang=self._language(lang), why=why, with_graphs=merged)
        return Entity(found, texts_at(paths(report)))

    def search(
        self,
        words: str,
        *,
        class_: str | None = None,
        limit: int = SEARCH_LIMIT,
        with_graphs: str | Sequence[str] = (),
        lang: Lang | None = None,
        timeout_s: float | None = None,
    ) -> Result:
        """Things by words of their names, aliases and definitions, by pinyin or initials; the best first.

        class_: as people write it, such as technology. limit: rows at most; a note says how many there are.
        Columns: thing, name, class, matched. Raises KgError for a text without words, NotFound for an
        unknown class.

        >>> import kg
        >>> [row.name.label for row in kg.open(lang="en").search("shuju anquan", class_="law")]
        ["Data Security Law of the People's Republic of China"]
        """
        from kg.query.search import how_many, search

        chosen = self._language(lang)
        merged = graphs(with_graphs)
        store = self._within(timeout_s)
        found = search(store, words, class_=class_, limit=limit, lang=chosen, with_graphs=merged)
        note = how_many(found)
        return Result(found.table, notes=[note] if note else [])

    def path(
        self,
        start: str,
        end: str,
        *,
        limit: int = PATH_LIMIT,
        max_steps: int = MAX_STEPS,
        directed: bool = False,
        avoid: Sequence[str] = (),
        with_graphs: str | Sequence[str] = (),
        report: Files = (),
        lang: Lang | None = None,
        timeout_s: float | None = None,
    ) -> "Chains":
        """The shortest and strongest chains of claims between two things; none where there is none so short.

        start, end, avoid (things not to pass through): as in resolve; errors too. directed: only from
        subject to object. Raises KgError for a thing and itself.
        """
        from kg.api.paths import Chains
        from kg.names.resolve import resolve
        from kg.query.path import find_paths

        merged, store = graphs(with_graphs), self._within(timeout_s)
        first, last, *others = (resolve(store, one, with_graphs=merged) for one in (start, end, *avoid))
        found = find_paths(
            store,
            first,
            last,
            limit=limit,
            max_steps=max_steps,
            directed=directed,
            avoid=others,
            lang=self._language(lang),
            with_graphs=merged,
        )
        return Chains(found, texts_at(paths(report)))

    def stats(self, *, lang: Lang | None = None, timeout_s: float | None = None) -> "Stats":
        """Counts of things, claims and figures, by class, basis and section."""
        from kg.api.stats import Stats
        from kg.query.stats import statistics

        chosen = self._language(lang)
        return Stats(statistics(self._within(timeout_s), chosen), chosen)

    def sample(
        self,
        n: int = SAMPLE_SIZE,
        seed: str = SEED,
        *,
        report: Files = (),
        lang: Lang | None = None,
        timeout_s: float | None = None,
    ) -> Result:
        """n claims drawn at random by the seed, as sentences with their evidence, for somebody to judge.

        >>> import kg
        >>> kg.open(lang="en").sample(3, "7").columns
        ('claim', 'statement', 'basis', 'modality', 'qualifiers', 'evidence')
        """
        from kg.query.sample import sample

        store = self._within(timeout_s)
        return Result(sample(store, n, seed, lang=self._language(lang), texts=texts_at(paths(report))))

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

    def networkx(
        self, lens: str, *, with_graphs: str | Sequence[str] = (), timeout_s: float | None = None
    ) -> "nx.MultiDiGraph[str]":
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
        store = self._within(timeout_s)
        triples = run(store, asked, with_graphs=merged)
        if not isinstance(triples, list):
            raise another_form("CONSTRUCT / DESCRIBE")
        return plain(store, network_of(store, triples, merged), merged)

    def chart(
        self,
        name: str,
        *,
        with_graphs: str | Sequence[str] = (),
        lang: Lang | None = None,
        timeout_s: float | None = None,
    ) -> "Chart":
        """Figures as a chart. name: its id (charts), or any name of an indicator, figure or subject.

        Raises NotFound with near ones, Ambiguous, listing the charts, for a thing with several.

        >>> import kg
        >>> kg.open().chart("overseas-business-share-shares")
        <Chart overseas-business-share-shares: 2 figures>
        """
        from kg.api.chart import Chart
        from kg.charts.catalogue import charts_of, find

        store = self._within(timeout_s)
        found = charts_of(store, graphs(with_graphs))
        return Chart(find(store, found, name), found, self._language(lang))

    def charts(
        self,
        *,
        with_graphs: str | Sequence[str] = (),
        lang: Lang | None = None,
        timeout_s: float | None = None,
    ) -> "list[Chart]":
        """Every chart that the figures give, in the order of ids; each figure stands in one at least.

        >>> import kg
        >>> charts = kg.open().charts()
        >>> len({one.iri for chart in charts for one in chart.drawn.observations}) == kg.open().stats().figures
        True
        """
        from kg.api.chart import Chart
        from kg.charts.catalogue import charts_of

        chosen = self._language(lang)
        found = charts_of(self._within(timeout_s), graphs(with_graphs))
        return [Chart(chart, found, chosen) for chart in found.charts]

    def measures(
        self,
        lens: str | None = None,
        of: str = "things",
        *,
        by: str = "degree",
        limit: int | None = None,
        with_graphs: str | Sequence[str] = (),
        lang: Lang | None = None,
        timeout_s: float | None = None,
    ) -> Result:
        """Measures of a view, a CONSTRUCT, or everything that is said: centrality, communities, bridges.

        lens: as in networkx; everything if None. of: things, bridges or communities. by: the measure that
        orders things: degree, neighbours, betweenness, pagerank, broker, parts, community. limit: rows at
        most. Result.notes say what the columns mean; kg.network.measures.measure defines them. The figures
        measure how the graph encodes the report, not what matters in the world.
        Raises NotFound for an unknown view, KgError for another name or form, and as query does.

        >>> import kg
        >>> top = kg.open(lang="en").measures("policy-challenge", by="broker", limit=1)[0]
        >>> getattr(top, "class").curie, 0 < top.broker.value < 1
        ('kg:Challenge', True)
        """
        from kg.views.lens import Lenses
        from kg.views.measured import measured

        asked = lens if lens is None or "{" in lens else Lenses().get(lens)
        merged, store = graphs(with_graphs), self._within(timeout_s)
        found = measured(store, asked, of, by=by, limit=limit, lang=self._language(lang), with_graphs=merged)
        return Result(found.table, notes=found.notes, about=found.about)

    def close(self) -> None:
        """Gives files or the connection back."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Graph {self.store.source}, {self.lang}>"
