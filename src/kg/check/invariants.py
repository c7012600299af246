"""What no query can say: identifiers recomputed, no blank nodes, no sentence of the report in our files."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.check.files import RDF_TYPE, GraphFile, Index
from kg.check.violations import Violation
from kg.errors import Text
from kg.namespaces import CLASS_PREFIX, ID, KG, PREFIXES, SLUG, shorten
from kg.report.evidence import sentences_in
from kg.report.reportmap import ReportMap

_RDF: Final = PREFIXES["rdf"]
CHECKS: Final = (
    "claim-identifier",
    "thing-identifier",
    "class-without-prefix",
    "blank-node",
    "report-text-shipped",
)


def check(index: Index, files: Iterable[GraphFile]) -> Iterator[Violation]:
    """The invariants of the data: identifiers of claims and things, no blank nodes."""
    for subject in index.subjects():
        classes = [c for c in index.iris(subject, RDF_TYPE) if c.startswith(KG)]
        for class_iri in classes:
            yield from _identifier(subject, class_iri.removeprefix(KG))
        if f"{KG}Claim" in classes:
            yield from _claim(index, subject)
    for file in files:
        yield from _blank_nodes(file)


def claim_digest(subject: str, predicate: str, obj: str, modality: str) -> str:
    """The six hex digits at the end of a claim's identifier (design, section 4)."""
    return hashlib.sha256("\n".join((subject, predicate, obj, modality)).encode()).hexdigest()[:6]


def _claim(index: Index, claim: str) -> Iterator[Violation]:
    names = (f"{_RDF}subject", f"{_RDF}predicate", f"{_RDF}object", f"{KG}modality")
    said = [index.iris(claim, name) for name in names]
    if any(len(values) != 1 for values in said):
        return  # the shapes say so
    digest = claim_digest(*(values[0] for values in said))
    places = {place.rpartition("/")[2] for place in index.iris(claim, f"{KG}evidence")}
    expected = {f"{PREFIXES['claim']}{place}-{digest}" for place in places}
    if places and claim not in expected:
        shown = sorted(shorten(iri) for iri in expected)
        yield Violation(
            "claim-identifier",
            "violation",
            claim,
            Text(
                f"陈述的标识与它所说的不符：按主谓宾、情态和出处应为 {' 或 '.join(shown)}。",
                "The identifier of the claim does not agree with what it says: from subject, predicate, "
                f"object, modality and evidence it is {' or '.join(shown)}.",
            ),
        )


def _identifier(iri: str, class_name: str) -> Iterator[Violation]:
    prefix = CLASS_PREFIX.get(class_name)
    if prefix is None:
        yield Violation(
            "class-without-prefix",
            "violation",
            iri,
            Text(
                f"kg:{class_name} 没有前缀，不直接用于事物：请用它的子类。",
                f"kg:{class_name} has no prefix and is not given to things directly: use one of its subclasses.",
            ),
        )
    elif not (iri.startswith(PREFIXES[prefix]) and SLUG.fullmatch(iri.removeprefix(PREFIXES[prefix]))):
        yield Violation(
            "thing-identifier",
            "violation",
            iri,
            Text(
                f"kg:{class_name} 的标识应为 {prefix}:<标识>，标识只用小写字母、数字、点和连字符。",
                f"The identifier of a kg:{class_name} must be {prefix}:<slug>, the slug of a-z, 0-9, dot and hyphen.",
            ),
        )


def _blank_nodes(file: GraphFile) -> Iterator[Violation]:
    for quad in file.quads:
        for term in (quad.subject, quad.object):
            if isinstance(term, ox.BlankNode):
                prop = shorten(quad.predicate.value)
                yield Violation(
                    "blank-node",
                    "violation",
                    # The label of a blank node is new at each reading, so it is not shown.
                    quad.subject.value if isinstance(quad.subject, ox.NamedNode) else "_:",
                    Text(
                        f"数据中有空白节点（在 {prop} 处）：请给它一个标识。",
                        f"There is a blank node in the data (at {prop}): give it an identifier.",
                    ),
                    place=file.shown,
                )


def report_text(paths: Iterable[Path], maps: Mapping[str, ReportMap], root: Path) -> Iterator[Violation]:
    """Sentences of a report that a file of ours contains; the map alone tells."""
    for path in paths:
        text = path.read_text(encoding="utf-8", errors="replace")
        shown = str(path.relative_to(root)) if path.is_relative_to(root) else str(path)
        for report, report_map in sorted(maps.items()):
            for address in sentences_in(text, report_map):
                yield Violation(
                    "report-text-shipped",
                    "violation",
                    f"{ID}sentence/{report}-{address}",
                    Text(
                        f"文件 {shown} 含有报告 {address} 的原句：请改写，项目不附带报告文字。",
                        f"The file {shown} contains the report's sentence {address}: reword it; "
                        "the project does not ship the report's text.",
                    ),
                    (address,),
                    place=shown,
                )
