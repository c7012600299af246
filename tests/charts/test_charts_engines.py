"""The same charts, to the byte, whichever engine holds the graph; and those of a series of two reports."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.engines import Engine

from kg.charts.catalogue import charts_of
from kg.charts.render import TEXTS
from kg.store.open import open_store
from kg.store.protocol import Store


def written(store: Store) -> dict[str, str]:
    charts = charts_of(store)
    return {f"{c.id}.{fmt}": write(c, charts, "zh") for c in charts.charts for fmt, write in TEXTS.items()}


@pytest.mark.parametrize("engine", ["oxigraph_server", "virtuoso_server"])
def test_a_server_gives_the_same_charts(
    request: pytest.FixtureRequest, real: Store, fill: Callable[[Engine, Store], None], engine: str
) -> None:
    server: Engine = request.getfixturevalue(engine)
    fill(server, real)
    found, expected = written(open_store([server.query])), written(real)
    assert [name for name in expected if found.get(name) != expected[name]] == []
    assert set(found) == set(expected)


def test_several_reports_name_their_sources_and_every_figure_is_drawn(series: Path) -> None:
    store = open_store([str(series / "data" / "triples.ttl")])
    charts = charts_of(store)
    assert len(charts.origin.sources) == 2
    drawn = {one.iri for chart in charts.charts for one in chart.observations}
    assert len(drawn) == len(charts.figures.drawable)
