"""A chart as a page: one file, no request; the chart for wide and narrow screens, the same as a table, the query."""

import hashlib
from collections.abc import Callable
from importlib import resources
from typing import Final

from kg.charts.canvas import COLOURS
from kg.charts.catalogue import Chart, Charts
from kg.charts.notes import Words
from kg.charts.observations import Observation
from kg.charts.svg import plot
from kg.charts.tables import COLUMNS, rows
from kg.errors import LANGS, Lang
from kg.namespaces import shorten
from kg.network.geometry import written
from kg.network.origin import LICENCE
from kg.query.page import content_policy, environment

WIDTHS_PX: Final = {"wide": 960.0, "narrow": 348.0}
# Columns of the table; those without any value are left out.
_TABLE: Final = ("subject", "period", "said", "printed", "measured", "evidence", "note")


def page(chart: Chart, charts: Charts, lang: Lang) -> str:
    """The page as text, to be written as UTF-8; lang is the language it opens in."""
    templates = environment("kg.charts")
    words = Words(chart, charts)
    style = templates.get_template("page.css.j2").render(colours=COLOURS)
    script = resources.files(__package__).joinpath("page.js").read_text(encoding="utf-8")
    ids = {shorten(one.iri): f"row-{place}" for place, one in enumerate(chart.observations)}

    def link(one: Observation) -> str:
        return "#" + ids[shorten(one.iri)]

    plots = [
        {"lang": each, "size": size, "svg": _svg(words, each, width, link)}
        for each in LANGS
        for size, width in WIDTHS_PX.items()
    ]
    tables = {each: list(rows(chart, charts, each)) for each in LANGS}
    digest = hashlib.sha256("".join(plot["svg"] for plot in plots).encode()).hexdigest()[:12]
    others = {other.id: other.title for other in charts.charts}
    return templates.get_template("page.html.j2").render(
        lang=lang,
        langs=LANGS,
        chart=chart,
        plots=plots,
        columns=[(name, COLUMNS[name]) for name in _TABLE if any(row[name] for row in tables[lang])],
        table=list(zip(*(tables[each] for each in LANGS), strict=True)),
        ids=ids,
        places={
            shorten(one.iri): [shorten(place.iri) for place in one.evidence] for one in chart.observations
        },
        lines={each: list(words.lines(each)) for each in LANGS},
        apart=[(other, others[other]) for other in chart.apart],
        origin=charts.origin,
        licence=LICENCE,
        graphs=charts.graphs,
        style=style,
        script=script,
        policy=content_policy(style, script),
        digest=digest,
    )


def _svg(words: Words, lang: Lang, width: float, link: Callable[[Observation], str]) -> str:
    body, height = plot(words, lang, width, link)
    # Lines and markers at the edge need some room; all of it is our own writing, every label escaped.
    box = f"-4 -8 {written(width + 8)} {written(height + 12)}"
    return f'<svg viewBox="{box}" width="{written(width + 8)}" height="{written(height + 12)}" role="group">\n{body}</svg>'
