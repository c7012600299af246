"""What one request may take; each with its unit in its name, shown at /limits."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """The limits of a server; kg serve has an option for each that an operator changes."""

    workers: int = 2
    queue_length: int = 64
    query_time_s: float = 10.0
    worker_memory_mib: int = 1024
    max_rows: int = 100_000
    max_reply_bytes: int = 64 * 1024 * 1024
    max_body_bytes: int = 1024 * 1024
