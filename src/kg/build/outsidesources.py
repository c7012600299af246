"""Reads data/source/outside/sources.yaml: the outside sources, each with its version and its columns."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

from kg.build.yamlnodes import Findings, Source
from kg.errors import Text
from kg.model import Place
from kg.namespaces import PREFIXES, SLUG

SOURCES: Final = "sources.yaml"
_VERSION: Final = re.compile(r"sha256:[0-9a-f]{64}|\d{4}-\d\d-\d\d")
_KEYS: Final = ("title", "version", "rows", "columns")


@dataclass(frozen=True, slots=True)
class SourceTable:
    """A table that facts are taken from. columns: property -> the column it is read from."""

    id: str
    title: Text
    version: str
    rows: int
    columns: Mapping[str, str]

    @property
    def iri(self) -> str:
        return f"{PREFIXES['outside-source']}{self.id}"


def read_sources(path: Path, findings: Findings) -> dict[str, SourceTable]:
    """Source id -> table; a missing or broken file is a finding."""
    source = Source(str(path.relative_to(path.parents[3])), findings)
    try:
        root = source.root(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        findings.add(Place(source.path, 1), f"无法读取：{error}", f"cannot be read: {error}")
        return {}
    if root is None:
        return {}
    tables = (_table(source, name, key, node) for name, key, node in source.items(root))
    return {table.id: table for table in tables if table}


def _table(source: Source, name: str, key: yaml.Node, node: yaml.Node) -> SourceTable | None:
    fields = {field: value for field, _, value in source.items(node)}
    if set(fields) != set(_KEYS) or not SLUG.fullmatch(name):
        listed = ", ".join(_KEYS)
        source.findings.add(
            source.at(key),
            f"外部来源写作 标识: 恰有 {listed}",
            f"an outside source is written slug: with exactly {listed}",
        )
        return None
    words = {lang: source.text(value) or "" for lang, _, value in source.items(fields["title"])}
    version, rows = source.text(fields["version"]) or "", source.text(fields["rows"]) or ""
    columns = {prop: source.text(value) or "" for prop, _, value in source.items(fields["columns"])}
    wrong = [
        field
        for field, good in (
            ("title", {"zh", "en"} == words.keys()),
            ("version", _VERSION.fullmatch(version)),
            ("rows", rows.isdecimal()),
        )
        if not good
    ]
    for field in wrong:
        source.findings.add(
            source.at(fields[field]),
            f"{field} 不合规：title 要有 zh 和 en，version 写作 sha256:<64 位十六进制> 或看到的日期，rows 是行数",
            f"{field} is not well formed: title has zh and en, version is sha256:<64 hexadecimal digits> or the date it was seen on, "
            "rows is their number",
        )
    if wrong:
        return None
    return SourceTable(name, Text(words["zh"], words["en"]), version, int(rows), columns)
