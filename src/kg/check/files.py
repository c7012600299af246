"""The checked files, read raw: pyoxigraph's parser changes no literal, its store would."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.errors import KgError, NotFound
from kg.namespaces import PREFIXES, graph_iri
from kg.rdfio.load import parse_file

Node = ox.NamedNode | ox.BlankNode
Term = ox.NamedNode | ox.BlankNode | ox.Literal
RDF_TYPE: Final = f"{PREFIXES['rdf']}type"


@dataclass(frozen=True, slots=True)
class GraphFile:
    """One RDF file: shown is its path as messages name it."""

    path: Path
    shown: str
    quads: tuple[ox.Quad, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """The vocabulary and the data that one run looks at."""

    ontology: tuple[GraphFile, ...]
    data: tuple[GraphFile, ...]

    def quads(self, *graphs: str) -> Iterable[ox.Quad]:
        """All quads of the default graph, and of named graphs by short name."""
        wanted = {ox.DefaultGraph(), *(ox.NamedNode(graph_iri(name)) for name in graphs)}
        for file in (*self.ontology, *self.data):
            yield from (quad for quad in file.quads if quad.graph_name in wanted)


class Index:
    """Values by subject and property IRI, of the named nodes of some quads."""

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        self._values: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for quad in quads:
            if isinstance(quad.subject, ox.NamedNode) and not isinstance(quad.object, ox.Triple):
                self._values[quad.subject.value][quad.predicate.value].append(quad.object)

    def subjects(self) -> list[str]:
        """Every subject IRI, sorted."""
        return sorted(self._values)

    def values(self, subject: str, prop: str) -> Sequence[Term]:
        """The values of a property, in the order of the file."""
        return self._values[subject][prop] if prop in self._values.get(subject, {}) else ()

    def properties(self, subject: str) -> dict[str, list[Term]]:
        """All that is said of a subject."""
        return self._values.get(subject, {})

    def iris(self, subject: str, prop: str) -> list[str]:
        """Those values of a property that are IRIs."""
        return [value.value for value in self.values(subject, prop) if isinstance(value, ox.NamedNode)]


def read(path: Path, root: Path) -> GraphFile:
    """A file with all its quads. Raises NotFound, ParseError, KgError for what is no file."""
    if "://" in str(path) or ":/" in str(path):
        raise KgError(
            f"kg check 只检查 RDF 文件，不检查端点：{path}",
            f"kg check reads RDF files, not endpoints: {path}",
        )
    if path.is_dir():
        raise KgError(
            f"kg check 只检查 RDF 文件，{path} 是目录", f"kg check reads RDF files; {path} is a folder"
        )
    if not path.exists() and path == root / "data" / "triples.ttl":
        raise NotFound(f"没有文件 {path}；请先运行 kg build", f"there is no file {path}; run kg build first")
    inside = path.is_relative_to(root)
    return GraphFile(path, str(path.relative_to(root) if inside else path), tuple(parse_file(path)))
