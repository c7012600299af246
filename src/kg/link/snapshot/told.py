"""What is said of a snapshot on the side."""

from kg.errors import Text
from kg.link.snapshot.records import Snapshot


def counted(found: Snapshot, wanted: int) -> Text:
    """How many of the linked records it holds, and what became of the others."""
    gone = sum(one.gone for one in found.records.values())
    moved = sum(bool(one.moved) for one in found.records.values())
    days = "–".join(dict.fromkeys((found.days[0], found.days[-1]))) if found.days else "?"
    held = len(found.records) - gone
    lacking = wanted - len(found.records)
    return Text(
        f"{found.dataset.name} {days}：{wanted} 条链接记录，有 {held}（其中已并入他条 {moved}），已删 {gone}，目标里没有 {lacking}",
        f"{found.dataset.name} {days}: {wanted} linked records, {held} held ({moved} of them merged into others), "
        f"{gone} deleted, {lacking} not in the target",
    )
