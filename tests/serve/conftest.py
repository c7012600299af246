"""One server over the packaged graph for the tests of this room."""

from collections.abc import Iterator

import pytest
from tests.serve.running import Running, serving


@pytest.fixture(scope="session")
def server() -> Iterator[Running]:
    """Two workers, short limits."""
    limits = ["--workers", "2", "--query-time-s", "8", "--max-rows", "5000", "--max-reply-bytes", "2000000"]
    with serving(*limits, "--receive-time-s", "3", "--send-time-s", "3") as running:
        yield running
