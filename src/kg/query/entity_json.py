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


class _Record:
    def __init__(self, found: Description, texts: Texts | None) -> None:
        self._found, self._texts = found, texts or {}

    def description(self) -> dict[str, Any]:
        found = self._found
        return {
            **_name(found.thing),
            "lang": found.lang,
            "class": found.class_ and _name(found.class_),
            "classes_above": [_name(name) for name in found.wider],
            "aliases": {lang: list(names) for lang, names in found.aliases.items()},
            "definition": found.definition,
            "evidence": self._places(found.evidence),
            "values": [{"property": _name(prop), "values": list(words)} for prop, words in found.values],
            "figures": [self._mention(one) for one in found.figures],
            "statements": [self._statement(one) for one in found.statements],
            "mentions": [self._mention(one) for one in found.mentions],
            "inferred": [self._inferred(one) for one in found.inferred],
            "rules": [{**_name(Name(iri, iri)), "definition": says} for iri, says in found.rules.items()],
        }

    def _statement(self, one: Statement) -> dict[str, Any]:
        return {**_ends(one), "words": one.claim.words, **self._claim(one.claim)}

    def _claim(self, claim: Claim) -> dict[str, Any]:
        return {
            "claim": _name(Name(claim.iri, ""))["curie"],
            "basis": claim.basis and _name(claim.basis),
            "modality": claim.modality and _name(claim.modality),
            "plain": claim.plain,
            "qualifiers": [{"property": _name(prop), "value": words} for prop, words in claim.qualifiers],
            "evidence": self._places(claim.evidence),
        }

    def _mention(self, one: Mention) -> dict[str, Any]:
        return {**_name(one.node), "property": _name(one.predicate), "evidence": self._places(one.evidence)}

    def _inferred(self, one: Inferred) -> dict[str, Any]:
        proof = {"why": self._proof(one.proof)} if one.proof else {}
        return {**_ends(one), "words": one.words, **proof}

    def _proof(self, proof: Proof) -> dict[str, Any]:
        if proof.claim:
            return {"kind": "claim", "words": proof.words, **self._claim(proof.claim)}
        if proof.rule is None:
            return {"kind": "structure", "words": proof.words, "evidence": self._places(proof.evidence)}
        return {
            "kind": "inference",
            "words": proof.words,
            "rule": _name(proof.rule),
            "premises": [self._proof(premise) for premise in proof.premises],
        }

    def _places(self, places: Iterable[str]) -> list[dict[str, str]]:
        return [self._place(place) for place in places]

    def _place(self, place: str) -> dict[str, str]:
        address = self._found.addresses.get(place, place)
        named = {"address": address, "citation": self._found.citations.get(place, address)}
        return {**named, "sentence": self._texts[place]} if place in self._texts else named


def _name(name: Name) -> dict[str, str]:
    return {"iri": name.iri, "curie": name.curie, "label": name.label}


def _ends(one: Statement | Inferred) -> dict[str, Any]:
    return {
        "direction": "out" if one.outward else "in",
        "property": _name(one.predicate),
        "other": _name(one.other),
    }
