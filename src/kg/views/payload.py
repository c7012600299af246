"""What the script of a page reads: things, statements and positions, and how vis-network is set up by pyvis."""

import json
from collections.abc import Mapping
from typing import Any, Final

from kg.errors import LANGS, Lang, Text
from kg.names.pinyin import spelling
from kg.namespaces import shorten
from kg.network.geometry import LINE_EM, TEXT_LEFT_PX, TEXT_RIGHT_PX, Geometry
from kg.network.records import Claim, Edge, Node
from kg.network.words import plain
from kg.views.marks import MARK_PATHS
from kg.views.scene import LINE_TITLES, Scene, modality_name
from kg.views.style import LINES

# Positions are fixed and everything is drawn by the page's own script, so vis only keeps the camera.
_OPTIONS: Final = {
    "autoResize": False,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "dragNodes": False,
        "dragView": True,
        "hover": False,
        "selectable": False,
        "zoomView": False,
        "keyboard": {"enabled": False},
    },
    "nodes": {"fixed": True, "physics": False, "chosen": False},
    "edges": {"hidden": True, "smooth": False, "physics": False},
}
# No name is longer, and nobody types so much of one.
_READ: Final = 200
_UNSAFE: Final = {c: f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def payload(scene: Scene, lang: Lang) -> dict[str, Any]:
    """The data of a page, in an order that depends on the data alone. rows: edges in the order of the table."""
    size = scene.lens.style.spec.font_px
    return {
        "lang": lang,
        "title": both(scene.lens.title),
        "vis": _pyvis(),
        "geometry": {name: _geometry(scene.geometry[name]) for name in LANGS},
        "marks": [MARK_PATHS[scene.lens.style.class_style(name).mark] for name in scene.classes],
        "classes": [both(kind.title) for kind in scene.class_kinds()],
        "groups": [both(group.title) for group in scene.emphasis.groups],
        "relations": [
            {"title": both(group.title), "skeleton": group.skeleton} for group in scene.lens.style.relations
        ],
        "lines": [
            {
                "dash": scene.lens.style.lines[name].dash,
                "width": scene.lens.style.lines[name].width,
                "title": both(LINE_TITLES[name]),
            }
            for name in LINES
        ],
        "nodes": [_node(scene, node) for node in scene.nodes],
        "edges": [_edge(scene, edge) for edge in scene.edges],
        "rows": scene.rows(),
        "text": {"size": size, "step": size * LINE_EM, "left": TEXT_LEFT_PX, "right": TEXT_RIGHT_PX},
    }


def embedded(data: dict[str, Any]) -> str:
    """JSON for a data block in HTML: nothing in it can end the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return "".join(_UNSAFE.get(char, char) for char in text)


def _pyvis() -> dict[str, Any]:
    """The options, and how pyvis writes a thing and a relation, as far as that is alike for all of them.

    What differs (numbers, ends, places) the page has from `nodes`, `edges` and `geometry`.
    """
    from pyvis.network import Network  # late: it brings IPython with it

    network = Network(directed=True)
    network.options = _OPTIONS
    network.add_nodes([0, 1], label=[" ", " "], shape=["custom", "custom"])
    network.add_edge(0, 1)
    nodes, edges, *_ = network.get_network_data()
    own = ("id", "from", "to")
    node, edge = (
        {name: value for name, value in one[0].items() if name not in own} for one in (nodes, edges)
    )
    return {"node": node, "edge": edge, "options": network.options}


def _geometry(geometry: Geometry) -> dict[str, Any]:
    return {
        "width": geometry.width,
        "height": geometry.height,
        "bands": [[band.x, band.width] for band in geometry.bands],
        "boxes": [
            {
                "x": b.x,
                "y": b.y,
                "w": b.width,
                "h": b.height,
                "lines": b.lines,
                "strong": b.strong,
                **({"scale": b.scale} if b.scale != 1 else {}),
            }
            for b in geometry.boxes
        ],
        "routes": [
            {"d": route.path, "arrow": route.arrow, "joins": route.joins} for route in geometry.routes
        ],
    }


def _node(scene: Scene, node: Node) -> dict[str, Any]:
    figures = [
        {
            "words": both(figure.words),
            "note": both(figure.note) if figure.note else None,
            "evidence": [both(place.citation) for place in figure.evidence],
        }
        for figure in scene.figures.get(node.iri, ())
    ]
    return {
        "id": shorten(node.iri),
        "label": both(node.label),
        "pinyin": spelling(plain(node.label.zh)[:_READ]),
        "class": scene.class_of(node),
        **({"group": scene.emphasis.group_of[node.iri]} if scene.emphasis.groups else {}),
        "definition": both(node.definition) if node.definition else None,
        **({"figures": figures} if figures else {}),
    }


def _edge(scene: Scene, edge: Edge) -> dict[str, Any]:
    return {
        "s": scene.numbers[edge.source],
        "o": scene.numbers[edge.target],
        "label": both(edge.label),
        "sentence": None if edge.claims else both(edge.sentence),  # else that of its first claim
        "relation": scene.relation_of(edge),
        "line": scene.line_of(edge),
        "claims": [claim_record(scene.names, claim) for claim in edge.claims],
    }


def claim_record(names: Mapping[str, Text], claim: Claim) -> dict[str, Any]:
    """A claim as the scripts of pages read it. names: of bases and modalities by IRI."""
    modality = modality_name(names, claim)
    return {
        "id": shorten(claim.iri),
        "sentence": both(claim.sentence),
        "basis": both(names[claim.basis]) if claim.basis else None,
        "modality": both(modality) if modality else None,
        "evidence": [both(place.citation) for place in claim.evidence],
        "rationale": both(claim.rationale) if claim.rationale else None,
    }


def both(text: Text) -> dict[str, str]:
    """A text by language."""
    return {"zh": text.zh, "en": text.en}
