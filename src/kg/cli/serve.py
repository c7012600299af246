"""kg serve."""

from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from kg.cli.options import languages, or_zh, reports, sources, ui
from kg.errors import KgError, Text
from kg.serve.limits import Limits

# The limits that an operator changes, in the order of the help; each option has the name of its limit.
_OPTIONS = {
    "workers": "工作进程数 · Worker processes.",
    "page_workers": "页面、接口用的工作进程数 · Worker processes for pages and the API.",
    "query_time_s": "一个查询的时限（秒）· Time limit of a query, in seconds.",
    "page_time_s": "一个页面的时限（秒）· Time limit of a page, in seconds.",
    "dump_time_s": "写一个下载文件的时限（秒）· Time limit of writing a dump.",
    "worker_memory_mib": "一个工作进程的内存（MiB，0 为不限）· Memory of a worker, 0 for no limit.",
    "max_rows": "一次答案的最多行数 · Most rows of an answer.",
    "max_reply_bytes": "一次答案的最多字节数 · Most bytes of an answer.",
    "max_spool_bytes": "磁盘上各答案合计的最多字节数 · Most bytes of all answers on the disk.",
    "queue_length": "最多有多少请求排队 · How many requests wait.",
    "receive_time_s": "一个请求最多收多久（秒）· How long a request may take to come in.",
    "send_time_s": "客户端最多多久不取答案（秒）· How long a client may take none of an answer.",
    "cache_bytes": "留存答案用的内存（字节，0 为不留）· Memory for kept answers.",
    "remote_cache_s": "来自端点的答案留存多久（秒）· How long answers of an endpoint are kept.",
}


def _limits(command: Any) -> Any:
    defaults = Limits()
    for name in reversed(_OPTIONS):
        default = getattr(defaults, name)
        least = 1 if name.endswith("workers") else 0  # without a worker it would wait for one for ever
        command = click.option(
            f"--{name.replace('_', '-')}",
            type=click.FloatRange(min=0.001) if isinstance(default, float) else click.IntRange(min=least),
            default=default,
            show_default=True,
            help=_OPTIONS[name],
        )(command)
    return command


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址 · Address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="端口，0 为任一空闲的 · Port; 0 for any free one.",
)
@click.option(
    "--url",
    default="",
    metavar="URL",
    help="从外面看的网址（反向代理之后）· The address from outside, behind a proxy.",
)
@click.option(
    "--path",
    default="/",
    metavar="PATH",
    show_default=True,
    help="在本机的路径，/kg/ 之类 · The path it is served at, such as /kg/.",
)
@click.option(
    "--access-log",
    metavar="FILE",
    help="访问日志，每行一个 JSON；- 为标准错误 · Access log, a JSON object a line; - is stderr.",
)
@click.option("--log-queries", is_flag=True, help="访问日志也记查询 · Queries too are in the access log.")
@reports
@click.option(
    "--writable",
    is_flag=True,
    help="开放 /update 和 /store，需 --token-file · Take updates at /update and /store.",
)
@click.option(
    "--token-file",
    type=click.Path(path_type=Path),
    help="每行“名称 令牌” · Who may write: a line NAME TOKEN for each.",
)
@click.option(
    "--audit-log",
    type=click.Path(path_type=Path),
    help="审计日志，默认在目录旁 · Audit log; DIR.audit.jsonl when not given.",
)
@click.option(
    "--profile",
    type=click.Choice(["service", "conformance"]),
    default="service",
    show_default=True,
    help="conformance 供 W3C 测试：SERVICE 可到本机，LOAD SILENT 不做事 · conformance is for the W3C tests: SERVICE "
    "may ask this machine, LOAD SILENT does nothing.",
)
@_limits
@sources
@languages
def command(
    host: str,
    port: int,
    url: str,
    path: str,
    access_log: str | None,
    log_queries: bool,
    report: tuple[Path, ...],
    writable: bool,
    token_file: Path | None,
    audit_log: Path | None,
    profile: str,
    source: tuple[str, ...],
    lang: str | None,
    **limits: Any,
) -> None:
    """发布 · Serve the graph over HTTP: a SPARQL endpoint at /sparql, its limits at /limits.

    \b
    Example: kg serve --port 8000
    """
    missing = [name for name in ("starlette", "fastapi", "uvicorn", "httptools") if find_spec(name) is None]
    if missing:
        raise KgError(
            f"缺少 {'、'.join(missing)}；请先 pip install 'internet-report-kg[serve]'",
            f"{', '.join(missing)} is missing; pip install 'internet-report-kg[serve]' brings it",
        )
    from kg.report.texts import texts_at
    from kg.serve.access import line_writer
    from kg.serve.run import CONFORMANCE, context_of, serve, writing_of

    if writable != (token_file is not None):
        both = Text("要一起给出", "belong together")
        raise click.UsageError(f"--writable, --token-file: {both.in_(ui())}")
    rules = CONFORMANCE if profile == "conformance" else None
    context = context_of(source, limits=Limits(**limits), rules=rules, lang=or_zh(lang), url=url)
    context.path = f"/{path.strip('/')}/".replace("//", "/")
    context.texts = texts_at(report)
    context.log, context.log_queries = line_writer(access_log), log_queries
    writing = None if token_file is None else partial(writing_of, context, token_file, audit_log)
    serve(context, host, port, lambda address: click.echo(f"kg serve: {address}", err=True), writing)
