"""What people edit about a report: title, publisher, year, titles and captions, numbers left out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NoReturn, Self

import yaml

from kg.errors import NotFound, ParseError, Text
from kg.report.addresses import parse
from kg.report.layout import Layout

_KEYS: Final = {"id": str, "title": dict, "publisher": str, "year": int, "profile": str, "titles": dict}
_LEFT_OUT: Final = "numbersLeftOut"
_LAYOUT: Final = "layout"
_OPTIONAL: Final = (_LAYOUT, _LEFT_OUT)


@dataclass(frozen=True, slots=True)
class ReportMetadata:
    """publisher: CURIE. profile: key of `PROFILES`. titles: address -> title or caption, without numbers.

    numbers_left_out: address of a sentence -> printed number that is no fact -> the reason (optional).
    layout: where the pages differ from the profile (optional).
    """

    id: str
    title: Text
    publisher: str
    year: int
    profile: str
    titles: Mapping[str, Text]
    numbers_left_out: Mapping[str, Mapping[str, Text]] = field(default_factory=dict)
    layout: Layout = field(default_factory=Layout)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a `report.yaml`. Raises ParseError: file and line, or file and key."""
        record = _read(path)
        for key, kind in _KEYS.items():
            if not isinstance(record.get(key), kind):
                _refuse(path, key, f"缺少或不是 {kind.__name__}", f"missing or no {kind.__name__}")
        if unknown := sorted(str(key) for key in record.keys() - {*_KEYS, *_OPTIONAL}):
            known = ", ".join((*_KEYS, *_OPTIONAL))
            _refuse(path, unknown[0], f"未知；已知：{known}", f"unknown; known: {known}")
        titles = {}
        for address, title in record["titles"].items():
            _check_address(path, "titles", address)
            titles[address] = _text(path, f"titles.{address}", title)
        return cls(
            id=record["id"],
            title=_text(path, "title", record["title"]),
            publisher=record["publisher"],
            year=record["year"],
            profile=record["profile"],
            titles=MappingProxyType(titles),
            numbers_left_out=MappingProxyType(_left_out(path, record.get(_LEFT_OUT, {}))),
            layout=_layout(path, record.get(_LAYOUT, {})),
        )


def _read(path: Path) -> dict[Any, Any]:
    try:
        record = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ParseError(f"{path}：无法读取：{error}", f"{path}: cannot be read: {error}") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        what = error.problem or "not YAML"
        raise ParseError(f"{path}:{line}: 不是 YAML：{what}", f"{path}:{line}: not YAML: {what}") from None
    if not isinstance(record, dict):
        raise ParseError(f"{path}：应为键值表", f"{path}: should be a mapping")
    return record


def _left_out(path: Path, record: object) -> dict[str, Mapping[str, Text]]:
    if not isinstance(record, dict):
        _refuse(path, _LEFT_OUT, "应为“地址: {数字: 理由}”", "should be address: {number: reason}")
    found: dict[str, Mapping[str, Text]] = {}
    for address, numbers in record.items():
        _check_address(path, _LEFT_OUT, address)
        key = f"{_LEFT_OUT}.{address}"
        if not isinstance(numbers, dict) or not all(isinstance(number, str) for number in numbers):
            _refuse(path, key, '应为 {"数字": 理由}，数字须加引号', 'should be {"number": reason}, quoted')
        found[address] = {number: _text(path, f"{key}.{number}", why) for number, why in numbers.items()}
    return found


def _layout(path: Path, record: object) -> Layout:
    try:
        return Layout.read(record)
    except ParseError as error:
        raise ParseError(f"{path}：{error.text.zh}", f"{path}: {error.text.en}") from None


def _check_address(path: Path, key: str, address: object) -> None:
    if not isinstance(address, str):
        _refuse(path, f"{key}.{address}", '地址须加引号，例："3.4"', 'quote the address, e.g. "3.4"')
    try:
        parse(address)
    except NotFound as error:
        _refuse(path, f"{key}.{address}", error.text.zh, error.text.en)


def _text(path: Path, key: str, value: object) -> Text:
    if not isinstance(value, dict) or value.keys() != {"zh", "en"}:
        _refuse(path, key, "须恰有 zh 和 en 两项", "needs exactly zh and en")
    if not all(isinstance(text, str) and text.strip() for text in value.values()):
        _refuse(path, key, "zh 和 en 须为文字", "zh and en must be text")
    return Text(value["zh"], value["en"])


def _refuse(path: Path, key: str, zh: str, en: str) -> NoReturn:
    raise ParseError(f"{path}：{key}：{zh}", f"{path}: {key}: {en}")
