"""Entities of Wikidata in a file of JSON lines: read one by one, kept on disk, only their index in memory."""

import gzip
import json
import shutil
import tempfile
import zlib
from array import array
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any
from urllib.parse import unquote

from kg.errors import NotFound, ParseError
from kg.link.countries import country
from kg.link.identifiers import website
from kg.link.index import Index
from kg.link.records import Identifier, Name, NameKind, Subject, Target, Words
from kg.namespaces import PREFIXES


class Lines:
    """A target in JSON lines, one entity each: qid, label_en, label_zh, aliases, description, instance_of ..."""

    def __init__(self, path: Path) -> None:
        """path: .jsonl, or .jsonl.gz, which is unpacked to a temporary file that ends with the process.

        Raises NotFound for no file, and ParseError, with the line, for what is not JSON lines of entities.
        """
        self._path = path
        self._file = _opened(path)
        self._starts = array("Q")
        try:
            self._index = Index(self._read())
        except BaseException:
            self._file.close()
            raise

    def __del__(self) -> None:
        if "_file" in self.__dict__:
            self._file.close()

    def __len__(self) -> int:
        return len(self._starts)

    def __getitem__(self, place: int) -> Target:
        self._file.seek(self._starts[place])
        return target_of(json.loads(self._file.readline()))

    def find(self, subject: Subject) -> Sequence[Target]:
        return [self[place] for place in self._index.find(subject)]

    @property
    def index_bytes(self) -> int:
        """The memory that the index takes."""
        return self._index.bytes + len(self._starts) * self._starts.itemsize

    def _read(self) -> Iterator[Target]:
        start = 0
        for number, line in enumerate(self._file, 1):
            if line.strip():
                try:
                    found = target_of(json.loads(line))
                except (ValueError, KeyError, TypeError, AttributeError):
                    raise ParseError(
                        f"{self._path}:{number} 不是实体；每行应是一个 JSON 对象，至少有 qid 与名称",
                        f"{self._path}:{number} is no entity; each line is a JSON object with a qid and names",
                    ) from None
                self._starts.append(start)
                yield found
            start += len(line)


def _opened(path: Path) -> IO[bytes]:
    try:
        if path.suffix != ".gz":
            return path.open("rb")
        unpacked = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the target
        with gzip.open(path) as packed:
            shutil.copyfileobj(packed, unpacked, 1 << 20)
    except FileNotFoundError:
        raise NotFound(f"没有文件 {path}", f"there is no file {path}") from None
    except (OSError, EOFError, zlib.error):
        raise ParseError(f"{path} 读不出来", f"{path} cannot be read") from None
    unpacked.seek(0)
    return unpacked


def target_of(entity: Mapping[str, Any]) -> Target:
    """The record of one entity. Raises KeyError without a qid, TypeError or AttributeError for other types."""
    qid = entity["qid"]
    if not isinstance(qid, str):
        raise TypeError(qid)
    address = website(entity["website"]) if entity.get("website") else None
    types = [one.partition(" ")[2] or one for one in entity.get("instance_of") or ()]
    return Target(
        id=qid,
        iri=PREFIXES["wd"] + qid,
        names=tuple(_names(entity)),
        descriptions=tuple(
            Words(entity[key], lang)
            for key, lang in (("description", "en"), ("description_zh", "zh"))
            if entity.get(key)
        ),
        types=(*types, *(entity.get("category") or ())),
        countries=(country(entity["country"]),) if entity.get("country") else (),
        identifiers=(address,) if isinstance(address, Identifier) else (),
        prominence=_prominence(entity),
    )


def _names(entity: Mapping[str, Any]) -> Iterator[Name]:
    given: set[str] = set()
    title_en, title_zh = (_title(entity.get(key)) for key in ("enwiki", "zhwiki"))
    listed = [
        Name(entity.get("label_en") or "", "en"),
        Name(entity.get("label_zh") or "", "zh"),
        *(Name(alias, "", NameKind.ALIAS) for alias in entity.get("aliases") or ()),
        Name(title_en, "en", NameKind.TITLE),
        Name(title_zh, "zh", NameKind.TITLE),
        Name(entity.get("label_zh_mt") or "", "zh", NameKind.TRANSLATION),
    ]
    for name in listed:
        if name.text and name.text not in given:
            given.add(name.text)
            yield name


def _title(title: str | None) -> str:
    return unquote(title).replace("_", " ") if title else ""


def _prominence(entity: Mapping[str, Any]) -> float:
    """Up from 0: an article, the number of sources that hold it, a low number (the first items are the known ones)."""
    number = int(entity["qid"][1:]) if entity["qid"][1:].isdigit() else 10**9
    article = bool(entity.get("enwiki")) + bool(entity.get("zhwiki"))
    early = sum(number < bound for bound in (100_000, 1_000_000, 10_000_000))
    return (article / 2 + early / 3 + min(len(entity.get("sources") or ()), 4) / 4) / 3
