"""In which language people are spoken to, and click's usage errors in that language."""

import os
from collections.abc import Sequence
from difflib import get_close_matches
from typing import cast

import click

from kg.errors import Lang

_LANGS = ("zh", "en")


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
        if choice in _LANGS:
            return cast(Lang, choice)
    return "zh"


def usage_message(error: click.UsageError, lang: Lang) -> str:
    """What was wrong with the command line, what is accepted, and where help is."""
    path = error.ctx.command_path if error.ctx else "kg"
    if lang == "en":
        return f"{error.format_message()} Try: {path} --help"
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
            choice = error.param.type if error.param else None
            accepted = f"，可用：{', '.join(choice.choices)}" if isinstance(choice, click.Choice) else ""
            return f"{name} 的值不对{accepted}" if accepted else f"{name} 的值不对：{error.message}"
        case _ if error.message.startswith("No such command") and isinstance(
            getattr(error.ctx, "command", None), click.Group
        ):
            from kg.cli.main import COMMANDS

            wanted = error.message.split("'")[1]
            near = get_close_matches(wanted, COMMANDS, n=1)
            hint = f"，是否指 {near[0]}" if near else ""
            return f"没有命令 {wanted}{hint}；可用：{', '.join(COMMANDS)}"
        case _:
            return error.format_message()
