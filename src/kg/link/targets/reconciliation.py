"""Any service of the W3C Reconciliation API (0.2): it is asked by name, and its own score is one reason among others."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from kg.errors import SourceRefused
from kg.link.records import Name, Subject, Target, Words
from kg.link.service import Service

_LIMIT: Final = 10


class Reconciliation:
    """A reconciliation service by its URL."""

    def __init__(self, service: Service) -> None:
        """Reads the manifest. Raises SourceRefused for an address that has none."""
        self._service = service
        manifest = service.ask({})
        if (
            not isinstance(manifest, dict)
            or not {"name", "identifierSpace", "schemaSpace"} <= manifest.keys()
        ):
            raise SourceRefused(
                f"{service.source} 没有给出对齐服务的清单（name、identifierSpace、schemaSpace）",
                f"{service.source} gives no manifest of a reconciliation service (name, identifierSpace, schemaSpace)",
            )
        self._space = str(manifest["identifierSpace"])

    def find(self, subject: Subject) -> Sequence[Target]:
        names = list(dict.fromkeys(name.text for name in subject.names))
        queries = {f"q{place}": {"query": text, "limit": _LIMIT} for place, text in enumerate(names)}
        reply = self._service.ask(
            {"queries": json.dumps(queries, ensure_ascii=False, sort_keys=True)}, post=True
        )
        found: dict[str, Target] = {}
        for key in queries:
            for candidate in self._candidates(reply, key):
                found.setdefault(str(candidate["id"]), self._target(candidate))
        return list(found.values())

    def _candidates(self, reply: Any, key: str) -> Iterator[Mapping[str, Any]]:
        answer = reply.get(key) if isinstance(reply, dict) else None
        hits = answer.get("result") if isinstance(answer, dict) else None
        if not isinstance(hits, list) or any(
            not isinstance(hit, dict) or not {"id", "name"} <= hit.keys() for hit in hits
        ):
            raise SourceRefused(
                f"{self._service.source} 对 {key} 没有给出 result 列表",
                f"{self._service.source} gives no list `result` for {key}",
            )
        yield from hits

    def _target(self, candidate: Mapping[str, Any]) -> Target:
        identifier = str(candidate["id"])
        types = candidate.get("type") or ()
        score = candidate.get("score")
        said = candidate.get("description")
        return Target(
            id=identifier,
            iri=identifier if "://" in identifier else self._space + identifier,
            names=(Name(str(candidate["name"]), ""),),
            descriptions=(Words(str(said), ""),) if said else (),
            types=tuple(
                str(one.get("name", one.get("id", ""))) if isinstance(one, dict) else str(one)
                for one in types
            ),
            prominence=min(max(float(score), 0.0), 100.0) / 100 if isinstance(score, int | float) else 0.0,
        )
