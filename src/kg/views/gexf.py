"""GEXF 1.3 for Gephi: label, colour, size and place of each node, kind and weight of each edge.

https://gexf.net/schema.html. Edges of different kinds between the same two nodes stay apart in Gephi.
No lastmodifieddate: the same data gives the same file.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from kg.errors import Lang
from kg.query.xmltext import attribute, text
from kg.views.flat import EDGE_FIELDS, NODE_FIELDS, Record, edge_records, node_records, told
from kg.views.scene import Scene
from kg.views.upright import channels, upright

_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">\n'
)
_TYPES: Final = {"string": "string", "int": "integer", "double": "double"}
# What GEXF has elements and attributes of its own for.
_OWN: Final = ("label", "color", "x", "y", "width", "height", "size", "weight")
_NODES: Final = {name: kind for name, kind in NODE_FIELDS.items() if name not in _OWN}
_EDGES: Final = {name: kind for name, kind in EDGE_FIELDS.items() if name not in _OWN}


def to_gexf(scene: Scene, lang: Lang) -> str:
    """The whole file. Raises OutputError for a label with a character that XML does not have."""
    return "".join(_lines(scene, lang))


def _lines(scene: Scene, lang: Lang) -> Iterator[str]:
    yield _HEAD
    described = "\n".join(told(scene, lang))
    yield f"<meta><creator>internet-report-kg</creator><description>{text(described)}</description></meta>\n"
    yield '<graph defaultedgetype="directed" mode="static">\n'
    for place, fields in (("node", _NODES), ("edge", _EDGES)):
        yield f'<attributes class="{place}" mode="static">\n'
        for name, kind in fields.items():
            yield f'<attribute id="{name}" title="{name}" type="{_TYPES[kind]}"/>\n'
        yield "</attributes>\n"
    yield "<nodes>\n"
    for record in map(upright, node_records(scene, lang)):
        place = (
            f'<viz:position x="{record["x"]}" y="{record["y"]}" z="0.0"/><viz:size value="{record["size"]}"/>'
        )
        yield f"<node {_attributes(record, 'id', 'label')}>{_values(record, _NODES)}{_colour(record)}{place}</node>\n"
    yield "</nodes>\n<edges>\n"
    for record in edge_records(scene, lang):
        kind = f"kind={attribute(str(record['predicate']))}"
        named = _attributes(record, "id", "source", "target", "label", "weight")
        yield f"<edge {named} {kind}>{_values(record, _EDGES)}{_colour(record)}</edge>\n"
    yield "</edges>\n</graph>\n</gexf>\n"


def _attributes(record: Record, *names: str) -> str:
    return " ".join(f"{name}={attribute(str(record[name]))}" for name in names)


def _values(record: Record, fields: Mapping[str, str]) -> str:
    """The attributes that have a value."""
    values = "".join(
        f'<attvalue for="{name}" value={attribute(str(record[name]))}/>'
        for name in fields
        if record[name] != ""
    )
    return f"<attvalues>{values}</attvalues>"


def _colour(record: Record) -> str:
    red, green, blue = channels(str(record["color"]))
    return f'<viz:color r="{red}" g="{green}" b="{blue}"/>'
