"""kg link fetch."""

from datetime import datetime
from pathlib import Path

import click

from kg.cli.link_options import access, targets
from kg.cli.options import folder, is_file, languages, steps, tell
from kg.errors import KgError, SourceRefused, SourceUnavailable, Text


@click.command()
@targets
@click.option(
    "--into",
    metavar="NAME",
    help="哪个数据集的链接，wikidata 或 dbpedia；多数目标自己已说明 · Whose links; most targets say so themselves.",
)
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="快照的日期；服务会自己给出，文件须写明 · Day of what is fetched; services tell it, files do not.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="写到文件，不给则 data/links/NAME.snapshot.ttl · The file that is written.",
)
@folder
@access
@languages
def command(
    target: str,
    into: str | None,
    day: datetime | None,
    output: Path | None,
    root: Path,
    contact: str,
    cache: Path | None,
    max_age_days: float,
    lang: str | None,
) -> None:
    """取快照 · Fetch what a dataset says of the records that are linked to: dated, in a graph of its own.

    Graph snapshot/NAME, for kg query --with links,snapshot/NAME without a network. A run that was stopped goes on
    where it was.

    \b
    Example: kg link fetch --target wikidata --contact mailto:you@example.org
    """
    from kg.link.cache import Cache
    from kg.link.snapshot.fetch import NothingThere, dataset_of, fetch, holder
    from kg.link.snapshot.linked import linked_in
    from kg.link.snapshot.told import counted
    from kg.link.snapshot.written import text
    from kg.link.targets.profiles import Access
    from kg.namespaces import snapshot_file
    from kg.rdfio.output import write

    date = None if day is None else f"{day:%Y-%m-%d}"
    if day is not None and day > datetime.now():
        raise KgError(
            f"--date {date} 还没有到；请给到今天为止的日期",
            f"--date {date} has not come yet; give a day up to today",
        )
    data = dataset_of(target, into)
    records = [one.record for one in linked_in(root, data.namespace)]
    path = output if is_file(output) else root / snapshot_file(data.name)
    # Beside the file while it is not there, so that nothing that was answered is asked again.
    replies = path.with_name(f"{path.name}.replies")
    kept = Cache(cache or replies, max_age_days) if _is_service(target) else None
    try:
        with steps() as step:
            found = fetch(holder(target, data, Access(contact, kept)), data, records, date, step)
    except NothingThere:
        if cache is None:
            replies.unlink(missing_ok=True)
        raise
    except (SourceUnavailable, SourceRefused):
        where = cache or replies
        if kept:
            tell(
                Text(
                    f"已答复的留在 {where}；再运行一次即接着做",
                    f"what was answered is kept in {where}; run it again to go on",
                )
            )
        raise
    if output is not None and not is_file(output):
        click.echo(text(found), nl=False)
    else:
        write(path, text(found))
        tell(Text(f"已写出 {path}", f"wrote {path}"))
    if kept and cache is None:
        replies.unlink(missing_ok=True)
    tell(counted(found, len(set(records))))


def _is_service(target: str) -> bool:
    from kg.link.targets.profiles import PROFILES, placed

    return PROFILES[placed(target)[0]].place == "URL"
