"""QuickStatements, version 1: a line each, cells apart by tabs, as its help page has them."""

from collections.abc import Iterable, Sequence
from typing import Final

from kg.errors import OutputError
from kg.link.giveback.statements import Snak, Statement, Value

# Of a day, a month and a year, in the terms of Wikibase.
_PRECISION: Final = {10: 11, 7: 10, 4: 9}
Label = tuple[str, str, str]


def quickstatements(found: Iterable[Statement], labels: Iterable[Label] = ()) -> str:
    """The batch, in the order given, labels first.

    labels: item, language, text; these take the place of a label that there is. Raises OutputError for a text
    that the format cannot hold.
    """
    lines = ["\t".join((item, f"L{lang}", _quoted(text))) for item, lang, text in labels]
    lines += ["\t".join(_cells(one)) for one in found]
    return "".join(f"{line}\n" for line in lines)


def _cells(one: Statement) -> list[str]:
    references: Sequence[Snak] = one.reference
    cells = [one.item, one.property, _written(one.value)]
    for snak in one.qualifiers:
        cells += [snak.property, _written(snak.value)]
    for snak in references:
        cells += [f"S{snak.property.removeprefix('P')}", _written(snak.value)]
    return cells


def _written(value: Value) -> str:
    if value.kind == "item":
        return value.text
    if value.kind == "date":
        return f"+{f'{value.text}-00-00'[:10]}T00:00:00Z/{_PRECISION[len(value.text)]}"
    return _quoted(value.text)


def _quoted(text: str) -> str:
    # The format has no escapes: a quotation mark, a tab or a new line would end the value.
    if any(c in text for c in '"\t\r\n'):
        raise OutputError(
            f"QuickStatements 不能写这段文字：{text!r}", f"QuickStatements cannot hold this text: {text!r}"
        )
    return f'"{text}"'
