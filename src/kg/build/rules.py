"""Rules of inference: one query per file of queries/rules, whose front matter says what follows from what."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import KgError, Text
from kg.namespaces import PREFIXES, expand
from kg.query.frontmatter import Front, read_front
from kg.sparql.prologue import projection
from kg.sparql.tokens import significant
from kg.store.terms import Iri, serialise

_KEYS: Final = ("id", "title", "summary", "premises", "conclusion")
_VARIABLE: Final = re.compile(r"\?(\w+)")

# Three terms, each an IRI or the name of a variable with its question mark.
Pattern = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Rule:
    """Where the query finds a solution and the premises hold, the conclusion holds.

    The query (SELECT) may ask for more than the premises, such as the class of a thing.
    """

    id: str
    title: Text
    summary: Text
    premises: tuple[Pattern, ...]
    conclusion: Pattern
    text: str
    path: Path

    @property
    def iri(self) -> str:
        return f"{PREFIXES['rule']}{self.id}"

    def resting_on(self, premise: Pattern, graph: str) -> str:
        """The query with one of its premises sought in a named graph: what is new there gives what is new here."""
        brace = next(token for token in significant(self.text) if token.is_mark("{"))
        terms = " ".join(one if one.startswith("?") else serialise(Iri(one)) for one in premise)
        return f"{self.text[: brace.end]} GRAPH <{graph}> {{ {terms} }} {self.text[brace.end :]}"


def load_rules(folder: Path) -> list[Rule]:
    """The rules of a folder, those with the fewest premises first, then by id.

    Raises ParseError with file:line for anything wrong in one of them.
    """
    rules = [load_rule(path) for path in folder.glob("*.rq")]
    return sorted(rules, key=lambda rule: (len(rule.premises), rule.id))


def load_rule(path: Path) -> Rule:
    """The rule in a file. Raises NotFound for a missing file, ParseError for anything wrong in it."""
    front = read_front(path, _KEYS)
    premises = tuple(_pattern(front, "premises", text) for text in front.strings("premises"))
    if not premises:
        raise front.error("premises", "规则至少要有一个前提", "a rule needs at least one premise")
    conclusion = _pattern(front, "conclusion", str(front.values.get("conclusion", "")))
    _agree(front, premises, conclusion)
    return Rule(
        id=path.stem,
        title=front.text("title", front.values.get("title")),
        summary=front.text("summary", front.values.get("summary")),
        premises=premises,
        conclusion=conclusion,
        text=front.source,
        path=path,
    )


def _pattern(front: Front, key: str, text: str) -> Pattern:
    words = text.split()
    if len(words) != 3:
        raise front.error(
            key,
            f"“{text}”不是三元组，应写作 ?主 谓 ?宾",
            f"{text!r} is no triple; write ?subject predicate ?object",
        )
    try:
        subject, predicate, obj = (_term(word) for word in words)
    except KgError as error:
        raise front.error(key, error.text.zh, error.text.en) from error
    return subject, predicate, obj


def _term(word: str) -> str:
    if _VARIABLE.fullmatch(word):
        return word
    return f"{PREFIXES['rdf']}type" if word == "a" else expand(word)


def _agree(front: Front, premises: Sequence[Pattern], conclusion: Pattern) -> None:
    """Every variable of the front matter is a column of the query."""
    columns = projection(front.source) or []
    for key, patterns in (("premises", premises), ("conclusion", (conclusion,))):
        for term in (term for pattern in patterns for term in pattern):
            if term.startswith("?") and term[1:] not in columns:
                raise front.error(
                    key,
                    f"查询没有列 {term}（不能用 SELECT *）",
                    f"the query has no column {term} (SELECT * will not do)",
                )
