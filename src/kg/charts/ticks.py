"""The ticks of an axis: round numbers around all values, from zero unless that would flatten the series."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

# Below this share of the largest value the spread would be lost on an axis from zero.
_FLAT: Final = Decimal("0.2")
_STEPS: Final = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_MOST: Final = 6


def axis(values: Sequence[Decimal]) -> list[Decimal]:
    """Ticks in equal steps, the first at or below all values, the last above. Never empty."""
    low, high = min(values), max(values)
    if low > 0 and (high - low) / high > _FLAT:
        low = Decimal(0)
    if high < 0 and (high - low) / -low > _FLAT:
        high = Decimal(0)
    if low == high:
        low, high = (Decimal(0), high) if high > 0 else (low, Decimal(0) if low else Decimal(1))
    raw = (high - low) / (_MOST - 1)
    power = Decimal(10) ** raw.adjusted()
    step = next(power * factor for factor in _STEPS if power * factor >= raw)
    first = (low // step) * step
    if first > low:  # // rounds towards zero
        first -= step
    ticks = [first]
    while ticks[-1] <= high:
        ticks.append(ticks[-1] + step)
    return ticks


def starts_at_zero(values: Sequence[Decimal]) -> bool:
    """Whether the axis of these values has its zero."""
    ticks = axis(values)
    return ticks[0] <= 0 <= ticks[-1]
