"""kg link."""

from typing import Final

import click

from kg.cli.group import Modules

# name -> (module, one line of help)
LINK_COMMANDS: Final = {
    "run": ("kg.cli.link_run", "找候选并打分 · Find candidates in a target, with scores and reasons."),
    "review": ("kg.cli.link_review", "逐对判断 · Go through what is open, one key each."),
    "judge": ("kg.cli.link_judge", "记下判断 · Keep one judgement."),
    "build": ("kg.cli.link_build", "构建链接图 · Build the links from the judgements."),
    "export": ("kg.cli.link_export", "给出成果 · Give the judged links, and what Wikidata may take."),
    "fetch": ("kg.cli.link_fetch", "取快照 · Fetch a dated snapshot of the linked records."),
    "compare": ("kg.cli.link_compare", "对照 · Set what the graph and the dataset say side by side."),
    "check": ("kg.cli.link_check", "查变动 · Find what moved, went or changed at the dataset."),
    "evaluate": ("kg.cli.link_evaluate", "评测 · Measure the answers beside judged ones."),
    "fit": ("kg.cli.link_fit", "拟合权重 · Fit the weights to judged answers."),
}


@click.group(cls=Modules, table=LINK_COMMANDS)
def command() -> None:
    """链接 · Links to outside datasets: candidates with scores and reasons, and how good they are.

    \b
    Example: kg link run --help
    """
