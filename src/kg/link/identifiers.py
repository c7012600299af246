"""Identifiers in the form in which they are compared."""

import re
from typing import Final
from urllib.parse import urlsplit

from kg.link.records import Identifier

_TICKER: Final = re.compile(r"\s*([A-Za-z]+)\s*[:：]\s*0*([A-Za-z0-9.]+)")
# Hosts of many owners: an address there names a page, not its owner.
_SHARED: Final = frozenset(
    [
        "facebook.com",
        "instagram.com",
        "twitter.com",
        "x.com",
        "linkedin.com",
        "youtube.com",
        "weibo.com",
        "wikipedia.org",
        "github.com",
        "google.com",
        "sites.google.com",
        "medium.com",
        "wordpress.com",
        "blogspot.com",
        "apps.apple.com",
        "play.google.com",
    ]
)


def website(address: str) -> Identifier | None:
    """The host of an address without www and the path below it if it has one; None for none or a shared host."""
    text = address.strip()
    parts = urlsplit(text if "//" in text else f"//{text}")
    try:
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    path = parts.path.strip("/").casefold()
    if "." not in host or (host in _SHARED and path):
        return None
    # The front page in some language is the front page: tencent.com/en-us/index.html.
    rest = re.sub(r"^(?:[a-z]{2}(?:[-_][a-z]{2,4})?(?:/|$))?(?:(?:index|home)(?:\.\w+)?)?$", "", path)
    return Identifier("website", f"{host}/{rest}" if rest else host)


def ticker(code: str) -> Identifier | None:
    """Exchange and code without leading noughts: HKEX:0700 and HKEX:700 are one."""
    match = _TICKER.match(code)
    return Identifier("ticker", f"{match[1].upper()}:{match[2].upper()}") if match else None


def lei(code: str) -> Identifier | None:
    """A legal entity identifier; None for what is not twenty letters and digits."""
    text = code.strip().upper()
    return Identifier("lei", text) if re.fullmatch(r"[A-Z0-9]{18}[0-9]{2}", text) else None
