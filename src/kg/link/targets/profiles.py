"""The targets that kg link knows, by what people write: wikidata, dbpedia, sparql=URL, file=PATH ..."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from kg.errors import NotFound
from kg.link.cache import Cache
from kg.link.targets.records import Source
from kg.store.transport import agent_of


@dataclass(frozen=True, slots=True)
class Access:
    """How services are spoken to. contact: an address for their operators; cache: kept replies, None for none."""

    contact: str = ""
    cache: Cache | None = None
    timeout_s: float = 60


class Profile(NamedTuple):
    """One kind of target. place: what its place is called in messages; usual: the place if none is given."""

    place: str
    opened: Callable[[str, Access], Source]
    usual: str = ""


def _lines(place: str, _: Access) -> Source:
    from kg.link.targets.lines import Lines

    return Lines(Path(place))


def _file(place: str, access: Access) -> Source:
    """JSON lines by their ending, RDF for any other."""
    if any(ending in (".jsonl", ".ndjson") for ending in Path(place).suffixes):
        return _lines(place, access)
    from kg.link.targets.rdf import RdfFile

    return RdfFile(Path(place))


def _wikidata(place: str, access: Access) -> Source:
    from kg.link.service import Service
    from kg.link.targets.wikidata import Wikidata

    return Wikidata(Service(place, contact=access.contact, cache=access.cache, timeout_s=access.timeout_s))


def _reconciliation(place: str, access: Access) -> Source:
    from kg.link.service import Service
    from kg.link.targets.reconciliation import Reconciliation

    return Reconciliation(
        Service(place, contact=access.contact, cache=access.cache, timeout_s=access.timeout_s)
    )


def _endpoint(words: str) -> Callable[[str, Access], Source]:
    """words: the name of the properties that the endpoint's records use, in kg.link.targets.endpoint.WORDS."""

    def opened(place: str, access: Access) -> Source:
        from kg.link.targets.endpoint import WORDS, Endpoint

        return Endpoint(asking(place, access, own=words == "sparql")[0], WORDS[words])

    return opened


def asking(place: str, access: Access, *, own: bool) -> tuple[Callable[[str], object], str]:
    """What asks an endpoint a query and keeps the reply, and the endpoint's address as it may be shown.

    own: whether the user has named it; credentials of the environment are for such an endpoint, not for a public one.
    """
    from kg.link.targets.asked import cached
    from kg.store.remote import RemoteStore  # late: SPARQLWrapper brings rdflib with it

    store = RemoteStore(
        place,
        timeout_s=access.timeout_s,
        agent=agent_of(access.contact),
        environment=os.environ if own else {},
    )
    return cached(lambda text: store.ask_for(text, None), store.source, access.cache), store.source


PROFILES: Final[Mapping[str, Profile]] = {
    "wikidata": Profile("URL", _wikidata, "https://www.wikidata.org/w/api.php"),
    "wikidata-sparql": Profile("URL", _endpoint("wikidata-sparql"), "https://query.wikidata.org/sparql"),
    "dbpedia": Profile("URL", _endpoint("dbpedia"), "https://dbpedia.org/sparql"),
    "sparql": Profile("URL", _endpoint("sparql")),
    "reconcile": Profile("URL", _reconciliation),
    "wikidata-file": Profile("PATH", _lines),
    "file": Profile("PATH", _file),
}


def open_target(text: str, access: Access | None = None) -> Source:
    """The target that people write as NAME or NAME=PLACE.

    Raises NotFound as placed does, and as the target does.
    """
    name, place = placed(text)
    return PROFILES[name].opened(place, access or Access())


def placed(text: str) -> tuple[str, str]:
    """Profile and place of a target. Raises NotFound for an unknown profile or one that needs a place."""
    name, _, place = text.partition("=")
    if name not in PROFILES:
        listed = ", ".join(_usage(one) for one in PROFILES)
        raise NotFound(
            f"没有目标“{name}”；可用：{listed}", f"there is no target {name!r}; there are: {listed}"
        )
    profile = PROFILES[name]
    if not (place or profile.usual):
        raise NotFound(
            f"目标 {name} 须写明位置：{_usage(name)}", f"target {name} needs a place: {_usage(name)}"
        )
    return name, place or profile.usual


def _usage(name: str) -> str:
    return name if PROFILES[name].usual else f"{name}={PROFILES[name].place}"
