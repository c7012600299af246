"""How far the evidence of a row goes."""

from enum import StrEnum
from typing import Final

from kg.errors import Text


class Status(StrEnum):
    """complete: all that needs backing has it. partial: something lacks it, or claims were left out.

    none needed: the row says nothing that a report could say. absence: it rests on something not being
    there.
    """

    COMPLETE = "complete"
    PARTIAL = "partial"
    NONE_NEEDED = "none needed"
    ABSENCE = "absence"


WORDS: Final = {
    Status.COMPLETE: Text("齐全", "complete"),
    Status.PARTIAL: Text("不全", "partial"),
    Status.NONE_NEEDED: Text("无须", "none needed"),
    Status.ABSENCE: Text("据其缺失", "absence"),
}
