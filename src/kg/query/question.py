"""What people ask with: the name of a catalogued question, the path of a query file, or SPARQL itself."""

from pathlib import Path
from typing import Final

from kg.errors import NotFound
from kg.query.catalogue import Catalogue, CatalogueQuery

_FIRST_WORDS: Final = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "PREFIX", "BASE")


def question_of(text: str) -> str | CatalogueQuery:
    """SPARQL when it looks like SPARQL, a file when it is named like one, else the catalogued question.

    Raises NotFound for a file that is not there or cannot be read, and for a name that is none, with near ones.
    """
    query = query_of(text)
    return Catalogue().get(text) if query is None else query


def is_name(text: str) -> bool:
    """Whether it can only be the name of a catalogued question."""
    return text.replace("-", "").isalnum() and not Path(text).is_file()


def query_of(text: str) -> str | None:
    """The SPARQL that a text is, or that the file it names holds; None for a mere name. Raises NotFound for a file."""
    if any(mark in text for mark in "{\n?") or text.split(" ")[0].upper() in _FIRST_WORDS:
        return text
    if not text.endswith((".rq", ".sparql")) and "/" not in text and not Path(text).is_file():
        return None
    path = Path(text)
    try:
        return in_utf8(path.read_bytes(), text)
    except FileNotFoundError:
        raise NotFound(f"没有文件 {path}", f"there is no file {path}") from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise NotFound(f"无法读取 {path}：{reason}", f"{path} cannot be read: {reason}") from None


def in_utf8(data: bytes, name: str) -> str:
    """A query as it was read, with or without a byte order mark. Raises NotFound, with the line, if it is no UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = f"0x{data[error.start]:02X}"
        raise NotFound(
            f"{name}:{line}：不是 UTF-8 文本（字节 {byte}）；请另存为 UTF-8",
            f"{name}:{line}: not UTF-8 text (byte {byte}); save it as UTF-8",
        ) from None
