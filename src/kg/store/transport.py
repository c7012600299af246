"""One HTTP request to an endpoint: credentials, time limit, tries again, and never half a reply.

Tried again are requests that the endpoint was too busy for (429, 502, 503, 504) and connections that
broke; every request made here may be repeated. Retry-After is honoured up to LONGEST_WAIT_S.
"""

import time
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPResponse
from typing import Final, NamedTuple

from kg import __version__
from kg.errors import KgError, SourceRefused, SourceUnavailable
from kg.settings import MAX_REPLY_BYTES
from kg.store.credentials import Credentials
from kg.store.digest import Digest
from kg.store.reply import one_line

AGENT: Final = f"internet-report-kg/{__version__}"
TRIES: Final = 4
FIRST_WAIT_S: Final = 0.5
LONGEST_WAIT_S: Final = 30.0
_BUSY: Final = (429, 502, 503, 504)
_PASSING: Final = (408, 425, 429)
_PIECE: Final = 65_536


def agent_of(contact: str) -> str:
    """The user agent; contact: whom the operator of a service may write to, empty for nobody."""
    return f"{AGENT} ({contact})" if contact else AGENT


class Reply(NamedTuple):
    """A whole reply, whatever its status.

    offered: the headers WWW-Authenticate of a 401. cut_at: the number of rows that Virtuoso says it stopped at.
    """

    status: int
    content_type: str
    body: bytes
    retry_after: str = ""
    offered: tuple[str, ...] = ()
    cut_at: str = ""

    @property
    def said(self) -> str:
        """The beginning of the body, fit for a message."""
        return one_line(self.body[:2_000].decode("utf-8", "replace")) or "-"


class _Broken(Exception):
    """The connection broke: another try may help."""


