"""Real SPARQL engines on loopback, started once for a test run and ended with it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.store.contents import contents
from kg.store.protocol import Store
from kg.store.push import push
from kg.store.remote import RemoteStore
from kg.store.writing import writer_of

_OXIGRAPH = Path(sys.executable).with_name("oxigraph")
OXIGRAPH = str(_OXIGRAPH) if _OXIGRAPH.exists() else shutil.which("oxigraph")
VIRTUOSO = shutil.which("virtuoso-t")
_READY_S = 60

_VIRTUOSO_INI = """\
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql_port}
DisableUnixSocket = 1
ServerThreads = 10
CheckpointInterval = 0
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
ThreadsPerQuery = 2
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http_port}
ServerThreads = 6
ServerRoot = .
MaxClientConnections = 6
[SPARQL]
ResultSetMaxRows = 1000000
MaxQueryExecutionTime = 60
"""


@dataclass(frozen=True)
class Engine:
    """A running engine. query: where it answers; login: query with user and password, to write with."""

    name: str
    query: str
    login: str
    pid: int = 0


@pytest.fixture(scope="session")
def oxigraph_server() -> Iterator[Engine]:
    """An empty Oxigraph server, in memory."""
    _must_exist(OXIGRAPH, "the Oxigraph server (PyPI package oxigraph)")
    with running_oxigraph() as engine:
        yield engine


@pytest.fixture(scope="session")
def virtuoso_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An empty Virtuoso with the password it is delivered with."""
    _must_exist(VIRTUOSO, "Virtuoso (Debian package virtuoso-opensource-7-bin)")
    with running_virtuoso(tmp_path_factory.mktemp("virtuoso")) as engine:
        yield engine


@contextmanager
def running_oxigraph() -> Iterator[Engine]:
    """An Oxigraph server with nothing in it."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    command = [str(OXIGRAPH), "serve", "--bind", f"127.0.0.1:{port}"]
    with running(command, None, f"{base}/query?query=ASK%7B%7D") as pid:
        yield Engine("oxigraph", f"{base}/query", f"{base}/query", pid)


@contextmanager
def running_virtuoso(folder: Path) -> Iterator[Engine]:
    """A Virtuoso with nothing in it and the password it is delivered with. folder: for its files."""
    port = free_port()
    ini = _VIRTUOSO_INI.format(sql_port=free_port(), http_port=port)
    (folder / "virtuoso.ini").write_text(ini, encoding="utf-8")
    command = [str(VIRTUOSO), "+foreground", "+configfile", "virtuoso.ini"]
    address = f"127.0.0.1:{port}/sparql"
    with running(command, folder, f"http://{address}?query=ASK%7B%3Fs%20%3Fp%20%3Fo%7D") as pid:
        yield Engine("virtuoso", f"http://{address}", f"http://dba:dba@{address}", pid)


@pytest.fixture(scope="session")
def fill() -> Callable[[Engine, Store], None]:
    """fill(engine, store): the engine has the store's dataset and nothing else, by kg push."""

    def fill(engine: Engine, store: Store) -> None:
        push(contents(store), RemoteStore(engine.login), writer_of(engine.login))

    return fill


def free_port() -> int:
    """A port on loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _must_exist(binary: str | None, name: str) -> None:
    if binary is None:
        assert not os.environ.get("CI"), f"{name} is not installed"
        pytest.skip(f"{name} is not installed")


@contextmanager
def running(command: list[str], folder: Path | None, ready_at: str) -> Iterator[int]:
    """The process id of a server that answers at that address; it ends with the block."""
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(ready_at, process)
        yield process.pid
    finally:
        process.kill()
        process.wait(10)


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _READY_S
    while time.monotonic() < until:
        assert process.poll() is None, f"{process.args!r} ended with {process.returncode}"
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310
                return
        except (OSError, urllib.error.URLError):
            time.sleep(0.1)
    raise AssertionError(f"{process.args!r} is not ready after {_READY_S} s")
