"""data/links/links.ttl: what people have judged to be the same, as triples; no score makes a link."""

from collections.abc import Container, Iterator, Mapping
from pathlib import Path
from typing import Final

from rdflib import URIRef

from kg.errors import ParseError, SourceError, Text
from kg.link import judgements, sssom
from kg.link.judgements import IDENTICAL
from kg.link.mapping import NO_TERM, SAME, MappingSet
from kg.namespaces import ID, PREFIXES
from kg.rdfio.write import Triple, turtle
from kg.store.open import open_store
from kg.store.protocol import select
from kg.store.terms import Iri

FOLDER: Final = "data/links"
LINKS: Final = "data/links/links.ttl"
ENDING: Final = ".sssom.tsv"
_HEADER: Final = """Built by `kg link build` from data/links/*.sssom.tsv; do not edit. CC0 1.0.
由判断（data/links/*.sssom.tsv）构建的外部链接，请勿手改。"""


def files(root: Path) -> list[Path]:
    """The SSSOM files of a root, by name."""
    return sorted((root / FOLDER).glob(f"*{ENDING}"))


def read_all(root: Path) -> dict[Path, MappingSet]:
    """File -> its mappings. Raises ParseError with the mistakes of every file."""
    found: dict[Path, MappingSet] = {}
    wrong: list[Text] = []
    for path in files(root):
        try:
            found[path] = sssom.read(path)
        except ParseError as error:
            wrong.append(error.text)
    if wrong:
        raise ParseError("\n".join(text.zh for text in wrong), "\n".join(text.en for text in wrong))
    return found


def things(root: Path) -> frozenset[str]:
    """The IRIs of everything that may be linked: of the report and of record, from the graphs of a root."""
    graphs = [root / "data" / name for name in ("triples.ttl", "outside.ttl")]
    store = open_store([str(path) for path in graphs if path.is_file()])
    text = f"SELECT DISTINCT ?x {{ ?x a ?class FILTER (STRSTARTS(STR(?x), '{ID}')) }}"
    return frozenset(row[0].value for row in select(store, text).rows if isinstance(row[0], Iri))


def links(found: Mapping[Path, MappingSet], known: Container[str]) -> str:
    """The Turtle of links.ttl from the mappings of each file.

    known: IRIs of everything that may be linked. Raises SourceError for judgements of things there are not.
    """
    return turtle(_triples(found, known), _HEADER)


def _triples(found: Mapping[Path, MappingSet], known: Container[str]) -> Iterator[Triple]:
    wrong: list[Text] = []
    for path, one in found.items():
        prefixes = {**PREFIXES, **declared(one)}
        for (subject, obj), standing in judgements.standing(one.mappings).items():
            iri = expanded(subject, prefixes)
            if iri not in known:
                wrong.extend(
                    Text(f"{path}:{row.line}：没有 {subject}", f"{path}:{row.line}: there is no {subject}")
                    for row in standing.rows
                )
            elif standing.verdict == SAME and obj != NO_TERM:
                yield (
                    URIRef(iri),
                    URIRef(expanded(standing.predicate, prefixes)),
                    URIRef(expanded(obj, prefixes)),
                )
    if wrong:
        raise SourceError("\n".join(text.zh for text in wrong), "\n".join(text.en for text in wrong))


def warnings(found: Mapping[Path, MappingSet]) -> list[Text]:
    """What a reader of the files should know: contradictions, and sameAs that no identifier bears out."""
    said: list[Text] = []
    for path, one in found.items():
        said += judgements.contradictions(one, path)
        said += [
            Text(
                f"{path}:{row.line}：{row.subject_id} owl:sameAs {row.object_id}：请在 comment 里写明所凭的标识符",
                f"{path}:{row.line}: {row.subject_id} owl:sameAs {row.object_id}: say in comment by which identifier",
            )
            for row in one.mappings
            if row.is_judged and row.predicate_id == IDENTICAL and not row.comment
        ]
    return said


def declared(one: MappingSet) -> Mapping[str, str]:
    """The prefixes that the head of a file declares."""
    found = one.metadata.get("curie_map")
    return {str(name): str(iri) for name, iri in found.items()} if isinstance(found, dict) else {}


def expanded(curie: str, prefixes: Mapping[str, str]) -> str:
    """The IRI of a CURIE whose prefix is among these."""
    prefix, _, local = curie.partition(":")
    return prefixes[prefix] + local