class Transport:
    """Sends requests to one endpoint. source: its name in messages, without passwords."""

    def __init__(
        self,
        source: str,
        credentials: Credentials,
        *,
        timeout_s: float = 60,
        tries: int = TRIES,
        sleep: Callable[[float], None] = time.sleep,
        agent: str = AGENT,
    ) -> None:
        self.source = source
        self._agent = agent
        self._credentials = credentials
        self._timeout_s = timeout_s
        self._tries = tries
        self._sleep = sleep
        self._opener = urllib.request.build_opener()
        self._introduced = False
        self._header: str | None = None
        self._digest = Digest(credentials, source)

    def send(self, request: urllib.request.Request, until: float = float("inf")) -> Reply:
        """The reply, its status for the caller to judge. until: when to give up, on the clock of time.monotonic.

        Raises SourceUnavailable when there is none or it breaks off, SourceRefused when it is too long.
        """
        request.add_header("User-Agent", self._agent)
        for tried in range(1, self._tries + 1):
            last = tried == self._tries
            wait = FIRST_WAIT_S * 2 ** (tried - 1)
            try:
                reply = self._introduce(request, until) or self._authorised(request, until)
            except _Broken as error:
                if last:
                    raise SourceUnavailable(*_both(error)) from error
            else:
                wait = max(wait, _seconds(reply.retry_after))
                if reply.status not in _BUSY or last or wait > LONGEST_WAIT_S:
                    return reply
            if time.monotonic() + wait > until:
                self._sleep(max(0.0, until - time.monotonic()))
                raise self._too_slow()
            self._sleep(wait)
        raise AssertionError("the last try returns or raises")

    def failure(self, reply: Reply) -> KgError:
        """The error that a status stands for."""
        later = f"（Retry-After: {one_line(reply.retry_after)}）" if reply.retry_after else ""
        after = f" (Retry-After: {one_line(reply.retry_after)})" if reply.retry_after else ""
        zh = f"{self.source} 以状态 {reply.status} 拒绝：{reply.said}{later}"
        en = f"{self.source} answers with status {reply.status}: {reply.said}{after}"
        passing = reply.status >= 500 or reply.status in _PASSING
        return SourceUnavailable(zh, en) if passing else SourceRefused(zh, en)

    def _introduce(self, request: urllib.request.Request, until: float) -> Reply | None:
        """Finds out whether the endpoint wants Digest: a password is not sent in clear to one that does.

        The reply, when it is one that says nothing about that, and the next request has to find out.
        Asked without a body: measured, Virtuoso closes the connection on a long one that it will not take.
        """
        if self._introduced:
            return None
        if self._credentials.user:
            url = request.full_url
            bare = request if request.data is None else urllib.request.Request(url, method="HEAD")  # noqa: S310
            bare.add_header("User-Agent", self._agent)
            reply = self._once(bare, until)
            if reply.status in (*_BUSY, *_PASSING):
                return reply
            self._digest.learn(reply.offered)
        if not self._digest.is_wanted:
            self._header = self._credentials.header
        self._introduced = True
        return None

    def _authorised(self, request: urllib.request.Request, until: float) -> Reply:
        reply = self._once(request, until)
        if reply.status == 401 and self._digest.is_wanted and self._digest.learn(reply.offered):
            return self._once(request, until)  # the challenge was used up
        return reply

    def _once(self, request: urllib.request.Request, until: float) -> Reply:
        header = self._digest.answer(request) if self._digest.is_wanted else self._header
        if header is not None:  # not passed on to where a reply may lead
            request.add_unredirected_header("Authorization", header)
        begun = time.monotonic()
        deadline = min(begun + self._timeout_s, until)
        if deadline <= begun:
            raise self._too_slow()
        try:
            with self._opener.open(request, timeout=deadline - begun) as response:
                return self._read(response, response.status, deadline, request.get_method())
        except urllib.error.HTTPError as error:
            with error:
                return self._read(error, error.code, deadline, request.get_method())
        except urllib.error.URLError as error:
            raise self._unreachable(error.reason) from error
        except (OSError, HTTPException, ValueError) as error:
            raise self._unreachable(error) from error

    def _read(
        self, response: HTTPResponse | urllib.error.HTTPError, status: int, deadline: float, method: str
    ) -> Reply:
        announced = response.headers.get("Content-Length", "")
        pieces: list[bytes] = []
        length = 0
        try:
            while piece := response.read1(_PIECE):
                pieces.append(piece)
                length += len(piece)
                if length > MAX_REPLY_BYTES:
                    raise SourceRefused(
                        f"{self.source} 的答复超过 {MAX_REPLY_BYTES} 字节",
                        f"the reply of {self.source} is longer than {MAX_REPLY_BYTES} bytes",
                    )
                if time.monotonic() > deadline:
                    raise self._too_slow()
        except TimeoutError as error:
            raise self._too_slow() from error
        except (HTTPException, OSError) as error:
            raise self._broken_off(length) from error
        # http.client does not mind a body shorter than announced, and triples cut at a line end look whole.
        if announced.isdecimal() and length < int(announced) and method != "HEAD":
            raise self._broken_off(length)
        header = response.headers.get
        return Reply(
            status,
            header("Content-Type", ""),
            b"".join(pieces),
            header("Retry-After", ""),
            tuple(response.headers.get_all("WWW-Authenticate", ())) if status == 401 else (),
            header("X-SPARQL-MaxRows", ""),
        )

    def _unreachable(self, reason: object) -> Exception:
        if isinstance(reason, TimeoutError):
            return self._too_slow()
        said = one_line(str(reason) or type(reason).__name__)
        zh, en = f"连不上 {self.source}：{said}", f"{self.source} cannot be reached: {said}"
        if isinstance(
            reason, ConnectionResetError | ConnectionAbortedError | BrokenPipeError | HTTPException
        ):
            return _Broken(zh, en)
        return SourceUnavailable(zh, en)

    def _too_slow(self) -> SourceUnavailable:
        return SourceUnavailable(
            f"{self.source} 在 {self._timeout_s:g} 秒内没有答完",
            f"{self.source} did not finish its reply within {self._timeout_s:g} s",
        )

    def _broken_off(self, length: int) -> _Broken:
        return _Broken(
            f"{self.source} 的答复在 {length} 字节处中断，不完整",
            f"the reply of {self.source} broke off after {length} bytes",
        )


def _both(error: _Broken) -> tuple[str, str]:
    zh, en = error.args
    return zh, en


def _seconds(retry_after: str) -> float:
    """The wait that Retry-After asks for, written in seconds or as a date; 0 for none or nonsense."""
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        when = parsedate_to_datetime(retry_after)
    except (TypeError, ValueError):
        return 0.0
    return max(0.0, ((when if when.tzinfo else when.replace(tzinfo=UTC)) - datetime.now(UTC)).total_seconds())
