"""One job in a worker process: guard, format, execution, caps. A stranger's text is looked at here first."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from kg.errors import OutputError, QueryRefused, QuerySyntaxError
from kg.namespaces import GRAPH as GRAPHS
from kg.namespaces import NAMED_GRAPHS, report_of_graph
from kg.query.answer import Answer, Asked, Rows
from kg.query.results import STREAMING, chunks
from kg.query.run import answer, dataset_of_query, rows
from kg.rdfio.media import Media
from kg.serve.caps import Caps
from kg.serve.faults import not_acceptable
from kg.serve.formats import OFFERED, can_be_partial, marked, offered_for
from kg.serve.jobs import VOLATILE, Job, Rules
from kg.serve.limits import Limits
from kg.serve.negotiate import choose
from kg.serve.spool import Spool
from kg.sparql.guard import ANY_GRAPH, check, default_graphs
from kg.sparql.prologue import complete
from kg.sparql.tokens import Kind, Token, significant
from kg.store.protocol import REPORT, Dataset, Store, Stream
from kg.store.terms import Triple

_ABSOLUTE: Final = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:")
_PLACE: Final = re.compile(r"(?<=[y第] )(\d+)(?=:\d+)")


class Answered(NamedTuple):
    """What was written to the spool."""

    content_type: str
    rows: int
    complete: bool
    cacheable: bool


def answer_query(
    store: Store, job: Job, rules: Rules, limits: Limits, graphs: frozenset[str] | None, spool: Spool
) -> Answered:
    """Answers a query into the spool.

    graphs: IRIs that FROM and the protocol's parameters may name; None for those of the packaged dataset.
    Raises QueryRefused, QuerySyntaxError, TooLarge, Problem (406), and as the store does.
    """
    allowed = frozenset((ANY_GRAPH,)) if rules.any_graph else graphs
    check(job.text, allowed_graphs=allowed, allowed_services=rules.services)
    offered = offered_for(job.text)
    chosen = choose(job.accept, offered)
    if chosen is None:
        raise not_acceptable(offered)
    dataset = _dataset(job, rules, graphs)
    if dataset is not None and job.with_graphs:
        raise QueryRefused(
            "已指定数据集，不能再用 with；请只用其中一种",
            "the dataset is named already; use either that or with, not both",
        )
    media = chosen.media
    caps = _caps(job, limits, spool, media)
    tokens = significant(job.text)
    written = f"BASE <{job.base}>\n{job.text}" if job.base and _has_relative(tokens) else job.text
    asked = Asked(complete(written).text, job.with_graphs, dataset, written)
    cacheable = not any(token.kind is Kind.WORD and token.text.upper() in VOLATILE for token in tokens)
    capped = _Capped(store, caps)
    try:
        if media.name in STREAMING:
            _write(rows(capped, asked), media, job, caps, spool)
        else:
            _write(answer(capped, asked, lang=job.lang), media, job, caps, spool)
    except QuerySyntaxError as error:
        if written == job.text:
            raise
        zh, en = (_PLACE.sub(lambda m: str(int(m[1]) - 1), text, count=1) for text in error.text)
        raise QuerySyntaxError(zh, en) from error
    return Answered(chosen.content_type, caps.count, not caps.cut, cacheable)


def answer_graph(store: Store, job: Job, limits: Limits, triples: Iterable[Triple], spool: Spool) -> Answered:
    """The triples of one graph into the spool, in the format asked for. Raises TooLarge, Problem (406)."""
    offered = OFFERED["graph"]
    chosen = choose(job.accept, offered)
    if chosen is None:
        raise not_acceptable(offered)
    caps = _caps(job, limits, spool, chosen.media)
    _write(list(caps.rows(iter(triples))), chosen.media, job, caps, spool)
    return Answered(chosen.content_type, caps.count, not caps.cut, True)


class _Capped:
    """A store whose answer is held to the caps while it comes; what is asked beside it (labels) is not."""

    def __init__(self, store: Store, caps: Caps) -> None:
        self._store = store
        self._caps = caps
        self.source = store.source
        self.query = store.query
        self.close = store.close

    def stream(
        self, text: str, *, with_graphs: Sequence[str] = (), dataset: Dataset | None = None
    ) -> Stream | list[Triple] | bool:
        found = self._store.stream(text, with_graphs=with_graphs, dataset=dataset)
        if isinstance(found, Stream):
            return found._replace(rows=self._caps.rows(found.rows))
        return list(self._caps.rows(iter(found))) if isinstance(found, list) else found


def _caps(job: Job, limits: Limits, spool: Spool, media: Media) -> Caps:
    if job.head and not can_be_partial(media):
        raise OutputError(
            f"{media.name} 说不出自己不完整，不能只给开头；请用 json、csv 或 turtle",
            f"{media.name} has no way to say that it is not whole; for the first part ask for json, csv or turtle",
        )
    return Caps(limits, spool, head=job.head)


def _write(found: Answer | Rows, media: Media, job: Job, caps: Caps, spool: Spool) -> None:
    for piece, is_last in _with_last(chunks(found, media.name, lang=job.lang)):
        caps.must_fit(len(piece))
        spool.write(marked(media, piece, caps.said) if is_last and caps.cut else piece)


def _with_last(pieces: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Each piece, and whether it is the last that is not empty."""
    before: bytes | None = None
    for piece in pieces:
        if piece:
            if before is not None:
                yield before, False
            before = piece
    yield before or b"", True


def _dataset(job: Job, rules: Rules, graphs: frozenset[str] | None) -> Dataset | None:
    """The dataset that the protocol's parameters name, else the query's FROM; None for the store's own."""
    if job.default is not None or job.named is not None:
        allowed = default_graphs() if graphs is None else graphs
        for iri in (*(job.default or ()), *(job.named or ())):
            if not (rules.any_graph or iri in allowed or (graphs is None and _is_ours(iri))):
                listed = ", ".join(f"<{one}>" for one in sorted(allowed)[:20])
                raise QueryRefused(
                    f"数据集里没有图 <{iri}>；可用：{listed}",
                    f"there is no graph <{iri}> in the dataset; there are: {listed}",
                )
        return Dataset(tuple(map(_name, job.default or ())), tuple(map(_name, job.named or ())))
    try:
        return dataset_of_query(job.text)
    except QueryRefused:
        if graphs is None and not rules.any_graph:
            raise
        return None  # graphs of the store's own, which the engine knows by FROM itself


def _is_ours(iri: str) -> bool:
    name = iri.removeprefix(GRAPHS)
    return name in (REPORT, *NAMED_GRAPHS) or report_of_graph(name) is not None


def _name(iri: str) -> str:
    return iri.removeprefix(GRAPHS) if _is_ours(iri) and iri.startswith(GRAPHS) else f"<{iri}>"


def _has_relative(tokens: tuple[Token, ...]) -> bool:
    return any(token.kind is Kind.IRI and not _ABSOLUTE.match(token.text) for token in tokens)
