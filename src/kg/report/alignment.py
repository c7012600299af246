"""What of a report was found in a file, and what differs."""

from collections.abc import Mapping
from dataclasses import dataclass

from kg.errors import Text


@dataclass(frozen=True, slots=True)
class Missing:
    """A sentence, title or caption that the file does not have; found: what stands there instead."""

    address: str
    found: str | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A paragraph or footnote that differs: the sentences in it that are missing. None of them missing
    means that all are there, with text among them that is neither theirs nor page furniture."""

    address: str
    sentences: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class Alignment:
    """What of a report was found in a file.

    exact: the file segments to the very map. texts: address -> text as the file has it (paragraphs,
    footnotes, their sentences, titles, captions). paragraphs, sentences: (found, all); sentences
    count those of footnotes too.
    """

    exact: bool
    texts: Mapping[str, str]
    differences: tuple[Difference, ...]
    titles_missing: tuple[Missing, ...]
    paragraphs: tuple[int, int]
    sentences: tuple[int, int]

    @property
    def paragraph_share(self) -> float:
        return self.paragraphs[0] / self.paragraphs[1]

    @property
    def sentence_share(self) -> float:
        return self.sentences[0] / self.sentences[1]

    @property
    def different(self) -> tuple[str, ...]:
        """The addresses that the file lacks or has otherwise, in order of the map within each kind."""
        found = [one.address for one in self.titles_missing]
        for one in self.differences:
            found += [missing.address for missing in one.sentences] or [one.address]
        return tuple(found)

    def describe(self) -> Text:
        """The shares and the addresses of what differs, in one line."""
        (p, all_p), (s, all_s) = self.paragraphs, self.sentences
        zh = f"已对齐 {p}/{all_p} 段、{s}/{all_s} 句" + ("，与原文逐字相同" if self.exact else "")
        en = f"aligned {p} of {all_p} paragraphs and {s} of {all_s} sentences" + (
            ", identical to the source" if self.exact else ""
        )
        if self.different:
            zh += "；不同之处：" + "、".join(self.different)
            en += "; different: " + ", ".join(self.different)
        return Text(zh, en)
