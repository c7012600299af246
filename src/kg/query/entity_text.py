"""A description for reading: lines and tables in a terminal, proofs as indented lists."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from kg.errors import Text
from kg.query.answer import Table
from kg.query.catalogue import Column
from kg.query.claims import Claim
from kg.query.entity import Description, Inferred, Mention, Statement, Texts
from kg.query.explain import Proof
from kg.query.layout import safe, to_table
from kg.query.marking import mark
from kg.query.wording import Name
from kg.store.protocol import Row
from kg.store.terms import Literal

_HEADS: Final = {
    "relation": Text("关系", "Relation"),
    "thing": Text("事物", "Thing"),
    "basis": Text("依据", "Basis"),
    "modality": Text("情态", "Modality"),
    "qualifiers": Text("限定", "Qualifiers"),
    "evidence": Text("出处", "Evidence"),
    "sentence": Text("原句", "Sentence"),
    "property": Text("属性", "Property"),
    "value": Text("值", "Value"),
    "figure": Text("数据", "Figure"),
    "as": Text("作为", "As"),
    "node": Text("节点", "Node"),
}


def to_text(found: Description, *, width: int | None = None, texts: Texts | None = None) -> str:
    """The description in sections, those with nothing in them left out.

    width: columns of the terminal that tables are fitted into. texts: adds the sentences themselves.
    """
    return "\n".join(filter(None, _Page(found, width, texts).sections()))


class _Page:
    def __init__(self, found: Description, width: int | None, texts: Texts | None) -> None:
        self._found, self._width, self._said = found, width, texts
        self._lang = found.lang

    def sections(self) -> Iterator[str]:
        found = self._found
        yield "".join(f"{line}\n" for line in self._head())
        values = [(name.label, self._listed(one.words for one in own)) for name, own in found.values]
        yield self._table(Text("属性", "Properties"), ("property", "value"), values)
        yield self._mentions(Text("数据", "Figures"), "figure", found.figures)
        facts = [one for one in found.statements if one.claim.plain]
        yield self._statements(
            Text("陈述（以此为主语）", "Statements, as subject"), [s for s in facts if s.outward]
        )
        yield self._statements(
            Text("陈述（以此为宾语）", "Statements, as object"), [s for s in facts if not s.outward]
        )
        others = [one for one in found.statements if not one.claim.plain]
        yield self._statements(
            Text("不当作报告所述事实的陈述", "Statements that are not put forward as facts of the report"),
            others,
        )
        yield self._mentions(Text("提及此事物的节点", "Nodes that refer to it"), "node", found.mentions)
        yield self._inferred(found.inferred)

    def _head(self) -> Iterator[str]:
        found = self._found
        yield safe(f"{found.thing.label}  {found.thing.curie}")
        if found.class_:
            yield self._line(Text("类", "Class"), f"{found.class_.label}  {found.class_.curie}")
        if found.wider:
            title = Text(
                "上位类（规则：上位类，据本体）", "Classes above (rule: Super-class, by the ontology)"
            )
            yield self._line(title, self._listed(name.label for name in found.wider))
        for lang, names in found.aliases.items():
            label = {"zh": Text("中文别名", "Chinese aliases"), "en": Text("英文别名", "English aliases")}
            yield self._line(label.get(lang, Text("别名", "Aliases")), " | ".join(names))
        if found.definition:
            yield self._line(Text("定义", "Definition"), found.definition)
        if found.evidence:
            yield self._line(Text("出处", "Evidence"), self._cited(found.evidence))

    def _statements(self, title: Text, statements: Sequence[Statement]) -> str:
        columns = ["relation", "thing", "basis", "modality", "qualifiers", "evidence"]
        if not any(one.claim.qualifiers for one in statements):
            columns.remove("qualifiers")
        rows: list[dict[str, str]] = []
        last = ""
        for one in statements:
            relation = _relation(one)
            rows.append(
                {
                    "relation": "" if relation == last else relation,
                    "thing": _named(one.other),
                    "basis": one.claim.basis.label if one.claim.basis else "",
                    "modality": one.claim.modality.label if one.claim.modality else "",
                    "qualifiers": one.claim.qualified(self._lang),
                    "evidence": self._addresses(one.claim.evidence),
                    "sentence": self._texts(one.claim),
                }
            )
            last = relation
        if self._said is not None:
            columns.append("sentence")
        return self._table(title, columns, [[row[column] for column in columns] for row in rows])

    def _mentions(self, title: Text, head: str, mentions: Sequence[Mention]) -> str:
        rows = [(_named(one.node), one.predicate.label, self._addresses(one.evidence)) for one in mentions]
        return self._table(title, (head, "as", "evidence"), rows)

    def _inferred(self, inferred: Sequence[Inferred]) -> str:
        if not inferred:
            return ""
        lines = [self._title(Text("推得", "Inferred"), len(inferred))]
        for one in inferred:
            lines += self._proof(one.proof, 0) if one.proof else [f"- {safe(one.words)}"]
        if self._found.rules:
            lines += ["", self._title(Text("所用规则", "Rules used"), len(self._found.rules))]
            names = {
                p.rule.iri: p.rule.label for one in inferred if one.proof for p in _steps(one.proof) if p.rule
            }
            lines += [
                f"- {safe(names[rule])}: {safe(says)}"
                for rule, says in self._found.rules.items()
                if rule in names
            ]
        return "".join(f"{line}\n" for line in lines)

    def _proof(self, proof: Proof, depth: int) -> Iterator[str]:
        indent = "  " * depth
        yield f"{indent}- {safe(proof.words)}{self._because(proof)}"
        for premise in proof.premises:
            yield from self._proof(premise, depth + 1)

    def _because(self, proof: Proof) -> str:
        """In brackets: what kind of step it is, and where it stands."""
        claim = proof.claim
        if proof.rule:
            parts = [Text("规则：", "rule: ").in_(self._lang) + proof.rule.label]
        elif claim:
            names = (claim.basis.label if claim.basis else "", claim.modality.label if claim.modality else "")
            parts = [
                *filter(None, (*names, claim.qualified(self._lang))),
                self._cited(proof.evidence),
                _curie(claim),
            ]
        else:
            parts = [Text("结构", "structure").in_(self._lang), *filter(None, [self._cited(proof.evidence)])]
        return f"  [{safe('; '.join(parts))}]"

    def _addresses(self, places: Iterable[str]) -> str:
        addresses, citations = self._found.addresses, self._found.citations
        lines = (f"{addresses.get(place, place)} {citations.get(place, '')}".rstrip() for place in places)
        return "\n".join(lines)

    def _cited(self, places: Iterable[str]) -> str:
        return " / ".join(self._found.citations.get(place, place) for place in places)

    def _texts(self, claim: Claim) -> str:
        """The sentences of a claim, the names of its subject and object marked."""
        said, names = self._said or {}, self._found.names
        marked = names.get(claim.edge[0], frozenset()) | names.get(claim.edge[2], frozenset())
        return "\n".join(mark(said[place], marked) for place in claim.evidence if said.get(place))

    def _listed(self, words: Iterable[str]) -> str:
        return ("、" if self._lang == "zh" else ", ").join(words)

    def _line(self, title: Text, text: str) -> str:
        return f"{title.in_(self._lang)}{'：' if self._lang == 'zh' else ': '}{safe(text)}"

    def _title(self, title: Text, count: int) -> str:
        return f"{title.in_(self._lang)} ({count})"

    def _table(self, title: Text, names: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
        if not rows:
            return ""
        columns = tuple(Column(name, "lines", _HEADS[name]) for name in names)
        cells: list[Row] = [tuple(map(Literal, row)) for row in rows]
        return f"{self._title(title, len(rows))}\n{to_table(Table(columns, cells, self._lang), self._width)}"


def _relation(statement: Statement) -> str:
    """The property's label; an arrow back where the thing is the object."""
    return statement.predicate.label if statement.outward else f"← {statement.predicate.label}"


def _named(name: Name) -> str:
    return name.label if name.label == name.curie else f"{name.label}\n{name.curie}"


def _curie(claim: Claim) -> str:
    return Name(claim.iri, "").curie


def _steps(proof: Proof) -> Iterator[Proof]:
    yield proof
    for premise in proof.premises:
        yield from _steps(premise)
