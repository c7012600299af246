"""What Gephi and its like expect otherwise than a picture has it: y upwards, colours in three numbers."""

from kg.views.flat import Record


def upright(record: Record) -> Record:
    """The record of a node with y upwards."""
    return {**record, "y": -float(record["y"]) + 0.0}


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of #rrggbb, 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
