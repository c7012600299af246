"""The caps on rows and bytes: over one, an answer is refused, or cut and marked where that was asked for."""

from collections.abc import Iterator
from typing import TypeVar

from kg.serve.faults import TooLarge
from kg.serve.limits import Limits
from kg.serve.spool import Spool

T = TypeVar("T")


class Caps:
    """Counts one answer. cut: whether it has been cut; said: the words for that."""

    def __init__(self, limits: Limits, spool: Spool, *, head: bool) -> None:
        self._limits = limits
        self._spool = spool
        self._head = head
        self.count = 0
        self.cut = False
        self.said = ""

    def rows(self, items: Iterator[T]) -> Iterator[T]:
        """The rows or triples up to the cap. Raises TooLarge at the first beyond it, unless it may be cut."""
        for item in items:
            if self.count >= self._limits.max_rows:
                if not self._head:
                    raise over(f"{self._limits.max_rows} 行", f"{self._limits.max_rows} rows")
                self._cut()
                return
            if self._head and self._spool.size > self._limits.max_reply_bytes:
                self._cut()
                return
            self.count += 1
            yield item

    def must_fit(self, length: int) -> None:
        """Raises TooLarge where the next piece is over the cap on bytes, unless the answer is being cut."""
        limit = self._limits.max_reply_bytes
        if not self._head and self._spool.size + length > limit:
            raise over(f"{limit} 字节", f"{limit} bytes")

    def _cut(self) -> None:
        self.cut = True
        self.said = f"incomplete: only the first {self.count} are here"


def over(zh: str, en: str) -> TooLarge:
    """413 with advice. zh, en: the cap."""
    return TooLarge(
        f"答案超过 {zh}；请用 LIMIT 和 OFFSET 分段（加 ORDER BY），或加参数 head=true 只取开头（会注明不完整）",
        f"the answer is longer than {en}; ask for parts of it with ORDER BY, LIMIT and OFFSET, "
        "or for its first part, marked as incomplete, with the parameter head=true",
    )
