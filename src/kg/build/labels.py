"""Labels of nodes that people do not name: a figure is called by what it says."""

from collections.abc import Mapping

from kg.build.vocabulary import Vocabulary
from kg.errors import Text
from kg.model import Entity, Thing, Typed, Value, Words
from kg.namespaces import KG, shorten


def label(entity: Entity, labels: Mapping[str, Text], vocabulary: Vocabulary) -> Text:
    """The written label, or one made from the values of a figure, mandate, status, comparison, naming or gap.

    labels: IRI -> label of every other thing.
    """
    if entity.label.zh:
        return entity.label
    parts = _Parts(entity, labels, vocabulary)
    match entity.class_iri.removeprefix(KG):
        case "Figure":
            subject, indicator = parts.name("subject"), parts.name("indicator")
            # Growth of a sum is no sum, and a multiple no share.
            how = parts.name("comparison")
            zh = f"{subject.zh}·{indicator.zh}{_bracketed(how.zh, '（）', '，')}：{parts.word('verbatim')}"
            approximation, unit = parts.name("approximation").en, parts.name("unit").en
            words = [
                w for w in (approximation if approximation != "exact" else "", parts.number(), unit) if w
            ]
            return Text(
                zh, f"{subject.en}: {indicator.en}{_bracketed(how.en, ' ()', ', ')}, {' '.join(words)}"
            )
        case "Mandate":
            holder, matter, function = (parts.name(n) for n in ("mandateHolder", "matter", "function"))
            return Text(
                f"{holder.zh}：{matter.zh}（{function.zh}）", f"{holder.en}: {matter.en} ({function.en})"
            )
        case "LegalStatus":
            instrument, value = parts.name("instrument"), parts.name("statusValue")
            return Text(f"{instrument.zh}：{value.zh}", f"{instrument.en}: {value.en}")
        case "Comparison":
            operator, base = parts.name("operator"), parts.name("baseKind")
            return Text(f"{operator.zh}（{base.zh}）", f"{operator.en} ({base.en})")
        case "Naming":
            named, name = parts.name("names"), parts.word("nameUsed")
            return Text(f"{named.zh}：称“{name}”", f"{named.en}: called {name}")
        case _:
            about, kind = parts.name("about"), parts.name("gapKind")
            return Text(f"{about.zh}：{kind.zh}", f"{about.en}: {kind.en}")


def _bracketed(words: str, brackets: str, comma: str) -> str:
    """The words in brackets, those that they have themselves turned into a comma; nothing for none."""
    opening, closing = brackets[:-1], brackets[-1]
    return f"{opening}{words.replace(opening, comma).replace(closing, '')}{closing}" if words else ""


class _Parts:
    def __init__(self, entity: Entity, labels: Mapping[str, Text], vocabulary: Vocabulary) -> None:
        self._entity, self._labels, self._vocabulary = entity, labels, vocabulary

    def _first(self, name: str) -> Value | None:
        return next(iter(self._entity.values.get(KG + name, ())), None)

    def name(self, name: str) -> Text:
        value = self._first(name)
        if not isinstance(value, Thing):
            return Text("", "")
        short = shorten(value.iri)
        return (
            self._labels.get(value.iri)
            or self._vocabulary.concept_labels.get(value.iri)
            or Text(short, short)
        )

    def word(self, name: str) -> str:
        value = self._first(name)
        return value.zh or "" if isinstance(value, Words) else ""

    def number(self) -> str:
        value = self._first("value")
        if not isinstance(value, Typed):
            return ""
        whole, _, rest = value.lexical.partition(".")
        return f"{int(whole):,}" + (f".{rest}" if rest.strip("0") else "")
