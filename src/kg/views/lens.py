"""A lens: which part of the graph is shown (queries/views/<id>.rq) and how (<id>.yaml beside it)."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import Text
from kg.query.catalogue import read_query, unknown
from kg.settings import root
from kg.views.style import Style, read_style

_FRONT_MATTER: Final = "#+"


@dataclass(frozen=True, slots=True)
class Lens:
    """query: a CONSTRUCT whose triples are the edges of the picture. group: a key of kg.query.catalogue.GROUPS.

    notes: lines that say more than the summary, such as the chains of a path.
    """

    id: str
    title: Text
    summary: Text
    query: str
    style: Style
    group: str = "evidence"
    notes: tuple[Text, ...] = ()

    @property
    def plain_query(self) -> str:
        """The SPARQL alone, without the lines that describe it."""
        return plain_query(self.query)


def plain_query(text: str) -> str:
    """The SPARQL of a file without the lines that describe it."""
    return "\n".join(line for line in text.splitlines() if not line.startswith(_FRONT_MATTER))


class Lenses:
    """All lenses of one folder; files are read when they are asked for."""

    def __init__(self, folder: Path | None = None) -> None:
        """folder: where the .rq and .yaml files are; the installed queries/views if None."""
        self.folder = root() / "queries" / "views" if folder is None else folder

    def ids(self) -> list[str]:
        """The ids of all lenses, sorted."""
        return sorted(path.stem for path in self.folder.glob("*.rq"))

    def get(self, name: str) -> Lens:
        """The lens of that id.

        Raises NotFound, which lists all, and ParseError (file:line) for a broken query or style file.
        """
        ids = self.ids()
        if name in ids:
            return read_lens(self.folder / f"{name}.rq")
        raise unknown(Text("没有视图", "no lens"), name, ids)


def read_lens(path: Path) -> Lens:
    """The lens whose query is in path. Raises ParseError with file:line."""
    query = read_query(path)
    return Lens(
        query.id, query.title, query.summary, query.text, read_style(path.with_suffix(".yaml")), query.group
    )
