"""A time limit for the whole process: an engine at work cannot be asked to stop, only ended."""

import os
import sys
import threading

from kg.errors import Lang, QueryTimeout


def stop_after(timeout_s: float, lang: Lang) -> threading.Timer:
    """End the process with exit code 4 and one clear line once the time is over. Files appear whole or not
    at all; standard output keeps the rows that came in time, and the exit code says they are not all.
    Returns the timer, for whoever lives on after the command to cancel."""

    def stop() -> None:
        over = QueryTimeout.after(timeout_s, "--timeout-s")
        sys.stderr.write(f"kg: {over.text.in_(lang)}\n")
        sys.stderr.flush()
        os._exit(over.exit_code)

    timer = threading.Timer(timeout_s, stop)
    timer.daemon = True
    timer.start()
    return timer
