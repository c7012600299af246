"""Requests to the JSON services that links are looked up in: one after the other, cached, none of them believed unread."""

import json
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from typing import Any, Final

from kg.errors import SourceRefused, SourceUnavailable
from kg.link.cache import Cache
from kg.store.credentials import credentials_of, shown
from kg.store.reply import one_line
from kg.store.transport import FIRST_WAIT_S, TRIES, Transport, agent_of

PAUSE_S: Final = 0.1
# What MediaWiki says under status 200 when it is too busy.
_BUSY_CODES: Final = ("maxlag", "ratelimited", "readonly")


class Service:
    """One service by its address. A fault inside a reply of status 200 is a fault, and is never cached."""

    def __init__(
        self,
        url: str,
        *,
        contact: str = "",
        cache: Cache | None = None,
        timeout_s: float = 30,
        pause_s: float = PAUSE_S,
        tries: int = TRIES,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """contact: an address that goes into the user agent. pause_s: between two requests, which never overlap."""
        self.source = shown(url)
        self._url = url
        self._cache = cache
        self._pause_s = pause_s
        self._tries = tries
        self._sleep = sleep
        self._asked = False
        self._transport = Transport(
            self.source,
            credentials_of(url, {}),  # those of the environment are for the user's own endpoint
            timeout_s=timeout_s,
            tries=tries,
            sleep=sleep,
            agent=agent_of(contact),
        )

    def ask(
        self,
        parameters: Mapping[str, str],
        *,
        post: bool = False,
        must: Callable[[Any], object] = lambda _: None,
    ) -> Any:
        """The JSON of one reply; of the cache if it is there. must: raises for a reply that is not to be kept.

        Raises SourceUnavailable if another try may help, SourceRefused if the reply is not what was asked for.
        """
        key = (self.source, "POST" if post else "GET", urllib.parse.urlencode(sorted(parameters.items())))
        kept = self._cache.get(*key) if self._cache else None
        if kept is not None:
            return json.loads(kept)
        found = self._fetch(parameters, post)
        must(found)
        if self._cache:
            self._cache.put(json.dumps(found, ensure_ascii=False), *key)
        return found

    def _fetch(self, parameters: Mapping[str, str], post: bool) -> Any:
        wait, code = FIRST_WAIT_S, ""
        for tried in range(1, self._tries + 1):
            if self._asked:
                self._sleep(self._pause_s)
            self._asked = True
            found = self._once(parameters, post)
            code = _error_code(found)
            if not code:
                return found
            if code not in _BUSY_CODES:
                raise SourceRefused(
                    f"{self.source} 说：{one_line(code)}", f"{self.source} says: {one_line(code)}"
                )
            if tried < self._tries:
                self._sleep(wait)
                wait *= 2
        raise SourceUnavailable(
            f"{self.source} 太忙：{one_line(code)}", f"{self.source} is too busy: {one_line(code)}"
        )

    def _once(self, parameters: Mapping[str, str], post: bool) -> Any:
        sent = urllib.parse.urlencode(parameters)
        base, _, query = self._url.partition("?")
        address = (
            base if post and not query else f"{base}?{'&'.join(filter(None, (query, '' if post else sent)))}"
        )
        request = urllib.request.Request(address, data=sent.encode() if post else None)  # noqa: S310
        request.add_header("Accept", "application/json")
        reply = self._transport.send(request)
        if reply.status >= 300:
            raise self._transport.failure(reply)
        try:
            return json.loads(reply.body)
        except (ValueError, RecursionError) as error:
            start = one_line(reply.body[:400].decode("utf-8", "replace"), 80)
            raise SourceRefused(
                f"{self.source} 答复的不是完整的 JSON：{start}",
                f"{self.source} does not answer with whole JSON: {start}",
            ) from error


def _error_code(found: Any) -> str:
    """What a reply says has gone wrong; nothing for a reply that says nothing of the kind."""
    error = found.get("error") if isinstance(found, dict) else None
    if error is None:
        return ""
    return str(error.get("code") or error.get("info") or error) if isinstance(error, dict) else str(error)
