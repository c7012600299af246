"""The one place where the server is put together."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount, Router

from kg.serve import forward, graphstore, health, limitsview, problems, sparql, unwritable, update
from kg.serve.access import AccessLog
from kg.serve.ageing import age
from kg.serve.context import Context
from kg.serve.cors import Cors
from kg.serve.writing import Writing
from kg.store.embedded import DirectoryStore, EmbeddedStore


def create_app(context: Context, writing: Writing | None = None) -> Starlette:
    """The application: each module of routes adds its own. writing: of a writable server."""
    routes: list[BaseRoute] = []
    routes += sparql.routes(context)
    routes += limitsview.routes(context)
    routes += health.routes(context)
    if writing is None:
        routes += unwritable.routes()
    else:
        routes += update.routes(context, writing)
        routes += graphstore.routes(context, writing)
    # Whatever is not above: a worker says whether it is there.
    here = Router(routes, redirect_slashes=False, default=forward.forwarding(context))
    log = [Middleware(AccessLog, write=context.log, with_queries=context.log_queries)] if context.log else []

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        ageing = None
        try:
            if not isinstance(context.store, DirectoryStore | EmbeddedStore):
                ageing = asyncio.create_task(age(context))
            if writing is not None:
                await writing.start()
            await context.pool.start()
            yield
        finally:
            if ageing is not None:
                ageing.cancel()
            await context.close()
            if writing is not None:
                await writing.close()

    return Starlette(
        routes=[Mount(context.path.rstrip("/"), app=here)],
        middleware=[*log, Middleware(Cors, root=context.path)],
        exception_handlers=problems.HANDLERS,
        lifespan=lifespan,
    )
