"""Which solutions belong to which row: those that agree on the projected plain variables and group keys."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from kg.query.answer import Table
from kg.query.tracing.asking import Asking, data_blocks
from kg.query.tracing.solutions import Basis, Evaluator
from kg.sparql.patterns import Unit
from kg.sparql.structure import volatile
from kg.store.protocol import Row, Solutions
from kg.store.terms import Term

Key = tuple[Term | None, ...]


def bases_of_rows(evaluator: Evaluator, unit: Unit, table: Table) -> list[Basis | None]:
    """For each row what its solutions rest on; None for a row without solutions, such as a count of nothing."""
    places = {f"?{name}": place for place, name in enumerate(table.variables)}
    unstable = volatile(unit.select.where)  # would not agree with itself in another run
    plain = [name for name in unit.plain if name in places and name not in unstable]
    if unit.select.is_grouped and unit.hidden:
        keys = _keys_of_groups(evaluator.asking, unit, table, plain)
    else:
        keys = [[tuple(row[places[name]] for name in plain)] for row in table.rows]
    names = (*plain, *unit.hidden) if unit.select.is_grouped else tuple(plain)
    found = _bases(evaluator, unit, names, keys)
    return [_together([found[key] for key in several if key in found]) for several in keys]


def _bases(
    evaluator: Evaluator, unit: Unit, names: tuple[str, ...], keys: Sequence[Sequence[Key]]
) -> Mapping[Key, Basis]:
    if not unit.select.is_cut or not names:
        return evaluator.bases(unit.branch, names, unit.where)
    # The query left solutions out; only those of its rows are wanted. UNDEF may let others in too.
    found: dict[Key, list[Basis]] = defaultdict(list)
    for block in data_blocks(names, {key for several in keys for key in several}):
        for key, basis in evaluator.bases(unit.branch, names, f"{{ {block} {unit.where} }}").items():
            found[key].append(basis)
    return {key: merged for key, several in found.items() if (merged := _together(several))}


def _together(bases: Sequence[Basis]) -> Basis | None:
    if not bases:
        return None
    items = frozenset(item for basis in bases for item in basis.items)
    return Basis(items, any(basis.negates for basis in bases))


def _keys_of_groups(asking: Asking, unit: Unit, table: Table, plain: Sequence[str]) -> list[list[Key]]:
    """Row -> the keys of its groups, from the same query with the hidden group keys projected too."""
    select = unit.select
    result = asking.store.query(
        asking.declarations + _with_hidden_keys(unit),
        with_graphs=asking.asked.with_graphs,
        dataset=asking.asked.dataset,
    )
    assert isinstance(result, Solutions)  # noqa: S101  # a SELECT
    places = {f"?{name}": place for place, name in enumerate(result.variables)}
    shown = [places[f"?{column}"] for column in table.variables if f"?{column}" in places]
    keys = [places[name] for name in (*plain, *unit.hidden)]
    groups: dict[Row, list[Key]] = defaultdict(list)
    for row in result.rows:
        groups[tuple(row[n] for n in shown)].append(tuple(row[n] for n in keys))
    seen: dict[Row, int] = defaultdict(int)
    found: list[list[Key]] = []
    for full in table.rows:
        row = full[: len(shown)]
        candidates, nth = groups[row], seen[row]
        seen[row] += 1
        one_each = not select.modifier and nth < len(candidates)
        found.append([candidates[nth]] if one_each else candidates)
    return found


def _with_hidden_keys(unit: Unit) -> str:
    select = unit.select
    groups = [name if expression is None else f"({expression} AS {name})" for name, expression in unit.keys]
    # Equal rows stand for several groups: DISTINCT takes all of them, and so none may be left out.
    kept = ("HAVING", "VALUES") if select.modifier else ("HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES")
    tail = " ".join(select.tail[word] for word in kept if word in select.tail)
    head = f"SELECT {select.items_text} {' '.join(unit.hidden)} WHERE {select.where_text}"
    return f"{head} GROUP BY {' '.join(groups)} {tail}"
