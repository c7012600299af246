"""Views of the paths between two things: every step is in the picture, in the order of the paths."""

import pytest

from kg.errors import KgError
from kg.namespaces import PREFIXES, expand
from kg.query.path import find_paths
from kg.settings import root
from kg.store.embedded import EmbeddedStore
from kg.store.protocol import Store
from kg.views.path import between
from kg.views.render import TEXTS, files
from kg.views.scene import scene_of

# a - b - d and a - c - d; of a and b two things are said, and e is on no path.
EDGES = [
    ("company:a", "memberOf", "group:b", "Stated"),
    ("company:a", "benefits", "group:b", "Implied"),
    ("topic:d", "concerns", "group:b", "Stated"),
    ("company:a", "owns", "product:c", "Implied"),
    ("topic:d", "concerns", "product:c", "Stated"),
    ("topic:e", "concerns", "product:c", "Stated"),
]


@pytest.fixture(scope="module")
def chains(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    lines = [f"@prefix {name}: <{iri}> ." for name, iri in PREFIXES.items()]
    for number, (s, p, o, basis) in enumerate(EDGES):
        lines.append(f"{s} kg:{p} {o} .")
        lines.append(
            f"claim:c{number} a kg:Claim ; rdf:subject {s} ; rdf:predicate kg:{p} ; rdf:object {o} ; "
            f"kg:basis kg:{basis} ; kg:modality kg:Asserted ; kg:evidence sentence:r-1.1.1-s{number} ."
        )
    lines += [
        f'{name} rdfs:label "{name[-1]}号"@zh, "thing {name[-1]}"@en .'
        for name in {e[0] for e in EDGES} | {e[2] for e in EDGES}
    ]
    path = tmp_path_factory.mktemp("graph") / "chains.ttl"
    path.write_text("\n".join(sorted(lines)), encoding="utf-8")
    ontology = root() / "ontology"
    return EmbeddedStore("chains", [ontology / "kg.ttl", ontology / "schemes.ttl", path])


def test_both_ends_stand_outermost_and_steps_between_them(chains: EmbeddedStore) -> None:
    scene = scene_of(chains, between(chains, "a号", "d号"))
    x = {box.iri: box.x for box in scene.geometry["zh"].boxes}
    a, b, c, d = (x[expand(name)] for name in ("company:a", "group:b", "product:c", "topic:d"))
    assert a < b == c < d
    assert expand("topic:e") not in x


def test_what_else_is_said_of_two_neighbours_is_drawn_too(chains: EmbeddedStore) -> None:
    scene = scene_of(chains, between(chains, "thing a", "thing d", limit=1))
    assert sorted(edge.predicate.partition("#")[2] for edge in scene.edges) == [
        "benefits",
        "concerns",
        "memberOf",
    ]


def test_the_paths_are_told_with_their_weights(chains: EmbeddedStore) -> None:
    lens = between(chains, "company:a", "topic:d")
    assert [note.en for note in lens.notes] == [
        "1. thing a → thing b → thing d (2 steps, weight 2.00)",
        "2. thing a → thing c → thing d (2 steps, weight 2.50)",
    ]
    assert "a号 → b号 → d号（2 步，权重 2.00）" in lens.notes[0].zh
    for fmt in ("html", "svg"):
        assert "权重 2.50" in str(files(scene_of(chains, lens), fmt, "zh")[""])


def test_no_path_is_said_and_every_format_is_still_written(chains: EmbeddedStore) -> None:
    lens = between(chains, "company:a", "topic:d", avoid=["b号", "c号"])
    assert lens.summary.en == "There is no path of at most 6 steps"
    scene = scene_of(chains, lens)
    assert not scene.edges
    for fmt in TEXTS:
        assert files(scene, fmt, "zh")[""]


def test_a_thing_and_itself_are_refused(chains: EmbeddedStore) -> None:
    with pytest.raises(KgError, match="the two ends of a path are the same thing"):
        between(chains, "company:a", "a号")


def test_every_step_that_the_command_path_tells_is_in_the_picture(real: Store) -> None:
    ends = expand("regulator:samr"), expand("right:consumer-rights")
    found = find_paths(real, *ends, limit=8)
    scene = scene_of(real, between(real, *ends, limit=8))
    drawn = {(edge.source, edge.predicate, edge.target) for edge in scene.edges}
    assert found.paths
    for step in (step for path in found.paths for step in path.steps):
        pair = (step.start.iri, step.end.iri) if step.forward else (step.end.iri, step.start.iri)
        assert (pair[0], step.predicate.iri, pair[1]) in drawn
