"""SVG, PNG and PDF: well-formed, readable, the same text in each, and a word where Chinese cannot be drawn."""

import functools
import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
import typst
from click.testing import CliRunner
from PIL import Image
from tests.views.conftest import HOSTILE, THINGS

from kg.cli.view import command
from kg.errors import Lang, NotFound
from kg.rdfio import raster
from kg.store.embedded import EmbeddedStore
from kg.views.lens import Lenses
from kg.views.render import files
from kg.views.reverse import reversed_path
from kg.views.scene import Scene, scene_of
from kg.views.svg import draw

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SVG = "{http://www.w3.org/2000/svg}"
DC = "{http://purl.org/dc/elements/1.1/}"


@pytest.fixture(scope="module")
def scene(store: EmbeddedStore) -> Scene:
    return scene_of(store, Lenses().get("policy-challenge"), ("editorial", "projected"))


@pytest.fixture(params=["zh", "en"])
def lang(request: pytest.FixtureRequest) -> Lang:
    return "en" if request.param == "en" else "zh"


@pytest.fixture
def svg(scene: Scene, lang: Lang) -> ET.Element:
    return ET.fromstring(draw(scene, lang).svg)  # noqa: S314 - our own


def _words(svg: ET.Element) -> list[str]:
    return ["".join(element.itertext()) for element in svg.iter(f"{SVG}text")]


def test_the_svg_holds_every_box_and_line_and_says_what_it_is(
    scene: Scene, lang: Lang, svg: ET.Element
) -> None:
    words = _words(svg)
    assert words[0] == scene.lens.title.in_(lang)
    assert any("CC BY 4.0" in line for line in words)
    assert any(("某报告" if lang == "zh" else "Some report") in line and "2021" in line for line in words)
    assert len([path for path in svg.iter(f"{SVG}path") if path.get("stroke-width")]) >= len(scene.edges)
    titles = [element.text or "" for element in svg.iter(f"{SVG}title")]
    assert len(titles) == 1 + len(scene.edges) + len(scene.nodes)
    assert any("甲法旨在应对" in title and "第0句" in title for title in titles) == (lang == "zh")
    found = {
        element.tag.removeprefix(DC): element.text for element in svg.iter() if element.tag.startswith(DC)
    }
    assert found["title"] == scene.lens.title.in_(lang)
    assert found["language"] == lang
    assert "CC BY 4.0" in (found["rights"] or "")


def test_the_svg_has_no_script_no_style_and_no_address_to_load(svg: ET.Element) -> None:
    allowed = {"svg", "title", "desc", "metadata", "rect", "g", "path", "text"}
    assert {e.tag.removeprefix(SVG) for e in svg.iter() if e.tag.startswith(SVG)} == allowed
    names = {name.rpartition("}")[2] for element in svg.iter() for name in element.attrib}
    assert not {name for name in names if name.startswith("on") or name in ("href", "src", "style")}


def test_a_hostile_label_is_text_in_the_svg_and_a_long_one_is_cut(lang: Lang, svg: ET.Element) -> None:
    words = _words(svg)
    assert any(line.startswith("</script>") for line in words)
    assert not any("\u202e" in line for line in words)
    assert max(map(len, words)) < 300
    assert any(HOSTILE in (element.text or "") for element in svg.iter(f"{SVG}title"))


def test_no_text_of_the_svg_leaves_its_box_or_the_picture(
    browser: "Browser", scene: Scene, lang: Lang, tmp_path: Path
) -> None:
    drawing = draw(scene, lang)
    path = tmp_path / "view.svg"
    path.write_text(drawing.svg, encoding="utf-8")
    page = browser.new_page(viewport={"width": 1400, "height": 900}, offline=True)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(path.as_uri())
    boxes, texts, outside = page.evaluate(
        """() => {
          const boxes = [...document.querySelectorAll('g > rect[rx="5"]')];
          const texts = boxes.flatMap((rect) => {
            const box = rect.getBBox();
            return [...rect.parentNode.querySelectorAll('text')].map((text) => text.getBBox())
              .map((t) => t.x < box.x || t.x + t.width > box.x + box.width || t.y < box.y || t.y + t.height > box.y + box.height);
          });
          return [boxes.length, texts.length, texts.filter(Boolean).length];
        }"""
    )
    size = page.evaluate(
        "(() => { const b = document.documentElement.getBBox(); return [b.width, b.height]; })()"
    )
    page.close()
    assert boxes == len(scene.nodes)
    assert texts == sum(len(box.lines) for box in scene.geometry[lang].boxes)
    assert outside == 0
    assert size[0] <= drawing.width + 1
    assert size[1] <= drawing.height + 1
    assert complaints == []


