"""Property values as people write them, turned into values of the model."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches

import yaml

from kg.build.things import Things
from kg.build.vocabulary import Property
from kg.build.yamlnodes import Source
from kg.errors import Text
from kg.model import Place, Thing, Typed, Value, Words
from kg.namespaces import PREFIXES
from kg.rdfio.write import canonical_decimal

XSD = PREFIXES["xsd"]
_TIMES = (
    (re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"), "date"),
    (re.compile(r"\d{4}-(0[1-9]|1[0-2])"), "gYearMonth"),
    (re.compile(r"\d{4}"), "gYear"),
)


def time_literal(text: str) -> Typed | None:
    """A year, month or day with the datatype of its precision; None for anything else."""
    for pattern, datatype in _TIMES:
        if pattern.fullmatch(text):
            return Typed(text, XSD + datatype)
    return None


@dataclass(frozen=True, slots=True)
class ValueReader:
    """Reads the values of one file; mistakes become findings and the value is left out."""

    source: Source
    things: Things

    def read(self, prop: Property, node: yaml.Node) -> tuple[Value, ...]:
        """Values of a property: one for a scalar or {zh, en}, several for a sequence."""
        if prop.form in ("text", "zh-text"):
            words = self._words(node) if prop.form == "text" else self._chinese(node)
            return (words,) if words else ()
        nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
        values = (self._single(prop, n) for n in nodes)
        return tuple(value for value in values if value is not None)

    def both(self, node: yaml.Node) -> Text | None:
        """Text in zh and en; a missing language is a finding."""
        words = self._words(node)
        return Text(words.zh, words.en) if words and words.zh and words.en else None

    def _words(self, node: yaml.Node) -> Words | None:
        found = {name: self.source.text(value) for name, _, value in self.source.items(node)}
        for name in found:
            if name not in ("zh", "en"):
                self._add(
                    node,
                    f"未知语言“{name}”，只用 zh 和 en",
                    f"unknown language {name}; accepted are zh and en",
                )
        for name in ("zh", "en"):
            if name not in found:
                self._add(node, f"缺少语言 {name}", f"language {name} is missing")
        return Words(found.get("zh"), found.get("en")) if {"zh", "en"} <= found.keys() else None

    def _chinese(self, node: yaml.Node) -> Words | None:
        text = self.source.text(node)
        return Words(zh=text) if text else None

    def _single(self, prop: Property, node: yaml.Node) -> Value | None:
        text = self.source.text(node)
        if text is None:
            return None
        at = self.source.at(node)
        if prop.form == "concept":
            return self._concept(prop, text, at)
        if prop.form == "thing":
            iri = self.things.resolve(text, prop.range, at)
            return Thing(iri) if iri else None
        if prop.form in ("time", "time-or-period"):
            return self._time(prop, text, at)
        return self._typed(prop, text, at)

    def _concept(self, prop: Property, text: str, at: Place) -> Thing | None:
        accepted = self.things.vocabulary.concepts.get(prop.scheme or "", {})
        if text in accepted:
            return Thing(accepted[text])
        near = get_close_matches(text, accepted, n=1)
        hint_zh, hint_en = (f"（是否指 {near[0]}）", f" (did you mean {near[0]}?)") if near else ("", "")
        names = ", ".join(accepted)
        self.source.findings.add(
            at,
            f"“{text}”不是“{prop.label.zh}”的取值{hint_zh}；可用：{names}",
            f"{text!r} is no value of {prop.label.en}{hint_en}; accepted: {names}",
        )
        return None

    def _time(self, prop: Property, text: str, at: Place) -> Value | None:
        literal = time_literal(text)
        if literal:
            return literal
        if prop.form == "time-or-period" and ":" in text:
            iri = self.things.resolve(text, frozenset({PREFIXES["kg"] + "Period"}), at)
            return Thing(iri) if iri else None
        self.source.findings.add(
            at,
            f"“{text}”不是时间；可写 2021、2021-04、2021-04-10 或时期名称",
            f"{text!r} is no time; write 2021, 2021-04, 2021-04-10 or the name of a period",
        )
        return None

    def _typed(self, prop: Property, text: str, at: Place) -> Typed | None:
        if prop.form == "string":
            return Typed(text, XSD + "string")
        if prop.form == "boolean" and text in ("true", "false"):
            return Typed(text, XSD + "boolean")
        try:
            number = Decimal(text.replace("_", ""))
        except InvalidOperation:
            number = Decimal("NaN")
        if prop.form == "decimal" and number.is_finite():
            return Typed(canonical_decimal(str(number)), XSD + "decimal")
        if prop.form == "integer" and number.is_finite() and number == int(number):
            return Typed(str(int(number)), XSD + "integer")
        self.source.findings.add(
            at,
            f"“{text}”不是“{prop.label.zh}”要求的 {prop.form}",
            f"{text!r} is not the {prop.form} that {prop.label.en} asks for",
        )
        return None

    def _add(self, node: yaml.Node, zh: str, en: str) -> None:
        self.source.findings.add(self.source.at(node), zh, en)
