"""From a store and a spec to a matrix; what was not found is counted here, never asserted."""

from collections.abc import Sequence
from dataclasses import replace

from kg.errors import KgError, Text
from kg.network.build import edges_of, labels, network_of, nodes_of
from kg.network.origin import origin_of
from kg.network.plain import cited
from kg.network.records import Edge, Node
from kg.store.protocol import Store, construct
from kg.views.matrix.axis import Trees, axis_of, trees_of
from kg.views.matrix.records import Axis, Group, Link, Matrix
from kg.views.matrix.spec import FINDINGS, MatrixSpec
from kg.views.scene import Scene
from kg.views.style import LINES, plain_style


def matrix_of(store: Store, spec: MatrixSpec, with_graphs: Sequence[str] = ()) -> Matrix:
    """The matrix of a store. A link joins a thing of one axis and one of the other, whichever points to which.

    Findings count what the report states or implies as a fact. with_graphs: editorial, projected ... add
    links that are shown and count for no finding. Raises as the store does, KgError if the query is no
    CONSTRUCT.
    """
    graph = network_of(store, construct(store, spec.query, with_graphs=with_graphs), with_graphs)
    edges = edges_of(graph)
    things = [
        tuple(node for node in nodes_of(graph) if node.class_iri in axis.classes)
        for axis in (spec.rows, spec.columns)
    ]
    links = tuple(_links(spec, things[0], things[1], edges))
    words = {w for link in links for c in link.edge.claims for w in (c.basis, c.modality) if w}
    classes = {node.class_iri for nodes in things for node in nodes if node.class_iri}
    axes = []
    for axis, nodes, ends in (
        (spec.rows, things[0], [(link.row, link) for link in links]),
        (spec.columns, things[1], [(link.column, link) for link in links]),
    ):
        trees = trees_of(axis, nodes, edges)
        answered = {
            name: {end for end, link in ends if _answers(spec, link) and LINES[link.line] == name}
            for name in FINDINGS[:2]
        }
        findings = [_finding(trees, number, answered) for number in range(len(nodes))]
        axes.append(axis_of(axis, nodes, trees, findings))
    return Matrix(
        spec=spec,
        style=plain_style("layered"),
        graphs=tuple(with_graphs),
        rows=axes[0],
        columns=axes[1],
        links=links,
        names=labels(store, {*classes, *words}, with_graphs),
        addresses=cited(store, [link.edge for link in links], with_graphs),
        origin=origin_of(store, with_graphs),
    )


def _links(
    spec: MatrixSpec, rows: Sequence[Node], columns: Sequence[Node], edges: Sequence[Edge]
) -> list[Link]:
    at_row = {node.iri: number for number, node in enumerate(rows)}
    at_column = {node.iri: number for number, node in enumerate(columns)}
    found = []
    for edge in edges:
        relation = spec.relation(edge.predicate)
        for row, column in ((edge.source, edge.target), (edge.target, edge.source)):
            if relation is not None and row in at_row and column in at_column:
                line = Scene.line_of(edge)
                found.append(Link(edge, at_row[row], at_column[column], relation, line))
    return found


def _answers(spec: MatrixSpec, link: Link) -> bool:
    return spec.relations[link.relation].answers


def _finding(trees: Trees, number: int, answered: dict[str, set[int]]) -> str:
    """A link counts for the thing it names and for those that thing is part of, not for its single parts."""
    members = {one for one, _ in trees.below(number)}
    return next((name for name in FINDINGS[:2] if members & answered[name]), FINDINGS[-1])


def pair_of(matrix: Matrix, rows: str, columns: str) -> Matrix:
    """The full grain of one group of rows and one of columns: each of their things a group of its own.

    rows, columns: the groups as group_named takes them. Findings stay those of the whole matrix.
    """
    row, column = group_named(matrix.rows, rows), group_named(matrix.columns, columns)
    inside = tuple(link for link in matrix.links if link.row in row.members and link.column in column.members)
    names = row.title, column.title
    title = Text(f"{names[0].zh}：{names[1].zh}", f"{names[0].en}: {names[1].en}")
    spec = replace(
        matrix.spec,
        title=Text(f"{matrix.spec.title.zh}：逐项", f"{matrix.spec.title.en}, item by item"),
        summary=title,
    )
    return replace(
        matrix,
        spec=spec,
        rows=_single(matrix.rows, row),
        columns=_single(matrix.columns, column),
        links=inside,
    )


def group_named(axis: Axis, name: str) -> Group:
    """The group with that number (from 1), slug or title in either language.

    Raises KgError, which lists all.
    """
    for number, group in enumerate(axis.groups, 1):
        slug = axis.things[group.head].iri.rpartition("/")[2] if group.head is not None else ""
        if name in (str(number), slug, group.title.zh) or name.casefold() == group.title.en.casefold():
            return group
    zh = "；".join(f"{n} {group.title.zh}" for n, group in enumerate(axis.groups, 1))
    en = "; ".join(f"{n} {group.title.en}" for n, group in enumerate(axis.groups, 1))
    raise KgError(f"没有名为“{name}”的组；全部：{zh}", f"no group {name!r}; there are: {en}")


def _single(axis: Axis, group: Group) -> Axis:
    groups = tuple(
        Group(axis.things[number].label, (number,), (depth,), number, group.tally)
        for number, depth in zip(group.members, group.depths, strict=True)
    )
    return replace(axis, groups=groups)
