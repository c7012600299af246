"""data/void.ttl: the dataset described in VoID and DCAT 3, computed from the files and without a clock.

rdflib's DCAT namespace is that of DCAT 2, so the terms come from plain prefixes.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox
from rdflib import DCTERMS, RDF, RDFS, XSD, Literal, Namespace, URIRef

from kg import __version__
from kg.build.graphstats import GraphStats, graph_stats, triples_of
from kg.build.graphstats import Triple as Written
from kg.build.graphwords import DESCRIPTION, RIGHTS, TITLE, words_of
from kg.build.release import newest_release
from kg.build.triples import texts
from kg.namespaces import (
    DEFAULT_FILES,
    DERIVED_GRAPHS,
    ID,
    NAMED_FILES,
    PREFIXES,
    SHAPE,
    expand,
    graph_iri,
    shorten,
)
from kg.rdfio.load import parse_bytes
from kg.rdfio.media import by_extension
from kg.rdfio.write import Triple
from kg.settings import BASE
from kg.store.fill import derived
from kg.store.protocol import REPORT

VOID_FILE: Final = "data/void.ttl"
VOID, DCAT = Namespace(PREFIXES["void"]), Namespace(PREFIXES["dcat"])
PROV, SPDX, FOAF = Namespace(PREFIXES["prov"]), Namespace(PREFIXES["spdx"]), Namespace(PREFIXES["foaf"])
DATASET: Final = URIRef(f"{BASE}dataset")
_SOURCE: Final = URIRef(f"{BASE}dataset/source")
_BUILD: Final = URIRef(f"{BASE}dataset/build")
_SOFTWARE: Final = URIRef(f"{BASE}dataset/software")
_EXAMPLES: Final = ("company:alibaba", "law:data-security-law", "challenge:data-monopoly")
_SOURCES: Final = ("*.yaml", "*.jsonl")
_LANGUAGE: Final = "http://publications.europa.eu/resource/authority/language/"
_TURTLE: Final = URIRef("https://www.iana.org/assignments/media-types/text/turtle")
_TURTLE_FORMAT: Final = URIRef("http://www.w3.org/ns/formats/Turtle")


def describe(root: Path, built: Mapping[str, str]) -> Iterator[Triple]:
    """The triples of data/void.ttl.

    built: path below root -> text of the files that are being built; other files are read from root,
    and one that is not there is left out. Raises ParseError.
    """
    graphs = _graphs(root, built)
    whole = set().union(*(graph.triples for graph in graphs.values()))
    yield from _dataset(root, graphs, graph_stats(whole))
    for name, graph in graphs.items():
        yield from _graph(name, graph)
    yield from _graph("void", _Graph({}, set()), counted=False)
    yield from _provenance(root)


@dataclass(frozen=True, slots=True)
class _Graph:
    """files: path -> bytes; triples: what they hold, or what is derived."""

    files: Mapping[str, bytes]
    triples: set[Written]


def _graphs(root: Path, built: Mapping[str, str]) -> dict[str, _Graph]:
    def read(paths: Iterable[str]) -> tuple[dict[str, bytes], list[ox.Quad]]:
        files = {
            path: built[path].encode() if path in built else (root / path).read_bytes()
            for path in paths
            if path in built or (root / path).is_file()
        }
        quads = [q for path, data in files.items() for q in parse_bytes(data, by_extension(Path(path)), path)]
        return files, quads

    files, default = read(DEFAULT_FILES)
    graphs = {REPORT: _Graph(files, triples_of(default))}
    for name, paths in NAMED_FILES.items():
        files, quads = read(paths) if name != "void" else ({}, [])
        if files:
            graphs[name] = _Graph(files, triples_of(quads))
    for name in DERIVED_GRAPHS:
        graphs[name] = _Graph({}, triples_of(derived(default, name)))
    return graphs


def _dataset(root: Path, graphs: Mapping[str, _Graph], stats: GraphStats) -> Iterator[Triple]:
    release = newest_release(root)
    description = URIRef(f"{BASE}void")
    yield description, RDF.type, VOID.DatasetDescription
    yield description, FOAF.primaryTopic, DATASET
    yield DATASET, RDF.type, VOID.Dataset
    yield DATASET, RDF.type, DCAT.Dataset
    yield from texts(DATASET, DCTERMS.title, TITLE)
    yield from texts(DATASET, DCTERMS.description, DESCRIPTION)
    yield from texts(DATASET, DCTERMS.rights, RIGHTS)
    yield DATASET, DCTERMS.license, URIRef(words_of(REPORT).licence)
    yield DATASET, DCTERMS.creator, URIRef(expand("organization:editors"))
    yield DATASET, DCAT.version, Literal(release.version)
    if release.issued:
        yield DATASET, DCTERMS.issued, Literal(release.issued, datatype=XSD.date, normalize=False)
    for code in ("ZHO", "ENG"):
        yield DATASET, DCTERMS.language, URIRef(_LANGUAGE + code)
    for standard in (f"{BASE}ontology", SHAPE.rstrip("#")):
        yield DATASET, DCTERMS.conformsTo, URIRef(standard)
    for report in sorted((root / "data" / "source").glob("*/report.yaml")):
        yield DATASET, DCTERMS.source, URIRef(f"{PREFIXES['report']}{report.parent.name}")
    yield DATASET, PROV.wasGeneratedBy, _BUILD
    yield DATASET, VOID.uriSpace, Literal(ID)
    yield DATASET, VOID.feature, _TURTLE_FORMAT
    subjects = {subject for subject, _, _ in graphs[REPORT].triples}
    for example in map(expand, _EXAMPLES):
        if example in subjects:
            yield DATASET, VOID.exampleResource, URIRef(example)
    yield from _counts(DATASET, stats)
    for vocabulary in sorted(_vocabularies(stats)):
        yield DATASET, VOID.vocabulary, URIRef(vocabulary)
    for name in (*graphs, "void"):
        yield DATASET, VOID.subset, URIRef(graph_iri(name))


def _graph(name: str, graph: _Graph, *, counted: bool = True) -> Iterator[Triple]:
    node, words = URIRef(graph_iri(name)), words_of(name)
    yield node, RDF.type, VOID.Dataset
    yield node, RDF.type, DCAT.Dataset
    yield from texts(node, DCTERMS.title, words.title)
    yield from texts(node, DCTERMS.description, words.description)
    yield node, DCTERMS.license, URIRef(words.licence)
    yield node, DCTERMS.isPartOf, DATASET
    yield node, PROV.wasGeneratedBy, _BUILD
    for path, data in graph.files.items():
        file = URIRef(BASE + path)
        yield node, DCAT.distribution, file
        yield DATASET, DCAT.distribution, file
        yield file, RDF.type, DCAT.Distribution
        yield file, DCTERMS.title, Literal(path)
        yield file, DCTERMS.license, URIRef(words.licence)
        yield file, DCAT.mediaType, _TURTLE
        yield from _checksum(file, data)
    if not counted:
        # A description can count neither itself nor its own checksum.
        return
    stats = graph_stats(graph.triples)
    yield from _counts(node, stats)
    yield from _partitions(node, stats)
    if name == "links":
        yield from _linksets(node, stats)


def _counts(node: URIRef, stats: GraphStats) -> Iterator[Triple]:
    counts = {
        VOID.triples: stats.triples,
        VOID.entities: stats.entities,
        VOID.distinctSubjects: stats.subjects,
        VOID.distinctObjects: stats.objects,
        VOID.classes: len(stats.classes),
        VOID.properties: len(stats.properties),
    }
    for prop, count in counts.items():
        yield node, prop, Literal(count)


def _partitions(node: URIRef, stats: GraphStats) -> Iterator[Triple]:
    for class_iri, count in stats.classes.items():
        part = URIRef(f"{node}#class-{_local(class_iri)}")
        yield node, VOID.classPartition, part
        yield part, VOID["class"], URIRef(class_iri)
        yield part, VOID.entities, Literal(count)
    for prop, count in stats.properties.items():
        part = URIRef(f"{node}#property-{_local(prop)}")
        yield node, VOID.propertyPartition, part
        yield part, VOID.property, URIRef(prop)
        yield part, VOID.triples, Literal(count)


def _linksets(node: URIRef, stats: GraphStats) -> Iterator[Triple]:
    """One linkset for each kind of link to each site."""
    for (prop, site), count in stats.links.items():
        digest = hashlib.sha256(f"{prop} {site}".encode()).hexdigest()[:6]
        linkset = URIRef(f"{node}#linkset-{digest}")
        yield node, VOID.subset, linkset
        yield linkset, RDF.type, VOID.Linkset
        yield linkset, VOID.linkPredicate, URIRef(prop)
        yield linkset, VOID.subjectsTarget, DATASET
        yield linkset, VOID.objectsTarget, URIRef(site)
        yield linkset, VOID.triples, Literal(count)


def _checksum(node: URIRef, data: bytes) -> Iterator[Triple]:
    checksum = URIRef(f"{node}#sha256")
    yield node, SPDX.checksum, checksum
    yield checksum, RDF.type, SPDX.Checksum
    yield checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256
    value = Literal(hashlib.sha256(data).hexdigest(), datatype=XSD.hexBinary, normalize=False)
    yield checksum, SPDX.checksumValue, value


def _provenance(root: Path) -> Iterator[Triple]:
    """The build and what it used: one digest over path and SHA-256 of every file below data/source."""
    folder = root / "data" / "source"
    files = sorted(path for ending in _SOURCES for path in folder.rglob(ending))
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(root).as_posix()}\n"
        for path in files
    ]
    yield _BUILD, RDF.type, PROV.Activity
    yield _BUILD, RDFS.label, Literal("由源文件构建数据集", lang="zh")
    yield _BUILD, RDFS.label, Literal("building the dataset from its source files", lang="en")
    yield _BUILD, PROV.used, _SOURCE
    yield _BUILD, PROV.wasAssociatedWith, _SOFTWARE
    yield _SOURCE, RDF.type, PROV.Entity
    yield _SOURCE, RDFS.label, Literal(f"data/source 下的 {len(files)} 个文件", lang="zh")
    yield _SOURCE, RDFS.label, Literal(f"the {len(files)} files below data/source", lang="en")
    yield from _checksum(_SOURCE, "".join(lines).encode())
    yield _SOFTWARE, RDF.type, PROV.SoftwareAgent
    yield _SOFTWARE, RDFS.label, Literal(f"kg build {__version__}")


def _vocabularies(stats: GraphStats) -> set[str]:
    """The namespaces of the properties and classes in use, as far as they have a prefix."""
    used = {shorten(iri) for iri in (*stats.properties, *stats.classes)}
    return {PREFIXES[curie.partition(":")[0]] for curie in used if curie.partition(":")[0] in PREFIXES}


def _local(iri: str) -> str:
    """A name for a fragment: kg-Company for a term with a prefix, else a part of its digest."""
    short = shorten(iri)
    return short.replace(":", "-") if short != iri else hashlib.sha256(iri.encode()).hexdigest()[:12]
