"""What to say when an answer has no rows: a misspelt term looks just like a fact that is not there."""

from difflib import get_close_matches

from kg.errors import Text
from kg.namespaces import KG, expand
from kg.query.catalogue import CatalogueQuery
from kg.sparql.tokens import Kind, significant
from kg.store.protocol import Store, select
from kg.store.terms import Iri


def no_rows(store: Store, question: str | CatalogueQuery) -> Text:
    """ "No rows", and the kg: terms of the query that the vocabulary does not have, with near ones."""
    text = question.text if isinstance(question, CatalogueQuery) else question
    used = {t.text for t in significant(text) if t.kind is Kind.NAME and t.text.startswith("kg:")}
    zh, en = "没有符合的结果", "no rows"
    if not used:
        return Text(zh, en)
    rows = select(store, f"SELECT DISTINCT ?t WHERE {{ ?t a ?c FILTER (STRSTARTS(STR(?t), '{KG}')) }}").rows
    known = {row[0].value.removeprefix(KG) for row in rows if isinstance(row[0], Iri)}
    if not known:
        return Text(
            zh + "；数据中没有本体，请连同 ontology/kg.ttl 和 ontology/schemes.ttl 一起给出",
            en + "; the data has no vocabulary: give ontology/kg.ttl and ontology/schemes.ttl with it",
        )
    for term in sorted(used):
        local = expand(term).removeprefix(KG)
        if local and local not in known:
            near = [f"kg:{n}" for n in get_close_matches(local, known, n=2)]
            zh += f"；{term} 不在词汇表中" + (f"，相近的有 {'、'.join(near)}" if near else "")
            en += f"; {term} is not in the vocabulary" + (f", near: {', '.join(near)}" if near else "")
    return Text(zh, en)
