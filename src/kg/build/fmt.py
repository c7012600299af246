"""kg fmt: the one way the source files look. Entities in order of slug, addresses in order of the report."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import yaml

from kg.build.yamlnodes import Findings, Source
from kg.errors import SourceError
from kg.model import Place

_PLAIN: Final = re.compile(r"[^\W_][^\n]*")
# What YAML would read as something other than the text, at the start, inside, or as a whole.
_UNSAFE: Final = re.compile(
    r"""[,\[\]{}"'#&*!|>%@`\\“”]|:(\s|$)|\s$|^[-?:]\s|^(true|false|null|yes|no|on|off|~)$""", re.IGNORECASE
)
_LAST: Final = ("zhDefinition", "enDefinition")


def format_folder(folder: Path) -> dict[Path, str]:
    """Path -> new text of each file under entities/ and the reports' folders that is not normalised.

    Raises SourceError for what cannot be kept (broken YAML, a comment that shares its line).
    """
    if not folder.is_dir():
        raise SourceError(f"没有目录 {folder}", f"there is no folder {folder}")
    findings = Findings()
    changed: dict[Path, str] = {}
    for path in sorted(folder.glob("*/*.yaml")):
        if path.name in ("report.yaml", "sources.yaml"):
            continue
        source = Source(str(path.relative_to(folder.parent.parent)), findings)
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            findings.add(Place(source.path, 1), f"无法读取：{error}", f"cannot be read: {error}")
            continue
        root = source.root(text)
        if root is None:
            continue
        new = _file(source, root, text, is_entities=path.parent.name == "entities")
        if new != text:
            changed[path] = new
    findings.raise_any()
    return changed


def _file(source: Source, root: yaml.MappingNode, text: str, *, is_entities: bool) -> str:
    comments = _Comments(source, root, text)
    entries = sorted(root.value, key=lambda pair: _natural(pair[0].value))
    write = _entity if is_entities else _address
    head = comments.header()  # first: it takes its lines away from the first entry
    return head + "".join(write(key, value, comments) for key, value in entries) + comments.tail()


def _entity(key: yaml.Node, value: yaml.Node, comments: "_Comments") -> str:
    if not isinstance(value, yaml.MappingNode):
        return f"{comments.before(key)}{key.value}: {_flow(value)}\n"
    pairs = [f"{k.value}: {_flow(v)}" for k, v in value.value if k.value not in _LAST]
    lines = [", ".join(pairs)]
    by_name = {k.value: v for k, v in value.value}
    lines += [f"{name}: {_quoted(by_name[name].value)}" for name in _LAST if name in by_name]
    return f"{comments.before(key)}{key.value}: {{" + ",\n  ".join(lines) + "}\n"


def _address(key: yaml.Node, value: yaml.Node, comments: "_Comments") -> str:
    head = f"{comments.before(key)}{key.value}:\n"
    items = value.value if isinstance(value, yaml.SequenceNode) else []
    return head + "".join(f"{comments.before(item)}- {_flow(item)}\n" for item in items)


def _flow(node: yaml.Node) -> str:
    match node:
        case yaml.MappingNode():
            return "{" + ", ".join(f"{k.value}: {_flow(v)}" for k, v in node.value) + "}"
        case yaml.SequenceNode():
            return "[" + ", ".join(map(_flow, node.value)) + "]"
        case _:
            text = str(node.value)
            safe = _PLAIN.fullmatch(text) and not _UNSAFE.search(text)
            return text if safe else _quoted(text)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def _natural(text: str) -> list[tuple[int, int, str]]:
    return [(0, int(p), "") if p.isdecimal() else (1, 0, p) for p in re.split(r"(\d+)", text) if p]


class _Comments:
    """Comment lines stay before the entry they stood before; the first block stays on top of the file."""

    def __init__(self, source: Source, root: yaml.MappingNode, text: str) -> None:
        inside: dict[int, list[tuple[int, int]]] = {}
        for scalar in _scalars(root):
            first, last = scalar.start_mark.line, scalar.end_mark.line
            for line in range(first, last + 1):
                start = scalar.start_mark.column if line == first else 0
                end = scalar.end_mark.column if line == last else 1_000_000
                inside.setdefault(line, []).append((start, end))
        self._lines: dict[int, str] = {}
        for number, words in enumerate(text.splitlines()):
            for match in re.finditer(r"(^|\s)#", words):
                column = match.end() - 1
                if any(start <= column < end for start, end in inside.get(number, ())):
                    continue
                if words[:column].strip():
                    source.findings.add(
                        Place(source.path, number + 1),
                        "注释须独占一行，否则整理时会丢失",
                        "a comment must stand on a line of its own, or it would be lost",
                    )
                else:
                    self._lines[number] = words.strip()
                break
        self._starts = sorted({n.start_mark.line for n in _entries(root)})

    def header(self) -> str:
        first = self._starts[0] if self._starts else 0
        found = [self._lines.pop(n) for n in sorted(self._lines) if n < first]
        return "".join(f"{line}\n" for line in found)

    def tail(self) -> str:
        """Comments after the last entry."""
        last = self._starts[-1] if self._starts else -1
        return "".join(f"{self._lines[n]}\n" for n in sorted(self._lines) if n > last)

    def before(self, node: yaml.Node) -> str:
        start = node.start_mark.line
        previous = max((s for s in self._starts if s < start), default=-1)
        found = [self._lines[n] for n in sorted(self._lines) if previous < n < start]
        return "".join(f"{line}\n" for line in found)


def _entries(root: yaml.MappingNode) -> Iterator[yaml.Node]:
    for key, value in root.value:
        yield key
        if isinstance(value, yaml.SequenceNode):
            yield from value.value


def _scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _scalars(key)
            yield from _scalars(value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _scalars(item)
