"""In which language people are spoken to, and click's usage errors in that language."""

import os
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

import click

from kg.errors import LANGS, Lang


def ui_lang(args: Sequence[str]) -> Lang:
    """--ui-lang, else --lang, else KG_LANG, else zh. Read before parsing, so that usage errors use it too."""
    found: dict[str, str] = {}
    for index, arg in enumerate(args):
        for option in ("--ui-lang", "--lang"):
            if arg == option and index + 1 < len(args):
                found[option] = args[index + 1]
            elif arg.startswith(f"{option}="):
                found[option] = arg.partition("=")[2]
    for choice in (found.get("--ui-lang"), found.get("--lang"), os.environ.get("KG_LANG")):
        if choice in LANGS:
            return choice
    return "zh"


def usage_message(error: click.UsageError, lang: Lang) -> str:
    """What was wrong with the command line, what is accepted, and where help is."""
    path = error.ctx.command_path if error.ctx else "kg"
    if lang == "en":
        return f"{error.format_message().rstrip('.')}. Try: {path} --help"
    return f"{_in_chinese(error)}。帮助：{path} --help"


def _in_chinese(error: click.UsageError) -> str:
    match error:
        case click.NoSuchOption():
            near = error.possibilities or []
            return f"没有选项 {error.option_name}" + (f"，是否指 {'、'.join(near)}" if near else "")
        case click.MissingParameter():
            name = error.param.get_error_hint(error.ctx) if error.param and error.ctx else "参数"
            return f"缺少 {name}"
        case click.BadParameter():
            name = error.param.get_error_hint(error.ctx) if error.param and error.ctx else "参数"
            accepted = _accepted(error.param.type) if error.param else ""
            return f"{name} 的值不对，{accepted or error.message.rstrip('.')}"
        case click.UsageError(ctx=click.Context(command=click.Group() as group) as ctx) if (
            error.message.startswith("No such command")
        ):
            there = group.list_commands(ctx)
            wanted = error.message.split("'")[1]
            near = get_close_matches(wanted, there, n=1)
            hint = f"，是否指 {near[0]}" if near else ""
            return f"没有命令 {wanted}{hint}；可用：{', '.join(there)}"
        case _:
            return error.format_message()


def _accepted(kind: "click.ParamType[Any]") -> str:
    """What a value may be, in Chinese; nothing where that is not known."""
    if isinstance(kind, click.Choice):
        return f"可用：{', '.join(kind.choices)}"
    if isinstance(kind, click.IntRange):
        bounds = (
            f"最小 {kind.min}" if kind.min is not None else "",
            f"最大 {kind.max}" if kind.max is not None else "",
        )
        return f"应是整数，{'，'.join(filter(None, bounds))}"
    return "应是数字" if isinstance(kind, click.types.FloatParamType) else ""
