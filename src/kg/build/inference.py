"""Runs the rules to a fixpoint. Each inferred triple keeps the rule and the premises that gave it first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from kg.build.rules import Pattern, Rule
from kg.errors import ParseError

# Subject, predicate and object, as IRIs.
Edge = tuple[str, str, str]

# What the last round inferred stands in a graph of its own while the rules run.
_NEW: Final = "urn:x-kg:new"
_DEFAULT: Final = ox.DefaultGraph()


@dataclass(frozen=True, slots=True)
class Derivation:
    """Why a triple holds: the premises are triples of the graph or inferred in an earlier round."""

    rule: Rule
    premises: tuple[Edge, ...]


def infer(store: ox.Store, rules: Sequence[Rule]) -> dict[Edge, Derivation]:
    """What follows from the default graph by the rules, with one derivation each, in order of rounds.

    store: gets the inferred triples in its default graph. rules: an earlier rule is preferred where
    two give the same triple in one round; of one rule, the derivation whose premises sort first.
    Solutions with a literal, and triples of a thing with itself, are left out.
    Semi-naive: after the first round a rule only looks for solutions in which a premise is new.
    Raises ParseError if a rule is not SPARQL.
    """
    found: dict[Edge, Derivation] = {}
    latest = _round(store, rules, first=True)
    while latest:
        found.update(latest)
        store.clear_graph(ox.NamedNode(_NEW))
        for graph in (_DEFAULT, ox.NamedNode(_NEW)):
            store.extend(_quad(edge, graph) for edge in latest)
        latest = _round(store, rules, first=False)
    store.remove_graph(ox.NamedNode(_NEW))
    return found


def _round(store: ox.Store, rules: Sequence[Rule], *, first: bool) -> dict[Edge, Derivation]:
    """The triples that follow now and are not in the graph yet, sorted, each with its derivation."""
    found: dict[Edge, Derivation] = {}
    for rule in rules:
        best: dict[Edge, tuple[Edge, ...]] = {}
        for conclusion, premises in _solutions(store, rule, first):
            if conclusion not in found and (conclusion not in best or premises < best[conclusion]):
                best[conclusion] = premises
        found |= {
            edge: Derivation(rule, premises) for edge, premises in best.items() if _quad(edge) not in store
        }
    return {edge: found[edge] for edge in sorted(found)}


def _solutions(store: ox.Store, rule: Rule, first: bool) -> Iterator[tuple[Edge, tuple[Edge, ...]]]:
    queries = [rule.text] if first else [rule.resting_on(premise, _NEW) for premise in rule.premises]
    for text in queries:
        answer = _answer(store, rule, text)
        names = [str(variable) for variable in answer.variables]
        for row in answer:
            cells = {
                name: cell.value
                for name, cell in zip(names, row, strict=True)
                if isinstance(cell, ox.NamedNode)
            }
            if len(cells) == len(names):
                conclusion = _filled(rule.conclusion, cells)
                if conclusion[0] != conclusion[2]:
                    yield conclusion, tuple(_filled(premise, cells) for premise in rule.premises)


def _answer(store: ox.Store, rule: Rule, text: str) -> ox.QuerySolutions:
    try:
        answer = store.query(text)
    except SyntaxError as error:
        raise ParseError(f"{rule.path}：{error.msg}", f"{rule.path}: {error.msg}") from error
    if not isinstance(answer, ox.QuerySolutions):
        raise ParseError(f"{rule.path}：规则应是 SELECT 查询", f"{rule.path}: a rule must be a SELECT query")
    return answer


def _filled(pattern: Pattern, cells: dict[str, str]) -> Edge:
    subject, predicate, obj = pattern
    return cells.get(subject, subject), cells.get(predicate, predicate), cells.get(obj, obj)


def _quad(edge: Edge, graph: ox.NamedNode | ox.DefaultGraph = _DEFAULT) -> ox.Quad:
    subject, predicate, obj = (ox.NamedNode(iri) for iri in edge)
    return ox.Quad(subject, predicate, obj, graph)
