"""Who we are to an endpoint: from its URL, else from the environment."""

import base64
import os
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

TOKEN: Final = "KG_ENDPOINT_TOKEN"  # noqa: S105 the name of the variable
USER: Final = "KG_ENDPOINT_USER"
PASSWORD: Final = "KG_ENDPOINT_PASSWORD"  # noqa: S105 the name of the variable


@dataclass(frozen=True, slots=True)
class Credentials:
    """User and password (HTTP Basic or Digest, as the endpoint asks), or a bearer token, or nothing."""

    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    @property
    def header(self) -> str | None:
        """What goes into Authorization unasked; None for nobody. Digest has no such header."""
        if self.user:
            pair = f"{self.user}:{self.password}".encode()
            return f"Basic {base64.b64encode(pair).decode()}"
        return f"Bearer {self.token}" if self.token else None


def credentials_of(url: str, environment: Mapping[str, str] = os.environ) -> Credentials:
    """User and password that stand in the URL, else the token, else user and password of the environment."""
    parts = urllib.parse.urlsplit(url)
    if parts.username:
        return Credentials(urllib.parse.unquote(parts.username), urllib.parse.unquote(parts.password or ""))
    if environment.get(TOKEN):
        return Credentials(token=environment[TOKEN])
    return Credentials(environment.get(USER, ""), environment.get(PASSWORD, ""))


def shown(url: str) -> str:
    """The URL without user, password, parameters and fragment: fit for messages."""
    parts = urllib.parse.urlsplit(url)
    return urllib.parse.urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
