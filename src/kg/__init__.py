"""China's internet-industry white paper as an evidence-linked knowledge graph.

`kg.open()` gives the graph; see `kg.Graph`. Importing the package loads neither data nor libraries.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kg.api.cell import Cell
    from kg.api.entity import Entity
    from kg.api.graph import Graph
    from kg.api.graph import open_graph as open
    from kg.api.paths import Chains
    from kg.api.result import Result
    from kg.api.row import Place, Row
    from kg.api.stats import Stats
    from kg.api.triples import Triples
    from kg.errors import KgError

__all__ = [
    "Cell",
    "Chains",
    "Entity",
    "Graph",
    "KgError",
    "Place",
    "Result",
    "Row",
    "Stats",
    "Triples",
    "open",
]
__version__ = "0.1.0"

# Public name -> its module, and its name there.
_AT: Final = {
    "Cell": ("kg.api.cell", "Cell"),
    "Chains": ("kg.api.paths", "Chains"),
    "Entity": ("kg.api.entity", "Entity"),
    "Graph": ("kg.api.graph", "Graph"),
    "KgError": ("kg.errors", "KgError"),
    "Place": ("kg.api.row", "Place"),
    "Result": ("kg.api.result", "Result"),
    "Row": ("kg.api.row", "Row"),
    "Stats": ("kg.api.stats", "Stats"),
    "Triples": ("kg.api.triples", "Triples"),
    "open": ("kg.api.graph", "open_graph"),
}


if not TYPE_CHECKING:  # a type checker would take any name for one of ours

    def __getattr__(name: str) -> object:
        """The public names, imported when they are first used."""
        if name not in _AT:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        module, attribute = _AT[name]
        found: object = getattr(import_module(module), attribute)
        globals()[name] = found
        return found


def __dir__() -> list[str]:
    return sorted({*globals(), *_AT})
