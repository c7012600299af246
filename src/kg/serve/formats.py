"""Which formats an answer is offered in over HTTP, and which of them can say that they are not whole."""

from typing import Final

from kg.rdfio.media import BOOLEAN, GRAPH, ROWS, Media, carrying
from kg.sparql.prologue import form

# Those of W3C come first, so that they are what a client gets that takes anything.
_FIRST: Final = {
    ROWS: ("json", "xml", "csv", "tsv", "html"),
    BOOLEAN: ("json", "xml", "html"),
    GRAPH: ("turtle", "ntriples", "rdfxml", "jsonld", "trig", "nquads"),
}
_FORMS: Final = {"SELECT": ROWS, "ASK": BOOLEAN, "CONSTRUCT": GRAPH, "DESCRIBE": GRAPH}


def _ordered(kind: str) -> tuple[Media, ...]:
    first = _FIRST[kind]
    by_name = {media.name: media for media in carrying(kind)}
    return (*(by_name[name] for name in first), *(m for m in carrying(kind) if m.name not in first))


OFFERED: Final = {kind: _ordered(kind) for kind in (ROWS, BOOLEAN, GRAPH)}


def offered_for(query: str) -> tuple[Media, ...]:
    """The formats for a query's form; those of SELECT for what is no query, which the engine will say."""
    return OFFERED[_FORMS.get(form(query) or "", ROWS)]


_JSON_END: Final = b"}\n"
# How a format says at its end that it is not whole; those that have no way are not in the table.
_COMMENT: Final = {
    "csv": "# {}\r\n",
    "tsv": "# {}\n",
    "xml": "<!-- {} -->\n",
    "rdfxml": "<!-- {} -->\n",
    "turtle": "# {}\n",
    "trig": "# {}\n",
    "ntriples": "# {}\n",
    "nquads": "# {}\n",
    "json": ', "incomplete": "{}"}}\n',
}


def can_be_partial(media: Media) -> bool:
    """Whether the format has a way to say that it is not whole."""
    return media.name in _COMMENT


def marked(media: Media, last: bytes, said: str) -> bytes:
    """The last piece of an answer, with the words that it is not whole."""
    if media.name == "json":
        last = last.removesuffix(_JSON_END)
    return last + _COMMENT[media.name].format(said).encode()
