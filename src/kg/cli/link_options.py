"""Options that the commands of kg link share."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from kg.link.records import Decision

F = TypeVar("F", bound=Callable[..., Any])


def targets(command: F) -> F:
    """--target: what is linked to."""
    return click.option(
        "--target",
        required=True,
        metavar="PROFILE=PLACE",
        help="链接目标，如 wikidata-file=entities.jsonl.gz、file=things.ttl · What to link to.",
    )(command)


def weights(command: F) -> F:
    """--weights: the file of weights."""
    return click.option(
        "--weights",
        type=click.Path(path_type=Path),
        help="权重文件；不给则用随包的 · File of weights; the packaged one when not given.",
    )(command)


def classes(command: F) -> F:
    """--class: which things."""
    return click.option(
        "--class",
        "class_",
        multiple=True,
        metavar="CLASS",
        help="只链接这一类，可多次，如 Company；不给则所有可链接的类 · Only things of this class.",
    )(command)


def decided(
    target: str,
    weights_file: Path | None,
    class_: tuple[str, ...],
    source: tuple[str, ...],
    with_graphs: tuple[str, ...],
) -> "list[Decision]":
    """The answers for all things of the classes, told on stderr while they are looked for."""
    from kg.cli.options import steps
    from kg.link.decide import decide_all
    from kg.link.subjects import LINKABLE, read_subjects
    from kg.link.targets.profiles import open_target
    from kg.link.weights import DEFAULT, read_weights
    from kg.store.open import open_store

    known = read_weights(weights_file or DEFAULT)
    subjects = read_subjects(open_store(source), class_ or LINKABLE, with_graphs)
    with steps() as tell:
        tell(target)
        return list(decide_all(subjects, open_target(target), known, tell))
