"""Rows that are written as they come."""

import json
import tracemalloc
from collections.abc import Iterator, Sequence

import pytest

from kg.errors import KgError, QuerySyntaxError, SourceUnavailable
from kg.query.answer import Rows
from kg.query.catalogue import Catalogue
from kg.query.results import STREAMING, chunks, write
from kg.query.run import run, stream
from kg.store.embedded import EmbeddedStore
from kg.store.protocol import Dataset, Row, Store, Stream
from kg.store.terms import Literal, Triple

DIGITS = "VALUES ?{0} {{ 0 1 2 3 4 5 6 7 8 9 }} "
TEN_THOUSAND = "".join(DIGITS.format(name) for name in "abcd")
MANY = f"SELECT * {{ {TEN_THOUSAND} }}"
WIDE = f"SELECT * {{ {TEN_THOUSAND} BIND('{'x' * 1000}' AS ?wide) }}"


@pytest.mark.parametrize("name", STREAMING)
def test_a_streamed_answer_is_the_same_to_the_byte(store: Store, catalogue: Catalogue, name: str) -> None:
    for query in (
        catalogue.get("rivals"),
        "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o",
        "SELECT ?x { ?x <urn:no> 1 }",
    ):
        answer = run(store, query)
        assert not isinstance(answer, list)
        assert b"".join(chunks(stream(store, query), name)).decode() == write(answer, name)


@pytest.mark.parametrize("name", STREAMING)
def test_a_long_answer_takes_little_memory(store: EmbeddedStore, name: str) -> None:
    b"".join(chunks(stream(store, "SELECT * { ?s ?p ?o } LIMIT 1"), name))
    tracemalloc.start()
    try:
        length = sum(map(len, chunks(stream(store, WIDE), name)))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert length > 10_000_000
    assert peak < length / 8


def test_the_first_rows_are_there_before_the_last_are_asked_for(store: Store) -> None:
    pieces = chunks(stream(store, MANY), "json")
    assert next(pieces).startswith(b'{"head"')
    assert next(pieces).startswith(b'\n{"')


def test_whether_there_are_rows_is_known_at_once(store: Store) -> None:
    full, empty = stream(store, MANY), stream(store, "SELECT ?x { ?x <urn:no> 1 }")
    assert isinstance(full, Rows)
    assert isinstance(empty, Rows)
    assert (full.is_empty, empty.is_empty) == (False, True)
    assert sum(1 for _ in full.rows) == 10_000


def test_what_is_no_row_is_answered_as_ever(store: Store) -> None:
    assert stream(store, "ASK { company:a a kg:Company }") is True
    assert len(list(stream(store, "CONSTRUCT WHERE { ?s kg:owns ?o }", with_graphs=["editorial"]))) == 1  # type: ignore[arg-type]


def test_a_mistake_is_told_before_any_row(store: Store) -> None:
    with pytest.raises(QuerySyntaxError, match="expected"):
        stream(store, "SELECT ?x { ?x a }")


def test_rows_that_are_still_coming_go_into_no_format_that_needs_them_all(store: Store) -> None:
    with pytest.raises(ValueError, match="needs all rows"):
        chunks(stream(store, MANY), "xlsx")


class BreaksOff:
    """A store that fails after its second row."""

    source = "broken"

    def query(self, text: str, *, with_graphs: Sequence[str] = (), dataset: Dataset | None = None) -> bool:
        raise NotImplementedError

    def stream(
        self, text: str, *, with_graphs: Sequence[str] = (), dataset: Dataset | None = None
    ) -> Stream | list[Triple] | bool:
        return Stream(("x",), self._rows())

    def _rows(self) -> Iterator[Row]:
        yield (Literal("1"),)
        yield (Literal("2"),)
        raise SourceUnavailable("断了", "broke off")

    def close(self) -> None:
        """Nothing to give back."""


def test_a_failure_half_way_is_an_error_and_the_json_is_seen_to_be_cut() -> None:
    pieces: list[bytes] = []
    with pytest.raises(SourceUnavailable, match="broke off"):
        pieces += chunks(stream(BreaksOff(), "SELECT ?x { }"), "json")
    text = b"".join(pieces).decode()
    with pytest.raises(json.JSONDecodeError):
        json.loads(text)


def test_a_failure_of_the_engine_half_way_is_told_as_ours(store: EmbeddedStore) -> None:
    answer = stream(store, "SELECT ?x { VALUES ?n { 1 2 } BIND(IF(?n = 2, <<( <a:a> <a:b> 1 )>>, 1) AS ?x) }")
    assert isinstance(answer, Rows)
    with pytest.raises(KgError, match="triple term"):
        list(answer.rows)
