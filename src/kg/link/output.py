"""Decisions and measures as people and programs read them."""

import dataclasses
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from kg.errors import Lang, Text
from kg.link.evaluate import Evaluation
from kg.link.records import Candidate, Decision, Verdict
from kg.namespaces import shorten

_VERDICTS = {
    Verdict.ACCEPTED: Text("接受", "accepted"),
    Verdict.OPEN: Text("待判断", "open"),
    Verdict.NO_MATCH: Text("无匹配", "no match"),
}
_COLUMNS = ("subject", "label", "verdict", "probability", "target", "target_label", "reasons")


def plain(text: str) -> str:
    """Labels of strangers may hold what moves a terminal's cursor or ends a cell."""
    return "".join(c if c.isprintable() else " " for c in text)


def label_of(one: Decision, lang: Lang) -> str:
    """The name of a subject in a language, else the first there is."""
    names = one.subject.names
    return next((name.text for name in names if name.lang == lang), names[0].text if names else "")


def summary(decisions: Sequence[Decision]) -> Text:
    """How many of each verdict."""
    n = Counter(one.verdict for one in decisions)
    accepted, opened, none = (n[one] for one in (Verdict.ACCEPTED, Verdict.OPEN, Verdict.NO_MATCH))
    return Text(
        f"{len(decisions)} 个事物：接受 {accepted}，待判断 {opened}，无匹配 {none}",
        f"{len(decisions)} things: {accepted} accepted, {opened} open, {none} without a match",
    )


def written(decisions: Iterable[Decision], format_: str, lang: Lang) -> str:
    """table: for reading; tsv: a row for each candidate; json: all, contributions too."""
    if format_ == "json":
        return json.dumps([_json(one) for one in decisions], ensure_ascii=False, indent=1) + "\n"
    if format_ == "tsv":
        rows = ["\t".join(_COLUMNS), *("\t".join(row) for one in decisions for row in _rows(one, lang))]
        return "\n".join(rows) + "\n"
    return "\n".join(line for one in decisions for line in _lines(one, lang)) + "\n"


def _json(one: Decision) -> dict[str, Any]:
    return {
        "subject": one.subject.iri,
        "verdict": one.verdict.value,
        "probability": round(one.probability, 4),
        "candidates": [
            {
                "id": candidate.target.id,
                "iri": candidate.target.iri,
                "score": round(candidate.score, 4),
                "contributions": [
                    {
                        "feature": c.feature,
                        "value": c.value,
                        "points": c.points,
                        "zh": c.reason.zh,
                        "en": c.reason.en,
                    }
                    for c in candidate.contributions
                ],
            }
            for candidate in one.candidates
        ],
    }


def _rows(one: Decision, lang: Lang) -> Iterable[list[str]]:
    head = [shorten(one.subject.iri), label_of(one, lang), one.verdict.value]
    if not one.candidates:
        yield [*head, f"{one.probability:.4f}", "", "", ""]
    for candidate in one.candidates:
        label = candidate.target.names[0].text if candidate.target.names else ""
        row = [*head, f"{candidate.score:.4f}", candidate.target.id, label, _reasons(candidate, lang)]
        yield [plain(cell) for cell in row]


def _lines(one: Decision, lang: Lang) -> Iterable[str]:
    verdict = _VERDICTS[one.verdict].in_(lang)
    yield f"{shorten(one.subject.iri)}  {plain(label_of(one, lang))}  {verdict} {one.probability:.2f}"
    for candidate in one.candidates[:3]:
        label = candidate.target.names[0].text if candidate.target.names else ""
        yield f"  {candidate.score:.2f}  {candidate.target.id}  {plain(label)}"
        yield f"        {plain(_reasons(candidate, lang))}"


def _reasons(candidate: Candidate, lang: Lang) -> str:
    shown = [one for one in candidate.contributions if abs(one.points) >= 0.01][:6]
    return "; ".join(f"{one.points:+.2f} {one.feature} ({one.reason.in_(lang)})" for one in shown)


def measured_json(found: Evaluation) -> str:
    """All measures."""
    return json.dumps(dataclasses.asdict(found), ensure_ascii=False, indent=1) + "\n"


def measured(found: Evaluation, lang: Lang) -> str:
    """All measures, for reading."""
    zh = lang == "zh"
    rows = [
        ("已判断", "judged", f"{found.judged}"),
        ("其中有匹配", "of these with a match", f"{found.matches}"),
        ("接受", "accepted", f"{found.accepted}"),
        ("待判断", "open", f"{found.opened}"),
        ("精确率", "precision", f"{found.precision:.4f}"),
        ("召回率", "recall", f"{found.recall:.4f}"),
        ("F1", "F1", f"{found.f1:.4f}"),
        ("答对（含无匹配）", "right answers, no match too", f"{found.answers:.4f}"),
        ("候选中有正解", "right one among candidates", f"{found.found:.4f}"),
        ("校准误差", "calibration error", f"{found.calibration_error:.4f}"),
    ]
    lines = [f"{one[0] if zh else one[1]}  {one[2]}" for one in rows]
    lines += [f"  {b.low:.1f}-{b.high:.1f}  n={b.count}  {b.mean:.3f}  {b.right:.3f}" for b in found.bins]
    for wrong in found.confusions:
        chosen = wrong.chosen or ("无匹配" if zh else "no match")
        right = ", ".join(wrong.wanted) or ("无匹配" if zh else "no match")
        lines.append(f"{wrong.subject}  {chosen} ({wrong.score:.2f})  ≠  {right}")
    return "\n".join(lines) + "\n"
