"""Cytoscape JSON (cytoscape.js and Cytoscape Desktop) and node-link JSON (networkx, d3)."""

import json
from collections.abc import Iterable
from typing import Any

from kg.errors import Lang
from kg.views.flat import about, edge_records, node_records
from kg.views.scene import Scene


def to_cytoscape(scene: Scene, lang: Lang) -> str:
    """https://js.cytoscape.org/#notation/elements-json, with what the file says of itself in `data`."""
    # `value` is what networkx takes for the node itself.
    nodes = (
        {
            "data": {**node, "name": node["label"], "value": node["id"]},
            "position": {"x": node["x"], "y": node["y"]},
        }
        for node in node_records(scene, lang)
    )
    # networkx tells parallel edges apart by `key`.
    edges = (
        {"data": {**edge, "interaction": edge["predicate"], "key": edge["predicate"]}}
        for edge in edge_records(scene, lang)
    )
    head = {
        "data": {"name": scene.lens.title.in_(lang), **about(scene)},
        "directed": True,
        "multigraph": True,
    }
    return f'{_open(head)},\n"elements": {{\n"nodes": {_array(nodes)},\n"edges": {_array(edges)}\n}}}}\n'


def to_node_link(scene: Scene, lang: Lang) -> str:
    """As networkx.node_link_graph reads it: nodes, and edges with source, target and key."""
    head = {"directed": True, "multigraph": True, "graph": about(scene)}
    edges = ({**edge, "key": edge["predicate"]} for edge in edge_records(scene, lang))
    return f'{_open(head)},\n"nodes": {_array(node_records(scene, lang))},\n"edges": {_array(edges)}\n}}\n'


def _open(head: dict[str, Any]) -> str:
    """An object that is not closed yet."""
    return _json(head).removesuffix("}")


def _array(items: Iterable[dict[str, Any]]) -> str:
    """One item a line, so that versions can be compared."""
    lines = ",\n".join(map(_json, items))
    return f"[\n{lines}\n]" if lines else "[]"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
