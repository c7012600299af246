"""What kg view and kg chart write: one file or several, checked beforehand, with a word on what they lack."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from kg.cli.options import emit, emit_pieces, is_file, must_be_writable, tell, ui
from kg.errors import Lang, OutputError, Text

if TYPE_CHECKING:
    from kg.rdfio.media import Media
    from kg.store.protocol import Store

NO_FONT: Final = Text(
    "这台机器没有中文字体，图里的汉字成了方框；请安装一种（如 fonts-noto-cjk），或改用 -f svg、-f html 在有中文字体的机器上看",
    "this machine has no Chinese font, so the picture shows boxes instead of characters; install one "
    "(such as fonts-noto-cjk), or use -f svg or -f html, which are drawn where they are opened",
)


def check(media: "Media", output: Path | None) -> None:
    """Raises before anything is computed: as must_be_writable, and csv is several files."""
    from kg.rdfio.media import MATRIX

    must_be_writable(media, output)
    if media.name == "csv" and not is_file(output):
        parts = ("cells", "links", "findings") if media in MATRIX else ("nodes", "edges")
        listed = [f"-f {name}" for name in parts]
        raise OutputError(
            f"{media.name} 是{'三' if len(parts) > 2 else '两'}个文件；请用 -o 名称.csv，或用 {'、'.join(listed)} 只写其中一个",
            f"{media.name} is {'three' if len(parts) > 2 else 'two'} files; use -o NAME.csv, or "
            f"{', '.join(listed[:-1])} or {listed[-1]} for one of them",
        )


def write_matrix(
    store: "Store",
    name: str,
    pair: tuple[str, str] | None,
    with_graphs: tuple[str, ...],
    title: Text | None,
    media: "Media",
    output: Path | None,
    lang: Lang,
) -> None:
    from kg.views.matrix.build import matrix_of, pair_of
    from kg.views.matrix.render import files, lacks_chinese
    from kg.views.matrix.spec import Matrices

    matrix = matrix_of(store, Matrices().get(name), with_graphs)
    matrix = pair_of(matrix, *pair) if pair else matrix
    if title:
        matrix = replace(matrix, spec=replace(matrix.spec, title=title))
    save(files(matrix, media.name, lang), output)
    if media.binary and lacks_chinese(matrix, lang):
        tell(NO_FONT)


def save(written: Mapping[str, str | bytes], output: Path | None) -> None:
    """Write each file under the name of the output and what is added to it, and say so."""
    for added, content in written.items():
        path = output.with_name(f"{output.stem}{added}{output.suffix}") if is_file(output) else output
        if isinstance(content, str):
            emit(content, path)
        else:
            emit_pieces((content,), path)
        if is_file(path):
            click.echo(f"已写出 {path}" if ui() == "zh" else f"wrote {path}", err=True)


def warn_of_page(page: str | bytes) -> None:
    """Say so when a page is larger than what every browser opens at once and every mail takes."""
    from kg.views.html import MAX_BYTES

    size = len(page.encode() if isinstance(page, str) else page)
    if size > MAX_BYTES:
        megabytes = f"{size / 1_000_000:.1f}"
        tell(
            Text(
                f"这一页有 {megabytes} MB，打开较慢；可用 -f gexf 交给 Gephi，-f svg 看图，或用更窄的视角（kg views），"
                "或 kg view --around 一个事物",
                f"this page has {megabytes} MB and is slow to open; -f gexf is for Gephi, -f svg for the picture alone, "
                "and a narrower lens (kg views) or kg view --around THING shows less of it",
            )
        )


def warn_of_limits(edges: int, characters: int) -> None:
    from kg.views.mermaid import MAX_CHARACTERS, MAX_EDGES

    if edges > MAX_EDGES:
        tell(
            Text(
                f"{edges} 条关系多于 Mermaid 通常肯画的 {MAX_EDGES} 条；请用更窄的视图，或提高 maxEdges",
                f"{edges} relations are more than the {MAX_EDGES} that Mermaid draws by default; "
                "use a narrower view, or raise maxEdges",
            )
        )
    if characters > MAX_CHARACTERS:
        tell(
            Text(
                f"{characters} 个字符多于 Mermaid 通常肯读的 {MAX_CHARACTERS} 个；请用更窄的视图，或提高 maxTextSize",
                f"{characters} characters are more than the {MAX_CHARACTERS} that Mermaid reads by default; "
                "use a narrower view, or raise maxTextSize",
            )
        )
