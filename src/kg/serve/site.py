"""What pages, API and reconciliation are given: the data, and how this server shows it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from pathlib import Path

from kg import __version__
from kg.errors import Lang
from kg.serve.indexes import Indexes
from kg.serve.jobs import Rules
from kg.serve.limits import Limits
from kg.settings import BASE
from kg.store.embedded import DirectoryStore
from kg.store.protocol import Dataset, Result, Store, Stream
from kg.store.terms import Triple


@dataclass
class Site:
    """store: answers bounded questions. It and the version change on a writable store.

    version: of the data, the same for the same bytes; ETags are made of it. base: IRI that things begin with.
    path: where the base is served on this host, with a slash at both ends: with /kg/, <base>id/company/x is
    answered at /kg/id/company/x. A proxy that takes a prefix away tells it as root_path of ASGI instead.
    texts: IRI of a place of the report -> what stands there, for an operator who holds the report.
    url: where the server is reached from outside; what the request says if empty. folder: for files that
    are made on request; nothing for none.
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
    folder: str = ""
    indexes: Indexes = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self.indexes = Indexes(self)

    @cached_property
    def mark(self) -> str:
        """What answers depend on beside the data and the request, for ETags: limits, rules, report, address."""
        texts = sorted(self.texts.items()) if self.texts else []
        given = (__version__, self.limits, self.rules, self.base, self.lang, self.url, self.path, texts)
        return hashlib.sha256(repr(given).encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def for_workers(self, folder: str) -> "Site":
        """The same without what only the server has, to be sent to another process."""
        given = {one.name: getattr(self, one.name) for one in fields(Site) if one.init}
        store = self.store
        return Site(**given | {"folder": folder, "store": unopened(store)})


def unopened(store: Store) -> Store:
    """The store as it goes to a process that others are forked from."""
    return Unopened(store.source) if isinstance(store, DirectoryStore) else store


class Unopened:
    """An Oxigraph directory that is opened when it is first asked: an open one cannot be taken across a fork."""

    def __init__(self, source: str) -> None:
        self.source = source

    def opened(self) -> DirectoryStore:
        """Raises as DirectoryStore does."""
        return DirectoryStore(Path(self.source))

    def query(self, text: str, *, with_graphs: Sequence[str] = (), dataset: Dataset | None = None) -> Result:
        return self.opened().query(text, with_graphs=with_graphs, dataset=dataset)

    def stream(
        self, text: str, *, with_graphs: Sequence[str] = (), dataset: Dataset | None = None
    ) -> Stream | list[Triple] | bool:
        return self.opened().stream(text, with_graphs=with_graphs, dataset=dataset)

    def close(self) -> None:
        """There is nothing to close."""
