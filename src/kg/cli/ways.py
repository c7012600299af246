"""Options of whatever looks for paths between two things."""

from collections.abc import Callable
from typing import Any, Final, TypeVar

import click

from kg.cli.completion import things
from kg.query.defaults import MAX_STEPS, PATH_LIMIT

F = TypeVar("F", bound=Callable[..., Any])

NAMES: Final = ("limit", "max_steps", "directed", "avoid")


def ways(command: F) -> F:
    """--limit, --max-steps, --directed and --avoid."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


_OPTIONS: Final = (
    click.option(
        "--limit",
        type=click.IntRange(min=1, max=100),
        default=PATH_LIMIT,
        show_default=True,
        help="至多几条 · How many paths at most.",
    ),
    click.option(
        "--max-steps",
        type=click.IntRange(min=1, max=10),
        default=MAX_STEPS,
        show_default=True,
        help="每条至多几步 · How many steps a path may have.",
    ),
    click.option("--directed", is_flag=True, help="只从主语走向宾语 · Only from subject to object."),
    click.option(
        "--avoid",
        multiple=True,
        metavar="THING",
        shell_complete=things,
        help="不经过的事物，可多次给出 · A thing not to pass through; may be given again.",
    ),
)
