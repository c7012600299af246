"""Times whole processes and calls in turn, so that a machine whose speed drifts is fair to all."""

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple


class Measured(NamedTuple):
    """seconds: one figure for each run; peak_mb: the largest resident size of any of them.

    cpu_s: the least processor time of any of them, which other work on the machine lengthens least.
    """

    seconds: list[float]
    peak_mb: float = 0.0
    cpu_s: float = 0.0

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)


def processes(
    commands: Mapping[str, Sequence[str]], runs: int, *, is_warm: bool = True
) -> dict[str, Measured]:
    """Each command run as a process, in turn, after a run of each that does not count.

    is_warm: without such a run, for commands so long that warming up no longer matters.
    Raises CalledProcessError when one fails: a failure would look fast.
    """
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    peaks = dict.fromkeys(commands, 0.0)
    cpu = dict.fromkeys(commands, float("inf"))
    for run in range(0 if is_warm else 1, runs + 1):
        for name, command in commands.items():
            begun = time.perf_counter()
            usage = _run(command)
            if run:
                seconds[name].append(time.perf_counter() - begun)
                peaks[name] = max(peaks[name], _mb(usage))
                cpu[name] = min(cpu[name], usage.ru_utime + usage.ru_stime)
        progress(run, runs)
    return {name: Measured(seconds[name], peaks[name], cpu[name]) for name in commands}


def calls(functions: Mapping[str, Callable[[], object]], runs: int) -> dict[str, Measured]:
    """Each function called in turn, after a call of each that does not count."""
    seconds: dict[str, list[float]] = {name: [] for name in functions}
    for run in range(runs + 1):
        for name, function in functions.items():
            begun = time.perf_counter()
            function()
            if run:
                seconds[name].append(time.perf_counter() - begun)
    return {name: Measured(found) for name, found in seconds.items()}


def progress(done: int, of: int) -> None:
    """How far it is, on stderr where that is a terminal."""
    if sys.stderr.isatty():
        print(f"\r{done}/{of}", end="\n" if done == of else "", file=sys.stderr, flush=True)


def _run(command: Sequence[str]) -> resource.struct_rusage:
    """Runs a process, its output thrown away; what it used."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=_environment()) as process:  # noqa: S603
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, list(command))
    return usage


def _mb(usage: resource.struct_rusage) -> float:
    return usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)


def _environment() -> dict[str, str]:
    # As an installed program runs: with its bytecode kept.
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
