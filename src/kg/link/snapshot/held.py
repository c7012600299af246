"""Linked records that a file of entities holds: JSON lines as the linker reads them."""

import gzip
import json
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from kg.errors import NotFound, ParseError
from kg.link.snapshot.datasets import WIKIDATA
from kg.link.snapshot.records import Kept
from kg.link.snapshot.wikibase import Batch
from kg.namespaces import PREFIXES
from kg.store.terms import Iri, Literal, Triple, is_iri, tagged

_WD = PREFIXES["wd"]


class HeldLines:
    """A file of JSON lines, one entity each (kg.link.targets.lines). It is read once, and only once."""

    def __init__(self, path: Path) -> None:
        self.source = path.name
        self._path = path
        self._names: dict[str, str] = {}

    def records(self, iris: Sequence[str], tell: Callable[[str], None]) -> Iterator[Batch]:
        """The records that the file holds; one that it lacks may well be elsewhere, so it is not said to be gone.

        Raises NotFound for no file, ParseError, with the line, for what is no entity.
        """
        tell(self.source)
        wanted = {iri.removeprefix(_WD): iri for iri in iris}
        found: dict[str, Kept] = {}
        for number, entity in self._entities():
            qid = str(entity["qid"])
            if qid in wanted:
                try:
                    found[qid] = Kept(wanted[qid], tuple(self._triples(qid, entity)))
                except (TypeError, AttributeError):
                    raise self._no_entity(number) from None
        yield Batch("", [found[qid] for qid in wanted if qid in found])

    def names(self, iris: Sequence[str], _: Callable[[str], None]) -> Iterator[Triple]:
        """The labels of classes, which stand beside their ids in the file."""
        label = Iri(WIKIDATA.roles["label"][0])
        for iri in iris:
            if iri in self._names:
                yield Triple(Iri(iri), label, tagged(self._names[iri], "en"))

    def _entities(self) -> Iterator[tuple[int, Mapping[str, Any]]]:
        try:
            with self._opened() as lines:
                for number, line in enumerate(lines, 1):
                    if not line.strip():
                        continue
                    try:
                        entity = json.loads(line)
                        _ = entity["qid"]
                    except (ValueError, KeyError, TypeError):
                        raise self._no_entity(number) from None
                    yield number, entity
        except FileNotFoundError:
            raise NotFound(f"没有文件 {self._path}", f"there is no file {self._path}") from None
        except (OSError, EOFError, zlib.error):
            raise ParseError(f"{self._path} 读不出来", f"{self._path} cannot be read") from None

    def _no_entity(self, number: int) -> ParseError:
        return ParseError(
            f"{self._path}:{number} 不是实体；每行应是一个 JSON 对象，至少有 qid 与名称",
            f"{self._path}:{number} is no entity; each line is a JSON object with a qid and names",
        )

    def _opened(self) -> IO[bytes]:
        opened: Callable[[Path], Any] = (
            gzip.open if self._path.suffix == ".gz" else lambda path: path.open("rb")
        )
        return opened(self._path)  # type: ignore[no-any-return]

    def _triples(self, qid: str, entity: Mapping[str, Any]) -> Iterator[Triple]:
        here, roles = Iri(_WD + qid), WIKIDATA.roles
        for role, key, lang in (
            ("label", "label_en", "en"),
            ("label", "label_zh", "zh"),
            ("description", "description", "en"),
            ("description", "description_zh", "zh"),
        ):
            if entity.get(key):
                yield Triple(here, Iri(roles[role][0]), tagged(str(entity[key]), lang))
        for alias in entity.get("aliases") or ():
            yield Triple(here, Iri(roles["alias"][0]), Literal(str(alias)))
        for one in entity.get("instance_of") or ():
            kind, _, name = str(one).partition(" ")
            if kind[:1] == "Q" and kind[1:].isdigit():
                self._names[_WD + kind] = name
                yield Triple(here, Iri(roles["type"][0]), Iri(_WD + kind))
        address = str(entity.get("website") or "")
        if is_iri(address):
            yield Triple(here, Iri(roles["website"][0]), Iri(address))
