"""Worker processes: started once, kept for the next question, ended at a time limit and replaced."""

import os
import pickle
import subprocess
import sys
import threading
import time
import weakref
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import IO, Final

from kg.errors import KgError
from kg.store.protocol import Store
from kg.store.worker import Failed, Ready, Reply, Request

# The modules of the asker are found by the path of the asker. Nothing of its __main__ is run again, so that
# a script without a guard, a notebook and standard input can ask, too.
_START: Final = (
    "import sys, pickle; sys.path[:] = pickle.load(sys.stdin.buffer); "
    "from kg.store.worker import main; main()"
)
_KEPT: Final = 2  # idle processes per store


class Process:
    """One worker process. Its replies are read by a thread, so that waiting for them can have an end."""

    def __init__(self, opened: bytes, folder: str) -> None:
        """opened: the store, pickled. folder: where its files are looked for."""
        if not sys.executable:
            raise _cannot_start("sys.executable is empty")
        try:
            self._popen = subprocess.Popen(  # noqa: S603  # our own module
                [sys.executable, "-P", "-c", _START],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                cwd=folder,
            )
        except OSError as error:
            raise _cannot_start(str(error)) from error
        assert self._popen.stdin is not None  # noqa: S101  # both are pipes
        assert self._popen.stdout is not None  # noqa: S101
        self._requests: IO[bytes] = self._popen.stdin
        self._replies: SimpleQueue[Reply | None] = SimpleQueue()
        self.is_ready = False
        self.pid = self._popen.pid
        self.end = weakref.finalize(self, _end, self._popen, os.getpid())  # at exit, too
        threading.Thread(target=_read, args=(self._popen.stdout, self._replies), daemon=True).start()
        with suppress(OSError):  # one that is gone already is met when its reply is awaited
            self._requests.write(pickle.dumps(sys.path) + opened)
            self._requests.flush()

    @property
    def is_alive(self) -> bool:
        return self._popen.poll() is None

    def send(self, request: Request) -> None:
        """Asks; the reply is to be received before anything else is asked."""
        with suppress(OSError):  # as above
            pickle.dump(request, self._requests)
            self._requests.flush()

    def receive(self, until: float) -> Reply:
        """The next reply. until: on the clock of time.monotonic.

        Raises TimeoutError when there is none in time, the error that the worker met, and KgError when it
        has ended without a word.
        """
        try:
            reply = self._replies.get(timeout=max(0.0, until - time.monotonic()))
        except Empty:
            raise TimeoutError from None
        if reply is None:
            self.end()
            code = self._popen.returncode
            raise KgError(
                f"回答查询的工作进程意外结束（返回码 {code}），查询没有答完",
                f"the worker process that answered the query ended (return code {code}), before it was done",
            )
        if isinstance(reply, Failed):
            raise reply.kind(reply.zh, reply.en)
        return reply


class Processes:
    """The worker processes of one store: as many as there are questions at a time, few of them kept."""

    def __init__(self, store: Store) -> None:
        self._opened = pickle.dumps(store)
        self._folder = os.getcwd()  # noqa: PTH109  # a text is what is wanted
        self._idle: list[Process] = []
        self._lock = threading.Lock()
        self.owner = os.getpid()

    def take(self) -> Process:
        """A living process for one question, not always ready yet. Raises KgError where none can be started."""
        with self._lock:
            while self._idle:
                process = self._idle.pop()
                if process.is_alive:
                    return process
                process.end()
        return self._start()

    def give_back(self, process: Process) -> None:
        """Keeps a process that owes no reply, or is still reading its files."""
        with self._lock:
            if process.is_alive and len(self._idle) < _KEPT:
                self._idle.append(process)
                return
        process.end()

    def replace(self, process: Process) -> None:
        """Ends a process at work; another one begins to read the files."""
        process.end()
        with self._lock:
            wanted = not self._idle
        if wanted:
            with suppress(KgError):  # the next question meets it
                self.give_back(self._start())

    def close(self) -> None:
        with self._lock:
            idle, self._idle = self._idle, []
        for process in idle:
            process.end()

    def _start(self) -> Process:
        return Process(self._opened, self._folder)


_OF: Final["weakref.WeakKeyDictionary[Store, Processes]"] = weakref.WeakKeyDictionary()
_LOCK: Final = threading.Lock()


def processes_of(store: Store) -> Processes:
    """The worker processes of a store, the same for every question; another set after a fork."""
    with _LOCK:
        found = _OF.get(store)
        if found is None or found.owner != os.getpid():
            found = _OF[store] = Processes(store)
    return found


def end_processes(store: Store) -> None:
    """Ends the idle worker processes of a store, if it has any."""
    with _LOCK:
        found = _OF.pop(store, None)
    if found is not None and found.owner == os.getpid():
        found.close()


def wait_until_ready(process: Process, until: float) -> None:
    """Waits for a process that still reads its files. Raises as Process.receive does."""
    if not process.is_ready:
        reply = process.receive(until)
        assert isinstance(reply, Ready)  # noqa: S101
        process.is_ready = True


def _end(popen: "subprocess.Popen[bytes]", owner: int) -> None:
    if os.getpid() != owner:  # a fork has a copy of everything but the process
        return
    with suppress(OSError):
        popen.kill()
    popen.wait()
    if popen.stdin is not None:
        with suppress(OSError):
            popen.stdin.close()


def _cannot_start(reason: str) -> KgError:
    return KgError(f"工作进程启动不了：{reason}", f"a worker process cannot be started: {reason}")


def _read(stream: IO[bytes], replies: "SimpleQueue[Reply | None]") -> None:
    with stream:
        try:
            while True:
                replies.put(pickle.load(stream))  # noqa: S301  # from our own process
        except Exception:  # it has ended, perhaps within a reply
            replies.put(None)
