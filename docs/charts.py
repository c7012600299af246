"""Makes docs/charts.md and docs/charts/*.svg anew: the list of all charts, and those with several figures drawn.

--check: writes nothing and exits 1 when they are stale.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kg.charts.catalogue import Chart, Charts, charts_of
from kg.charts.listing import HEADINGS
from kg.charts.svg import draw
from kg.errors import LANGS
from kg.rdfio.output import write
from kg.store.open import open_store

DOCS: Final = Path(__file__).parent
HEAD: Final = """# Charts · 图表

Every figure of the graph stands in one chart at least; `kg charts` lists them, `kg chart ID -o FILE` draws one as
html, svg, png, pdf or csv, by its id or by any name of an indicator. Made by `docs/charts.py`.

**What stands on one axis** is decided from the data: the same indicator, unit, manner and base kind of comparison
(同比 never with 环比), statistical scope, temporal nature and size of the field. Of these, values of one subject at
several times are a series (periods of like length only: no half year beside a year), of several subjects at one time
a comparison, or shares where they are parts of a whole; values without a time are compared within one paragraph
only. What is left stands alone.

**What is not exact does not look exact.** "Over" and "at least" are open bars or hollow points with arrows outwards,
"nearly", "under" and "at most" dashed with arrows inwards, "about" is striped, a range pale; the word always stands
beside the number. A line joins neighbouring exact years only. Missing years are grey, forecasts stand apart on
yellow. What is odd about a figure in the report is said in its notes.

**The CSV** is one rectangle with the header first and no line above or below it, as Datawrapper takes it; it
begins with a byte order mark, without which Excel misreads UTF-8. The first columns are what is drawn: item, value,
forecast value (apart, so that no program joins it to the rest). Words, bounds, source, evidence and notes follow
as columns of each row. Items of inexact values carry the words ("company (over 20%)"), so that a chart made of them says
so. Years without a value are rows without one. Numbers are in the unit itself, not in millions; a text that a
spreadsheet would take for a formula is preceded by an apostrophe. Several lines of one series stand in a column each.
"""


def main(*args: str) -> None:
    """Writes the page and the pictures, or says which are stale."""
    charts = charts_of(open_store())
    shown = list(_shown(charts))
    files = {
        DOCS / "charts" / f"{chart.id}.{lang}.svg": draw(chart, charts, lang).svg
        for chart in shown
        for lang in LANGS
    }
    files[DOCS / "charts.md"] = HEAD + "\n".join(_lines(charts, shown)) + "\n"
    if "--check" in args:
        kept = set((DOCS / "charts").glob("*.svg")) - set(files)
        stale = [
            path
            for path, text in files.items()
            if not path.is_file() or path.read_text(encoding="utf-8") != text
        ]
        for path in sorted({*stale, *kept}):
            print(f"stale: {path.relative_to(DOCS)}; run docs/charts.py", file=sys.stderr)
        sys.exit(1 if stale or kept else 0)
    for old in (DOCS / "charts").glob("*.svg"):
        old.unlink()
    for path, text in files.items():
        write(path, text)


def _shown(charts: Charts) -> Iterator[Chart]:
    """Those with several figures, and one of each other kind."""
    kinds = set()
    for chart in charts.charts:
        if len(chart.observations) > 1 or (
            chart.kind in ("change", "rank", "figure") and chart.kind not in kinds
        ):
            kinds.add(chart.kind)
            yield chart


def _lines(charts: Charts, shown: list[Chart]) -> Iterator[str]:
    for kind, heading in HEADINGS.items():
        those = [chart for chart in charts.charts if chart.kind == kind]
        yield f"\n## {heading.zh} · {heading.en}\n"
        for chart in those:
            if chart in shown:
                pictures = [
                    f"![{_plain(chart.title.in_(lang))}](charts/{chart.id}.{lang}.svg)" for lang in LANGS
                ]
                yield "\n".join(pictures) + "\n"
        yield "| id | zh | en | figures |\n|---|---|---|---|"
        for chart in those:
            yield f"| `{chart.id}` | {_plain(chart.title.zh)} | {_plain(chart.title.en)} | {len(chart.observations)} |"


def _plain(words: str) -> str:
    return words.replace("|", "\\|").replace("[", "\\[").replace("]", "\\]")


if __name__ == "__main__":
    main(*sys.argv[1:])
