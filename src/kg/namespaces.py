"""Every prefix, every graph name and which file fills which graph; plain strings, no RDF library."""

import re
from typing import Final

from kg.errors import KgError
from kg.settings import BASE

KG: Final = f"{BASE}ontology#"
SHAPE: Final = f"{BASE}shapes#"
ID: Final = f"{BASE}id/"
SCHEME: Final = f"{BASE}scheme/"
GRAPH: Final = f"{BASE}graph/"

# Class -> prefix of its things; the prefix is the path segment too: …/id/company/alibaba.
CLASS_PREFIX: Final = {
    "Company": "company",
    "Organization": "organization",
    "Regulator": "regulator",
    "Person": "person",
    "Post": "post",
    "ActorGroup": "group",
    "Occupation": "occupation",
    "Policy": "policy",
    "Law": "law",
    "SelfRegulatoryNorm": "norm",
    "Agreement": "agreement",
    "Initiative": "initiative",
    "Regime": "regime",
    "Technology": "technology",
    "Product": "product",
    "Industry": "industry",
    "Infrastructure": "infrastructure",
    "Place": "place",
    "Topic": "topic",
    "Practice": "practice",
    "LegalCharacterisation": "characterisation",
    "Right": "right",
    "DataRight": "data-right",
    "Challenge": "challenge",
    "Recommendation": "recommendation",
    "Goal": "goal",
    "Trend": "trend",
    "Indicator": "indicator",
    "Figure": "figure",
    "StatisticalScope": "scope",
    "Comparison": "comparison",
    "Event": "event",
    "EnforcementAction": "action",
    "Issuance": "issuance",
    "LegalStatus": "status",
    "Mandate": "mandate",
    "Sanction": "sanction",
    "CivilJudgment": "judgment",
    "PlanPeriod": "plan-period",
    "TimeExpression": "time",
    "Publication": "publication",
    "Quotation": "quotation",
    "Naming": "naming",
    "Anomaly": "anomaly",
    "Gap": "gap",
    "Report": "report",
    "Preface": "preface",
    "Part": "part",
    "Section": "section",
    "Paragraph": "paragraph",
    "Sentence": "sentence",
    "Footnote": "footnote",
    "Caption": "caption",
    "Claim": "claim",
    "OutsideClaim": "outside-claim",
    "OutsideSource": "outside-source",
    "OutsideRecord": "outside-record",
}

# Class -> prefix of what only the build makes, in graph derivations.
BUILT_PREFIX: Final = {"Inference": "inference", "InferenceRule": "rule", "StructuralFact": "fact"}

# Prefixes of the places of a report.
PLACES: Final = ("preface", "part", "section", "paragraph", "sentence", "footnote", "caption")

# Concept scheme (…/scheme/<name>/<code>) -> prefix of its concepts.
SCHEMES: Final = (
    "rank",
    "form",
    "level",
    "status-value",
    "function",
    "measure",
    "instrument",
    "strength",
    "measure-status",
    "actor-role",
    "grain",
    "kind",
    "nature",
    "operator",
    "base-kind",
    "unit",
    "anomaly-kind",
    "gap-kind",
    "change",
    "certainty",
    "precision",
)

_STANDARD: Final = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "org": "http://www.w3.org/ns/org#",
    "schema": "https://schema.org/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "qb": "http://purl.org/linked-data/cube#",
    "sdmx-attribute": "http://purl.org/linked-data/sdmx/2009/attribute#",
    "sdmx-dimension": "http://purl.org/linked-data/sdmx/2009/dimension#",
    "sdmx-measure": "http://purl.org/linked-data/sdmx/2009/measure#",
    "qudt": "http://qudt.org/schema/qudt/",
    "doco": "http://purl.org/spar/doco/",
    "ibis": "https://vocab.methodandstructure.com/ibis#",
    "vann": "http://purl.org/vocab/vann/",
    "vs": "http://www.w3.org/2003/06/sw-vocab-status/ns#",
    "sh": "http://www.w3.org/ns/shacl#",
    "void": "http://rdfs.org/ns/void#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "sssom": "https://w3id.org/sssom/",
    "semapv": "https://w3id.org/semapv/vocab/",
    "wd": "http://www.wikidata.org/entity/",
    "wdt": "http://www.wikidata.org/prop/direct/",
    "dbr": "http://dbpedia.org/resource/",
}

