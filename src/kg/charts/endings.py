"""What is known of where a value ends: the rule by which a mark is drawn closed, open or blurred."""

from typing import Final, Literal

from kg.charts.observations import Observation
from kg.errors import Text

Ending = Literal["exact", "up", "down", "band", "blurred"]

# In the words of the legend: of bars, and of the points of a series.
BAR_TITLES: Final[dict[Ending, Text]] = {
    "exact": Text("实心：原文给的是确数", "Solid: the report gives an exact number"),
    "up": Text(
        "箭头向外：实际值在此之上，原文没有给出", "Arrows outwards: the actual value is above, and not given"
    ),
    "down": Text(
        "虚框、箭头向内：实际值在此之下，原文没有给出",
        "Dashed, arrow inwards: the actual value is below, and not given",
    ),
    "band": Text("浅色段：原文只给区间", "Pale part: the report gives a range"),
    "blurred": Text(
        "条纹：约数，条纹多宽不表示误差多大", "Striped: about; its width does not measure the error"
    ),
}
POINT_TITLES: Final[dict[Ending, Text]] = {
    "exact": BAR_TITLES["exact"],
    "up": Text(
        "空心、箭头向上：实际值在此之上，原文没有给出",
        "Hollow, arrow upwards: the actual value is above, and not given",
    ),
    "down": Text(
        "空心、箭头向下：实际值在此之下，原文没有给出",
        "Hollow, arrow downwards: the actual value is below, and not given",
    ),
    "band": Text("浅色条：原文只给区间", "Pale bar: the report gives a range"),
    "blurred": Text(
        "空心、条纹：约数，条纹多大不表示误差多大",
        "Hollow, striped: about; the stripes do not measure the error",
    ),
}


def ending(observation: Observation) -> Ending:
    """From the bounds, which the graph derives from the words of the report, and so under any such words."""
    lower, upper = observation.lower, observation.upper
    if lower and upper:
        return "exact" if lower.value == upper.value else "band"
    if lower:
        return "up"
    if upper:
        return "down"
    return "exact" if observation.approximation == "Exact" else "blurred"
