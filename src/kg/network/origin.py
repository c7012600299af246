"""Where the data of a picture comes from: the reports, their publishers and years, the version."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg import __version__
from kg.errors import Text
from kg.namespaces import KG, PREFIXES
from kg.network.build import LABEL
from kg.query.lookup import iris, label_of, literal_of, look_up
from kg.store.protocol import Store, select
from kg.store.terms import Iri

_PUBLISHER: Final = f"{PREFIXES['dcterms']}publisher"
_ISSUED: Final = f"{PREFIXES['dcterms']}issued"
# Of these the first that the data has.
_DATES: Final = {
    f"{PREFIXES['dcterms']}modified": Text("更新于", "changed"),
    _ISSUED: Text("发布于", "issued"),
    f"{PREFIXES['dcterms']}created": Text("始建于", "begun"),
}
_VERSION: Final = f"{PREFIXES['owl']}versionInfo"
ONTOLOGY: Final = KG.removesuffix("#")
LICENCE: Final = "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True, slots=True)
class Origin:
    """sources: one line for each report, with publisher and year. version: of ontology and data.

    date: when that version was changed, issued or else begun, as the data has it; never that of the day.
    """

    sources: tuple[Text, ...]
    version: str
    date: Text | None = None

    @property
    def dated(self) -> Text:
        """Version and date in words."""
        zh, en = (
            (f"{self.version}，{self.date.zh}", f"{self.version}, {self.date.en}") if self.date else ("", "")
        )
        return Text(zh or self.version, en or self.version)


def origin_of(store: Store, with_graphs: Sequence[str] = ()) -> Origin:
    """What a picture says about its source."""
    found = select(store, f"SELECT DISTINCT ?r WHERE {{ ?r a <{KG}Report> }}", with_graphs=with_graphs)
    reports = sorted(row[0].value for row in found.rows if isinstance(row[0], Iri))
    values = look_up(store, [*reports, ONTOLOGY], (LABEL, _PUBLISHER, _VERSION, *_DATES), with_graphs)
    publishers = {name for report in reports for name in iris(values.get(report, {}).get(_PUBLISHER, ()))}
    names = look_up(store, publishers, (LABEL,), with_graphs)
    sources = []
    for report in reports:
        own = values.get(report, {})
        title = label_of(report, own.get(LABEL, ()))
        by = [label_of(name, names.get(name, {}).get(LABEL, ())) for name in iris(own.get(_PUBLISHER, ()))]
        year = literal_of(own.get(_ISSUED, ()))
        zh = "，".join(filter(None, (f"《{title.zh}》", *(name.zh for name in by), year and f"{year}年")))
        en = ", ".join(filter(None, (title.en, *(name.en for name in by), year)))
        sources.append(Text(zh, en))
    about = values.get(ONTOLOGY, {})
    dates = ((words, literal_of(about.get(name, ()))) for name, words in _DATES.items())
    date = next((Text(f"{said.zh} {day}", f"{said.en} {day}") for said, day in dates if day), None)
    return Origin(tuple(sources), literal_of(about.get(_VERSION, ())) or __version__, date)
