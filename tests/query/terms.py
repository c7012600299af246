"""Terms as an answer may hold them, for tests that make many."""

from hypothesis import strategies as st

from kg.store.terms import XSD, BlankNode, Iri, Literal, Term, tagged

# What XML 1.0 can carry; anything but half a surrogate pair.
XML_TEXT = st.text(
    st.one_of(
        st.sampled_from("中文，。\"'\\<>&\t\n\r \u00a0\u3000\u202e𠀀"),
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"),
    ),
    max_size=12,
)
ANY_TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
IRIS = st.sampled_from(["http://a/b", "http://a/阿里?x=1&y='2'#z", "urn:x:1", "https://w3id.org/a/(b)"]).map(
    Iri
)
BLANKS = st.sampled_from(["b0", "c14n1"]).map(BlankNode)
DATATYPES = st.sampled_from(
    [f"{XSD}string", f"{XSD}integer", f"{XSD}decimal", f"{XSD}gYearMonth", "http://a/own"]
)


def terms(
    text: st.SearchStrategy[str] = XML_TEXT, blanks: st.SearchStrategy[BlankNode] = BLANKS
) -> st.SearchStrategy[Term]:
    """IRIs, blank nodes, and literals of any text with datatypes and language tags."""
    literals = st.builds(Literal, text, DATATYPES)
    strings = st.builds(tagged, text, st.sampled_from(["zh", "en", "zh-hant"]))
    return st.one_of(IRIS, blanks, literals, strings)
