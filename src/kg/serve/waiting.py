"""Waiting for an answer as long as the client waits for it."""

import asyncio
from collections.abc import Awaitable
from typing import Final, TypeVar

from starlette.requests import ClientDisconnect, Request

T = TypeVar("T")

# How long a query runs on without its client: ending a worker costs more than most queries.
_GRACE_S: Final = 0.2


async def while_there(request: Request, work: Awaitable[T]) -> T:
    """What the work gives. The work is cancelled when the client has gone, soon after.

    Raises ClientDisconnect then, and as the work does.
    """
    task = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            await asyncio.wait({task}, timeout=_GRACE_S)
        if not task.done():
            raise ClientDisconnect
        return task.result()
    finally:
        gone.cancel()
        if not task.done():
            task.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
