"""What every group of routes is given."""

from dataclasses import dataclass, field

from kg.serve.limits import Limits
from kg.settings import BASE
from kg.store.protocol import Store


@dataclass(frozen=True)
class Context:
    """store: answers the server's own bounded questions, in this process; queries of strangers go to the
    worker processes instead.

    version: of the data, the same for the same bytes; ETags are made of it. base: IRI that things begin with.
    """

    store: Store
    version: str
    limits: Limits = field(default_factory=Limits)
    base: str = BASE
