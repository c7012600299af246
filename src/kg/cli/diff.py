"""kg diff."""

import click

from kg.cli.options import emit_json, formats, languages, or_zh, terminal_width


@click.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="[NEW]", required=False)
@formats
@languages
def command(old: str, new: str | None, format_: str, lang: str | None) -> int:
    """比较两个图谱 · What NEW says that OLD does not, and the other way round.

    OLD 和 NEW 写法同 --source，多个文件用逗号隔开；不写 NEW 则为随包图谱。比较陈述、其依据、事物及其名称、
    数据的值。退出码同 diff：相同 0，不同 1，出错 2。

    OLD and NEW are written as for --source, several files with commas between them; NEW is the packaged
    graph when not given. Compared are statements, what they rest on, things, their labels, and the values
    of figures. Exits as diff does: 0 when equal, 1 when they differ, 2 for trouble.

    \b
    Example: kg diff data/triples.ttl --lang en
    """
    from kg.query.diff import diff
    from kg.query.difftable import to_json, to_text
    from kg.store.open import open_store

    found = diff(open_store(old.split(",")), open_store(new.split(",") if new else None))
    if format_ == "json":
        emit_json(to_json(found))
    else:
        width = terminal_width()
        click.echo(to_text(found, or_zh(lang), width))
    return 0 if found.is_empty else 1
