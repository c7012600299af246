"""The interactive page: one file, no request, nothing runs but its own script, known by its hash."""

import hashlib
from functools import cache
from importlib import resources
from typing import Final

from kg.errors import KgError, Lang, Text, TooLarge
from kg.query.page import content_policy, environment
from kg.views.marks import MARK_PATHS
from kg.views.packed import packed
from kg.views.payload import embedded, payload
from kg.views.scene import Scene

# A page of more is slow to open and too large for a mail; every lens stays below.
MAX_BYTES: Final = 2_000_000


# What a browser still shows. Chromium with two busy cores (benchmarks/README.md): with 5,000 relations a page opens and
# follows the pointer, with 10,000 it takes twice as long to open and lags behind the pointer by a second.
MAX_THINGS: Final = 3000
MAX_RELATIONS: Final = 7000


_SCRIPTLESS: Final = Text(
    "图和表都由本页自己的脚本绘出（不联网），这里没有运行脚本。同一内容的纯文件：kg view 加 -f svg（图）或 -o 名称.csv（两张表）",
    "Picture and table are drawn by this page's own script, which asks for nothing from the network and is not running "
    "here. The same as plain files: kg view with -f svg for the picture, with -o NAME.csv for two tables",
)


def page(scene: Scene, lang: Lang) -> str:
    """The page as text, to be written as UTF-8; lang is the language it opens in.

    Raises TooLarge for more than MAX_THINGS or MAX_RELATIONS.
    """
    things, relations = len(scene.nodes), len(scene.edges)
    if things > MAX_THINGS or relations > MAX_RELATIONS:
        raise TooLarge(
            f"{things} 个事物、{relations} 条关系，浏览器显示不了（一页至多 {MAX_THINGS} 个事物、{MAX_RELATIONS} 条关系）；"
            "请用 -f gexf 交给 Gephi，用更窄的视角（kg views），或 kg view --around 一个事物",
            f"{things} things and {relations} relations are more than a browser shows (a page holds {MAX_THINGS} things and "
            f"{MAX_RELATIONS} relations at most); use -f gexf for Gephi, a narrower lens (kg views), or kg view --around THING",
        )
    templates = environment("kg.views")
    content = payload(scene, lang)
    shown = embedded({part: content[part] for part in ("nodes", "edges")})
    looks = scene.lens.style
    style = templates.get_template("page.css.j2").render(
        class_colours=[looks.class_style(name).colour for name in scene.classes],
        group_colours=[group.colour for group in scene.emphasis.groups],
        relation_colours=[group.colour for group in looks.relations],
    )
    scripts = [_vis_network(), own_script("unpacked.js"), own_script("page.js")]
    return templates.get_template("page.html.j2").render(
        scene=scene,
        lang=lang,
        data=embedded(packed(content)),
        style=style,
        scripts=scripts,
        policy=content_policy(style, *scripts),
        digest=hashlib.sha256(shown.encode()).hexdigest()[:12],
        query=scene.lens.plain_query,
        scriptless=_SCRIPTLESS,
        paths=MARK_PATHS,
    )


def own_script(name: str) -> str:
    """A script of this package, fit to stand in a page. name: its path from here."""
    return _inline(resources.files(__package__).joinpath(name).read_text(encoding="utf-8"))


@cache
def _vis_network() -> str:
    """vis-network as the wheel of pyvis carries it, without the line that points to a source map."""
    library = resources.files("pyvis") / "templates" / "lib"
    folders = sorted(item.name for item in library.iterdir() if item.name.startswith("vis-"))
    for name in reversed(folders):
        script = library / name / "vis-network.min.js"
        if script.is_file():
            text = script.read_text(encoding="utf-8").partition("//# sourceMappingURL")[0]
            return _inline(text)
    raise KgError("pyvis 的安装包里没有 vis-network", "the installed pyvis carries no vis-network")


def _inline(script: str) -> str:
    """Line ends as an HTML parser sees them. Raises KgError if the text would end its element."""
    text = script.replace("\r\n", "\n").replace("\r", "\n").strip() + "\n"
    if "</script" in text.lower() or "<!--" in text:
        raise KgError("脚本里有会结束 script 元素的文字", "the script holds text that would end its element")
    return text