def test_the_pdf_is_one_page_of_selectable_text(scene: Scene, lang: Lang) -> None:
    document = pypdfium2.PdfDocument(files(scene, "pdf", lang)[""])
    assert len(document) == 1
    page = document[0]
    drawing = draw(scene, lang)
    assert page.get_width() == pytest.approx(drawing.width * 0.75, abs=0.1)
    read = re.sub(r"\s", "", page.get_textpage().get_text_range())
    for curie in ("law:a", "practice:p", "challenge:part"):
        assert re.sub(r"\s", "", THINGS[curie][1 if lang == "zh" else 2]).lower() in read.lower()
    facts = document.get_metadata_dict()
    assert facts["Title"] == scene.lens.title.in_(lang)
    assert ("某报告" if lang == "zh" else "Some report") in facts["Author"]
    assert "CC BY 4.0" in facts["Keywords"]
    assert (facts["CreationDate"], facts["ModDate"]) == ("", "")
    shades = page.render(scale=1).to_pil().convert("L").histogram()
    assert sum(shades[:128]) > 0.002 * sum(shades)


def test_the_png_is_twice_the_size_and_carries_title_source_and_licence(scene: Scene, lang: Lang) -> None:
    drawing = draw(scene, lang)
    image: Any = Image.open(io.BytesIO(bytes(files(scene, "png", lang)[""])))  # type: ignore[arg-type]
    image.load()
    assert image.size == pytest.approx((drawing.width * 2, drawing.height * 2), abs=1)
    assert image.text["Title"] == scene.lens.title.in_(lang)
    assert ("某报告" if lang == "zh" else "Some report") in image.text["Author"]
    assert "CC BY 4.0" in image.text["Copyright"]
    painted = image.convert("RGB")
    assert painted.getpixel((2, 2)) == (0xF7, 0xF7, 0xF5)
    colours = {colour: count for count, colour in painted.getcolors(1_000_000)}
    assert colours[0xB3, 0x26, 0x1E] > 100  # the stripe and mark of a challenge


def test_png_and_pdf_are_the_same_each_time(scene: Scene) -> None:
    for name in ("png", "pdf"):
        assert files(scene, name, "zh") == files(scene, name, "zh")


def test_a_picture_too_large_for_a_png_or_a_page_is_made_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="40000"/>'
    about = {"title": "t", "author": "", "subject": "", "rights": "", "lang": "en"}
    assert pypdfium2.PdfDocument(raster.to_pdf(svg, 400, 40_000, about))[0].get_height() == pytest.approx(
        14_400
    )
    monkeypatch.setattr(raster, "MAX_PIXELS", 1_000_000)
    image = Image.open(io.BytesIO(raster.to_png(svg, 400, 40_000, about)))
    assert image.width * image.height == pytest.approx(1_000_000, rel=0.02)


@pytest.fixture
def without_fonts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine without fonts of its own: Typst brings some, none of them Chinese."""
    monkeypatch.setattr(typst, "compile", functools.partial(typst.compile, ignore_system_fonts=True))
    raster._draws_chinese.cache_clear()
    yield
    raster._draws_chinese.cache_clear()


def test_this_machine_draws_chinese(scene: Scene) -> None:
    assert not raster.lacks_chinese(draw(scene, "zh").svg)


@pytest.mark.usefixtures("without_fonts")
def test_a_machine_without_chinese_fonts_is_told_of(tmp_path: Path) -> None:
    asked = ["policy-challenge", "-o", str(tmp_path / "x.png")]
    zh = CliRunner().invoke(command, [*asked, "--lang", "zh"], obj="zh")
    assert "没有中文字体" in zh.stderr
    assert "fonts-noto-cjk" in zh.stderr
    assert zh.exit_code == 0
    assert "no Chinese font" in CliRunner().invoke(command, asked, obj="en").stderr
    latin = '<svg xmlns="http://www.w3.org/2000/svg"><text>Latin</text></svg>'
    assert not raster.lacks_chinese(latin)


def test_without_typst_the_remedy_is_told(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(NotFound, match=r"pip install 'internet-report-kg\[pictures\]'"):
        files(scene, "png", "zh")


@pytest.mark.parametrize(
    ("path", "turned"),
    [
        ("M1 2C3 4 5 6 7 8", "M7 8C5 6 3 4 1 2"),
        ("M1 2C3 4 5 6 7 8H20C1 1 2 2 30 9", "M30 9C2 2 1 1 20 8L7 8C5 6 3 4 1 2"),
        ("M0 0V5L7 9", "M7 9L0 5L0 0"),
        ("M0 0A5 5 0 0 1 9 9", "M0 0A5 5 0 0 1 9 9"),
    ],
)
def test_a_path_is_turned_round(path: str, turned: str) -> None:
    assert reversed_path(path) == turned
