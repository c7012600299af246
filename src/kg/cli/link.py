"""kg link: a group of commands, each in a module of its own that is imported when it is called."""

import importlib
from typing import Final

import click

# name -> (module, one line of help)
LINK_COMMANDS: Final = {
    "run": ("kg.cli.link_run", "找候选并打分 · Find candidates in a target, with scores and reasons."),
    "review": ("kg.cli.link_review", "逐对判断 · Go through what is open, one key each."),
    "judge": ("kg.cli.link_judge", "记下判断 · Keep one judgement."),
    "build": ("kg.cli.link_build", "构建链接图 · Build the links from the judgements."),
    "evaluate": ("kg.cli.link_evaluate", "评测 · Measure the answers beside judged ones."),
    "fit": ("kg.cli.link_fit", "拟合权重 · Fit the weights to judged answers."),
}


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(LINK_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in LINK_COMMANDS:
            return None
        command: click.Command = importlib.import_module(LINK_COMMANDS[cmd_name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in LINK_COMMANDS.items()])


@click.command(cls=_Commands)
def command() -> None:
    """链接 · Links to outside datasets: candidates with scores and reasons, and how good they are.

    \b
    Example: kg link run --help
    """
