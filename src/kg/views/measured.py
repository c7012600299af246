"""The measures of a lens, of the result of a query, or of the whole graph: a table and what it means."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg.errors import KgError, Lang, Text
from kg.network.measures.tables import ORDERS, TABLES, tell
from kg.query.about import About, about
from kg.query.answer import Table
from kg.query.run import run
from kg.store.protocol import Store
from kg.views.lens import Lens, Lenses

_WHOLE: Final = "whole"
_TITLE: Final = Text("度量：", "Measures: ")


@dataclass(frozen=True, slots=True)
class Measured:
    """notes: what the figures mean, how many rows there are, the caution. about: what pages say, asked for late."""

    table: Table
    notes: tuple[Text, ...]
    about: Callable[[], About]


def measured(
    store: Store,
    asked: Lens | str | None = None,
    what: str = TABLES[0],
    *,
    by: str = ORDERS[0],
    limit: int | None = None,
    lang: Lang = "zh",
    with_graphs: Sequence[str] = (),
) -> Measured:
    """The measures of a network (kg.network.measures).

    asked: a lens, a CONSTRUCT or DESCRIBE, or None for the lens of the whole graph. what, by: of
    TABLES and ORDERS. limit: rows at most. Raises KgError for another query or name, and as kg.query.run.run does.
    """
    _known(what, TABLES)
    _known(by, ORDERS)
    asked = asked or Lenses().get(_WHOLE)
    query = asked.query if isinstance(asked, Lens) else asked
    triples = run(store, query, with_graphs=with_graphs, label=False)
    if not isinstance(triples, list):
        raise KgError("这里需要 CONSTRUCT 或 DESCRIBE 查询", "a CONSTRUCT or DESCRIBE query is needed here")
    told = tell(store, triples, what, by=by, limit=limit, lang=lang, with_graphs=with_graphs)
    notes = [*told.notes]
    shown = len(told.table.rows)
    if shown < told.total:
        notes.insert(
            0, Text(f"共 {told.total} 行，显示前 {shown} 行", f"the first {shown} of {told.total} rows")
        )
    if not told.total:
        notes.insert(0, Text("没有可列的", "there is nothing to list"))

    def said() -> About:
        found = about(store, query, None, with_graphs)
        title = asked.title if isinstance(asked, Lens) else found.title
        return replace(
            found,
            title=Text(_TITLE.zh + title.zh, _TITLE.en + title.en),
            settings=(*found.settings, *(note.in_(lang) for note in notes)),
        )

    return Measured(told.table, tuple(notes), said)


def _known(name: str, names: Sequence[str]) -> None:
    if name not in names:
        listed = ", ".join(names)
        raise KgError(f"没有“{name}”；可用：{listed}", f"there is no {name!r}; there are: {listed}")
