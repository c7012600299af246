"""Which pattern leaves a query without a solution: asked of the store, one ASK at a time."""

from collections.abc import Iterable, Iterator, Sequence

from kg.errors import Lang
from kg.query.answer import Asked
from kg.query.inwords import Explained, Line, in_words
from kg.sparql.clauses import text_of_item
from kg.sparql.structure import Item, Optional, Untraced
from kg.store.protocol import Dataset, Store


def explain(store: Store, asked: Asked, lang: Lang, *, is_empty: bool) -> Iterator[str]:
    """The query in words, some lines of them; then, where its answer is empty, what left it so.

    Raises as the store does, KgError for what cannot be read.
    """
    told = in_words(store, asked.text, lang, asked.with_graphs)
    yield told.text()
    if is_empty:
        yield culprit(store, told, lang, with_graphs=asked.with_graphs, dataset=asked.dataset)


def culprit(
    store: Store,
    explained: Explained,
    lang: Lang,
    *,
    with_graphs: Sequence[str] = (),
    dataset: Dataset | None = None,
) -> str:
    """One sentence on what made the answer empty.

    First each pattern of the outermost group is tried by itself, then they are put together one after the
    other, then the filters are added. Raises as the store does.
    """
    zh = lang == "zh"

    def holds(items: Iterable[Item]) -> bool:
        body = " ".join(map(text_of_item, items))
        answer = store.query(
            f"{explained.prologue}ASK {{ {body} }}",
            with_graphs=() if dataset else with_graphs,
            dataset=dataset,
        )
        return bool(answer)

    lines = {id(line.item): line for line in explained.lines if line.item is not None}
    items = [item for item in explained.select.where.items if not isinstance(item, Optional)]
    filters = [item for item in items if isinstance(item, Untraced) and not item.binds]
    patterns = [item for item in items if item not in filters]
    for item in patterns:
        if not isinstance(item, Untraced) and not holds([item]):
            words = _words(lines, item)
            return (
                f"数据中没有符合这一条的：{words}" if zh else f"nothing in the data fits by itself: {words}"
            )
    for count in range(2, len(patterns) + 1):
        if not holds(patterns[:count]):
            words = _words(lines, patterns[count - 1])
            return (
                f"各条单独都有，但加上这一条就没有了：{words}"
                if zh
                else f"each pattern fits something, but with those before it nothing fits: {words}"
            )
    for count, item in enumerate(filters, 1):
        if not holds([*patterns, *filters[:count]]):
            words = _words(lines, item)
            return f"这个条件一行也没留下：{words}" if zh else f"no solution passes: {words}"
    return (
        "各条都有解；没有行是因为其后的 HAVING、LIMIT、OFFSET 或 VALUES"
        if zh
        else "the patterns have solutions; HAVING, LIMIT, OFFSET or VALUES after them leaves no row"
    )


def _words(lines: dict[int, Line], item: Item) -> str:
    line = lines.get(id(item))
    if line is None:
        return " ".join(text_of_item(item).split())
    compound = line.words.endswith((":", "："))
    return " ".join(text_of_item(item).split()) if compound else line.words
