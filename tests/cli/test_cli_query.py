"""What kg query says on stderr: what is asked, what left no rows, which graphs came in; stdout holds the answer alone."""

import pytest
from click.testing import CliRunner

from kg.cli.query import command

EMPTY = "SELECT ?c WHERE { ?c a kg:Place ; kg:listedOn ?m }"


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "with those before it nothing fits: ?c is listed on ?m"), ("zh", "但加上这一条就没有了")],
)
def test_explain_names_the_pattern_that_found_nothing(lang: str, said: str) -> None:
    result = CliRunner().invoke(command, [EMPTY, "--explain", "--lang", lang, "--format", "csv"], obj=lang)
    assert result.exit_code == 0
    assert result.stdout == "c\n"
    assert said in result.stderr


def test_explain_leaves_an_answer_as_it_is() -> None:
    plain = CliRunner().invoke(command, ["enforcement-actions", "--format", "csv"])
    told = CliRunner().invoke(
        command, ["enforcement-actions", "--format", "csv", "--explain", "--lang", "en"], obj="en"
    )
    assert told.stdout == plain.stdout
    assert "?action is a “enforcement action”" in told.stderr
    assert "nothing fits" not in told.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["figures-against-sources"], "kg: this question merges outside by itself, with --only too\n"),
        (
            ["figures-against-sources", "--only", "caict-2021"],
            "kg: this question merges outside by itself, with --only too\n",
        ),
        (["figures-against-sources", "--with", "outside"], ""),
        (["enforcement-actions", "--with", "outside"], ""),
    ],
)
def test_a_graph_that_a_question_brings_in_unasked_is_told(words: list[str], told: str) -> None:
    result = CliRunner().invoke(command, [*words, "--lang", "en", "--format", "csv"], obj="en")
    assert (result.exit_code, result.stderr) == (0, told)
