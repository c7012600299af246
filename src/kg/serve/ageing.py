"""The version of data that others keep: an endpoint does not say when it has changed."""

import asyncio
import time

from kg.serve.context import Context


async def age(context: Context) -> None:
    """Gives the context another version every remote_cache_s, so that no kept answer is older than that."""
    begun_at, number = f"{context.version}-{time.time_ns():x}", 0
    while True:
        context.version = f"{begun_at}-{number}"
        await asyncio.sleep(context.limits.remote_cache_s)
        number += 1
