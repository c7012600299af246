"""GraphML for Gephi, yEd and networkx. http://graphml.graphdrawing.org/specification.html

Gephi takes label, color, x, y, size and weight from attributes of these names; what the file says of
itself is the description of the graph.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from kg.errors import Lang
from kg.query.xmltext import attribute, text
from kg.views.flat import EDGE_FIELDS, NODE_FIELDS, Record, edge_records, node_records, told
from kg.views.scene import Scene
from kg.views.upright import upright

_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
)
_TABLES: Final[Mapping[str, Mapping[str, str]]] = {"node": NODE_FIELDS, "edge": EDGE_FIELDS}


def to_graphml(scene: Scene, lang: Lang) -> str:
    """The whole file. Raises OutputError for a label with a character that XML does not have."""
    return "".join(_lines(scene, lang))


def _lines(scene: Scene, lang: Lang) -> Iterator[str]:
    yield _HEAD
    for place, fields in _TABLES.items():
        for name, kind in fields.items():
            yield f'<key id="{place}-{name}" for="{place}" attr.name="{name}" attr.type="{kind}"/>\n'
    yield '<graph edgedefault="directed">\n'
    described = "\n".join(told(scene, lang))
    yield f"<desc>{text(described)}</desc>\n"
    for record in map(upright, node_records(scene, lang)):
        data = _data("node", record)
        yield f"<node id={attribute(str(record['id']))}>{data}</node>\n"
    for record in edge_records(scene, lang):
        ends = " ".join(f"{name}={attribute(str(record[name]))}" for name in ("id", "source", "target"))
        yield f"<edge {ends}>{_data('edge', record)}</edge>\n"
    yield "</graph>\n</graphml>\n"


def _data(place: str, record: Record) -> str:
    """The attributes that have a value."""
    return "".join(
        f'<data key="{place}-{name}">{text(str(record[name]))}</data>'
        for name in _TABLES[place]
        if record[name] != ""
    )
