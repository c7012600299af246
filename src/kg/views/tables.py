"""Nodes and edges as CSV; Gephi knows the columns Id, Label, Source, Target, Type and Weight."""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Final

from kg.errors import Lang
from kg.views.flat import EDGE_FIELDS, NODE_FIELDS, Record, edge_records, node_records
from kg.views.scene import Scene

_TITLES: Final = {"id": "Id", "label": "Label", "source": "Source", "target": "Target", "weight": "Weight"}


def nodes_csv(scene: Scene, lang: Lang) -> str:
    """One row a node: Id, Label, then NODE_FIELDS."""
    return _csv(("id", *NODE_FIELDS), node_records(scene, lang), {})


def edges_csv(scene: Scene, lang: Lang) -> str:
    """One row an edge: Id, Source, Target, Type, then EDGE_FIELDS."""
    return _csv(
        ("id", "source", "target", "Type", *EDGE_FIELDS), edge_records(scene, lang), {"Type": "Directed"}
    )


def _csv(names: Iterable[str], records: Iterable[Record], constant: Mapping[str, str]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    names = list(names)
    writer.writerow([_TITLES.get(name, name) for name in names])
    for record in records:
        values = {**record, **constant}
        writer.writerow([values[name] for name in names])
    return out.getvalue()
