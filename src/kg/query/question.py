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


def query_of(text: str) -> str | None:
    """The SPARQL that a text is, or that the file it names holds; None for a mere name. Raises NotFound for a file."""
    if any(mark in text for mark in "{\n?") or text.split(" ")[0].upper() in _FIRST_WORDS:
        return text
    if not text.endswith((".rq", ".sparql")) and "/" not in text and not Path(text).is_file():
        return None
    path = Path(text)
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise NotFound(f"没有文件 {path}", f"there is no file {path}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise NotFound(f"无法读取 {path}：{error}", f"{path} cannot be read: {error}") from None
