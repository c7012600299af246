"""Every title and caption of a report's map is in its report.yaml, as printed."""

from collections.abc import Iterator, Mapping
from typing import Final

from kg.check.violations import Violation
from kg.errors import Text
from kg.report.addresses import iri
from kg.report.fingerprints import fingerprint
from kg.report.metadata import ReportMetadata
from kg.report.reportmap import ReportMap

CHECK: Final = "title-not-as-printed"


def check(maps: Mapping[str, ReportMap], metadata: Mapping[str, ReportMetadata]) -> Iterator[Violation]:
    """Titles that are missing, differ from the print by the map's checksum, or have no place in the map."""
    for report, report_map in sorted(maps.items()):
        titles = metadata[report].titles
        printed = {entry.id: entry.mark for entry in report_map if not entry.sentences}
        for address in [*printed, *(one for one in titles if one not in printed)]:
            fault = _fault(address, titles, address in printed)
            if fault is None and fingerprint(titles[address].zh) != printed[address]:
                fault = Text("与印出的不同", "differs from what is printed")
            if fault:
                yield Violation(
                    CHECK,
                    "violation",
                    iri(report, address),
                    Text(
                        f"报告 {report} 的 {address} 的标题{fault.zh}：请照原文写入 report.yaml 的 titles（不含编号）。",
                        f"The title at {address} of report {report} {fault.en}: "
                        "write it as printed, without its number, under titles in report.yaml.",
                    ),
                    (address,),
                )


def _fault(address: str, titles: Mapping[str, Text], is_printed: bool) -> Text | None:
    if address not in titles:
        return Text("没有写", "is not given")
    return None if is_printed else Text("在地图中没有位置", "has no place in the map")
