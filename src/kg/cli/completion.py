"""Completion in the shell: names of questions, of parameters and of things; turned on as the README says."""

import os
from pathlib import Path
from typing import Final

import click
from click.shell_completion import BashComplete, CompletionItem, add_completion_class, split_arg_string

from kg.errors import KgError

Items = list[CompletionItem[str]]

# What click's own does not do: words that hold : or = are completed as a whole, values are quoted, and no
# blank follows a prefix.
_BASH: Final = """\
%(complete_func)s() {
    local cur="${COMP_WORDS[COMP_CWORD]}" type value
    COMPREPLY=()
    while IFS=, read -r type value; do
        if [[ $type == file ]]; then
            compopt -o default
        elif [[ $type == plain ]]; then
            [[ $value == *[=:] ]] && compopt -o nospace
            [[ $cur == [\\"\\']* ]] || printf -v value %%q "$value"
            COMPREPLY+=("$value")
        fi
    done < <(env KG_LINE="${COMP_LINE:0:COMP_POINT}" KG_BREAKS="$COMP_WORDBREAKS" \
%(complete_var)s=bash_complete "$1")
}

complete -o nosort -F %(complete_func)s %(prog_name)s
"""


class Bash(BashComplete):
    """Bash, where : and = end a word for the shell, but not for us."""

    source_template = _BASH
    _shown_from = 0

    def get_completion_args(self) -> tuple[list[str], str]:
        line = os.environ["KG_LINE"]
        words = split_arg_string(line)
        begun = words.pop() if words[1:] and not _ends_in_blank(line) else ""
        raw = line[len(line) - len(begun) :]
        if raw == begun:  # nothing is quoted in it: the shell has split it
            breaks = os.environ.get("KG_BREAKS", "")
            self._shown_from = 1 + max((begun.rfind(mark) for mark in ":=" if mark in breaks), default=-1)
        return words[1:], begun

    def format_completion(self, item: CompletionItem[str]) -> str:
        return f"{item.type},{item.value[self._shown_from :]}"


def register() -> None:
    """Lets click use this for bash; zsh and fish are served by click itself."""
    add_completion_class(Bash, "bash")


def questions(ctx: click.Context, _param: click.Parameter, begun: str) -> Items:
    """Ids of catalogued questions, else files."""
    from kg.query.catalogue import Catalogue

    found = [CompletionItem(name) for name in Catalogue().ids() if name.startswith(begun)]
    return found or [CompletionItem(begun, type="file")]


def lenses(ctx: click.Context, _param: click.Parameter, begun: str) -> Items:
    """Ids of lenses and matrices."""
    from kg.views.lens import Lenses
    from kg.views.matrix.spec import Matrices

    return [CompletionItem(name) for name in (*Lenses().ids(), *Matrices().ids()) if name.startswith(begun)]


def charts(ctx: click.Context, _param: click.Parameter, begun: str) -> Items:
    """Ids of charts, with their titles; none over the network."""
    from kg.charts.catalogue import charts_of
    from kg.cli.options import or_zh
    from kg.store.open import open_store

    source = ctx.params.get("source") or ()
    if any("://" in item for item in source):
        return []
    try:
        found = charts_of(open_store(source)).charts
    except (KgError, OSError):
        return []
    lang = or_zh(os.environ.get("KG_LANG"))
    return [CompletionItem(c.id, help=c.title.in_(lang)) for c in found if c.id.startswith(begun)]


def services(ctx: click.Context, _param: click.Parameter, begun: str) -> Items:
    """Outside datasets that SERVICE may ask, by name."""
    from kg.query.services import SERVICES

    return [CompletionItem(name, help=one.url) for name, one in SERVICES.items() if name.startswith(begun)]


def parameters(ctx: click.Context, _param: click.Parameter, begun: str) -> Items:
    """NAME= of the question's parameters; after it the things of the parameter's class."""
    from kg.query.catalogue import Catalogue

    # Where the value of -p is still missing, click has not yet sorted the words before it into parameters.
    question = ctx.params.get("question") or next(iter(ctx.args), "")
    try:
        known = Catalogue().get(question).params
    except KgError:
        return []
    name, equals, value = begun.partition("=")
    if not equals:
        return [CompletionItem(f"{one.name}=") for one in known if one.name.startswith(name)]
    for one in known:
        if one.name == name and one.kind == "iri":
            return [
                CompletionItem(f"{name}={item.value}", help=item.help)
                for item in _things(ctx, value, one.class_)
            ]
    return []


def things(ctx: click.Context, _param: click.Parameter, begun: str) -> Items:
    """CURIEs and names of things."""
    return _things(ctx, begun, None)


def _things(ctx: click.Context, begun: str, class_: str | None) -> Items:
    from kg.names.roster import Thing, completions, kept_roster, read_roster
    from kg.namespaces import DEFAULT_FILES
    from kg.settings import root

    source = ctx.params.get("source") or ()
    if any("://" in item for item in source):
        return []  # nothing goes over the network while somebody types

    def read() -> list[Thing]:
        from kg.store.open import open_store  # late: what is in the cache needs no engine

        return read_roster(open_store(source))

    files = [Path(item) for item in source] or [root() / name for name in DEFAULT_FILES]
    try:
        roster = read() if any(path.is_dir() for path in files) else kept_roster(read, files)
    except (KgError, OSError):
        return []
    return [CompletionItem(one.value, help=one.help or None) for one in completions(roster, begun, class_)]


def _ends_in_blank(line: str) -> bool:
    """Whether the last word of a line is over: a blank follows that is not escaped or quoted."""
    return len(split_arg_string(line + "x")) > len(split_arg_string(line))
