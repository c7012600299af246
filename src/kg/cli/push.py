"""kg push."""

from typing import TYPE_CHECKING

import click

from kg.cli.options import emit_json, formats, languages, or_zh, sources, steps, ui
from kg.errors import Lang, Text

if TYPE_CHECKING:
    from kg.store.push import Step


@click.command()
@click.argument("url", metavar="URL")
@click.option("--store-url", metavar="URL", help="图存储协议的地址 · Address of the Graph Store Protocol.")
@click.option("--update-url", metavar="URL", help="SPARQL Update 的地址 · Address of SPARQL Update.")
@click.option("--dry-run", is_flag=True, help="只列出要做的事 · Only list what would be done.")
@formats
@sources
@languages
def command(
    url: str,
    store_url: str | None,
    update_url: str | None,
    dry_run: bool,
    format_: str,
    source: tuple[str, ...],
    lang: str | None,
) -> None:
    """推送 · Load the dataset into a SPARQL store: URL is where it answers queries.

    Where it is written to is found, or named by --store-url or --update-url. A push that was broken off
    goes on where it stopped. User and password stand in the URL or in KG_ENDPOINT_USER and
    KG_ENDPOINT_PASSWORD.

    \b
    Example: kg push http://localhost:7878/query --dry-run
    """
    from kg.store.contents import contents
    from kg.store.open import is_url, open_store
    from kg.store.push import plan, push
    from kg.store.remote import RemoteStore
    from kg.store.writing import writer_of

    for address in (url, store_url, update_url):
        if address is not None and not is_url(address):
            raise click.BadParameter(f"{address!r}: http://… https://…")
    if store_url is not None and update_url is not None:
        one = Text("只能给一个", "give one of them")
        raise click.UsageError(f"--store-url, --update-url: {one.in_(ui())}")
    with steps() as tell:
        writer = writer_of(url, store_url, update_url)
        graphs = contents(open_store(source))
        if dry_run:
            taken = plan(graphs, RemoteStore(url), writer)
        else:
            taken = push(graphs, RemoteStore(url), writer, tell)
    if format_ == "json":
        emit_json({"endpoint": writer.source, "graphs": [_record(step) for step in taken]})
    else:
        _show(taken, dry_run, or_zh(lang))
    triples = sum(len(step.graph.lines) for step in taken)
    done = Text(
        f"{writer.source} 有 {len(taken)} 个图，{triples} 条三元组",
        f"{writer.source} has {len(taken)} graphs with {triples} triples",
    )
    if not dry_run:
        click.echo(done.in_(lang=or_zh(lang)), err=True)


def _record(step: "Step") -> dict[str, object]:
    """requests: how many there were to send; none where the graph was there already or is dropped."""
    return {
        "graph": step.graph.name,
        "triples": len(step.graph.lines),
        "requests": step.batches - step.first,
        "dropped": step.drop,
    }


def _show(taken: "list[Step]", dry_run: bool, lang: Lang) -> None:
    there = Text("已在", "already there")
    for step in taken:
        left = step.batches - step.first
        if step.drop:
            words = Text("删除", "dropped")
        elif step.is_done:
            words = there
        else:
            words = Text(f"发送 {left} 批", f"{left} request{'s' * (left != 1)}")
        click.echo(f"{step.graph.name}\t{len(step.graph.lines)}\t{words.in_(lang)}", err=not dry_run)
