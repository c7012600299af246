"""Which view is meant: a lens by its name or in a file, or the text of a query, its file or a stream."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.views.lens import Lens


def asked(text: str) -> "Lens | str":
    """A lens by its name or in a file; else the query that is the text, its file or the stream.

    Raises NotFound for an unknown lens, ParseError for a broken one.
    """
    from kg.query.question import in_utf8, query_of
    from kg.views.lens import Lenses, read_lens

    query = in_utf8(sys.stdin.buffer.read(), "-") if text == "-" else query_of(text)
    if query is None:
        return Lenses().get(text)
    path = Path(text) if text.endswith((".rq", ".sparql")) else None
    return read_lens(path) if path is not None and path.with_suffix(".yaml").is_file() else query
