"""The one place where the server is put together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from kg.serve import limitsview, problems, sparql
from kg.serve.context import Context
from kg.serve.cors import Cors


def create_app(context: Context) -> Starlette:
    """The application: each module of routes adds its own."""
    routes: list[BaseRoute] = []
    routes += sparql.routes(context)
    routes += limitsview.routes(context)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        try:
            await context.pool.start()
            yield
        finally:
            await context.pool.close()

    return Starlette(
        routes=routes,
        middleware=[Middleware(Cors)],
        exception_handlers=problems.HANDLERS,
        lifespan=lifespan,
    )
