"""Answers of an endpoint kept in the cache."""

import json
from collections.abc import Callable

from kg.link.cache import Cache
from kg.store.protocol import Solutions
from kg.store.wire import pack, unpack


def cached(ask: Callable[[str], object], source: str, cache: Cache | None) -> Callable[[str], object]:
    """ask, but a query whose rows are in the cache is not sent. Faults are not kept."""
    if cache is None:
        return ask

    def answer(text: str) -> object:
        kept = cache.get(source, text)
        if kept is not None:
            variables, rows = json.loads(kept)
            packed = [tuple(tuple(cell) if isinstance(cell, list) else cell for cell in row) for row in rows]
            return Solutions(tuple(variables), unpack(packed))
        found = ask(text)
        if isinstance(found, Solutions):
            cache.put(json.dumps([found.variables, pack(found.rows)], ensure_ascii=False), source, text)
        return found

    return answer
