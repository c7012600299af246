"""The one place where the server is put together."""

from starlette.applications import Starlette
from starlette.routing import BaseRoute

from kg.serve import problems
from kg.serve.context import Context


def create_app(context: Context) -> Starlette:
    """The application: each module of routes adds its own."""
    routes: list[BaseRoute] = []
    return Starlette(routes=routes, exception_handlers=problems.HANDLERS)
