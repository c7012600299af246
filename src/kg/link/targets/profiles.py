"""The kinds of targets by name: PROFILE=PLACE opens one."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from kg.errors import NotFound
from kg.link.targets.records import Source


def _lines(place: str) -> Source:
    from kg.link.targets.lines import Lines

    return Lines(Path(place))


def _file(place: str) -> Source:
    """JSON lines by their ending, RDF for any other."""
    if any(ending in (".jsonl", ".ndjson") for ending in Path(place).suffixes):
        return _lines(place)
    from kg.link.targets.rdf import RdfFile

    return RdfFile(Path(place))


PROFILES: Final[Mapping[str, Callable[[str], Source]]] = {"wikidata-file": _lines, "file": _file}


def open_target(text: str) -> Source:
    """The target that PROFILE=PLACE stands for. Raises NotFound for an unknown profile or one without a place."""
    profile, _, place = text.partition("=")
    if profile not in PROFILES or not place:
        listed = [f"{name}=…" for name in PROFILES]
        raise NotFound(
            f"没有目标“{text}”；可用：{'、'.join(listed)}",
            f"there is no target {text!r}; use {', '.join(listed)}",
        )
    return PROFILES[profile](place)
