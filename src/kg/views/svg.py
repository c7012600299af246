"""The view as one SVG: title, legend with counts, picture, source and licence; no script, no request.

Presentation attributes only, since programs for slides and text ignore style sheets.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from kg.errors import Lang
from kg.network.drawing import CARD, MARGIN_PX, RULE, Drawing, document, label
from kg.network.geometry import LINE_EM, TEXT_LEFT_PX, Box, Route, written
from kg.network.words import plain
from kg.query.sentences import capital
from kg.query.xmltext import attribute, text
from kg.views.flat import about, rationale_of, told_of
from kg.views.frame import Frame
from kg.views.marks import MARK_PATHS
from kg.views.reverse import reversed_path
from kg.views.scene import LINE_TITLES, Scene
from kg.views.style import LINES

# From the middle of a line of text to its baseline, in units of the font size.
_BASELINE_EM: Final = 0.35


def to_svg(scene: Scene, lang: Lang) -> str:
    """The text of the file. Labels in one language; pointing at a line or box shows statement and evidence."""
    return draw(scene, lang).svg


def draw(scene: Scene, lang: Lang) -> Drawing:
    """The picture and its size, for those who print it."""
    geometry = scene.geometry[lang]
    frame = Frame(scene, lang, geometry.width)
    top = frame.top
    body = (
        f"{frame.head}"
        f'<g transform="translate({written(MARGIN_PX)} {written(top)})">\n{"".join(_picture(scene, lang))}</g>\n'
        f"{frame.foot(top + geometry.height)}"
    )
    height = top + geometry.height + frame.bottom
    return drawing(body, frame.width, height, about(scene), lang)


def drawing(body: str, width: float, height: float, facts: Mapping[str, str], lang: Lang) -> Drawing:
    """A whole SVG around what it shows, with what it says of itself. facts: as kg.views.flat.facts_of gives."""
    elements = {
        "title": facts[f"title_{lang}"],
        "description": facts[f"summary_{lang}"],
        "source": facts[f"source_{lang}"],
        "rights": facts["licence"],
        "identifier": f"view {facts['view']}, data {facts['version']}",
        "language": lang,
    }
    said = told_of(facts, lang, with_title=False)
    return document(body, width, height, lang, facts[f"title_{lang}"], said, elements)


def _picture(scene: Scene, lang: Lang) -> Iterator[str]:
    """Skeleton lines behind, then the others, then boxes."""
    geometry, style = scene.geometry[lang], scene.lens.style
    groups = [style.relations[scene.relation_of(edge)] for edge in scene.edges]
    for behind in (True, False):
        for number, route in enumerate(geometry.routes):
            if groups[number].skeleton is behind:
                yield _line(scene, number, route, lang)
    for number, box in enumerate(geometry.boxes):
        yield _box(scene, number, box, lang)


def _line(scene: Scene, number: int, route: Route, lang: Lang) -> str:
    edge = scene.edges[number]
    group = scene.lens.style.relations[scene.relation_of(edge)]
    name = LINES[scene.line_of(edge)]
    look = scene.lens.style.lines[name]
    width = 1.0 if group.skeleton else look.width
    dash = f' stroke-dasharray="{" ".join(map(written, look.dash))}"' if look.dash else ""
    path = reversed_path(route.path) if route.joins and look.dash else route.path
    places = [place.citation.in_(lang) for claim in edge.claims for place in claim.evidence]
    why = rationale_of(edge)
    words = [edge.sentence.in_(lang), LINE_TITLES[name].in_(lang), *dict.fromkeys(places)]
    if why:
        words.append(why.in_(lang))
    head = _arrow(route.arrow, 6 if group.skeleton else 8) if route.arrow else ""
    return (
        f'<g fill="{group.colour.light}"><title>{text(plain(" · ".join(words)))}</title>'
        f'<path d={attribute(path)} fill="none" stroke="{group.colour.light}" stroke-width="{written(width)}"{dash}/>'
        f"{head}</g>\n"
    )


def _arrow(arrow: tuple[float, float, int], long: int) -> str:
    x, y, way = arrow
    back, half = written(x - way * long), long * 0.45
    return f'<path d="M{written(x)} {written(y)}L{back} {written(y - half)}V{written(y + half)}z"/>'


def _box(scene: Scene, number: int, box: Box, lang: Lang) -> str:
    node, size = scene.nodes[number], scene.lens.style.spec.font_px * box.scale
    look = scene.lens.style.class_style(node.class_iri)
    x, y, width, height = map(written, (box.x, box.y, box.width, box.height))
    step = size * LINE_EM
    first = box.middle - step * (len(box.lines) - 1) / 2
    lines = "".join(
        label(line, box.x + TEXT_LEFT_PX, first + step * place + size * _BASELINE_EM, size, bold=box.strong)
        for place, line in enumerate(box.lines)
    )
    name = capital(node.label.en) if lang == "en" else node.label.zh
    words = f"{name} · {node.definition.in_(lang)}" if node.definition else name
    return (
        f"<g><title>{text(plain(words))}</title>"
        f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="5" fill="{CARD}" stroke="{RULE}"/>'
        f'<g fill="{scene.colour_of(node).light}"><rect x="{x}" y="{y}" width="4" height="{height}" rx="2"/>'
        f'<path transform="translate({written(box.x + 10)} {written(first - 6)})" fill-rule="evenodd" '
        f'd="{MARK_PATHS[look.mark]}"/></g>{lines}</g>\n'
    )
