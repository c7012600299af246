"""kg queries: what there is to ask, and what one question takes and gives."""

import pytest
from click.testing import CliRunner

from kg.cli.main import main
from kg.query.catalogue import Catalogue


def run(*words: str) -> str:
    result = CliRunner().invoke(main, ["queries", *words], catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_without_a_name_every_question_is_listed(lang: str) -> None:
    listed = run("--lang", lang)
    assert all(f"  {name} " in listed for name in Catalogue().ids())


def test_with_a_name_it_says_what_the_question_takes_and_gives() -> None:
    told = run("regulator-mandates", "--lang", "en")
    assert "--param regulator=kg:" in told
    assert "columns: regulator (" in told
    assert told.endswith("kg query regulator-mandates\n")


def test_named_graphs_are_told() -> None:
    assert "  并入: outside" in run("instruments-then-and-now", "--lang", "zh")
