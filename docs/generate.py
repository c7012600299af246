"""Writes docs/reference from the real thing: vocabulary, catalogue, rules, commands. --check: exit 1 when stale."""

import sys
from pathlib import Path

import click
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

from kg.build.rules import Pattern, load_rules
from kg.cli.main import COMMANDS, main
from kg.namespaces import BUILT_PREFIX, CLASS_PREFIX, KG, PREFIXES, shorten
from kg.query.catalogue import GROUPS, Catalogue, CatalogueQuery
from kg.rdfio.output import write

ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "docs" / "reference"


def vocabulary() -> str:
    """Classes, the core vocabulary as a table, structural properties, concept schemes."""
    graph = Graph()
    for name in ("kg.ttl", "schemes.ttl"):
        graph.parse(ROOT / "ontology" / name, format="turtle")
    parts = [
        "# Vocabulary\n\nGenerated from `ontology/kg.ttl` and `ontology/schemes.ttl` by `docs/generate.py`; edit those.\n",
        f"Namespace `{KG}`, prefix `kg:`.\n",
        "## Classes\n\n| class | zh | en | prefix | below | definition |\n|---|---|---|---|---|---|",
        *(_class(graph, c) for c in _sorted(graph.subjects(RDF.type, OWL.Class))),
        "\n## Core vocabulary: statements\n\nEach edge is backed by one claim or more. `{s}` is the subject, `{o}` the object.\n",
    ]
    for family in graph.subjects(RDFS.subPropertyOf, URIRef(KG + "statement")):
        label = _label(graph, family)
        parts.append(f"### {shorten(str(family))} · {label[0]} · {label[1]}\n")
        parts.append(
            "| property | zh | en | domain | range | inverse | zh sentence | en sentence | definition |"
        )
        parts.append("|---|---|---|---|---|---|---|---|---|")
        parts += [_statement(graph, p) for p in _sorted(graph.subjects(RDFS.subPropertyOf, family))]
        parts.append("")
    parts.append("## Properties of things, nodes, claims and places\n")
    parts.append(
        "| property | zh | en | domain | range | written as | definition |\n|---|---|---|---|---|---|---|"
    )
    parts += [_structural(graph, p) for p in _sorted(graph.subjects(URIRef(KG + "valueForm"), None))]
    parts.append("\n## Concept schemes\n")
    for scheme in _sorted(graph.subjects(RDF.type, SKOS.ConceptScheme)):
        parts.append(_scheme(graph, scheme))
    return "\n".join(parts) + "\n"


def _class(graph: Graph, c: Node) -> str:
    zh, en = _label(graph, c)
    prefix = {**CLASS_PREFIX, **BUILT_PREFIX}.get(str(c).removeprefix(KG), "")
    below = _names(graph.objects(c, RDFS.subClassOf))
    return f"| `{_short(c)}` | {zh} | {en} | {f'`{prefix}:`' if prefix else ''} | {below} | {_definition(graph, c)} |"


def _statement(graph: Graph, p: Node) -> str:
    zh, en = _label(graph, p)
    inverse = _names(graph.objects(p, OWL.inverseOf))
    if (p, RDF.type, OWL.SymmetricProperty) in graph:
        inverse = "itself"
    if (p, RDF.type, OWL.TransitiveProperty) in graph:
        inverse += ", transitive"
    sentence = {
        str(o.language): str(o) for o in graph.objects(p, URIRef(KG + "sentence")) if isinstance(o, Literal)
    }
    return (
        f"| `{_short(p)}` | {zh} | {en} | {_ends(graph, p, 'domain')} | {_ends(graph, p, 'range')} | {inverse} "
        f"| {sentence['zh']} | {sentence['en']} | {_definition(graph, p)} |"
    )


def _structural(graph: Graph, p: Node) -> str:
    zh, en = _label(graph, p)
    scheme = graph.value(p, URIRef(KG + "valueScheme"))
    form = graph.value(p, URIRef(KG + "valueForm"))
    how = f"concept of {str(scheme).rpartition('/')[2]}" if scheme else str(form)
    return (
        f"| `{_short(p)}` | {zh} | {en} | {_ends(graph, p, 'domain')} | {_ends(graph, p, 'range')} | {how} "
        f"| {_definition(graph, p)} |"
    )


def _scheme(graph: Graph, scheme: Node) -> str:
    titles = {o.language: str(o) for o in graph.objects(scheme, SKOS.prefLabel) if isinstance(o, Literal)}
    rows = [f"### {titles['zh']} · {titles['en']}\n", "| notation | zh | en | broader |\n|---|---|---|---|"]
    for concept in graph.subjects(SKOS.inScheme, scheme):
        label = {o.language: str(o) for o in graph.objects(concept, SKOS.prefLabel) if isinstance(o, Literal)}
        notation = graph.value(concept, SKOS.notation)
        rows.append(
            f"| `{notation}` | {label['zh']} | {label['en']} | {_names(graph.objects(concept, SKOS.broader))} |"
        )
    return "\n".join(rows[:2] + sorted(rows[2:])) + "\n"


