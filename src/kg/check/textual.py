"""What only somebody who holds the report can check: printed words are there, sentences are not copied."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import pyoxigraph as ox

from kg.check.files import RDF_TYPE, Index
from kg.check.violations import Violation
from kg.errors import Text
from kg.namespaces import ID, KG, PREFIXES, shorten

RUN_CHARS: Final = 16
LEAD_CHARS: Final = 24
CHECKS: Final = ("printed-words", "copied-words")
PRINTED: Final = tuple(
    f"{KG}{name}" for name in ("verbatim", "periodPrinted", "quantifierPrinted", "nameUsed")
)
_LABEL, _ALIAS = f"{PREFIXES['rdfs']}label", f"{PREFIXES['skos']}altLabel"
_TITLE: Final = f"{PREFIXES['dcterms']}title"
_NAMES: Final = (_LABEL, _ALIAS)
_WORDS: Final = (
    *_NAMES,
    f"{PREFIXES['skos']}definition",
    *(f"{KG}{name}" for name in ("gloss", "rationale", "condition", "note", "resolution", "carriesNoClaim")),
)
# The names of documents and of bodies are facts, however long.
_TITLED: Final = tuple(
    f"{KG}{name}"
    for name in (
        *("Law", "Policy", "SelfRegulatoryNorm", "Agreement", "Publication", "Report", "Initiative"),
        *("Organization", "Regulator", "Company", "Infrastructure"),
    )
)

Sentence = Callable[[str], str | None]


def dense(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())


@dataclass(slots=True)
class Textual:
    """The two checks. texts: IRI of each place -> what the report says there."""

    index: Index
    texts: Mapping[str, str]
    _runs: dict[str, str] = field(init=False)
    _titles: str = field(init=False)
    _leads: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self._runs = {}
        for iri, text in self.texts.items():
            if iri.startswith(f"{ID}sentence/"):
                for run in _windows(dense(text)):
                    self._runs.setdefault(run, iri)
        self._titles = "\n".join(dense(title) for title in self._official_titles())
        self._leads = frozenset(
            dense(text).rstrip("。") for iri, text in self.texts.items() if iri.endswith("-s1")
        )

    def run(self) -> Iterator[Violation]:
        """Printed words that are not at their place, and runs of the report's words in ours."""
        for subject in self.index.subjects():
            for prop, values in self.index.properties(subject).items():
                chinese = [v.value for v in values if isinstance(v, ox.Literal) and v.language == "zh"]
                for text in chinese:
                    if prop in PRINTED:
                        yield from self._printed(subject, prop, text)
                    elif prop in _WORDS:
                        yield from self._copied(subject, prop, text)

    def _printed(self, subject: str, prop: str, text: str) -> Iterator[Violation]:
        places = self.index.iris(subject, f"{KG}evidence")
        found = [self.texts[place] for place in places if place in self.texts]
        if found and dense(text) not in "\n".join(map(dense, found)):
            yield Violation(
                "printed-words",
                "violation",
                subject,
                Text(
                    f"{shorten(prop)} 的“{text}”不在其出处的文字中：请照原文抄录，或改正出处。",
                    f"The {shorten(prop)} {text} does not occur in the text of its evidence: "
                    "copy it as printed, or correct the evidence.",
                ),
            )

    def _copied(self, subject: str, prop: str, text: str) -> Iterator[Violation]:
        packed = dense(text)
        if prop in _NAMES and len(packed) < LEAD_CHARS and packed in self._leads:
            return
        for run in _windows(packed):
            place = self._runs.get(run)
            if place is not None and run not in self._titles:
                shown = shorten(place)
                yield Violation(
                    "copied-words",
                    "violation",
                    subject,
                    Text(
                        f"{shorten(prop)} 中“{run}”与 {shown} 连续 {RUN_CHARS} 字相同：请改写。",
                        f"The {shorten(prop)} repeats {RUN_CHARS} characters of {shown} ({run}): reword it.",
                    ),
                )
                return

    def _official_titles(self) -> Iterable[str]:
        for subject in self.index.subjects():
            classes = self.index.iris(subject, RDF_TYPE)
            is_titled = any(one in classes for one in _TITLED)
            for prop in (_TITLE, *(_NAMES if is_titled else ())):
                for value in self.index.values(subject, prop):
                    if isinstance(value, ox.Literal) and value.language == "zh":
                        yield value.value


def _windows(packed: str) -> Iterator[str]:
    for start in range(len(packed) - RUN_CHARS + 1):
        yield packed[start : start + RUN_CHARS]
