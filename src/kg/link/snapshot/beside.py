"""What our graph says and what the dataset says, side by side, thing by thing and property by property."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Final, NamedTuple

from kg.link.compare import compare
from kg.link.countries import shown
from kg.link.judgements import CLOSE
from kg.link.names import forms
from kg.link.records import Name, Subject
from kg.link.snapshot.facts import called, dates, identifiers, pointed, target_of, texts
from kg.link.snapshot.linked import Link
from kg.link.snapshot.records import Snapshot
from kg.link.types import fit
from kg.namespaces import KG, PREFIXES, class_of
from kg.store.protocol import Store, select
from kg.store.terms import Iri, Literal

PROPERTIES: Final = (
    "name-zh",
    "name-en",
    "kind",
    "country",
    "headquarters",
    "founded",
    "ended",
    "website",
    "stock-code",
    "lei",
)
_SCHEMES: Final = {"website": "website", "stock-code": "ticker", "lei": "lei"}
_DATED: Final = {"founded": "inception", "ended": "ended"}


class Verdict(StrEnum):
    """How two sides compare. OPEN: both say something, but whether it is the same cannot be told."""

    AGREES = "agrees"
    DIFFERS = "differs"
    ABSENT_HERE = "absent here"
    ABSENT_THERE = "absent there"
    OPEN = "open"


class Line(NamedTuple):
    """One property of one link. ours, theirs: as they are shown, empty where nothing is said."""

    link: Link
    property: str
    ours: tuple[str, ...]
    theirs: tuple[str, ...]
    verdict: Verdict


class Ours(NamedTuple):
    """What our graph says of a thing beyond its record for linking. Names in zh and en, by language."""

    kinds: Mapping[str, Sequence[str]]
    places: Mapping[str, Sequence[str]]


def beside(
    links: Iterable[Link],
    subjects: Mapping[str, Subject],
    ours: Mapping[str, Ours],
    found: Snapshot,
    lang: str = "zh",
) -> Iterator[Line]:
    """The lines of each link, in the order of links and of PROPERTIES; nothing where neither side says anything.

    subjects, ours: by IRI. Of kin nothing is compared: it is another thing. A record that is gone or was not
    fetched is left out; kg link check tells of it.
    """
    for link in links:
        subject, record = subjects.get(link.subject), found.records.get(link.record)
        if link.predicate == CLOSE or subject is None or record is None or record.gone:
            continue
        for name in PROPERTIES:
            own, theirs, verdict = _compared(name, link, subject, ours.get(link.subject), found, lang)
            if own or theirs:
                if not own:
                    verdict = Verdict.ABSENT_HERE
                elif not theirs:
                    verdict = Verdict.ABSENT_THERE
                yield Line(link, name, tuple(own), tuple(theirs), verdict)


def _compared(
    name: str, link: Link, subject: Subject, more: Ours | None, found: Snapshot, lang: str
) -> tuple[Sequence[str], Sequence[str], Verdict]:
    """What is shown of both sides, and how they compare if both say something."""
    iri = link.record
    if name.startswith("name-"):
        return _names(subject, found, iri, name.removeprefix("name-"))
    if name == "kind":
        kinds = more.kinds.get(lang, ()) if more else ()
        types = [called(found, one, lang) for one in pointed(found, iri, "type")]
        fits = fit(subject.class_, target_of(found, iri))
        verdict = Verdict.AGREES if fits.well else Verdict.DIFFERS if fits.clash else Verdict.OPEN
        return kinds or (subject.class_,), types, verdict
    if name == "country":
        own = [shown(one, lang) for one in subject.countries]
        theirs = [called(found, one, lang) for one in pointed(found, iri, "country")]
        return own, theirs, _sets(subject.countries, target_of(found, iri).countries)
    if name == "headquarters":
        return _places(more, found, iri, lang)
    if name in _DATED:
        return (), dates(found, iri, _DATED[name]), Verdict.OPEN
    scheme = _SCHEMES[name]
    own = sorted({one.value for one in subject.identifiers if one.scheme == scheme})
    theirs_ids = sorted({one.value for one in identifiers(found, iri, scheme)})
    return own, theirs_ids, _sets(own, theirs_ids)


def _sets(ours: Iterable[str], theirs: Iterable[str]) -> Verdict:
    """Two sides agree where one has all that the other has; a dataset may know more codes than we do."""
    one, other = set(ours), set(theirs)
    return Verdict.AGREES if one <= other or other <= one else Verdict.DIFFERS


def _names(
    subject: Subject, found: Snapshot, iri: str, lang: str
) -> tuple[Sequence[str], Sequence[str], Verdict]:
    own = [one for one in subject.names if one.lang in (lang, "")]
    listed = [*texts(found, iri, "label", lang), *texts(found, iri, "alias", lang)]
    theirs = tuple(Name(text, lang) for text in listed)
    pairs = compare(replace(subject, names=tuple(own)), replace(target_of(found, iri), names=theirs))
    same = any(pair is not None and pair.same for pair in pairs)
    labels = texts(found, iri, "label", lang)
    return (
        [one.text for one in own][:1],
        labels[:1],
        Verdict.AGREES if same else Verdict.DIFFERS,
    )


def _places(
    more: Ours | None, found: Snapshot, iri: str, lang: str
) -> tuple[Sequence[str], Sequence[str], Verdict]:
    places = pointed(found, iri, "headquarters")
    ours = {forms(name).core for names in more.places.values() for name in names} if more else set()
    theirs = {forms(called(found, one, tag)).core for one in places for tag in ("zh", "en")}
    own = more.places.get(lang, ()) if more else ()
    verdict = Verdict.AGREES if ours & theirs else Verdict.DIFFERS
    return own, [called(found, one, lang) for one in places], verdict


def read_ours(store: Store, with_graphs: Sequence[str] = ()) -> dict[str, Ours]:
    """IRI -> kinds and places by language, of everything that has either."""
    text = (
        f"SELECT DISTINCT ?s ?p ?label WHERE {{ VALUES ?p {{ <{KG}kind> <{KG}locatedIn> }} ?s ?p ?o . "
        f"?o <{PREFIXES['rdfs']}label>|<{PREFIXES['skos']}prefLabel> ?label }} ORDER BY ?s ?p ?label"
    )
    found: dict[str, Ours] = {}
    for s, p, label in select(store, text, with_graphs=with_graphs).rows:
        if isinstance(s, Iri) and isinstance(p, Iri) and isinstance(label, Literal):
            own = found.setdefault(s.value, Ours({}, {}))
            by_lang = own.kinds if p.value == f"{KG}kind" else own.places
            names = [*by_lang.get(label.language or "", ()), label.value]
            by_lang[label.language or ""] = names  # type: ignore[index]
    return found


def classes_of(links: Iterable[Link]) -> list[str]:
    """The classes (local names) of the things that are linked, sorted."""
    found = {(class_of(link.subject) or "").removeprefix(KG) for link in links}
    return sorted(found - {""})
