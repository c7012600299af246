"""Property paths: what they are made of, how they are read and written."""

from dataclasses import dataclass
from typing import Final, Literal

from kg.sparql.cursor import Cursor
from kg.sparql.tokens import Kind

RDF_TYPE: Final = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


@dataclass(frozen=True, slots=True)
class Step:
    """One predicate, as the query writes it."""

    iri: str


@dataclass(frozen=True, slots=True)
class Inverse:
    """^path"""

    path: "Path"


@dataclass(frozen=True, slots=True)
class Sequence:
    """path / path"""

    paths: tuple["Path", ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """path | path"""

    paths: tuple["Path", ...]


@dataclass(frozen=True, slots=True)
class Repeated:
    """path? path* path+"""

    path: "Path"
    times: Literal["?", "*", "+"]


@dataclass(frozen=True, slots=True)
class Negated:
    """!(forward | ^backward)"""

    forward: tuple[str, ...]
    backward: tuple[str, ...]


Path = Step | Inverse | Sequence | Alternative | Repeated | Negated


def starts_path(cursor: Cursor) -> bool:
    """Whether a path can begin at the next token."""
    return cursor.at_kind(Kind.IRI, Kind.NAME) or _at_a(cursor) or cursor.at("^", "!", "(")


def read_path(cursor: Cursor) -> Path | None:
    """The path at the next token; None where there is none that can be read."""
    parts: list[Path] = []
    while True:
        part = _sequence(cursor)
        if part is None:
            return None
        parts.append(part)
        if not cursor.skip("|"):
            return parts[0] if len(parts) == 1 else Alternative(tuple(parts))


def written(path: Path) -> str:
    """The path as SPARQL, in brackets wherever it has parts."""
    match path:
        case Step(iri):
            return iri
        case Inverse(inner):
            return f"^({written(inner)})"
        case Sequence(paths):
            return f"({'/'.join(map(written, paths))})"
        case Alternative(paths):
            return f"({'|'.join(map(written, paths))})"
        case Repeated(inner, times):
            return f"({written(inner)}){times}"
        case Negated(forward, backward):
            return f"!({'|'.join((*forward, *(f'^{iri}' for iri in backward)))})"


def _sequence(cursor: Cursor) -> Path | None:
    parts: list[Path] = []
    while True:
        inverse = cursor.skip("^")
        part = _element(cursor)
        if part is None:
            return None
        parts.append(Inverse(part) if inverse else part)
        if not cursor.skip("/"):
            return parts[0] if len(parts) == 1 else Sequence(tuple(parts))


def _element(cursor: Cursor) -> Path | None:
    path: Path | None
    if cursor.skip("("):
        path = read_path(cursor)
        if not cursor.skip(")"):
            return None
    elif cursor.skip("!"):
        path = _negated(cursor)
    else:
        iri = _iri(cursor)
        path = None if iri is None else Step(iri)
    if path is None:
        return None
    for times in ("?", "*", "+"):
        if cursor.at(times) and not _is_sign(cursor):
            cursor.take()
            return Repeated(path, times)
    return path


def _negated(cursor: Cursor) -> Negated | None:
    forward: list[str] = []
    backward: list[str] = []
    several = cursor.skip("(")
    while True:
        target = backward if cursor.skip("^") else forward
        iri = _iri(cursor)
        if iri is None:
            return None
        target.append(iri)
        if not (several and cursor.skip("|")):
            break
    return Negated(tuple(forward), tuple(backward)) if not several or cursor.skip(")") else None


def _iri(cursor: Cursor) -> str | None:
    if _at_a(cursor):
        cursor.take()
        return RDF_TYPE
    if cursor.at_kind(Kind.IRI, Kind.NAME):
        token = cursor.take()
        return token.text if token else None
    return None


def _at_a(cursor: Cursor) -> bool:
    token = cursor.token
    return token is not None and token.kind is Kind.WORD and token.text == "a"


def _is_sign(cursor: Cursor) -> bool:
    """Whether a plus belongs to the number after it, as in `?x kg:value +5`."""
    plus, number = cursor.token, cursor.ahead(1)
    return (
        plus is not None
        and plus.text == "+"
        and number is not None
        and number.kind is Kind.NUMBER
        and number.offset == plus.end
    )
