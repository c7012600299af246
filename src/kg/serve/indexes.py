"""The indexes of names that the pages of a server search in, each made once for a version of the data."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.names.match import Matcher
    from kg.names.search import Search
    from kg.serve.site import Site


class Indexes:
    """Over the default graph, and over the last other graphs that were asked for."""

    def __init__(self, site: "Site") -> None:
        self._site = site
        self._kept: dict[tuple[str, ...], Any] = {}
        self._version = ""

    def search(self, graphs: tuple[str, ...] = ()) -> "Search":
        """graphs: named graphs merged into the default graph."""
        from kg.names.search import Search  # late: most processes never search

        self._forget(graphs)
        found: Search = self._made(("search", *graphs), lambda: Search(self._entries(graphs)))
        return found

    def matcher(self) -> "Matcher":
        """For names that are written otherwise than in the data."""
        from kg.names.match import Matcher  # late, as above

        self._forget(())
        found: Matcher = self._made(("matcher",), lambda: Matcher(self._entries(())))
        return found

    def _entries(self, graphs: tuple[str, ...]) -> Any:
        from kg.names.search import read_entries  # late, as above

        return self._made(("entries", *graphs), lambda: read_entries(self._site.store, graphs))

    def _made(self, key: tuple[str, ...], make: Any) -> Any:
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]

    def _forget(self, graphs: tuple[str, ...]) -> None:
        """What is of another version, and of graphs that were asked for before these."""
        if self._version != self._site.version:
            self._kept.clear()
            self._version = self._site.version
        if graphs:
            for key in [key for key in self._kept if key[1:] and key[1:] != graphs]:
                del self._kept[key]
