"""One claim by itself, for programs: what it says, between what, on which sentences."""

from collections.abc import Sequence
from typing import Any

from kg.errors import Lang, NotFound
from kg.namespaces import shorten
from kg.query.claims import Claims
from kg.query.entity import Texts
from kg.query.entity_json import Places, name_record
from kg.query.places import addresses_of
from kg.query.wording import Wording
from kg.store.protocol import Store


def statement(
    store: Store, iri: str, *, lang: Lang = "zh", with_graphs: Sequence[str] = (), texts: Texts | None = None
) -> dict[str, Any]:
    """The claim as a record. texts: adds the sentences themselves. Raises NotFound for what is no claim."""
    claims = Claims(store, [iri], with_graphs)
    wording = Wording(store, lang, claims.edges(), claims.mentioned(), with_graphs)
    claim = claims.read(wording).get(iri)
    if claim is None:
        name = shorten(iri)
        raise NotFound(f"{name} 不是陈述", f"{name} is no claim")
    citations = {place: wording.name(place).label for place in claim.evidence}
    places = Places(addresses_of(store, claim.evidence, with_graphs), citations, texts)
    subject, predicate, obj = (name_record(wording.name(end)) for end in claim.edge)
    return {
        "iri": iri,
        "lang": lang,
        "words": claim.words,
        "subject": subject,
        "predicate": predicate,
        "object": obj,
        **places.claim(claim),
    }
