"""The targets that kg link knows, by what people write: wikidata, dbpedia, sparql=URL, wikidata-file=PATH ..."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import NotFound
from kg.link.cache import Cache
from kg.link.service import Service
from kg.link.targets.asked import cached
from kg.link.targets.endpoint import DBPEDIA, PLAIN, WIKIDATA, Endpoint, Profile
from kg.link.targets.lines import Lines
from kg.link.targets.reconciliation import Reconciliation
from kg.link.targets.records import Source
from kg.link.targets.wikidata import API, Wikidata
from kg.store.remote import RemoteStore
from kg.store.transport import AGENT


@dataclass(frozen=True, slots=True)
class Access:
    """How services are spoken to. contact: an address for their operators; cache: kept replies, None for none."""

    contact: str = ""
    cache: Cache | None = None
    timeout_s: float = 60

    @property
    def agent(self) -> str:
        return f"{AGENT} ({self.contact})" if self.contact else AGENT


# name -> (its place if none is given, None where one must be; how it is opened)
_Opener = Callable[[str, Access], Source]


def _service(place: str, access: Access) -> Service:
    return Service(place, contact=access.contact, cache=access.cache, timeout_s=access.timeout_s)


def _endpoint(profile: Profile, own: bool) -> _Opener:
    def opened(place: str, access: Access) -> Source:
        # Credentials of the environment are for an endpoint that the user names, not for a public one.
        environment = os.environ if own else {}
        store = RemoteStore(place, timeout_s=access.timeout_s, agent=access.agent, environment=environment)
        return Endpoint(
            store.source, cached(lambda text: store.ask_for(text, None), store.source, access.cache), profile
        )

    return opened


PROFILES: Final[dict[str, tuple[str | None, _Opener]]] = {
    "wikidata": (API, lambda place, access: Wikidata(_service(place, access))),
    "wikidata-sparql": ("https://query.wikidata.org/sparql", _endpoint(WIKIDATA, own=False)),
    "dbpedia": ("https://dbpedia.org/sparql", _endpoint(DBPEDIA, own=False)),
    "sparql": (None, _endpoint(PLAIN, own=True)),
    "reconcile": (None, lambda place, access: Reconciliation(_service(place, access))),
    "wikidata-file": (None, lambda place, access: Lines(Path(place))),
}


def open_target(text: str, access: Access | None = None) -> Source:
    """The target that people write as NAME or NAME=PLACE.

    Raises NotFound for an unknown profile or one that needs a place, and as the target does.
    """
    name, _, place = text.partition("=")
    if name not in PROFILES:
        listed = ", ".join(_usage(one) for one in PROFILES)
        raise NotFound(f"没有目标“{name}”；可用：{listed}", f"no target {name!r}; there are: {listed}")
    usual, opened = PROFILES[name]
    if not place and usual is None:
        raise NotFound(
            f"目标 {name} 须写明位置：{_usage(name)}", f"target {name} needs a place: {_usage(name)}"
        )
    return opened(place or usual or "", access or Access())


def _usage(name: str) -> str:
    usual, _ = PROFILES[name]
    return name if usual else f"{name}={'PATH' if name.endswith('file') else 'URL'}"
