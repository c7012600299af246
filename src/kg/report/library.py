"""All reports of a root: what people edit about each, its map, its profile; and which one a file is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self, TypeVar

from kg.errors import NotFound, ParseError, ReportError
from kg.report.addresses import iri
from kg.report.align import align
from kg.report.alignment import Alignment
from kg.report.metadata import ReportMetadata
from kg.report.profiles import Profile, profile
from kg.report.reportmap import ReportMap

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Report:
    """One folder data/source/<id>: report.yaml and map.jsonl."""

    metadata: ReportMetadata
    folder: Path

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read report.yaml; the map is read when asked for. Raises ParseError."""
        metadata = ReportMetadata.load(folder / "report.yaml")
        if metadata.id != folder.name:
            raise ParseError(
                f"{folder / 'report.yaml'}：id 应为目录名 {folder.name}，写的是 {metadata.id}",
                f"{folder / 'report.yaml'}: id must be the name of the folder, {folder.name}, not {metadata.id}",
            )
        return cls(metadata, folder)

    @property
    def id(self) -> str:
        return self.metadata.id

    @property
    def map_path(self) -> Path:
        return self.folder / "map.jsonl"

    @property
    def profile(self) -> Profile:
        """The profile that report.yaml names, with its layout. Raises NotFound."""
        base, layout = profile(self.metadata.profile), self.metadata.layout
        return replace(
            base,
            id=self.id,
            running_heads=_either(layout.running_heads, base.running_heads),
            residue=_either(layout.residue, base.residue),
            first_page=_either(layout.first_page, base.first_page),
            lead_max_chars=_either(layout.lead_max_chars, base.lead_max_chars),
        )

    def map(self) -> ReportMap:
        """The map. Raises ParseError."""
        return ReportMap.load(self.map_path)


def _either(own: T | None, base: T) -> T:
    return base if own is None else own


def load_reports(root: Path) -> dict[str, Report]:
    """Report id -> report, of every folder data/source/*/report.yaml, in order of ids. Raises ParseError."""
    folders = sorted(path.parent for path in (root / "data" / "source").glob("*/report.yaml"))
    return {folder.name: Report.load(folder) for folder in folders}


def find_report(reports: Mapping[str, Report], report_id: str) -> Report:
    """The report of that id. Raises NotFound, listing those there are."""
    try:
        return reports[report_id]
    except KeyError:
        known = ", ".join(reports) or "-"
        raise NotFound(
            f"没有报告“{report_id}”；现有：{known}（每个报告是一个 data/source/<id>/report.yaml）",
            f"no report {report_id!r}; there are: {known} (each is a data/source/<id>/report.yaml)",
        ) from None


def recognise(path: Path, reports: Mapping[str, Report]) -> tuple[Report, Alignment]:
    """The report that a file is, and what of it is there: of those with a map the one that it has most of.

    Raises ReportError if the file cannot be read or has no sentence of any, NotFound without any map.
    """
    found: list[tuple[float, str, Alignment]] = []
    refused: ReportError | None = None
    for report in reports.values():
        if not report.map_path.is_file():
            continue
        try:
            alignment = align(path, report.map(), report.profile)
        except ReportError as error:
            refused = error
        else:
            if alignment.exact:
                return report, alignment
            found.append((-alignment.sentence_share, report.id, alignment))
    if found:
        _, report_id, alignment = min(found, key=lambda one: one[:2])
        return reports[report_id], alignment
    raise refused or NotFound(
        "data/source 中没有报告的地图（map.jsonl），无法核对原文",
        "data/source has no map of a report (map.jsonl), so the text cannot be compared",
    )


def texts_of(paths: Sequence[Path], reports: Mapping[str, Report]) -> dict[str, str]:
    """IRI of each place -> its text, from the files of whichever reports they are. Raises as `recognise`."""
    texts: dict[str, str] = {}
    for path in paths:
        report, alignment = recognise(path, reports)
        texts |= {iri(report.id, address): text for address, text in alignment.texts.items()}
    return texts
