"""An answer as one HTML page: no script, no request, every word of the data escaped."""

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from kg.errors import Lang, Text
from kg.query.about import About
from kg.query.answer import Table
from kg.query.layout import YES_NO, safe
from kg.query.shown import Shown, lines_of, shown
from kg.store.terms import Iri, Literal, Term

if TYPE_CHECKING:
    import jinja2

_LINKED: Final = ("http://", "https://")


def to_html(answer: Table | bool, about: About, lang: Lang) -> Iterator[str]:
    """The page, piece by piece, to be written as UTF-8. lang: the language of its own words."""
    style = resources.files(__package__).joinpath("page.css").read_text(encoding="utf-8")
    columns = shown(answer, beside=True) if isinstance(answer, Table) else []
    comma = "，" if lang == "zh" else ", "
    count = len(answer.rows) if isinstance(answer, Table) else 0
    template = environment("kg.query").get_template("page.html.j2")
    yield from template.generate(
        lang=lang,
        about=about,
        style=style,
        policy=content_policy(style),
        yes_no=YES_NO[answer].in_(lang) if isinstance(answer, bool) else None,
        columns=columns,
        rows=_rows(answer, columns) if isinstance(answer, Table) else (),
        caption=f"{about.title.in_(lang)}{comma}{how_many(count, count).in_(lang)}",
    )


def to_fragment(table: Table, limit: int) -> str:
    """The table alone, to stand in a page of others (a notebook): its first rows, and how many there are.

    limit: rows at most. The words are those of the table's language; IRIs are shown by their labels.
    """
    columns = shown(table, beside=False)
    template = environment("kg.query").get_template("table.html.j2")
    return template.render(
        caption=how_many(len(table.rows), limit).in_(table.lang),
        columns=columns,
        rows=_rows(replace(table, rows=table.rows[:limit]), columns),
    )


def how_many(count: int, limit: int) -> Text:
    """The number of rows, and how many of them are shown."""
    if count > limit:
        return Text(
            f"共 {count} 行，显示前 {limit} 行", f"{count} rows, of which the first {limit} are shown"
        )
    return Text(f"共 {count} 行", "1 row" if count == 1 else f"{count} rows")


def _rows(table: Table, columns: list[Shown]) -> Iterator[list[dict[str, Any]]]:
    for row in table.rows:
        yield [_cell(table, one, row[one.place]) for one in columns]


def _cell(table: Table, one: Shown, cell: Term | None) -> dict[str, Any]:
    """lines: what it says. href: where an IRI leads, web addresses only. lang: of the words."""
    lang = cell.language if isinstance(cell, Literal) else None
    href = None
    if one.part == "label" and (isinstance(cell, Iri) or one.column.kind == "iris"):
        lang = table.lang
    elif isinstance(cell, Iri) and cell.value.startswith(_LINKED):
        href = cell.value
    return {"lines": [safe(line) for line in lines_of(table, one, cell)], "href": href, "lang": lang}


def csp_hash(text: str) -> str:
    """The source expression of an inline style or script. https://www.w3.org/TR/CSP3/#grammardef-hash-source"""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def content_policy(style: str, *scripts: str) -> str:
    """Content-Security-Policy: nothing but the page's own style and scripts."""
    script_src = f"script-src {' '.join(map(csp_hash, scripts))}; " if scripts else ""
    return f"default-src 'none'; {script_src}style-src {csp_hash(style)}; base-uri 'none'; form-action 'none'"


@cache
def environment(package: str) -> "jinja2.Environment":
    """The templates of a package: all that they are given is escaped, and nothing may be lacking."""
    import jinja2  # late: only pages pay for it

    return jinja2.Environment(
        loader=jinja2.PackageLoader(package, "."),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
    )
