"""A WHERE rewritten so that its solutions say which triple patterns hold, and the patterns as a tree.

Paths made of `/ ^ | ?` and of negated sets become patterns with fresh variables. A path under `+` or
`*` stays as it is and is noted with the pattern of one of its steps. Each UNION branch and each
OPTIONAL gets a variable, its mark, that is bound in the solutions it takes part in. Nothing else is
touched, so the solutions are those of the query, with more variables.
"""

from collections.abc import Iterable

from kg.sparql.paths import (
    Alternative,
    Inverse,
    Negated,
    Path,
    Repeated,
    Sequence,
    Step,
    written,
)
from kg.sparql.patterns import Branch, Chain, StepPattern, Unit
from kg.sparql.reading import Fresh
from kg.sparql.structure import (
    Group,
    Item,
    Named,
    Optional,
    PathPattern,
    Select,
    TriplePattern,
    Union,
    Untraced,
    is_variable,
    visible,
)


def unit_of(select: Select, fresh: Fresh, graph: str | None = None) -> Unit:
    """The unit of a SELECT. graph: node of the GRAPH it stands in."""
    # A variable of that name inside a sub-select would be another variable.
    inside = fresh() if graph is not None and is_variable(graph) else graph
    text, branch = _Rewriter(fresh).group(select.where, inside)
    keys = [
        (expression, None) if alias is None and _is_name(expression) else (alias or fresh(), expression)
        for expression, alias in select.group_by
    ]
    binds = "".join(f" BIND({expression} AS {name})" for name, expression in keys if expression)
    values = "" if select.is_grouped else select.tail.get("VALUES", "")
    where = f"{{ {text}{binds} {values} }}"
    plain = tuple(name for name in select.plain if not fresh.made(name))
    return Unit(
        select,
        where if inside is None else f"{{ GRAPH {inside} {where} }}",
        branch,
        plain,
        tuple(keys),
        None if graph is None or inside is None else (graph, inside),
    )


class _Rewriter:
    def __init__(self, fresh: Fresh) -> None:
        self.fresh = fresh

    def group(self, group: Group, graph: str | None, mark: str | None = None) -> tuple[str, Branch]:
        """The text between the braces, and its tree."""
        branch = Branch(mark, graph)
        parts = [self._item(item, branch) for item in group.items]
        if mark:
            parts.append(f"BIND(true AS {mark})")
        optional = {name for item in group.items if isinstance(item, Optional) for name in visible(item)}
        missing = [name for item in group.items if isinstance(item, Untraced) for name in item.unbound]
        branch.unbound = tuple(name for name in missing if name in optional)
        return " ".join(parts), branch

    def _item(self, item: Item, branch: Branch) -> str:
        match item:
            case TriplePattern():
                branch.triples.append(item)
                return f"{item.subject} {item.predicate} {item.object} ."
            case PathPattern(subject, path, object_):
                return self._path(subject, path, object_, branch)
            case Untraced():
                branch.negates = branch.negates or item.negates
                return item.text
            case Group():
                return f"{{ {self._inside(item, branch)} }}"
            case Optional(group):
                return f"OPTIONAL {{ {self._inside(group, branch, self.fresh())} }}"
            case Union(branches):
                return self._union(branches, branch)
            case Named(graph, group):
                text, inner = self.group(group, graph)
                branch.branches.append(inner)
                return f"GRAPH {graph} {{ {text} }}"
            case Select():
                if "LIMIT" not in item.tail:
                    branch.selects.append(unit_of(item, self.fresh, branch.graph))
                return f"{{ {item.text} }}"

    def _inside(self, group: Group, branch: Branch, mark: str | None = None) -> str:
        text, inner = self.group(group, branch.graph, mark)
        branch.branches.append(inner)
        return text

    def _union(self, groups: Iterable[Group], branch: Branch) -> str:
        return " UNION ".join(f"{{ {self._inside(group, branch, self.fresh())} }}" for group in groups)

    def _path(self, subject: str, path: Path, object_: str, branch: Branch) -> str:
        match path:
            case Step(iri):
                return self._item(TriplePattern(subject, iri, object_), branch)
            case Inverse(inner):
                if not _can_be_subject(object_):  # the grammar may not have it, the meaning does
                    node = self.fresh()
                    held = self._path(node, inner, subject, branch)
                    return f"VALUES {node} {{ {object_} }} {held}"
                return self._path(object_, inner, subject, branch)
            case Sequence(paths):
                nodes = [subject, *(self.fresh() for _ in paths[1:]), object_]
                return " ".join(
                    self._path(start, part, end, branch)
                    for start, part, end in zip(nodes, paths, nodes[1:], strict=False)
                )
            case Alternative(paths):
                return self._union([Group((PathPattern(subject, part, object_),)) for part in paths], branch)
            case Repeated(inner, "?"):
                tried = Optional(Group((PathPattern(subject, inner, object_),)))
                return f"{subject} {written(path)} {object_} . {self._item(tried, branch)}"
            case Repeated(inner, times):
                at_least = 1 if times == "+" else 0
                branch.chains.append(Chain(subject, object_, at_least, self._step(inner, branch.graph)))
                return f"{subject} {written(path)} {object_} ."
            case Negated(forward, backward):
                return self._negated(subject, forward, backward, object_, branch)

    def _step(self, path: Path, graph: str | None) -> StepPattern:
        start, end = self.fresh(), self.fresh()
        text, branch = self.group(Group((PathPattern(start, path, end),)), graph)
        return StepPattern(text, start, end, branch)

    def _negated(
        self,
        subject: str,
        forward: tuple[str, ...],
        backward: tuple[str, ...],
        object_: str,
        branch: Branch,
    ) -> str:
        groups: list[Group] = []
        for refused, start, end in ((forward, subject, object_), (backward, object_, subject)):
            if refused:
                predicate = self.fresh()
                kept = Untraced(f"FILTER({predicate} NOT IN ({', '.join(refused)}))")
                groups.append(Group((TriplePattern(start, predicate, end), kept)))
        return self._union(groups, branch)


def _can_be_subject(node: str) -> bool:
    """Whether a node is no literal."""
    return is_variable(node) or node.startswith("<") or (":" in node and node[0] not in "\"'+-0123456789.")


def _is_name(expression: str) -> bool:
    """Whether an expression is just a variable."""
    return is_variable(expression) and " " not in expression and expression[1:].isidentifier()
