"""How the pages of one report differ from the profile it names: read from `layout` in report.yaml."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Self

from kg.errors import ParseError

_KEYS: Final = ("runningHeads", "residue", "firstPage", "leadMaxChars")


@dataclass(frozen=True, slots=True)
class Layout:
    """Each field replaces that of the profile (kg.report.profiles); None leaves it."""

    running_heads: tuple[str, ...] | None = None
    residue: tuple[re.Pattern[str], ...] | None = None
    first_page: int | None = None
    lead_max_chars: int | None = None

    @classmethod
    def read(cls, record: object) -> Self:
        """From the mapping {runningHeads: [text], residue: [pattern], firstPage: n, leadMaxChars: n}.

        Raises ParseError that names the key.
        """
        if not isinstance(record, Mapping):
            raise _error("layout", "应为键值表", "should be a mapping")
        for key in record:
            if key not in _KEYS:
                known = ", ".join(_KEYS)
                raise _error(f"layout.{key}", f"未知；已知：{known}", f"unknown; known: {known}")
        heads, residue = _texts(record, "runningHeads"), _texts(record, "residue")
        return cls(
            running_heads=heads,
            residue=None if residue is None else tuple(map(_pattern, residue)),
            first_page=_number(record, "firstPage"),
            lead_max_chars=_number(record, "leadMaxChars"),
        )


def _texts(record: Mapping[str, object], key: str) -> tuple[str, ...] | None:
    value = record.get(key)
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise _error(f"layout.{key}", "应为文字的列表", "should be a list of texts")
    return tuple(value)


def _number(record: Mapping[str, object], key: str) -> int | None:
    value = record.get(key)
    if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 1):
        raise _error(f"layout.{key}", "应为正整数", "should be a positive integer")
    return value


def _pattern(text: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as error:
        raise _error(
            "layout.residue", f"“{text}”不是正则表达式：{error}", f"{text!r} is no pattern: {error}"
        ) from None


def _error(key: str, zh: str, en: str) -> ParseError:
    return ParseError(f"{key}：{zh}", f"{key}: {en}")
