"""A description for programs: one JSON object, nothing abbreviated."""

import json
from collections.abc import Iterable
from typing import Any

from kg.query.claims import Claim
from kg.query.entity import Description, Inferred, Mention, Statement, Texts
from kg.query.explain import Proof
from kg.query.wording import Name


def to_json(found: Description, *, texts: Texts | None = None) -> str:
    """The description as JSON, two blanks deep. texts: adds the sentences themselves to the evidence."""
    record = _Record(found, texts)
    return json.dumps(record.description(), ensure_ascii=False, indent=2) + "\n"


def name_record(name: Name) -> dict[str, str]:
    """A thing or term: its IRI, CURIE and label."""
    return {"iri": name.iri, "curie": name.curie, "label": name.label}


class Places:
    """Places of the report as records: address, citation and, for whoever holds the report, the sentence."""

    def __init__(self, addresses: Texts, citations: Texts, texts: Texts | None) -> None:
        self._addresses, self._citations, self._texts = addresses, citations, texts or {}

    def records(self, places: Iterable[str]) -> list[dict[str, str]]:
        return [self._record(place) for place in places]

    def claim(self, claim: Claim) -> dict[str, Any]:
        """A claim with the places it stands on."""
        return {
            "claim": Name(claim.iri, "").curie,
            "basis": claim.basis and name_record(claim.basis),
            "modality": claim.modality and name_record(claim.modality),
            "plain": claim.plain,
            "qualifiers": [
                {"property": name_record(prop), "value": words} for prop, words in claim.qualifiers
            ],
            "evidence": self.records(claim.evidence),
        }

    def _record(self, place: str) -> dict[str, str]:
        address = self._addresses.get(place, place)
        named = {"address": address, "citation": self._citations.get(place, address)}
        return {**named, "sentence": self._texts[place]} if place in self._texts else named


class _Record:
    def __init__(self, found: Description, texts: Texts | None) -> None:
        self._found = found
        self._at = Places(found.addresses, found.citations, texts)

    def description(self) -> dict[str, Any]:
        found = self._found
        return {
            **name_record(found.thing),
            "lang": found.lang,
            "class": found.class_ and name_record(found.class_),
            "classes_above": [name_record(name) for name in found.wider],
            "aliases": {lang: list(names) for lang, names in found.aliases.items()},
            "definition": found.definition,
            "evidence": self._at.records(found.evidence),
            "values": [
                {"property": name_record(prop), "values": [one.words for one in values]}
                for prop, values in found.values
            ],
            "figures": [self._mention(one) for one in found.figures],
            "statements": [self._statement(one) for one in found.statements],
            "mentions": [self._mention(one) for one in found.mentions],
            "inferred": [self._inferred(one) for one in found.inferred],
            "rules": [
                {**name_record(Name(iri, iri)), "definition": says} for iri, says in found.rules.items()
            ],
        }

    def _statement(self, one: Statement) -> dict[str, Any]:
        return {**_ends(one), "words": one.claim.words, **self._at.claim(one.claim)}

    def _mention(self, one: Mention) -> dict[str, Any]:
        return {
            **name_record(one.node),
            "property": name_record(one.predicate),
            "evidence": self._at.records(one.evidence),
        }

    def _inferred(self, one: Inferred) -> dict[str, Any]:
        proof = {"why": self._proof(one.proof)} if one.proof else {}
        return {**_ends(one), "words": one.words, **proof}

    def _proof(self, proof: Proof) -> dict[str, Any]:
        if proof.claim:
            return {"kind": "claim", "words": proof.words, **self._at.claim(proof.claim)}
        if proof.rule is None:
            return {"kind": "structure", "words": proof.words, "evidence": self._at.records(proof.evidence)}
        return {
            "kind": "inference",
            "words": proof.words,
            "rule": name_record(proof.rule),
            "premises": [self._proof(premise) for premise in proof.premises],
        }


def _ends(one: Statement | Inferred) -> dict[str, Any]:
    return {
        "direction": "out" if one.outward else "in",
        "property": name_record(one.predicate),
        "other": name_record(one.other),
    }
