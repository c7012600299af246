"""What a query asks, in plain words: its patterns with the names that the vocabulary gives to terms."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.errors import KgError, Lang, Text
from kg.namespaces import PREFIXES, expand, shorten
from kg.query.wording import Wording
from kg.sparql.clauses import as_select, constants
from kg.sparql.paths import Alternative, Inverse, Negated, Path, Repeated, Step
from kg.sparql.paths import Sequence as Steps
from kg.sparql.prologue import declared
from kg.sparql.reading import Fresh, read
from kg.sparql.structure import (
    Group,
    Item,
    Named,
    Optional,
    PathPattern,
    Select,
    TriplePattern,
    Union,
    Untraced,
    is_variable,
)
from kg.sparql.tokens import significant
from kg.store.protocol import Store

_A: Final = f"<{PREFIXES['rdf']}type>"
_SPACE: Final = re.compile(r"\s+")
_WORD: Final = re.compile(r"[A-Za-z]+")
# What the vocabulary of the project has no label for.
_STANDARD: Final = {
    "rdf:type": Text("类", "class"),
    "rdf:subject": Text("主语", "subject"),
    "rdf:predicate": Text("谓语", "predicate"),
    "rdf:object": Text("宾语", "object"),
    "rdfs:label": Text("标签", "label"),
    "rdfs:comment": Text("说明", "comment"),
    "rdfs:subClassOf": Text("上位类", "superclass"),
    "rdfs:subPropertyOf": Text("上位属性", "superproperty"),
    "skos:prefLabel": Text("首选标签", "preferred label"),
    "skos:altLabel": Text("别名", "other name"),
    "skos:broader": Text("上位概念", "broader concept"),
    "skos:definition": Text("定义", "definition"),
}
_FORMS: Final = {
    "SELECT": Text("问：{what}", "Asks for {what}"),
    "CONSTRUCT": Text("由以下各条得出三元组", "Makes triples from what follows"),
    "ASK": Text("问以下各条能否同时成立", "Asks whether what follows can hold together"),
}
_TAILS: Final = {
    "GROUP": Text("分组：{text}", "grouped: {text}"),
    "HAVING": Text("只留下这样的组：{text}", "only groups with: {text}"),
    "ORDER": Text("排序：{text}", "sorted: {text}"),
    "LIMIT": Text("行数：{text}", "rows: {text}"),
    "OFFSET": Text("起始：{text}", "beginning: {text}"),
    "VALUES": Text("取值：{text}", "values: {text}"),
}
_TIMES: Final = {
    "?": Text("（零次或一次）", " (at most once)"),
    "*": Text("（零次或多次）", " (any number of times)"),
    "+": Text("（一次或多次）", " (once or more)"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an explanation. item: the pattern it tells, None for what is no pattern of the outermost group."""

    depth: int
    words: str
    item: Item | None = None


@dataclass(frozen=True, slots=True)
class Explained:
    """A query in words. select: its structure; prologue: its declarations."""

    lines: tuple[Line, ...]
    select: Select
    prologue: str

    def text(self) -> str:
        return "\n".join(f"{'  ' * line.depth}{line.words}" for line in self.lines)


def in_words(store: Store, query: str, lang: Lang, with_graphs: Sequence[str] = ()) -> Explained:
    """A query that the engine accepts, with its declarations, told line by line.

    Raises kg.sparql.structure.Unreadable for a construct that has no words here.
    """
    form, text = as_select(query)
    fresh = Fresh(text)
    select = read(text, fresh)
    prefixes = declared(significant(text))
    teller = _Teller(store, lang, prefixes, fresh, select, with_graphs)
    prologue = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in prefixes.items())
    return Explained(tuple(teller.query(form)), select, prologue)


