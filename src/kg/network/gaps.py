"""Where between numbers in a row another one fits best, asked again and again."""

from collections.abc import Sequence


class Gaps:
    """The gap for a value that leaves the fewest on its wrong side: smaller after it, others before it.

    A tree of sums with their least prefixes, Bentley 1980: each question takes logarithmic time.
    """

    def __init__(self, values: Sequence[float]) -> None:
        """values: in the order in which they stand."""
        self._order = sorted(range(len(values)), key=values.__getitem__, reverse=True)
        self._values = values
        self._size = 1
        while self._size < len(values):
            self._size *= 2
        # A value before the gap counts 1 when it is not smaller, -1 when it is.
        self._sum = [0] * self._size + [1] * len(values) + [0] * (self._size - len(values))
        self._least = [0] * (2 * self._size)
        for node in range(self._size - 1, 0, -1):
            self._add_up(node)

    def best(self, value: float) -> int:
        """How many stand before the first of the best gaps. Values must be asked in ascending order."""
        while self._order and self._values[self._order[-1]] < value:
            node = self._size + self._order.pop()
            self._sum[node] = self._least[node] = -1
            while node > 1:
                node //= 2
                self._add_up(node)
        if self._least[1] >= 0:
            return 0
        node, wanted = 1, self._least[1]
        while node < self._size:
            node *= 2
            if self._least[node] != wanted:
                wanted -= self._sum[node]
                node += 1
        return node - self._size + 1

    def _add_up(self, node: int) -> None:
        left, right = 2 * node, 2 * node + 1
        self._sum[node] = self._sum[left] + self._sum[right]
        self._least[node] = min(self._least[left], self._sum[left] + self._least[right])
