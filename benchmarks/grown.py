"""The data grown many times: copies whose things have names of their own, the vocabulary once."""

import io
import re
from pathlib import Path
from typing import Final

import pyoxigraph as ox
from timing import progress

from kg.namespaces import DEFAULT_FILES, ID, VOCABULARY_FILES
from kg.settings import root

_THING: Final = re.compile(rf"(?<=<){re.escape(ID)}[^>]+")


def grow(folder: Path, times: int) -> None:
    """An Oxigraph directory with the packaged data that many times.

    A copy's things are linked among themselves as those of the original are; every copy adds as many triples.
    """
    store = ox.Store(str(folder))
    for name in VOCABULARY_FILES:
        store.bulk_load(path=str(root() / name), format=ox.RdfFormat.TURTLE)
    data = next(name for name in DEFAULT_FILES if name not in VOCABULARY_FILES)
    quads = ox.parse(path=str(root() / data), format=ox.RdfFormat.TURTLE)
    text = (ox.serialize(quads, format=ox.RdfFormat.N_TRIPLES) or b"").decode()
    for copy in range(times):
        named = text if copy == 0 else _THING.sub(rf"\g<0>.copy{copy}", text)
        store.bulk_load(io.BytesIO(named.encode()), format=ox.RdfFormat.N_TRIPLES)
        progress(copy + 1, times)
    store.flush()
    store.optimize()
