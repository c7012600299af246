"""Updates made ready for an engine without protocol parameters, and what is refused of them."""

import pyoxigraph as ox
import pytest

from kg.errors import KgError, QueryRefused, QuerySyntaxError
from kg.sparql.guard import LOOPBACK, check, check_update
from kg.sparql.updates import with_using, without_loads


def after(update: str) -> set[str]:
    """What a store with <x:a> in graph x:g and <x:b> in graph x:h has in its default graph."""
    store = ox.Store()
    store.update("INSERT DATA { GRAPH <x:g> { <x:a> <x:p> 1 } GRAPH <x:h> { <x:b> <x:p> 2 } }")
    store.update(update)
    return {str(quad.subject) for quad in store if isinstance(quad.graph_name, ox.DefaultGraph)}


def test_using_is_written_into_every_where() -> None:
    copy = "INSERT { ?s <x:q> 'WHERE {' } WHERE { ?s ?p ?o }"
    assert after(with_using(f"{copy} ; {copy}", ["x:g"], [])) == {"<x:a>"}
    assert after(with_using(copy, ["x:g", "x:h"], [])) == {"<x:a>", "<x:b>"}
    named = "INSERT { ?s <x:q> 1 } WHERE { GRAPH ?g { ?s ?p ?o } }"
    assert after(with_using(named, [], ["x:h"])) == {"<x:b>"}


def test_delete_where_keeps_its_pattern() -> None:
    text = with_using("DELETE WHERE { ?s ?p ?o . GRAPH <x:g> { ?a ?b ?c } }", ["x:g"], [])
    assert after(text) == set()
    assert text.count("?s ?p ?o") == 2


@pytest.mark.parametrize(
    "own",
    [
        "WITH <x:g> DELETE {} WHERE {}",
        "DELETE {} USING <x:g> WHERE {}",
        "# \nINSERT {} USING NAMED <x:g> WHERE {}",
    ],
)
def test_an_update_with_a_dataset_of_its_own_gets_no_other(own: str) -> None:
    with pytest.raises(QuerySyntaxError, match=r"update \d+:\d+"):
        with_using(own, ["x:g"], [])


def test_what_is_no_iri_is_no_graph() -> None:
    with pytest.raises(KgError):
        with_using("DELETE {} WHERE {}", ["x:g> WHERE {} ; DROP ALL #"], [])


@pytest.mark.parametrize(
    "text",
    [
        "LOAD SILENT <http://127.0.0.1:1/>",
        "load silent <http://127.0.0.1:1/> into graph <x:g> ; CLEAR SILENT GRAPH <x:none>",
    ],
)
def test_a_silent_load_becomes_nothing(text: str) -> None:
    changed = without_loads(text)
    check_update(changed)
    assert after(changed) == set()


@pytest.mark.parametrize("text", ["LOAD SILENT ;", "LOAD SILENT", "CREATE GRAPH <x:n> LOAD SILENT <x:l>"])
def test_a_silent_load_that_is_no_sparql_stays_none(text: str) -> None:
    with pytest.raises(SyntaxError):
        ox.Store().update(without_loads(text))


@pytest.mark.parametrize(
    "text",
    [
        "LOAD <x:a>",
        "LO\\u0041D <x:a>",
        "INSERT {} WHERE { SERVICE <x:a> {} }",
        "INSERT {} WHERE " + "{" * 70 + "}" * 70,
        "INSERT {} WHERE { FILTER(" + "!" * 300 + "true) }",
    ],
)
def test_what_reaches_out_or_is_too_deep_is_refused(text: str) -> None:
    with pytest.raises(QueryRefused):
        check_update(text)


def test_data_may_have_any_number_of_signs() -> None:
    check_update("INSERT DATA { " + "<x:a> <x:b> -1 . " * 500 + "} ; DELETE DATA { <x:a> <x:b> -1 }")
    with pytest.raises(QueryRefused):
        check_update("INSERT DATA { <x:a> <x:b> 1 } ; INSERT {} WHERE { FILTER(" + "-1 " * 300 + ") }")


@pytest.mark.parametrize(
    ("iri", "allowed"),
    [
        ("http://127.0.0.1:8080/x", True),
        ("http://localhost/", True),
        ("http://127.0.0.1.example.org/", False),
        ("http://127.0.0.1@example.org/", False),
        ("http://127.0.0.1:80@example.org/", False),
        ("http://127.0.0.1/@x", False),
        ("file:///etc/passwd", False),
    ],
)
def test_this_machine_may_be_opened_to_service(iri: str, allowed: bool) -> None:
    query = f"SELECT * {{ SERVICE <{iri}> {{ ?s ?p ?o }} }}"
    if allowed:
        check(query, allowed_services=(LOOPBACK,))
    else:
        with pytest.raises(QueryRefused):
            check(query, allowed_services=(LOOPBACK,))
