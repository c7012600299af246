"""YAML as nodes with lines: every scalar stays the string that was written (no 2021-04 turned date)."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from kg.errors import KgError, SourceError, Text
from kg.model import Place

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Findings:
    """All mistakes of one run; nothing is raised before the end."""

    found: list[tuple[Place, Text]] = field(default_factory=list)

    def add(self, at: Place, zh: str, en: str) -> None:
        self.found.append((at, Text(zh, en)))

    def take(self, at: Place, error: KgError) -> None:
        self.found.append((at, error.text))

    def raise_any(self) -> None:
        """Raise one SourceError that lists everything found, by file and line."""
        if not self.found:
            return
        ordered = sorted(set(self.found), key=lambda f: (f[0].path, f[0].line, f[1]))
        n = len(ordered)
        zh = [f"源文件有 {n} 处错误，未写出任何内容："] + [f"{at}: {t.zh}" for at, t in ordered]
        en = [f"{n} mistake{'s' if n > 1 else ''} in the source files; nothing was written:"]
        en += [f"{at}: {t.en}" for at, t in ordered]
        raise SourceError("\n".join(zh), "\n".join(en))


@dataclass(frozen=True, slots=True)
class Source:
    """One file being read: nodes of it can be asked for their place."""

    path: str
    findings: Findings

    def at(self, node: yaml.Node) -> Place:
        return Place(self.path, node.start_mark.line + 1)

    def root(self, text: str) -> yaml.MappingNode | None:
        """The mapping that the file is; an empty file is None."""
        try:
            node = yaml.compose(text, Loader=_LOADER)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = mark.line + 1 if mark else 1
            self.findings.add(
                Place(self.path, line), f"不是合法的 YAML：{error.problem}", f"not YAML: {error.problem}"
            )
            return None
        except yaml.YAMLError as error:
            self.findings.add(Place(self.path, 1), f"不是合法的 YAML：{error}", f"not YAML: {error}")
            return None
        if node is None or isinstance(node, yaml.MappingNode):
            return node
        self.findings.add(
            self.at(node),
            "文件应是“名称: 内容”的映射；陈述须写在其句子的地址之下",
            "the file must be a mapping of name: content; a statement stands under the address of its sentence",
        )
        return None

    def items(self, node: yaml.Node) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
        """Key, key node and value node of a mapping; a repeated or empty key is a finding."""
        if not isinstance(node, yaml.MappingNode):
            self.findings.add(
                self.at(node), "此处应是 {键: 值} 映射", "a mapping {key: value} is expected here"
            )
            return
        seen: dict[str, int] = {}
        for key, value in node.value:
            name = self.text(key)
            if name is None:
                continue
            if name in seen:
                self.findings.add(
                    self.at(key),
                    f"“{name}”重复（首见于第 {seen[name]} 行）",
                    f"{name} is a duplicate (first on line {seen[name]})",
                )
                continue
            seen[name] = key.start_mark.line + 1
            yield name, key, value

    def text(self, node: yaml.Node) -> str | None:
        """The string of a scalar; anything else, or nothing, is a finding."""
        if isinstance(node, yaml.ScalarNode) and str(node.value).strip():
            return str(node.value)
        self.findings.add(self.at(node), "此处应是一个词或一段文字", "a word or text is expected here")
        return None

    def texts(self, node: yaml.Node) -> list[str]:
        """The strings of a sequence of scalars, or the one string."""
        nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
        return [text for n in nodes if (text := self.text(n)) is not None]
