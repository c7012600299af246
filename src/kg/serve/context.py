"""What every group of routes is given."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from kg.errors import Lang
from kg.serve.cache import Answers
from kg.serve.jobs import Rules
from kg.serve.limits import Limits
from kg.serve.pool import Pool
from kg.settings import BASE
from kg.store.protocol import Store


@dataclass
class Context:
    """store: answers the server's own bounded questions, in this process; queries of strangers go to the
    worker processes instead. Both change with the version on a writable store.

    version: of the data, the same for the same bytes; ETags are made of it. base: IRI that things begin with.
    path: where the base is served on this host, with a slash at both ends: with /kg/, <base>id/company/x is
    answered at /kg/id/company/x. A proxy that takes a prefix away tells it as root_path of ASGI instead.
    texts: IRI of a place of the report -> what stands there, for an operator who holds the report.
    log, log_queries: as write and with_queries in kg.serve.access; no log if None.
    url: where the server is reached from outside; what the request says if empty.
    """

    store: Store
    version: str
    limits: Limits = field(default_factory=Limits)
    base: str = BASE
    rules: Rules = field(default_factory=Rules)
    lang: Lang = "zh"
    url: str = ""
    path: str = "/"
    texts: Mapping[str, str] | None = None
    log: Callable[[str], None] | None = None
    log_queries: bool = False
    pool: Pool = field(init=False)
    answers: Answers = field(init=False)

    def __post_init__(self) -> None:
        self.pool = Pool(self.store, self.rules, self.limits, lambda: self.version)
        self.answers = Answers(self.pool.run, self.limits.cache_bytes)
