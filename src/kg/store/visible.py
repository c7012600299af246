"""Which graphs of reports a query sees, the same on every store.

With one report its graph says what the default graph says, and GRAPH ?g would find everything twice;
so it is seen only by a query that names it. The graphs of several reports are always seen.
"""

import re
from collections.abc import Sequence
from typing import Final

from kg.namespaces import REPORT_GRAPHS, graph_iri

# Finds every GRAPH, FROM and FROM NAMED with a term after it, and codepoint escapes, which could spell
# one. It may find too many (in a comment, say): then graphs are filled that the query does not read.
_NAMES_A_GRAPH: Final = re.compile(r"(?:graph|from|named)\s*(?:[<?$#]|[^\s:<?$#]{0,200}:)|\\u", re.IGNORECASE)


def names_a_graph(text: str) -> bool:
    """Whether a query may look into named graphs."""
    return _NAMES_A_GRAPH.search(text) is not None


def report_graphs(text: str, reports: Sequence[str]) -> list[str]:
    """Short names of the graphs that a query which names graphs sees, of those of the reports in a store."""
    shown = len(reports) > 1 or graph_iri(REPORT_GRAPHS) in text
    return [f"{REPORT_GRAPHS}{report}" for report in reports] if shown else []


def hidden_graphs(text: str, reports: Sequence[str]) -> set[str]:
    """IRIs of the graphs of reports that a query which names graphs does not see."""
    every = {graph_iri(f"{REPORT_GRAPHS}{report}") for report in reports}
    return every - {graph_iri(name) for name in report_graphs(text, reports)}
