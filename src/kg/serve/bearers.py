"""Who may change something: bearer tokens from a file, and no page of another origin."""

import hmac
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from starlette.requests import Request

from kg.errors import KgError
from kg.serve.faults import Problem

SHORTEST: Final = 16


@dataclass(frozen=True)
class Bearers:
    """Tokens by the name of who holds each; names stand in the audit log, tokens nowhere."""

    tokens: dict[str, str]

    @classmethod
    def read(cls, path: Path) -> "Bearers":
        """From a file with a line `name token` for each; # begins a comment.

        Raises KgError for a file that cannot be read, has no token, or one that is short or given twice.
        """
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise KgError(f"{path} 读不了：{error}", f"{path} cannot be read: {error}") from error
        tokens: dict[str, str] = {}
        for number, line in enumerate(lines, 1):
            words = line.partition("#")[0].split()
            if not words:
                continue
            if len(words) != 2 or len(words[1]) < SHORTEST or not words[1].isascii():
                raise KgError(
                    f"{path} 第 {number} 行应是“名称 令牌”，令牌至少 {SHORTEST} 个 ASCII 字符",
                    f"{path}:{number}: a line is NAME TOKEN, the token {SHORTEST} ASCII characters or more",
                )
            if words[0] in tokens or words[1] in tokens.values():
                raise KgError(f"{path} 第 {number} 行与前面的重复", f"{path}:{number}: given before")
            tokens[words[0]] = words[1]
        if not tokens:
            raise KgError(f"{path} 里没有令牌", f"{path} has no token")
        return cls(tokens)

    def name_of(self, request: Request) -> str:
        """Who sends a request. Raises Problem: 403 for a page of another origin, 401 without a known token."""
        _refuse_foreign(request)
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        found = ""
        for name, token in self.tokens.items():  # all are compared, so that the time says nothing
            if hmac.compare_digest(token.encode(), given.strip().encode("utf-8", "replace")):
                found = name
        if scheme.lower() != "bearer" or not found:
            raise Problem(
                401,
                "需要 Authorization: Bearer <令牌>",
                "Authorization: Bearer <token> is needed",
                {"WWW-Authenticate": 'Bearer realm="kg"'},
            )
        return found


def _refuse_foreign(request: Request) -> None:
    origin = request.headers.get("origin")
    site = request.headers.get("sec-fetch-site", "none")
    try:
        own = origin is None or urlsplit(origin).netloc == request.headers.get("host", "")
    except ValueError:  # no origin at all
        own = False
    if not own or site not in ("none", "same-origin"):
        raise Problem(
            403, "别处的网页不能改这里的数据", "a page of another origin may not change anything here"
        )
