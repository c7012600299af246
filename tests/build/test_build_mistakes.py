from collections.abc import Callable
from pathlib import Path

import pytest

from kg.build.run import TRIPLES, build
from kg.errors import SourceError

SECTION = "moon-2030/1.1"
Append = Callable[[str, str], None]


def _mistakes(root: Path) -> SourceError:
    with pytest.raises(SourceError) as caught:
        build(root)
    return caught.value


# what is added to which file, and what the report must say in English
MISTAKES = {
    "unknown name": (SECTION, "1.1.2:\n- [challenge:no-fsh, partOf, challenge:deep-pond]\n", "unknown name challenge:no-fsh; close to it: challenge:no-fish"),
    "unknown statement property": (SECTION, "1.1.2:\n- [challenge:no-fish, partof, challenge:deep-pond]\n", "property partof cannot be used: close to it: partOf"),
    "inverse property": (SECTION, "1.1.2:\n- [challenge:deep-pond, hasPart, challenge:no-fish]\n", "write it the other way round, with partOf"),
    "family property": (SECTION, "1.1.2:\n- [practice:idling, bearsOn, challenge:no-fish]\n", "it names a family"),
    "structural property in a statement": (SECTION, "1.1.2:\n- [action:fisher-fine, authority, regulator:moon-fishery]\n", "it is not a statement"),
    "statement property in an entity": ("entities/group", 'cats: {zh: 猫, en: cats, harms: group:fishers, zhDefinition: "猫。", enDefinition: "Cats."}\n', "harms is a statement; write it as one"),
    "wrong class of subject": (SECTION, "1.1.2:\n- [challenge:no-fish, penalised, group:fishers]\n", "challenge:no-fish is a challenge; expected here: agent"),
    "wrong class of object": (SECTION, "1.1.2:\n- [group:fishers, practises, challenge:no-fish]\n", "challenge:no-fish is a challenge; expected here: practice"),
    "wrong class in a node": (SECTION, "1.1.2:\n- {mandate: m, mandateHolder: practice:idling, matter: practice:idling, function: enforcement}\n", "practice:idling is a practice; expected here: agent"),
    "property of another class": (SECTION, "1.1.2:\n- {figure: f, matter: practice:idling}\n", "matter does not describe a kg:Figure"),
    "unknown node property": (SECTION, "1.1.2:\n- {figure: f, colour: red}\n", "unknown property colour"),
    "sentence that does not exist": (SECTION, "1.1.1-s9:\n- [challenge:no-fish, harms, group:fishers]\n", "the report has no 1.1.1-s9"),
    "further evidence that does not exist": (SECTION, '1.1.2:\n- [challenge:no-fish, harms, group:fishers, {evidence: ["9.9"]}]\n', "the report has no 9.9"),
    "missing sentence": (
        "moon-2030/1",
        "- [challenge:no-fish, harms, group:fishers]\n",
        "a statement stands under the address of its sentence",
    ),
    "place of another section": (SECTION, '"1":\n- [challenge:no-fish, harms, group:fishers]\n', "1 does not belong to 1.1"),
    "address with nothing under it": (SECTION, "1.1.2:\n", "there is no statement under 1.1.2"),
    "repeated address": (SECTION, "1.1.1-s1:\n- [challenge:no-fish, harms, group:fishers]\n", "1.1.1-s1 is a duplicate"),
    "duplicate statement": (SECTION, "1.1.2:\n- [challenge:no-fish, harms, group:fishers]\n- [challenge:no-fish, harms, group:fishers, {basis: Implied}]\n", "duplicate statement: challenge:no-fish kg:harms group:fishers"),
    "statement that a node draws": (SECTION, "1.1.2:\n- {mandate: m, mandateHolder: regulator:moon-fishery, matter: practice:idling, function: enforcement}\n- [regulator:moon-fishery, responsibleFor, practice:idling]\n", "drawn from a node; leave the written one out"),
    "duplicate entity": ("entities/challenge", 'no-fish: {zh: 没鱼, en: fishless, zhDefinition: "无。", enDefinition: "None."}\n', "challenge:no-fish is a duplicate"),
    "duplicate name": ("entities/challenge", 'fishless: {zh: 无鱼, en: fishless, zhDefinition: "无。", enDefinition: "None."}\n', "duplicate name 无鱼"),
    "missing language of a label": ("entities/group", 'cats: {zh: 猫, zhDefinition: "猫。", enDefinition: "Cats."}\n', "en is missing"),
    "missing language of a definition": ("entities/group", 'cats: {zh: 猫, en: cats, enDefinition: "Cats."}\n', "zhDefinition is missing"),
    "missing language of a rationale": (SECTION, "1.1.2:\n- [practice:idling, causes, challenge:no-fish, {basis: Editorial, rationale: {zh: 理由}}]\n", "language en is missing"),
    "unknown language": ("entities/group", 'cats: {zh: 猫, en: cats, also: {fr: [chats]}, zhDefinition: "猫。", enDefinition: "Cats."}\n', "unknown language fr"),
    "editorial without rationale": (SECTION, "1.1.2:\n- [practice:idling, causes, challenge:no-fish, {basis: Editorial}]\n", "an editorial claim needs a rationale"),
    "unknown concept": (SECTION, "1.1.2:\n- [practice:idling, causes, challenge:no-fish, {modality: Hypotetical}]\n", "did you mean Hypothetical?"),
    "concept of another scheme": (SECTION, "1.1.2:\n- [challenge:no-fish, harms, kg:Stated]\n", "kg:Stated is a skos:Concept; expected here"),
    "bad time": (SECTION, "1.1.2:\n- [practice:idling, causes, challenge:no-fish, {period: 2030-13}]\n", "'2030-13' is no time"),
    "bad number": (SECTION, "1.1.2:\n- {figure: f, value: three}\n", "'three' is not the decimal"),
    "bad slug": ("entities/group", 'Big_Cats: {zh: 猫, en: cats, zhDefinition: "猫。", enDefinition: "Cats."}\n', "is no slug"),
    "name without prefix": (SECTION, "1.1.2:\n- [fishers, practises, practice:idling]\n", "'fishers' is not written prefix:slug"),
    "two words instead of three": (SECTION, "1.1.2:\n- [group:fishers, practises]\n", "a statement is written [subject, property, object]"),
    "subject and object the same": (SECTION, "1.1.2:\n- [challenge:no-fish, causes, challenge:no-fish]\n", "subject and object are the same"),
    "file that is no class": ("entities/fish", "cod: {}\n", "the file must be named after a class prefix"),
    "section that is none": ("moon-2030/7.7", "7.7:\n- [a, b, c]\n", "the file must be named after a section of the report"),
    "item that is neither statement nor node": (SECTION, "1.1.2:\n- just words\n", "a statement [subject, property, object] is expected"),
    "retired name that leads nowhere": ("redirects", "group:anglers: group:fishrs\n", "group:anglers leads to group:fishrs, which there is not"),
    "retired name that leads to another": ("redirects", "group:anglers: group:rods\ngroup:rods: group:fishers\n", "group:anglers leads to group:rods, which is retired itself; write group:fishers"),
    "retired names in a circle": ("redirects", "group:anglers: group:rods\ngroup:rods: group:anglers\n", "group:anglers leads to group:rods, which is retired itself"),
    "retired name that is declared": ("redirects", "group:fishers: challenge:no-fish\n", "group:fishers is retired and declared at once (data/source/entities/group.yaml:1)"),
    "retired name without prefix": ("redirects", "anglers: group:fishers\n", "'anglers' is not written prefix:slug"),
    "retired name": ("redirects", "group:anglers: group:fishers\n", "group:anglers is retired; write group:fishers"),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_each_mistake_is_named_with_file_and_line(name: str, moon: Path, append: Append) -> None:
    file, text, expected = MISTAKES[name]
    append(file, text)
    if name == "retired name":
        append(SECTION, "1.1.2:\n- [group:anglers, practises, practice:idling]\n")
        file = SECTION
    error = _mistakes(moon)
    line = next(line for line in error.text.en.splitlines() if expected in line)
    path, number, _ = line.split(":", 2)
    assert path == f"data/source/{file}.yaml"
    assert 1 <= int(number) <= len((moon / path).read_text(encoding="utf-8").splitlines())
    assert len(error.text.zh.splitlines()) == len(error.text.en.splitlines())


def test_all_mistakes_are_reported_in_one_run_and_nothing_is_written(moon: Path, append: Append) -> None:
    append(
        SECTION,
        "1.1.2:\n- [challenge:nothing, partOf, challenge:deep-pond]\n- [group:fishers, loves, practice:idling]\n",
    )
    append("entities/group", 'cats: {zh: 猫, zhDefinition: "猫。", enDefinition: "Cats."}\n')
    lines = _mistakes(moon).text.en.splitlines()
    assert lines[0] == "3 mistakes in the source files; nothing was written:"
    assert [line.split(":")[0].rpartition("/")[2] for line in lines[1:]] == [
        "group.yaml",
        "1.1.yaml",
        "1.1.yaml",
    ]
    assert not (moon / TRIPLES).exists()


def test_a_file_that_is_not_utf8_is_named(moon: Path) -> None:
    (moon / "data" / "source" / "entities" / "group.yaml").write_bytes("渔夫".encode("gbk"))
    assert "data/source/entities/group.yaml:1: cannot be read" in _mistakes(moon).text.en
