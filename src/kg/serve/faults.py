"""The errors that only a server has, and the status that each error stands for. No web library is needed here."""

from collections.abc import Mapping
from typing import Final

from kg import errors
from kg.errors import KgError
from kg.rdfio.media import Media

# The first class that an error belongs to decides.
_STATUS: Final[tuple[tuple[type[KgError], int], ...]] = (
    (errors.QueryRefused, 403),
    (errors.QueryFailed, 422),
    (errors.QueryTimeout, 504),
    (errors.NotFound, 404),
    (errors.TooLarge, 413),
    (errors.OutputError, 406),
    (errors.SourceUnavailable, 503),
    (errors.SourceRefused, 502),
    (KgError, 400),
)


class Problem(KgError):
    """An error that has a status of its own."""

    def __init__(self, status: int, zh: str, en: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(zh, en)
        self.status = status
        self.headers = dict(headers or {})


class TooLarge(Problem):
    """An answer, or what is sent, is over a limit; the message says which and what helps."""

    exit_code = 4

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(413, zh, en)


class Busy(Problem):
    """Not now: another try helps."""

    def __init__(self, zh: str, en: str, retry_after_s: int = 5) -> None:
        super().__init__(503, zh, en, {"Retry-After": str(retry_after_s)})


def not_acceptable(offered: tuple[Media, ...]) -> Problem:
    """406, which lists what there is."""
    listed = ", ".join(dict.fromkeys(media.media_type for media in offered))
    return Problem(
        406, f"没有所要的格式；可用：{listed}", f"not in the format asked for; there are: {listed}"
    )


def status_of(error: KgError) -> int:
    """The HTTP status that an error stands for."""
    if isinstance(error, Problem):
        return error.status
    return next(status for kind, status in _STATUS if isinstance(error, kind))
