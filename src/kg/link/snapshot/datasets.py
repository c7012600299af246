"""The datasets that links lead to: their namespaces, licences, and the properties in which they say a thing's facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kg.errors import NotFound
from kg.namespaces import PREFIXES

WDT: Final = PREFIXES["wdt"]
PROP: Final = "http://www.wikidata.org/prop/"
STATEMENT: Final = f"{PROP}statement/"
QUALIFIER: Final = f"{PROP}qualifier/"
STATEMENT_NODE: Final = "http://www.wikidata.org/entity/statement/"
# The page of an item, of which version and last change are said.
DOCUMENT: Final = "https://www.wikidata.org/wiki/Special:EntityData/"
LISTING, TICKER, ENDED = "P414", "P249", "P582"
_DBO: Final = "http://dbpedia.org/ontology/"
_LABEL: Final = f"{PREFIXES['rdfs']}label"
# What a record is, says, or has; the order in which they are compared.
ROLES: Final = (
    "label",
    "alias",
    "description",
    "type",
    "inception",
    "ended",
    "headquarters",
    "country",
    "website",
    "ticker",
    "lei",
)


@dataclass(frozen=True, slots=True)
class DataSet:
    """One dataset. name: as in data/links/NAME.sssom.tsv; licence: IRI; roles: role -> the properties that say it;
    moved: the property that leads from a record that was merged to the one that stands for it now; classes: the
    namespace of its own classes, others are left out; empty for all."""

    name: str
    namespace: str
    home: str
    licence: str
    roles: Mapping[str, tuple[str, ...]]
    moved: str
    classes: str = ""

    @property
    def properties(self) -> tuple[str, ...]:
        """The IRIs of all properties, in the order of roles."""
        return tuple(dict.fromkeys(iri for role in ROLES for iri in self.roles.get(role, ())))


WIKIDATA: Final = DataSet(
    "wikidata",
    PREFIXES["wd"],
    "http://www.wikidata.org/",
    "https://creativecommons.org/publicdomain/zero/1.0/",
    {
        "label": (_LABEL,),
        "alias": (f"{PREFIXES['skos']}altLabel",),
        "description": ("http://schema.org/description",),
        "type": (f"{WDT}P31",),
        "inception": (f"{WDT}P571",),
        "ended": (f"{WDT}P576",),
        "headquarters": (f"{WDT}P159",),
        "country": (f"{WDT}P17",),
        "website": (f"{WDT}P856",),
        "ticker": (f"{WDT}{TICKER}",),  # those of a listing stand on its statement
        "lei": (f"{WDT}P1278",),
    },
    f"{PREFIXES['owl']}sameAs",
)
DBPEDIA: Final = DataSet(
    "dbpedia",
    PREFIXES["dbr"],
    "http://dbpedia.org/",
    "https://creativecommons.org/licenses/by-sa/3.0/",
    {
        "label": (_LABEL,),
        "description": (f"{PREFIXES['rdfs']}comment",),
        "type": (f"{PREFIXES['rdf']}type",),
        "inception": (f"{_DBO}foundingDate", f"{_DBO}foundingYear"),
        "ended": (f"{_DBO}extinctionDate", f"{_DBO}extinctionYear"),
        "headquarters": (f"{_DBO}headquarter", f"{_DBO}locationCity"),
        "country": (f"{_DBO}country", f"{_DBO}locationCountry"),
        "website": (f"{PREFIXES['foaf']}homepage",),
    },
    f"{_DBO}wikiPageRedirects",
    classes=_DBO,
)
DATASETS: Final = {one.name: one for one in (WIKIDATA, DBPEDIA)}


def dataset(name: str) -> DataSet:
    """The dataset of that name. Raises NotFound, with those there are."""
    if name not in DATASETS:
        listed = ", ".join(DATASETS)
        raise NotFound(
            f"没有数据集“{name}”；可用：{listed}", f"there is no dataset {name!r}; there are: {listed}"
        )
    return DATASETS[name]
