"""The `#+` lines of a query file: YAML front matter, each mistake told with its line."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from kg.errors import NotFound, ParseError, Text

_MARK: Final = "#+"


class Front:
    """The front matter of one file as plain values, with the line each top key stands on."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.source = text
        # Other lines become blank ones, so that YAML's line numbers are the file's.
        lines = [line[2:].removeprefix(" ") if line.startswith(_MARK) else "" for line in text.splitlines()]
        self._lines = lines
        self.values = self._load("\n".join(lines))

    def _load(self, source: str) -> dict[str, object]:
        import yaml  # late: queries that are not from the catalogue do without

        try:
            values = yaml.load(source, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise self._error(
                line, f"不是合法的 YAML：{error.problem}", f"not YAML: {error.problem}"
            ) from error
        except yaml.YAMLError as error:
            raise self._error(1, f"不是合法的 YAML：{error}", f"not YAML: {error}") from error
        if not isinstance(values, dict):
            raise self._error(1, "缺少 #+ 开头的说明", "the front matter (#+ lines) is missing")
        return values

    def text(self, key: str, value: object, what: str = "") -> Text:
        """Both languages of a value {zh: …, en: …}."""
        found = [value.get(lang) if isinstance(value, dict) else None for lang in ("zh", "en")]
        zh, en = found
        if not isinstance(zh, str) or not isinstance(en, str) or not zh.strip() or not en.strip():
            name = what or key
            raise self.error(key, f"{name} 要有 zh 和 en 两种文字", f"{name} needs a text in zh and in en")
        return Text(zh, en)

    def table(self, key: str) -> Mapping[str, object]:
        """A mapping from names to their descriptions; empty if the key is absent."""
        value = self.values.get(key) or {}
        if not isinstance(value, dict) or not all(isinstance(name, str) for name in value):
            raise self.error(key, f"{key} 应当是名称到说明的映射", f"{key} must map names to descriptions")
        return value

    def strings(self, key: str, accepted: Sequence[str] | None = None) -> list[str]:
        """The items of a list as strings, none if the key is absent; each among the accepted, where given."""
        value = self.values.get(key) or []
        if not isinstance(value, list):
            raise self.error(key, f"{key} 应当是列表", f"{key} must be a list")
        items = [str(item) for item in value]
        for item in items:
            if accepted is not None and item not in accepted:
                known = ", ".join(accepted)
                raise self.error(
                    key,
                    f"{key} 里没有“{item}”；可用：{known}",
                    f"{key} cannot hold {item!r}; there are: {known}",
                )
        return items

    def error(self, key: str, zh: str, en: str) -> ParseError:
        """A ParseError at the line of a top key, at the first line if it is missing."""
        for number, line in enumerate(self._lines, 1):
            if line.startswith(f"{key}:"):
                return self._error(number, zh, en)
        return self._error(1, zh, en)

    def _error(self, line: int, zh: str, en: str) -> ParseError:
        return ParseError(f"{self.path}:{line}：{zh}", f"{self.path}:{line}: {en}")


def read_front(path: Path, known: Sequence[str]) -> Front:
    """The front matter of a query file; its id is the file's name and its keys are among the known.

    Raises NotFound for a missing file, ParseError with file:line for anything wrong in it.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise NotFound(f"没有文件 {path}", f"there is no file {path}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ParseError(f"{path}：读不了（{error}）", f"{path}: cannot be read ({error})") from error
    front = Front(path, text)
    for key in front.values:
        if key not in known:
            listed = ", ".join(known)
            raise front.error(
                str(key), f"未知的键“{key}”；可用：{listed}", f"unknown key {key!r}; known: {listed}"
            )
    if front.values.get("id") != path.stem:
        raise front.error("id", f"id 应当是文件名 {path.stem}", f"id must be the file name, {path.stem}")
    return front
