"""What the build adds to a figure: bounds from the words of approximation."""

from collections.abc import Mapping
from typing import Final

from kg.model import Thing, Typed, Value
from kg.namespaces import KG, PREFIXES

_XSD: Final = PREFIXES["xsd"]
# approximation -> (lower bound, is it possible itself), (upper bound, is it possible itself)
_BOUNDS: Final[Mapping[str, tuple[bool | None, bool | None]]] = {
    "Exact": (True, True),
    "Over": (False, None),
    "Nearly": (None, False),
    "Below": (None, False),
    "AtLeast": (True, None),
    "AtMost": (None, True),
}


def bounds(values: Mapping[str, tuple[Value, ...]]) -> dict[str, tuple[Value, ...]]:
    """Bounds that follow from value and approximation ("over 20" has an exclusive lower bound 20).

    About and Vague give none; Range keeps the bounds that were written.
    """
    value = values.get(f"{KG}value", ())
    word = values.get(f"{KG}approximation", ())
    if not value or not word or not isinstance(value[0], Typed) or not isinstance(word[0], Thing):
        return {}
    lower, upper = _BOUNDS.get(word[0].iri.removeprefix(KG), (None, None))
    found: dict[str, tuple[Value, ...]] = {}
    for name, inclusive in (("lower", lower), ("upper", upper)):
        if inclusive is not None:
            found[f"{KG}{name}Bound"] = value
            found[f"{KG}{name}Inclusive"] = (Typed(str(inclusive).lower(), f"{_XSD}boolean"),)
    return {prop: v for prop, v in found.items() if prop not in values}
