"""What every group of routes is given."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.serve.limits import Limits
from kg.settings import BASE
from kg.store.protocol import Store


@dataclass(frozen=True)
class Context:
    """store: answers the server's own bounded questions, in this process; queries of strangers go to the
    worker processes instead.

    version: of the data, the same for the same bytes; ETags are made of it. base: IRI that things begin with.
    path: where the base is served on this host, with a slash at both ends: with /kg/, <base>id/company/x is
    answered at /kg/id/company/x. A proxy that takes a prefix away tells it as root_path of ASGI instead.
    texts: IRI of a place of the report -> what stands there, for an operator who holds the report.
    """

    store: Store
    version: str
    limits: Limits = field(default_factory=Limits)
    base: str = BASE
    path: str = "/"
    texts: Mapping[str, str] | None = None