class _Teller:
    def __init__(
        self,
        store: Store,
        lang: Lang,
        prefixes: dict[str, str],
        fresh: Fresh,
        select: Select,
        with_graphs: Sequence[str],
    ) -> None:
        self.lang: Lang = lang
        self.prefixes = prefixes
        self.fresh = fresh
        self.select = select
        nodes = {iri for node in constants(select.where) if (iri := self._iri(node))}
        self.wording = Wording(store, lang, [(iri, iri, iri) for iri in sorted(nodes)], (), with_graphs)

    def query(self, form: str) -> Iterator[Line]:
        names = " ".join(self.select.projected) or "*"
        distinct = (
            Text("（不重复的行）", " (distinct rows)") if self.select.modifier == "DISTINCT" else Text("", "")
        )
        yield Line(0, _FORMS[form].in_(self.lang).format(what=names + distinct.in_(self.lang)))
        yield from self._group(self.select.where, 1)
        for word, text in self.select.tail.items():
            yield Line(1, _TAILS[word].in_(self.lang).format(text=_flat(text)))

    def _group(self, group: Group, depth: int) -> Iterator[Line]:
        for item in group.items:
            yield from self._item(item, depth)

    def _item(self, item: Item, depth: int) -> Iterator[Line]:
        match item:
            case TriplePattern() | PathPattern():
                yield Line(depth, self._pattern(item), item)
            case Untraced():
                words = self._untraced(item)
                if words:
                    yield Line(depth, words, item)
            case Group():
                yield Line(depth, self._say("并且：", "and:"), item)
                yield from self._group(item, depth + 1)
            case Optional(group):
                yield Line(depth, self._say("如果有：", "if there is one:"), item)
                yield from self._group(group, depth + 1)
            case Union(branches):
                yield Line(depth, self._say("至少有一种：", "at least one of:"), item)
                for branch in branches:
                    yield Line(depth + 1, self._say("或：", "either:"))
                    yield from self._group(branch, depth + 2)
            case Named(graph, group):
                yield Line(
                    depth, self._say(f"在图 {self._name(graph)} 中：", f"in graph {self._name(graph)}:"), item
                )
                yield from self._group(group, depth + 1)
            case Select():
                names = " ".join(item.projected)
                yield Line(depth, self._say(f"先求 {names}：", f"first {names}:"), item)
                yield from self._group(item.where, depth + 1)
                for word, text in item.tail.items():
                    yield Line(depth + 1, _TAILS[word].in_(self.lang).format(text=_flat(text)))

    def _pattern(self, item: TriplePattern | PathPattern) -> str:
        subject, object_ = self._name(item.subject), self._name(item.object)
        if isinstance(item, PathPattern):
            path = self._path(item.path)
            return self._say(f"{subject} 经“{path}”到 {object_}", f"{subject} leads by “{path}” to {object_}")
        if item.predicate == _A:
            return self._say(f"{subject} 是“{object_}”", f"{subject} is a “{object_}”")
        predicate = self._iri(item.predicate)
        if predicate is None:
            return self._say(
                f"{subject} 以 {item.predicate} 关联 {object_}",
                f"{subject} is linked by {item.predicate} to {object_}",
            )
        words = self._standard(predicate)
        if words is not None:
            return self._say(f"{subject} 的{words}是 {object_}", f"the {words} of {subject} is {object_}")
        return self.wording.sentence((subject, predicate, object_))

    def _untraced(self, item: Untraced) -> str:
        text = _flat(item.text)
        word = (_WORD.match(text) or [""])[0].upper()
        if word == "VALUES":
            if text.upper().count("UNDEF") == 1 and "(" not in text:
                return ""  # a parameter that was left out
            return self._say(f"给定：{text[7:]}", f"given: {text[7:]}")
        said = {
            "BIND": Text("算出：", "computed: "),
            "MINUS": Text("除去：", "without: "),
            "SERVICE": Text("向别处问：", "asked elsewhere: "),
        }.get(word, Text("只留：", "only where: "))
        return said.in_(self.lang) + text[len(word) :].strip()

    def _path(self, path: Path) -> str:
        match path:
            case Step(iri):
                return self._name(iri)
            case Inverse(inner):
                return self._say(f"反向的{self._path(inner)}", f"reverse of {self._path(inner)}")
            case Steps(paths):
                return self._say("，再经", ", then ").join(map(self._path, paths))
            case Alternative(paths):
                return self._say("或", " or ").join(map(self._path, paths))
            case Repeated(inner, times):
                return self._path(inner) + _TIMES[times].in_(self.lang)
            case Negated(forward, backward):
                listed = ", ".join(map(self._name, (*forward, *backward)))
                return self._say(f"除 {listed} 外的任何属性", f"any property but {listed}")

    def _name(self, node: str) -> str:
        """A variable, the label of a constant, a literal as it is; 'something' for a blank node."""
        if is_variable(node):
            return self._say("某物", "something") if self.fresh.made(node) else node
        iri = self._iri(node)
        return node if iri is None else self._standard(iri) or self.wording.name(iri).label

    def _standard(self, iri: str) -> str | None:
        words = _STANDARD.get(shorten(iri))
        return None if words is None else words.in_(self.lang)

    def _iri(self, node: str) -> str | None:
        if node.startswith("<"):
            return node[1:-1]
        if node.startswith(("?", '"', "'")) or ":" not in node:
            return None
        prefix, _, local = node.partition(":")
        if prefix in self.prefixes:
            return self.prefixes[prefix] + local
        try:
            return expand(node)
        except KgError:
            return None

    def _say(self, zh: str, en: str) -> str:
        return zh if self.lang == "zh" else en


def _flat(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