PREFIXES: Final = {
    "kg": KG,
    **{prefix: f"{ID}{prefix}/" for prefix in (*CLASS_PREFIX.values(), *BUILT_PREFIX.values())},
    **{name: f"{SCHEME}{name}/" for name in SCHEMES},
    "query": f"{ID}query/",
    "shape": SHAPE,
    **_STANDARD,
}

# Default graph, then the named graphs that stay invisible unless asked for (--with).
VOCABULARY_FILES: Final = ("ontology/kg.ttl", "ontology/schemes.ttl")
DEFAULT_FILES: Final = (*VOCABULARY_FILES, "data/triples.ttl")
NAMED_FILES: Final = {
    "inferred": ("data/inferred.ttl",),
    "derivations": ("data/derivations.ttl",),
    "outside": ("data/outside.ttl",),
    "links": ("data/links/links.ttl",),
    "alignments": ("ontology/alignments.ttl",),
    "shapes": ("ontology/shapes.ttl",),
    "queries": ("data/queries.ttl",),
    "void": ("data/void.ttl",),
}
# Filled from the claims when a store is filled, not from a file.
DERIVED_GRAPHS: Final = ("editorial", "projected")
NAMED_GRAPHS: Final = (
    "inferred",
    "editorial",
    "projected",
    "outside",
    "links",
    "alignments",
    "shapes",
    "derivations",
    "queries",
    "void",
)

# Each report also has a graph of its own, report/<id>, derived too; the default graph is their merge.
REPORT_GRAPHS: Final = "report/"
# What another dataset says of the records that are linked to, as kg link fetch has kept it in a file of data/links:
# snapshot/wikidata. There if the file is; only ever seen by a query that merges it in.
SNAPSHOTS: Final = "snapshot/"
# On an endpoint that kg push fills: what has been pushed so far. No graph of the dataset.
PUSH_GRAPH: Final = "push"

_PREFIX_CLASS: Final = {prefix: name for name, prefix in (*CLASS_PREFIX.items(), *BUILT_PREFIX.items())}
SLUG: Final = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")
# Every namespace ends in / or #, and no local name has one, so the last of them ends the namespace.
_BY_NAMESPACE: Final = {namespace: prefix for prefix, namespace in PREFIXES.items()}
_LOCAL: Final = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_-])?")


def graph_iri(name: str) -> str:
    """IRI of a named graph by its short name, e.g. 'editorial'; `<IRI>` is a name of its own for any graph."""
    return name[1:-1] if name.startswith("<") else GRAPH + name


def report_of_graph(name: str) -> str | None:
    """The report whose graph has this short name, e.g. 'caict-2021' for 'report/caict-2021'; else None."""
    report = name.removeprefix(REPORT_GRAPHS)
    return report if report != name and SLUG.fullmatch(report) else None


def snapshot_of_graph(name: str) -> str | None:
    """The dataset whose snapshot has this short name, e.g. 'wikidata' for 'snapshot/wikidata'; else None."""
    dataset = name.removeprefix(SNAPSHOTS)
    return dataset if dataset != name and SLUG.fullmatch(dataset) else None


def snapshot_file(dataset: str) -> str:
    """Where the snapshot of a dataset is kept, below the root."""
    return f"data/links/{dataset}.snapshot.ttl"


def expand(curie: str) -> str:
    """The IRI of a CURIE with a known prefix. Raises KgError for an unknown prefix."""
    prefix, _, local = curie.partition(":")
    try:
        return PREFIXES[prefix] + local
    except KeyError:
        raise KgError(
            f"未知前缀“{prefix}:”（见 kg.namespaces.PREFIXES）", f"unknown prefix {prefix}:"
        ) from None


def shorten(iri: str) -> str:
    """The CURIE of an IRI when one of our prefixes fits and the result is valid Turtle, else the IRI."""
    end = max(iri.rfind("/"), iri.rfind("#")) + 1
    prefix, local = _BY_NAMESPACE.get(iri[:end]), iri[end:]
    return f"{prefix}:{local}" if prefix and _LOCAL.fullmatch(local) else iri


def class_of(iri: str) -> str | None:
    """The class that the prefix of a thing's IRI stands for: each thing has one, whatever is inferred."""
    prefix = iri.removeprefix(ID).partition("/")[0] if is_id(iri) else ""
    name = _PREFIX_CLASS.get(prefix)
    return None if name is None else KG + name


def is_id(iri: str) -> bool:
    """Whether the IRI names a thing of the data (not a term of a vocabulary)."""
    return iri.startswith(ID)
