"""The errors a caller can do something about, and text in two languages."""

from typing import Final, Literal, NamedTuple

Lang = Literal["zh", "en"]
LANGS: Final[tuple[Lang, ...]] = ("zh", "en")


class Text(NamedTuple):
    """The same message in both languages of the product."""

    zh: str
    en: str

    def in_(self, lang: Lang) -> str:
        return self.zh if lang == "zh" else self.en


class KgError(Exception):
    """Root of all errors shown to people: one line, no traceback.

    exit_code: what the command line returns (design: 2 bad usage or input, 3 an outside
    service unavailable, 4 a limit reached).
    """

    exit_code = 2

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.text = Text(zh, en)


class ParseError(KgError):
    """A file is not what its name promises; says where."""


class SourceError(KgError):
    """The edited data has mistakes; the message lists all of them, one a line."""


class ReportError(KgError):
    """A report file cannot be read or is not the report it is taken for."""


class QuerySyntaxError(KgError):
    """The query is not SPARQL; says where."""


class QueryParameterError(KgError):
    """A parameter is unknown, missing or of the wrong kind."""


class QueryRefused(KgError):
    """The guard refuses the query: nesting, SERVICE, LOAD, or a graph from outside."""


class QueryFailed(KgError):
    """The query is SPARQL, but the engine cannot run it: a function it has not, a graph that is not there."""


class QueryTimeout(KgError):
    """The query reached its time limit."""

    exit_code = 4

    @classmethod
    def after(cls, timeout_s: float, option: str = "timeout_s") -> "QueryTimeout":
        """option: what raises the limit."""
        return cls(
            f"查询超过 {timeout_s:g} 秒，已停止；请缩小范围，或用 {option} 放宽",
            f"the query took more than {timeout_s:g} s and was stopped; ask for less, or raise {option}",
        )


class NotFound(KgError):
    """A name the caller gave stands for nothing; the message lists what there is."""


class Ambiguous(KgError):
    """A name the caller gave stands for several things; the message lists them."""


class OutputError(KgError):
    """The output cannot be written."""


class TooLarge(KgError):
    """There is more than the format asked for can show; the message names what holds it."""

    exit_code = 4


class SourceUnavailable(KgError):
    """An outside service does not answer; another try may help."""

    exit_code = 3


class SourceRefused(KgError):
    """An outside service answers, but not with what was asked for; trying again does not help."""

    exit_code = 3
