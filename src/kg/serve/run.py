"""Starting a server: the context of a source, and uvicorn with its limits."""

import asyncio
import hashlib
import signal
import socket
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg import __version__
from kg.errors import KgError, Lang
from kg.serve.context import Context
from kg.serve.jobs import Rules
from kg.serve.limits import Limits
from kg.settings import stamp
from kg.sparql.guard import LOOPBACK
from kg.store.embedded import DirectoryStore, EmbeddedStore
from kg.store.open import open_store
from kg.store.protocol import Store

if TYPE_CHECKING:
    from kg.serve.writing import Writing

_BACKLOG: Final = 2_048
# For the tests of W3C, whose endpoints for SERVICE are on this machine and whose graphs have any name.
CONFORMANCE: Final = Rules(services=(LOOPBACK,), any_graph=True, idle_loads=True)


def context_of(
    source: Sequence[str] = (),
    *,
    limits: Limits | None = None,
    rules: Rules | None = None,
    lang: Lang = "zh",
    url: str = "",
) -> Context:
    """The context for a source (kg.store.open). Raises as opening the store does."""
    store = open_store(source)
    return Context(
        store, version_of(store), limits or Limits(), rules=rules or Rules(), lang=lang, url=url.rstrip("/")
    )


def writing_of(context: Context, token_file: Path, audit_log: Path | None = None) -> "Writing":
    """The writing side of a server. audit_log: a file beside the directory if None. Raises KgError."""
    from kg.serve.bearers import Bearers
    from kg.serve.writing import Audit, Writing

    audit = audit_log or Path(f"{context.store.source.rstrip('/')}.audit.jsonl")
    return Writing(context, Bearers.read(token_file), Audit(audit))


def version_of(store: Store) -> str:
    """What is the same for the same data: a checksum of its files; for an endpoint, of its address."""
    digest = hashlib.sha256(__version__.encode())
    if isinstance(store, EmbeddedStore):
        for path in store.files:
            digest.update(path.name.encode() + b"\0")
            with suppress(OSError):  # the first query meets it again, and tells it
                digest.update(path.read_bytes())
    elif isinstance(store, DirectoryStore):
        for path in sorted(Path(store.source).iterdir()):
            if path.suffix in (".sst", ".log") or path.name.startswith("MANIFEST"):
                digest.update("{} {} {}\n".format(path.name, *stamp(path)).encode())
    else:
        digest.update(store.source.encode())
    return digest.hexdigest()[:16]


def serve(
    context: Context,
    host: str,
    port: int,
    ready: Callable[[str], None],
    writing: "Callable[[], Writing] | None" = None,
) -> None:
    """Serves until it is interrupted. ready: is told the address when the server answers.

    writing: makes the writing side of a writable server. Raises KgError where the address is taken, and where
    the store cannot be opened.
    """
    listening = listen(host, port)
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{listening.getsockname()[1]}/"
    _more_files()
    early: list[
        int
    ] = []  # signals from before the server takes them; by themselves they leave a folder behind
    with suppress(ValueError):  # not in the main thread
        signal.signal(signal.SIGTERM, lambda number, _: early.append(number))
    with listening, asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(_serve(context, listening, lambda: ready(address), writing, early))


async def _serve(
    context: Context,
    listening: socket.socket,
    ready: Callable[[], None],
    make_writing: "Callable[[], Writing] | None",
    early: Sequence[int],
) -> None:
    try:
        # The store is read by another process while this one imports what it needs for HTTP.
        if make_writing is None:
            await context.nursery.launch()
        import uvicorn

        from kg.serve.app import create_app
        from kg.serve.connections import Server, protocol

        app = create_app(context, None if make_writing is None else make_writing())
        config = uvicorn.Config(
            app,
            http=protocol(context.limits),
            ws="none",
            log_level="warning",
            access_log=False,
            server_header=False,
            headers=[
                ("Server", f"internet-report-kg/{__version__}"),
                ("X-Content-Type-Options", "nosniff"),  # whatever it is that is answered
            ],
            limit_concurrency=context.limits.max_connections,
            backlog=_BACKLOG,
            timeout_keep_alive=15,
            timeout_graceful_shutdown=5,
            lifespan="off",
        )
        server = Server(config)
        loop = asyncio.get_running_loop()
        for one in (signal.SIGINT, signal.SIGTERM):
            with suppress(NotImplementedError):  # not on this system
                loop.add_signal_handler(one, server.handle_exit, one, None)
        if early:
            return
        async with app.router.lifespan_context(app):  # its errors are ours to tell
            ready()
            await server.serve([listening])
        if server.interrupted:
            raise KeyboardInterrupt
    finally:  # also of what was launched before the application was there to end it
        await context.close()


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """The faster loop where it is installed."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop


def listen(host: str, port: int) -> socket.socket:
    """A listening socket. Raises KgError where the address is taken or not ours."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except OSError as error:
        raise KgError(
            f"{host}:{port} 不能监听：{error.strerror}；请换 --port 或 --host",
            f"cannot listen on {host}:{port}: {error.strerror}; choose another --port or --host",
        ) from error


def _more_files() -> None:
    """As many open files as the system allows: each connection is one."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
