"""HTTP Digest: the challenge found among what an endpoint offers, and its answer by urllib."""

import re
import urllib.parse
import urllib.request
from collections.abc import Iterable
from typing import Final

from kg.errors import SourceRefused
from kg.store.credentials import Credentials
from kg.store.reply import one_line

# What begins a challenge in a list: a scheme that no "=" follows, with or without something behind it.
_SCHEME: Final = re.compile(r"([\w!#$%&'*+.^`|~-]+)(?:\s+(?!=)(.*))?", re.DOTALL)
_ALGORITHMS: Final = ("MD5", "SHA")  # those of urllib


class Digest:
    """Answers the challenges of one endpoint. source: its name in messages."""

    def __init__(self, credentials: Credentials, source: str) -> None:
        self._credentials = credentials
        self._source = source
        self._challenge: dict[str, str] | None = None
        self._answerer: urllib.request.AbstractDigestAuthHandler | None = None

    @property
    def is_wanted(self) -> bool:
        """Whether the endpoint has made a challenge."""
        return self._challenge is not None

    def learn(self, offered: Iterable[str]) -> bool:
        """Takes up a challenge from the headers WWW-Authenticate of a reply; whether there is one."""
        found = [rest for scheme, rest in _challenges(offered) if scheme == "digest"]
        known = [rest for rest in found if _algorithm(rest) in _ALGORITHMS]
        if not found:
            return False
        self._challenge = (known or found)[0]
        return True

    def answer(self, request: urllib.request.Request) -> str:
        """The header Authorization. Raises SourceRefused for a challenge that cannot be answered."""
        challenge = self._checked()
        if self._answerer is None:
            known = urllib.request.HTTPPasswordMgrWithDefaultRealm()
            root = urllib.parse.urlunsplit((*urllib.parse.urlsplit(request.full_url)[:2], "/", "", ""))
            known.add_password(None, [root], self._credentials.user, self._credentials.password)
            self._answerer = urllib.request.AbstractDigestAuthHandler(known)
        return f"Digest {self._answerer.get_authorization(request, challenge)}"

    def _checked(self) -> dict[str, str]:
        challenge = dict(self._challenge or {})
        if not {"realm", "nonce"} <= challenge.keys():
            raise self._refused("没有 realm 或 nonce", "without realm or nonce")
        algorithm = challenge["algorithm"] = _algorithm(challenge)
        if algorithm not in _ALGORITHMS:
            raise self._refused(
                f"algorithm {one_line(algorithm)}；可用：MD5、SHA",
                f"algorithm {one_line(algorithm)}; known are MD5, SHA",
            )
        if qop := challenge.pop("qop", ""):
            if "auth" not in re.split(r"[\s,]+", qop.lower()):
                raise self._refused(f"qop {one_line(qop)}；可用：auth", f"qop {one_line(qop)}; known is auth")
            challenge["qop"] = "auth"
        hashed = (self._credentials.user, self._credentials.password, challenge["realm"], challenge["nonce"])
        if not all(map(str.isascii, hashed)):
            raise self._refused(
                "用户名、密码或 realm 有 ASCII 以外的字符", "user, password or realm outside ASCII"
            )
        return challenge

    def _refused(self, zh: str, en: str) -> SourceRefused:
        return SourceRefused(
            f"{self._source} 要求的 Digest 认证方式不支持：{zh}",
            f"{self._source} asks for a kind of Digest authentication that is not supported: {en}",
        )


def _challenges(offered: Iterable[str]) -> list[tuple[str, dict[str, str]]]:
    """Schemes, in lower case, each with its parameters: one header may offer several."""
    found: list[tuple[str, dict[str, str]]] = []
    for item in (item for header in offered for item in urllib.request.parse_http_list(header)):
        begun = _SCHEME.fullmatch(item)
        if begun is not None:
            found.append((begun[1].lower(), {}))
        name, is_pair, value = (begun[2] or "" if begun else item).partition("=")
        if is_pair and found:
            found[-1][1][name.strip().lower()] = value.strip().strip('"')
    return found


def _algorithm(challenge: dict[str, str]) -> str:
    return challenge.get("algorithm", "MD5").upper()
