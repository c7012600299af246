"""The catalogue reads questions, finds them by name, and refuses files that say two different things."""

from pathlib import Path

import pytest
import yaml

from kg.errors import NotFound, ParseError, Text
from kg.query.catalogue import Catalogue, Column, Param, read_query
from kg.settings import root


def test_a_question_is_read_with_its_parameters_and_columns(catalogue: Catalogue) -> None:
    query = catalogue.get("rivals")
    assert query.title == Text("竞争对手", "Rivals")
    assert query.params == (Param("company", "iri", "kg:Company", required=False),)
    assert query.columns[0] == Column("company", "iri", Text("公司", "Company"))
    assert [column.hidden for column in query.columns] == [False, False, True]
    assert query.group == "company"
    assert [one.id for one in catalogue.all()] == ["rivals"]


def test_an_unknown_name_is_told_with_near_ones_and_all_there_are(catalogue: Catalogue) -> None:
    (catalogue.folder / "figures.rq").write_text("", encoding="utf-8")
    with pytest.raises(NotFound) as told:
        catalogue.get("rival")
    assert told.value.text.en == "no catalogued query 'rival'; near: rivals; there are: figures, rivals"
    assert "相近的：rivals" in told.value.text.zh
    with pytest.raises(NotFound):
        catalogue.get("../queries/rivals")


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("id: rivals", "id: rivalry", 1, "id must be the file name"),
        ("zh: 竞争对手, ", "", 2, "title needs a text in zh and in en"),
        ("#+ summary: {zh: 每对竞争对手一行, en: One row per pair of rivals}\n", "", 1, "summary needs"),
        ("{zh: 竞争对手, en: Rivals}", "{zh: [}", 2, "not YAML"),
        (
            "params: {company",
            "params: {firm",
            4,
            r"params names \['firm'\], but the query declares \['company'\]",
        ),
        ("type: iri, class", "type: uri, class", 4, "must be one of: iri, literal"),
        ("{type: iri, zh: 公司, en: Company}", "{type: iri, zh: 公司}", 5, "columns.company needs a text"),
        ("{type: iri, zh: 公司, en: Company}", "iri", 5, "must be one of: iri, iris, literal"),
        ("#+   rival: {type: iri, zh: 对手, en: Rival}\n", "", 5, "columns names"),
        ("SELECT ?company ?rival ?claim", "SELECT *", 5, "SELECT [*] will not do"),
        ("group: company", "group: firms", 9, "group must be one of: policy-challenge, recommendation-actor"),
        ("#+ group", "#+ groop", 9, "unknown key 'groop'"),
        ("#+ group: company", "#+ group: company\n#+ with: outside", 10, "with must be a list"),
        (
            "#+ group: company",
            "#+ group: company\n#+ with: [outsider]",
            10,
            "with cannot hold 'outsider'; there are: inferred",
        ),
    ],
)
def test_a_broken_file_is_told_by_file_and_line(
    catalogue: Catalogue, old: str, new: str, line: int, words: str
) -> None:
    path = catalogue.folder / "rivals.rq"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ParseError, match=words) as told:
        read_query(path)
    assert told.value.text.en.startswith(f"{path}:{line}: ")
    assert told.value.text.zh.startswith(f"{path}:{line}：")


def test_a_file_without_front_matter_or_in_another_encoding_is_told(tmp_path: Path) -> None:
    path = tmp_path / "rivals.rq"
    path.write_text("SELECT * { ?s ?p ?o }", encoding="utf-8")
    with pytest.raises(ParseError, match=r"front matter"):
        read_query(path)
    path.write_bytes("#+ id: 竞争".encode("gb18030"))
    with pytest.raises(ParseError, match="cannot be read"):
        read_query(path)


def test_a_construct_query_has_no_columns(tmp_path: Path) -> None:
    path = tmp_path / "edges.rq"
    head = "#+ id: edges\n#+ title: {zh: 边, en: Edges}\n#+ summary: {zh: 所有边, en: All edges}\n#+ group: company\n"
    path.write_text(f"{head}CONSTRUCT WHERE {{ ?s kg:owns ?o }}", encoding="utf-8")
    assert read_query(path).columns == ()


def test_every_question_of_the_installed_catalogue_is_sound() -> None:
    for query in Catalogue().all():
        assert query.id


def test_a_question_says_which_graphs_it_cannot_do_without(catalogue: Catalogue) -> None:
    assert catalogue.get("rivals").with_graphs == ()
    path = catalogue.folder / "rivals.rq"
    text = path.read_text(encoding="utf-8").replace("#+ group", "#+ with: [outside]\n#+ group")
    path.write_text(text, encoding="utf-8")
    assert catalogue.get("rivals").with_graphs == ("outside",)


def test_the_front_matter_of_every_shipped_query_is_yaml_to_every_parser() -> None:
    """libyaml, which the catalogue reads with where it is there, lets through what the specification forbids."""
    files = sorted((root() / "queries").rglob("*.rq"))
    assert files
    for path in files:
        lines = [line[2:] for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#+")]
        try:
            yaml.load("\n".join(lines), Loader=yaml.SafeLoader)
        except yaml.YAMLError as error:
            pytest.fail(f"{path}: {error}")
