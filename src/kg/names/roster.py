"""Every thing of a store with its class and names, kept in a file, so that a shell can complete names at once."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from kg import __version__
from kg.errors import KgError
from kg.names.normalise import normalise
from kg.names.read import all_names
from kg.namespaces import ID, PLACES, PREFIXES, shorten
from kg.rdfio.output import write
from kg.settings import cache_folder, stamp
from kg.store.protocol import Store, select
from kg.store.terms import Iri

_PLACES: Final = tuple(f"{name}:" for name in PLACES)
_TYPES: Final = f"SELECT ?x ?class WHERE {{ ?x a ?class FILTER (STRSTARTS(STR(?x), '{ID}')) }}"
_ABOVE: Final = (
    f"SELECT ?class ?above WHERE {{ ?class <{PREFIXES['rdfs']}subClassOf>+ ?above . ?class a ?kind }}"
)


class Thing(NamedTuple):
    """A thing as its CURIE, the CURIEs of its classes, those above them too, and its names in all languages."""

    curie: str
    classes: list[str]
    names: list[str]


class Completion(NamedTuple):
    """What may be written, and in what words it is told apart from others."""

    value: str
    help: str


def read_roster(store: Store) -> list[Thing]:
    """The things of a store that have names, in the order of their CURIEs; places of the report without them."""
    above: dict[str, list[str]] = {}
    for class_, higher in _pairs(store, _ABOVE):
        above.setdefault(class_, []).append(higher)
    classes: dict[str, set[str]] = {}
    for thing, class_ in _pairs(store, _TYPES):
        classes.setdefault(thing, set()).update((class_, *above.get(class_, ())))
    names: dict[str, list[str]] = {}
    for iri, name in sorted(all_names(store)):
        names.setdefault(shorten(iri), []).append(name)
    return [
        Thing(curie, sorted(classes.get(curie, ())), [] if curie.startswith(_PLACES) else own)
        for curie, own in sorted(names.items())
    ]


def kept_roster(
    read: Callable[[], list[Thing]], files: Sequence[Path], folder: Path | None = None
) -> list[Thing]:
    """What `read` gives, from the file in the user's cache while none of the files it is read from has changed.

    folder: of the cache; where XDG_CACHE_HOME says if None. A cache that cannot be used is done without.
    """
    paths = [str(path.resolve()) for path in files]
    name = f"names-{hashlib.sha256(chr(10).join(paths).encode()).hexdigest()[:16]}.json"
    now = [__version__, *map(stamp, files)]
    with suppress(OSError, RuntimeError, ValueError, KeyError, TypeError):
        kept = (folder or cache_folder()) / name
        found = json.loads(kept.read_text(encoding="utf-8"))
        if found["stamp"] == now:
            return [Thing(*thing) for thing in found["things"]]
    things = read()
    with suppress(OSError, RuntimeError, KgError):
        kept = (folder or cache_folder()) / name
        kept.parent.mkdir(parents=True, exist_ok=True)
        write(kept, json.dumps({"stamp": now, "things": things}, ensure_ascii=False))
    return things


def completions(things: Iterable[Thing], begun: str, class_: str | None = None) -> Iterator[Completion]:
    """What may be written for a thing, begun like this: its CURIE, or a name that is its own.

    class_: CURIE of the class it must be of. Nothing begun: the prefixes there are. A name that several
    things have, or that a shell would have to quote, stands as the CURIE. Case does not count.
    """
    # An IRI of a stranger's file may be no CURIE, and hold what a shell would run.
    safe = (thing for thing in things if is_plain(thing.curie.replace(":", "", 1)))
    fitting = [thing for thing in safe if class_ is None or class_ in thing.classes]
    if not begun:
        prefixes = Counter(thing.curie.partition(":")[0] for thing in fitting)
        yield from (Completion(f"{prefix}:", str(n)) for prefix, n in sorted(prefixes.items()))
        return
    wanted = begun.casefold()
    owners = Counter(name for thing in fitting for name in {normalise(one) for one in thing.names})
    given: set[str] = set()
    for thing in fitting:
        curie = thing.curie.startswith(wanted)
        found = [Completion(thing.curie, thing.names[0] if thing.names else "")] if curie else []
        for name in thing.names:
            if name.casefold().startswith(wanted):
                own = owners[normalise(name)] == 1 and is_plain(name)
                found.append(Completion(name, thing.curie) if own else Completion(thing.curie, name))
        yield from (one for one in found if one.value not in given)
        given.update(one.value for one in found)


def is_plain(name: str) -> bool:
    """Whether no shell takes anything in a name but its blanks for something else: labels are hostile input."""
    return name.isprintable() and all(c.isalnum() or c in " -._+/" or ord(c) > 127 for c in name)


def _pairs(store: Store, text: str) -> Iterator[tuple[str, str]]:
    for one, other in select(store, text).rows:
        if isinstance(one, Iri) and isinstance(other, Iri):
            yield shorten(one.value), shorten(other.value)
