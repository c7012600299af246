"""The one place where the server is put together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from kg.serve import graphstore, limitsview, problems, sparql, update
from kg.serve.context import Context
from kg.serve.cors import Cors
from kg.serve.writing import Writing


def create_app(context: Context, writing: Writing | None = None) -> Starlette:
    """The application: each module of routes adds its own. writing: of a writable server."""
    routes: list[BaseRoute] = []
    routes += sparql.routes(context)
    routes += limitsview.routes(context)
    if writing is not None:
        routes += update.routes(context, writing)
        routes += graphstore.routes(context, writing)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        try:
            if writing is not None:
                await writing.start()
            await context.pool.start()
            yield
        finally:
            await context.pool.close()
            if writing is not None:
                await writing.close()

    return Starlette(
        routes=routes,
        middleware=[Middleware(Cors)],
        exception_handlers=problems.HANDLERS,
        lifespan=lifespan,
    )
