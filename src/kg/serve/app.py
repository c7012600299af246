"""The one place where the server is put together."""

from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount

from kg.serve import linked, problems
from kg.serve.context import Context


def create_app(context: Context) -> Starlette:
    """The application: each module of routes adds its own."""
    routes: list[BaseRoute] = [*linked.routes(context)]
    if context.path != "/":
        routes = [Mount(context.path.rstrip("/"), routes=routes)]
    return Starlette(routes=routes, exception_handlers=problems.HANDLERS)
