"""What one request may take; each with its unit in its name, shown at /limits."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """The limits of a server; kg serve has an option for each that an operator changes.

    workers, page_workers: processes for queries, and for pages, the API and reconciliation; they share what they
    have read. query_time_s, page_time_s, dump_time_s: of a query, a page, a file of /dumps, from the first moment
    in a worker to the last byte of the answer. queue_time_s: how long a request waits for a worker. queue_length:
    how many wait. worker_memory_mib: of one worker process, data included; 0 for no limit. max_rows,
    max_reply_bytes: of one answer. max_spool_bytes: of all answers on the disk, those that are being written
    and those that are being sent. cache_bytes: kept answers, 0 for none. remote_cache_s: how long answers of an
    endpoint are kept. receive_time_s: for a request to come in whole. max_update_bytes: of an update, whose
    text is read here; max_graph_bytes: of a graph sent to /store. send_time_s: how long a client may take none
    of an answer. max_header_bytes: request line and headers.
    """

    workers: int = 4
    page_workers: int = 2
    queue_length: int = 64
    queue_time_s: float = 20.0
    query_time_s: float = 10.0
    page_time_s: float = 10.0
    dump_time_s: float = 120.0
    update_time_s: float = 60.0
    worker_memory_mib: int = 1024
    max_rows: int = 100_000
    max_reply_bytes: int = 64 * 1024 * 1024
    max_spool_bytes: int = 1024 * 1024 * 1024
    max_body_bytes: int = 1024 * 1024
    max_update_bytes: int = 8 * 1024 * 1024
    max_graph_bytes: int = 64 * 1024 * 1024
    max_header_bytes: int = 256 * 1024
    max_connections: int = 4_000
    receive_time_s: float = 20.0
    send_time_s: float = 30.0
    cache_bytes: int = 64 * 1024 * 1024
    remote_cache_s: float = 60.0
