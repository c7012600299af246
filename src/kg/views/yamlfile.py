"""A YAML file read by key, every mistake told with file and line."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Self

from kg.errors import ParseError, Text

if TYPE_CHECKING:
    import yaml


class YamlFile:
    """One file; its root is a mapping."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def root(self, required: Sequence[str], optional: Sequence[str] = ()) -> "YamlMap":
        """The top mapping, its keys checked. Raises ParseError, also for a missing file."""
        import yaml  # late: only views read style files

        try:
            node = yaml.compose(self.path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
        except (OSError, UnicodeDecodeError) as error:
            raise ParseError(
                f"{self.path}：读不了（{error}）", f"{self.path}: cannot be read ({error})"
            ) from error
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise self.error(
                line, f"不是合法的 YAML：{error.problem}", f"not YAML: {error.problem}"
            ) from error
        except yaml.YAMLError as error:
            raise self.error(1, f"不是合法的 YAML：{error}", f"not YAML: {error}") from error
        if node is None:
            raise self.error(1, "文件是空的", "the file is empty")
        return YamlMap(self, node).checked(required, optional)

    def error(self, line: int, zh: str, en: str) -> ParseError:
        return ParseError(f"{self.path}:{line}：{zh}", f"{self.path}:{line}: {en}")


class YamlMap:
    """A mapping of the file. Getters raise ParseError at the line of the value."""

    def __init__(self, file: YamlFile, node: "yaml.Node") -> None:
        import yaml

        self._file, self._node = file, node
        if not isinstance(node, yaml.MappingNode):
            raise file.error(
                node.start_mark.line + 1, "这里要有 {键: 值} 映射", "a mapping {key: value} is needed here"
            )
        self._values: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = str(key.value)
            if name in self._values:
                raise file.error(key.start_mark.line + 1, f"键“{name}”重复", f"the key {name!r} stands twice")
            self._values[name] = value

    @property
    def keys(self) -> list[str]:
        return list(self._values)

    def checked(self, required: Sequence[str], optional: Sequence[str] = ()) -> Self:
        """Itself, if it has every required key and none that is not named."""
        for name in self._values:
            if name not in (*required, *optional):
                listed = ", ".join((*required, *optional))
                raise self.error(
                    name, f"未知的键“{name}”；可用：{listed}", f"unknown key {name!r}; known: {listed}"
                )
        for name in required:
            if name not in self._values:
                raise self.error(name, f"缺少“{name}”", f"{name!r} is missing")
        return self

    def map(self, key: str) -> "YamlMap":
        return YamlMap(self._file, self._values[key])

    def maps(self, key: str) -> list["YamlMap"]:
        return [YamlMap(self._file, node) for node in self._items(key)]

    def text(self, key: str) -> str:
        return self._word(key, self._values[key])

    def texts(self, key: str) -> list[str]:
        return [self._word(key, node) for node in self._items(key)]

    def both(self, key: str) -> Text:
        """A text in zh and in en."""
        item = self.map(key).checked(("zh", "en"))
        return Text(item.text("zh"), item.text("en"))

    def number(self, key: str) -> float:
        """A number that is not negative."""
        return self._number(key, self.text(key))

    def numbers(self, key: str) -> tuple[float, ...]:
        return tuple(self._number(key, word) for word in self.texts(key))

    def flag(self, key: str) -> bool:
        """true or false, false where the key is missing."""
        word = self.text(key) if key in self._values else "false"
        if word not in ("true", "false"):
            raise self.error(key, f"“{key}”应为 true 或 false", f"{key!r} must be true or false")
        return word == "true"

    def error(self, key: str, zh: str, en: str) -> ParseError:
        """A ParseError at the line of a value, at that of the mapping if there is none."""
        node = self._values.get(key, self._node)
        return self._file.error(node.start_mark.line + 1, zh, en)

    def _items(self, key: str) -> list["yaml.Node"]:
        import yaml

        node = self._values[key]
        if not isinstance(node, yaml.SequenceNode):
            raise self.error(key, f"“{key}”应为列表", f"{key!r} must be a list")
        return list(node.value)

    def _word(self, key: str, node: "yaml.Node") -> str:
        import yaml

        if not isinstance(node, yaml.ScalarNode) or not str(node.value).strip():
            raise self.error(key, f"“{key}”应为文字", f"{key!r} must be a text")
        return str(node.value)

    def _number(self, key: str, word: str) -> float:
        try:
            value = float(word)
        except ValueError:
            value = -1.0
        if not 0 <= value < 1e6:
            raise self.error(key, f"“{key}”应为不小于零的数", f"{key!r} must be a number, zero or more")
        return value
