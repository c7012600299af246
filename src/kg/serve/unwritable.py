"""/update and /store of a server that takes no updates: said, rather than nothing found."""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.serve.faults import Problem
from kg.serve.graphstore import PATH as STORE
from kg.serve.update import PATH as UPDATE

_METHODS: Final = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"]


def routes() -> list[BaseRoute]:
    """/update, /store and what is below that."""

    async def refuse(request: Request) -> Response:
        raise Problem(
            403,
            "这里不接受更新；运营者可用 kg serve --source 目录 --writable --token-file 文件 开放",
            "updates are off here; whoever runs this opens them with kg serve --source DIR --writable --token-file FILE",
        )

    return [Route(path, refuse, methods=_METHODS) for path in (UPDATE, STORE, f"{STORE}/{{rest:path}}")]
