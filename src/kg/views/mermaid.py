"""A Mermaid flowchart, for Markdown pages that draw one. https://mermaid.js.org/syntax/flowchart.html"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from kg.errors import Lang
from kg.network.geometry import written
from kg.network.words import plain, wrap
from kg.views.flat import Record, edge_records, node_records, told
from kg.views.scene import Scene

# What Mermaid refuses to draw unless its page is configured otherwise.
MAX_EDGES: Final = 500
MAX_CHARACTERS: Final = 50_000
# Anything that could end a label, open an entity, a tag, a directive, a list or emphasis is written as
# an entity code, all of ASCII but the comma; a hyphen, point or apostrophe inside a word does nothing.
_SPECIAL: Final = re.compile(r"(?<![A-Za-z0-9])[-.']|[-.'](?![A-Za-z0-9])|[!-&(-+/:-@\[-`{-~]")
# A label needs a character.
_EMPTY: Final = "#32;"
_LABEL_EM: Final = 16
_LABEL_LINES: Final = 3
# A page that takes no styles still tells solid from dashed.
_SOLID, _DASHED = "-->", "-.->"


def to_mermaid(scene: Scene, lang: Lang) -> str:
    """The whole file; long labels are cut as in the picture."""
    return "".join(_lines(scene, lang))


def _lines(scene: Scene, lang: Lang) -> Iterator[str]:
    nodes, edges = list(node_records(scene, lang)), list(edge_records(scene, lang))
    names = {str(node["id"]): f"n{number}" for number, node in enumerate(nodes)}
    yield f"---\ntitle: {_yaml(scene.lens.title.in_(lang))}\n---\nflowchart LR\n"
    for line in told(scene, lang, with_title=False):
        yield f"%% {_comment(line)}\n"
    for node in nodes:
        yield f"{names[str(node['id'])]}[{_label(str(node['label']))}]\n"
    for edge in edges:
        arrow = _DASHED if scene.lens.style.lines[str(edge["line"])].dash else _SOLID
        ends = names[str(edge["source"])], names[str(edge["target"])]
        yield f"{ends[0]} {arrow}|{_label(str(edge['label']))}| {ends[1]}\n"
    yield from _looks([(str(node["color"]), names[str(node["id"])]) for node in nodes])
    yield from _links([_link(scene, edge) for edge in edges])


def _looks(coloured: Sequence[tuple[str, str]]) -> Iterator[str]:
    for number, (colour, members) in enumerate(_grouped(coloured).items()):
        yield f"classDef c{number} fill:#ffffff,color:#1d2125,stroke:{colour}\n"
        yield f"class {','.join(members)} c{number}\n"


def _links(looks: Sequence[str]) -> Iterator[str]:
    for look, members in _grouped([(look, str(n)) for n, look in enumerate(looks)]).items():
        yield f"linkStyle {','.join(members)} {look}\n"


def _link(scene: Scene, edge: Record) -> str:
    dash = " ".join(map(written, scene.lens.style.lines[str(edge["line"])].dash))
    return f"stroke:{edge['color']}" + (f",stroke-dasharray:{dash}" if dash else "")


def _grouped(pairs: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for colour, member in pairs:
        groups[colour].append(member)
    return dict(sorted(groups.items()))


def _label(text: str) -> str:
    return f'"{"<br/>".join(map(escaped, wrap(text, _LABEL_EM, _LABEL_LINES)))}"'


def escaped(text: str) -> str:
    """A text inside the quotes of a label."""
    return _SPECIAL.sub(lambda found: f"#{ord(found[0])};", plain(text)) or _EMPTY


def _yaml(text: str) -> str:
    quoted = plain(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}"'


def _comment(text: str) -> str:
    """Mermaid reads directives, in braces, out of comments too."""
    return plain(text).replace("{", "(").replace("}", ")")
