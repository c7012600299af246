"""One server over the packaged graph for the tests of this room."""

from collections.abc import Iterator

import pytest
from tests.serve.running import Running, serving


@pytest.fixture(scope="session")
def server() -> Iterator[Running]:
    """Two workers, short limits."""
    with serving("--query-time-s", "4", "--max-rows", "5000", "--max-reply-bytes", "2000000") as running:
        yield running
