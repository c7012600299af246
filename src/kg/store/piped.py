"""A process that another one asks over pipes: pickled requests on standard input, replies on standard output."""

import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import IO, Any


def begin() -> tuple[Any, IO[bytes]]:
    """The first request, and where replies go."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever asks
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no reply
    return pickle.load(sys.stdin.buffer), replies  # noqa: S301  # from the process that started this one


def listen() -> "SimpleQueue[Any]":
    """The requests after the first, put there by a thread, which ends the process as listen_here does."""
    requests: SimpleQueue[Any] = SimpleQueue()
    threading.Thread(target=listen_here, args=(sys.stdin.buffer, requests), daemon=True).start()
    return requests


def listen_here(
    stream: IO[bytes], requests: "SimpleQueue[Any]", end: Callable[[], None] = lambda: None
) -> None:
    """Puts requests from a stream into a queue.

    Ends the process with its asker, however that ended, even while the engine is at work. end: is called
    before.
    """
    try:
        while True:
            requests.put(pickle.load(stream))  # noqa: S301  # from the process that started this one
    except Exception:
        try:
            end()
        finally:
            os._exit(0)
