"""The answer to a CONSTRUCT or DESCRIBE."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, overload

from kg.api.result import Result
from kg.errors import Lang, Text
from kg.query.answer import Table
from kg.query.catalogue import Column
from kg.query.formats import choose
from kg.query.results import chunks, form_of, write
from kg.rdfio.output import write_pieces
from kg.store.terms import Triple

if TYPE_CHECKING:
    import rdflib

_COLUMNS: Final = (
    Column("subject", "iri", Text("主语", "subject")),
    Column("predicate", "iri", Text("谓语", "predicate")),
    Column("object", "iri", Text("宾语", "object")),
)


class Triples(Sequence[Triple]):
    """Triples, each once.

    >>> import kg
    >>> found = kg.open().construct("CONSTRUCT { ?x a kg:Law } WHERE { ?x a kg:Law }")
    >>> len(found) == len(found.to_rdflib())
    True
    """

    def __init__(self, triples: Sequence[Triple], lang: Lang, labels: Mapping[str, str]) -> None:
        """labels: IRI -> label."""
        self._triples = tuple(triples)
        self._lang = lang
        self._labels = labels

    def __len__(self) -> int:
        return len(self._triples)

    @overload
    def __getitem__(self, key: int) -> Triple: ...
    @overload
    def __getitem__(self, key: slice) -> "Triples": ...
    def __getitem__(self, key: int | slice) -> "Triple | Triples":
        if isinstance(key, slice):
            return Triples(self._triples[key], self._lang, self._labels)
        return self._triples[key]

    def __iter__(self) -> Iterator[Triple]:
        return iter(self._triples)

    def as_rows(self) -> Result:
        """The triples as rows of subject, predicate and object, with their labels."""
        rows = [(one.subject, one.predicate, one.object) for one in self._triples]
        return Result(Table(_COLUMNS, list(rows), self._lang, self._labels))

    def to_rdflib(self) -> "rdflib.Graph":
        """A graph of rdflib's own, in memory, that can be changed."""
        from rdflib import Graph  # late: heavy

        return Graph().parse(data=self.text("ntriples"), format="nt")

    def text(self, format_name: str = "turtle") -> str:
        """In any RDF syntax: turtle, ntriples, rdfxml, trig, nquads, jsonld, graphml. Raises NotFound."""
        return write(list(self._triples), format_name, labels=self._labels)

    def save(self, path: str | Path, format_name: str | None = None) -> None:
        """Writes them to a file, whole or not at all; the ending decides on the format. Errors as in Result.save."""
        triples = list(self._triples)
        media = choose(format_name, Path(path), form_of(triples))
        write_pieces(Path(path), chunks(triples, media.name, labels=self._labels))

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"<Triples: {len(self)}>"

    def _repr_html_(self) -> str:
        return self.as_rows()._repr_html_()

    def _repr_markdown_(self) -> str:
        return self.as_rows()._repr_markdown_()
