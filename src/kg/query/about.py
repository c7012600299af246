"""What a page or a workbook says of itself: the question, where the data is from, under which licence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg import __version__
from kg.errors import Text
from kg.namespaces import PREFIXES
from kg.query.answer import text_of
from kg.query.catalogue import CatalogueQuery
from kg.settings import BASE
from kg.store.protocol import Store, select
from kg.store.terms import Iri, Literal, Term

_UNTITLED: Final = Text("查询结果", "Query result")
_UNSTATED: Final = Text("数据未注明", "not stated in the data")
_CLASSES: Final = tuple(
    f"<{PREFIXES[prefix]}{name}>"
    for prefix, name in (("owl", "Ontology"), ("void", "Dataset"), ("dcat", "Dataset"))
)
_LICENCES: Final = (
    f"SELECT DISTINCT ?licence WHERE {{ VALUES ?class {{ {' '.join(_CLASSES)} }} "
    f"?of a ?class ; <{PREFIXES['dcterms']}license> ?licence }} ORDER BY ?licence LIMIT 10"
)


@dataclass(frozen=True, slots=True)
class About:
    """query: SPARQL as it was asked. settings: parameters and graphs, one a line.

    licences: IRIs or words, as the data states them.
    """

    title: Text = _UNTITLED
    query: str = ""
    settings: tuple[str, ...] = ()
    source: str = ""
    licences: tuple[str, ...] = ()

    def licence(self) -> Text:
        """The licences in one line."""
        listed = ", ".join(self.licences)
        return Text(listed, listed) if listed else _UNSTATED


def about(
    store: Store,
    question: str | CatalogueQuery,
    params: Mapping[str, str | Term] | None = None,
    with_graphs: Sequence[str] = (),
    only: str | None = None,
) -> About:
    """What is to be said of an answer, asked as in kg.query.run. Licences are looked up in the default graph of the store."""
    free = isinstance(question, str)
    text = question if isinstance(question, str) else question.text
    found = select(store, _LICENCES).rows
    packaged = store.source == "packaged"
    return About(
        title=_UNTITLED if isinstance(question, str) else question.title,
        query="\n".join(line for line in text.splitlines() if free or not line.startswith("#+")).strip(),
        settings=(
            *(
                f"{name} = {value if isinstance(value, str) else text_of(value)}"
                for name, value in sorted((params or {}).items())
            ),
            *((f"--with {','.join(with_graphs)}",) if with_graphs else ()),
            *((f"--only {only}",) if only is not None else ()),
        ),
        source=f"internet-report-kg {__version__} <{BASE}>" if packaged else store.source,
        licences=tuple(row[0].value for row in found if isinstance(row[0], Iri | Literal)),
    )
