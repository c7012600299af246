"""Options that the commands of kg link share."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from kg.link.gold import Gold
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


def access(command: F) -> F:
    """How outside services are spoken to, and where their replies are kept."""
    command = click.option(
        "--max-age-days",
        type=click.FloatRange(min=0),
        default=30,
        show_default=True,
        help="缓存几天有效 · How old a kept reply may be.",
    )(command)
    command = click.option(
        "--cache",
        type=click.Path(path_type=Path),
        help="缓存文件，用来续做 · File that keeps replies, so that a stopped run goes on.",
    )(command)
    return click.option(
        "--contact",
        envvar="KG_CONTACT",
        default="",
        help="写进 User-Agent 的联系方式 · Whom the operator of a service may write to.",
    )(command)


def judges(command: F) -> F:
    """--by and --into: who judges, and the file that keeps it."""
    command = click.option(
        "--into", "name", default="wikidata", show_default=True, help="data/links/NAME.sssom.tsv"
    )(command)
    return click.option("--by", "who", envvar="KG_JUDGE", required=True, help="判断者 · Who judges.")(command)


def decided(
    target: str,
    weights_file: Path | None,
    class_: tuple[str, ...],
    source: tuple[str, ...],
    with_graphs: tuple[str, ...],
    spoken: tuple[str, Path | None, float] = ("", None, 30),
) -> "list[Decision]":
    """The answers for all things of the classes, told on stderr while they are looked for. spoken: as access gives."""
    from kg.cli.options import steps
    from kg.link.cache import Cache
    from kg.link.decide import decide_all
    from kg.link.subjects import LINKABLE, read_subjects
    from kg.link.targets.profiles import Access, open_target
    from kg.link.weights import DEFAULT, read_weights
    from kg.store.open import open_store

    known = read_weights(weights_file or DEFAULT)
    subjects = read_subjects(open_store(source), class_ or LINKABLE, with_graphs)
    with steps() as tell:
        tell(target)
        contact, cache, days = spoken
        access = Access(contact, Cache(cache, days) if cache else None)
        return list(decide_all(subjects, open_target(target, access), known, tell))


def decided_anew(
    target: str,
    weights_file: Path | None,
    class_: tuple[str, ...],
    source: tuple[str, ...],
    with_graphs: tuple[str, ...],
    judged: "list[Gold]",
    folds: int,
) -> "list[Decision]":
    """The answers for the judged things, each by weights fitted without it."""
    from kg.cli.options import steps
    from kg.link.folds import decided_by_folds
    from kg.link.subjects import read_subjects
    from kg.link.targets.profiles import open_target
    from kg.link.weights import DEFAULT, read_weights
    from kg.store.open import open_store

    known = read_weights(weights_file or DEFAULT)
    subjects = read_subjects(open_store(source), class_, with_graphs)
    with steps() as tell:
        tell(target)
        return list(decided_by_folds(subjects, open_target(target), judged, known, folds, tell))
