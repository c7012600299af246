"""The command `kg`: finds the command, and turns every error into one clear line and an exit code."""

import os
import signal
import sys
from typing import Final

import click

from kg import __version__
from kg.cli.group import Modules
from kg.cli.messages import ui_lang, usage_message
from kg.errors import KgError

# name -> (module, one line of help): a command's module is imported only when it is called.
COMMANDS: Final = {
    "build": ("kg.cli.build", "构建三元组与推理结果 · Build the triples from data/source, and what follows."),
    "fmt": ("kg.cli.fmt", "整理源文件写法 · Normalise the source files."),
    "check": ("kg.cli.check", "检查图谱 · Check the graph: shapes, statements, lexical forms."),
    "query": ("kg.cli.query", "查询 · Ask a catalogued question, or any SPARQL."),
    "queries": ("kg.cli.queries", "问题目录 · List the catalogued questions."),
    "show": ("kg.cli.show", "一个事物 · One thing: what is said of it, where, and what follows."),
    "search": ("kg.cli.search", "搜索 · Things by words, pinyin or initials."),
    "path": ("kg.cli.path", "路径 · How two things hang together, step by step."),
    "view": ("kg.cli.view", "导出视图 · Export a view of the graph."),
    "views": ("kg.cli.views", "视角目录 · List the views of the graph."),
    "chart": ("kg.cli.chart", "画图表 · Draw the figures of an indicator as a chart."),
    "charts": ("kg.cli.charts", "图表目录 · List the charts that the figures give."),
    "measures": (
        "kg.cli.measures",
        "度量 · Who is linked, stands between, holds together: measures of a view.",
    ),
    "link": ("kg.cli.link", "链接 · Links to outside datasets, found by machine, judged by people."),
    "load": ("kg.cli.load", "装入目录 · Fill an on-disk directory, for large data."),
    "push": ("kg.cli.push", "推送 · Load the dataset into a remote SPARQL store."),
    "serve": ("kg.cli.serve", "发布 · Serve the graph over HTTP: SPARQL, linked data."),
    "sample": ("kg.cli.sample", "抽样 · Draw claims at random, for somebody to judge."),
    "stats": ("kg.cli.stats", "统计 · Counts of things, claims, figures and coverage."),
    "diff": ("kg.cli.diff", "比较两个图谱 · Compare two graphs: statements, things, figures."),
    "verify": ("kg.cli.verify", "核对报告文本 · Match a report file against the shipped map."),
}


@click.group(cls=Modules, table=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kg")
def main() -> None:
    """互联网白皮书知识图谱 · The internet white paper as a knowledge graph.

    Example: kg query policy-challenge --lang en
    """


def run(args: list[str] | None = None) -> None:
    """Entry point. Exits 0 fine, 1 found wanting, 2 bad input, 3 service down, 4 limit, 130 interrupted."""
    # Ctrl-C ends the process even while an engine is at work; files are written whole or not at all.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.exit(_code(sys.argv[1:] if args is None else args))


def _code(args: list[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # the data is UTF-8 whatever the locale says
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    lang = ui_lang(args)
    if "_KG_COMPLETE" in os.environ:
        from kg.cli.completion import register

        register()
    try:
        result = main.main(args, prog_name="kg", standalone_mode=False, obj=lang)
        sys.stdout.flush()
    except KgError as error:
        click.echo(f"kg: {error.text.in_(lang)}", err=True)
        return error.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return 2
    except click.UsageError as error:
        click.echo(f"kg: {usage_message(error, lang)}", err=True)
        return 2
    except click.ClickException as error:
        click.echo(f"kg: {error.format_message()}", err=True)
        return 2
    except (click.Abort, KeyboardInterrupt):
        return 130
    except (
        BrokenPipeError,
        SystemExit,
    ):  # click turns a closed pipe, and the end of a completion, into SystemExit
        _silence_stdout()  # the reader has what it wanted (`| head`)
        return 0
    except OSError as error:
        _silence_stdout()
        words = ("无法写出", "cannot write the output")
        click.echo(f"kg: {words[lang == 'en']}: {error.strerror}", err=True)
        return 2
    return result if isinstance(result, int) else 0


def _silence_stdout() -> None:
    """Keep the interpreter from writing what is left, and complaining, at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
