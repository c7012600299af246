"""The data of a page written small: every text once, sentences from their parts, positions as whole numbers.

Plain JSON, so that the bytes are the same on every machine; compressed data are not, since zlib differs between
builds. unpacked.js undoes it in the page.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from kg.errors import LANGS
from kg.query.sentences import capital
from kg.views.columnar import Table, columns, rare, signs
from kg.views.tenths import tenths

Json = Any
# The ends of an edge, in the order of their numbers in a sentence.
_ENDS: Final = ("s", "o")


def packed(payload: Mapping[str, Json]) -> dict[str, Json]:
    """The same data as kg.views.payload.payload gives, to be written as JSON; the parts not named here as they are."""
    texts, sentences = Table(), Table()
    nodes, edges = payload["nodes"], payload["edges"]
    names = [node["label"] for node in nodes]
    done = {
        "nodes": _nodes(nodes, texts),
        "edges": _edges(edges, names, texts, sentences),
        "geometry": {
            lang: tenths(payload["geometry"][lang], [name[lang] for name in names], edges, lang)
            for lang in LANGS
        },
    }
    return {**payload, **done, "texts": columns(texts.items, LANGS), "sentences": sentences.items}


def _nodes(nodes: Sequence[Mapping[str, Json]], texts: Table) -> dict[str, Json]:
    written: dict[str, Json] = dict(columns(nodes, ("id", "pinyin")))
    for name in ("label", "definition"):
        written[name] = [texts.number(node[name]) for node in nodes]
    for name in ("class", "group"):
        if nodes and name in nodes[0]:
            written[name] = signs([node[name] for node in nodes])
    figures = {
        str(number): [
            [
                texts.number(figure["words"]),
                texts.number(figure["note"]),
                [texts.number(place) for place in figure["evidence"]],
            ]
            for figure in node["figures"]
        ]
        for number, node in enumerate(nodes)
        if "figures" in node
    }
    return {**written, "figures": figures}


def _edges(
    edges: Sequence[Mapping[str, Json]], names: Sequence[Mapping[str, str]], texts: Table, sentences: Table
) -> dict[str, Json]:
    """Claims stand in one row after the other; `claims` says how many each edge has."""
    tables = {name: Table() for name in ("stem", "label", "basis")}
    written: dict[str, Json] = dict(columns(edges, ("s", "o")))
    for name in ("relation", "line"):
        written[name] = signs([edge[name] for edge in edges])
    ends = [[names[edge[end]] for end in _ENDS] for edge in edges]
    written["sentence"] = rare(
        [sentences.number(_parts(edge["sentence"], both)) for edge, both in zip(edges, ends, strict=True)], -1
    )
    claims = [claim for edge in edges for claim in edge["claims"]]
    of = [both for edge, both in zip(edges, ends, strict=True) for _ in edge["claims"]]
    ids = [claim["id"].rpartition("-") for claim in claims]
    written |= {
        "label": signs([tables["label"].number(edge["label"]) for edge in edges]),
        "claims": signs([len(edge["claims"]) for edge in edges]),
        "claim": {
            "stem": [tables["stem"].number(stem + dash) for stem, dash, _ in ids],
            "tail": [tail for _, _, tail in ids],
            "sentence": [
                sentences.number(_parts(claim["sentence"], both))
                for claim, both in zip(claims, of, strict=True)
            ],
            "basis": signs([tables["basis"].number(claim["basis"]) + 1 for claim in claims]),
            **{
                name: rare([texts.number(claim[name]) for claim in claims], -1)
                for name in ("modality", "rationale")
            },
            "evidence": [[texts.number(place) for place in claim["evidence"]] for claim in claims],
        },
    }
    return {**written, "tables": {name: table.items for name, table in tables.items()}}


def _parts(
    sentence: Mapping[str, str] | None, ends: Sequence[Mapping[str, str]]
) -> list[list[str | int]] | None:
    """The sentence in both languages as pieces: words, or the number of an end, two more for one with a capital."""
    if sentence is None:
        return None
    return [list(_split(sentence[lang], [end[lang] for end in ends])) for lang in LANGS]


def _split(sentence: str, ends: Sequence[str]) -> Iterator[str | int]:
    found = []
    taken = (0, 0)
    # The longer name first: it may hold the other.
    for end in sorted((0, 1), key=lambda end: -len(ends[end])):
        for number, name in ((end, ends[end]), (end + 2, capital(ends[end]))):
            at = sentence.find(name) if name else -1
            if at >= 0 and not (at < taken[1] and taken[0] < at + len(name)):
                found.append((at, at + len(name), number))
                taken = at, at + len(name)
                break
    start = 0
    for at, stop, number in sorted(found):
        if at > start:
            yield sentence[start:at]
        yield number
        start = stop
    if start < len(sentence):
        yield sentence[start:]
