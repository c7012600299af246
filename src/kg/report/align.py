"""Finding a report's sentences in a file that somebody holds, whatever its line breaks and page furniture."""

from collections.abc import Iterable
from pathlib import Path
from types import MappingProxyType

from kg.errors import ReportError
from kg.report.alignment import Alignment, Difference, Missing
from kg.report.matching import Matcher
from kg.report.profiles import Profile
from kg.report.reading import read_report
from kg.report.reportmap import ReportMap, make_map
from kg.report.segments import Segment, segment

__all__ = ["Alignment", "Difference", "Missing", "align", "align_text"]


def align(path: Path, report_map: ReportMap, profile: Profile) -> Alignment:
    """Align a file (UTF-8 text or PDF) with the map. Raises ReportError, also if nothing matches."""
    alignment = align_text(read_report(path), report_map, profile)
    if not alignment.sentences[0]:
        raise ReportError(
            f"{path}：与报告 {profile.id} 没有一句相同；请给出该报告的全文（或换一个报告编号）",
            f"{path}: has no sentence of report {profile.id}; give the full text of that report "
            "(or another report id)",
        )
    return alignment


def align_text(text: str, report_map: ReportMap, profile: Profile) -> Alignment:
    """Align a text with the map; never fails."""
    segments = segment(text, profile)
    if make_map(segments, profile) == report_map:
        return _exact(segments)
    return Matcher(text, report_map, profile).run()


def _exact(segments: Iterable[Segment]) -> Alignment:
    texts: dict[str, str] = {}
    paragraphs = sentences = 0
    for one in segments:
        texts[one.id] = one.text
        paragraphs += one.kind == "paragraph"
        sentences += len(one.sentences)
        for number, (start, end) in enumerate(one.sentences, 1):
            texts[f"{one.id}-s{number}"] = one.text[start:end]
    return Alignment(True, MappingProxyType(texts), (), (), (paragraphs, paragraphs), (sentences, sentences))