def _ends(graph: Graph, p: Node, end: str) -> str:
    listed = list(graph.objects(p, URIRef(PREFIXES["schema"] + end + "Includes")))
    return _names(listed or graph.objects(p, RDFS[end]))


def _names(terms: object) -> str:
    return ", ".join(sorted(_short(t).removeprefix("kg:") for t in terms))  # type: ignore[attr-defined]


def _short(term: Node) -> str:
    return shorten(str(term))


def _sorted(terms: object) -> list[Node]:
    return sorted(set(terms), key=str)  # type: ignore[call-overload]


def _label(graph: Graph, term: Node) -> tuple[str, str]:
    found = {o.language: str(o) for o in graph.objects(term, RDFS.label) if isinstance(o, Literal)}
    return found["zh"], found["en"]


def _definition(graph: Graph, term: Node) -> str:
    found = {o.language: str(o) for o in graph.objects(term, SKOS.definition) if isinstance(o, Literal)}
    return f"{found['zh']} {found['en']}".replace("|", "\\|")


def catalogue() -> str:
    """One entry per catalogued question, under the heading of its group."""
    questions = list(Catalogue(ROOT / "queries").all())
    rows = [
        f"# Catalogued questions\n\nGenerated from `queries/*.rq` by `docs/generate.py`: {len(questions)} questions.\n"
    ]
    for group, heading in GROUPS.items():
        rows.append(f"## {heading.zh} · {heading.en}\n")
        rows += [_question(question) for question in questions if question.group == group]
    return "\n".join(rows)


def _question(question: CatalogueQuery) -> str:
    rows = [f"### {question.id}\n\n**{question.title.zh}** · **{question.title.en}**\n"]
    rows.append(f"{question.summary.zh}\n\n{question.summary.en}\n\n    kg query {question.id}\n")
    if question.params:
        rows.append("Parameters: " + ", ".join(f"`{p.name}`" for p in question.params) + "\n")
    if question.with_graphs:
        graphs = ", ".join(f"`{name}`" for name in question.with_graphs)
        rows.append(f"Always asked with the graphs: {graphs}\n")
    for name, _ in question.services:
        rows.append(f"Asks `{name}` itself with `--allow-service {name}`, in the place of its snapshot\n")
    columns = ", ".join(f"`{c.name}` ({c.label.zh} · {c.label.en})" for c in question.columns)
    rows.append(f"Columns: {columns}\n")
    return "\n".join(rows)


def rules() -> str:
    """One entry per rule of inference."""
    rows = ["# Rules of inference\n\nGenerated from `queries/rules/*.rq` by `docs/generate.py`.\n"]
    for rule in load_rules(ROOT / "queries" / "rules"):
        rows.append(f"## {rule.id}\n\n**{rule.title.zh}** · **{rule.title.en}**\n")
        rows.append(f"{rule.summary.zh}\n\n{rule.summary.en}\n")
        premises = " and ".join(f"`{_pattern(premise)}`" for premise in rule.premises)
        rows.append(f"From {premises} follows `{_pattern(rule.conclusion)}`, where\n")
        query = [line for line in rule.text.splitlines() if not line.startswith(("#+", "PREFIX"))]
        rows.append("```sparql\n" + "\n".join(query) + "\n```\n")
    return "\n".join(rows)


def _pattern(pattern: Pattern) -> str:
    return " ".join(map(shorten, pattern)).replace("rdf:type", "a")


def command_line() -> str:
    """The help of every command."""
    context = click.Context(main, info_name="kg", max_content_width=100, terminal_width=100)
    rows = [
        "# Command line\n\nGenerated from `--help` by `docs/generate.py`.\n",
        f"```\n{main.get_help(context)}\n```\n",
    ]
    for name in COMMANDS:
        command = main.get_command(context, name)
        if command is not None:
            inner = click.Context(
                command, info_name=name, parent=context, max_content_width=100, terminal_width=100
            )
            rows.append(f"## kg {name}\n\n```\n{command.get_help(inner)}\n```\n")
    return "\n".join(rows)


def run(*, check: bool) -> int:
    """Write the pages, or say which are stale."""
    pages = {
        "vocabulary.md": vocabulary,
        "queries.md": catalogue,
        "rules.md": rules,
        "command-line.md": command_line,
    }
    stale = []
    for name, make in pages.items():
        path, text = REFERENCE / name, make()
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
            if not check:
                write(path, text)
    for name in stale:
        click.echo(
            f"docs/reference/{name}: {'stale; run python docs/generate.py' if check else 'written'}", err=True
        )
    return 1 if stale and check else 0


if __name__ == "__main__":
    sys.exit(run(check="--check" in sys.argv[1:]))
