"""What the engine would have accepted, told in the words of the two languages instead of its grammar."""

import difflib
import re
from typing import Final, NamedTuple

from kg.errors import LANGS, Text
from kg.namespaces import PREFIXES
from kg.sparql.tokens import Kind, Token


class Fault(NamedTuple):
    """A mistake of meaning that the engine finds while parsing. at_select: it concerns a whole SELECT."""

    text: Text
    at_select: bool = False


_FAULTS: Final = {
    "Prefix not found": Fault(Text("前缀没有声明", "its prefix is not declared")),
    "IRI parsing failed": Fault(
        Text(
            "不是合法的绝对 IRI（相对 IRI 要有 BASE）", "not a valid absolute IRI (a relative one needs BASE)"
        )
    ),
    "Duplicated variable name in SELECT": Fault(
        Text("同一个变量在 SELECT 里投影了两次", "SELECT gives the same variable twice"), at_select=True
    ),
    "The SELECT contains a variable that is unbound": Fault(
        Text(
            "SELECT 里有变量既不在 GROUP BY 里，也不在聚合函数里",
            "SELECT has a variable that is neither in GROUP BY nor inside an aggregate",
        ),
        at_select=True,
    ),
}

# A sign in the engine's list of alternatives -> what stands there. The first that is found decides.
_PLACES: Final = (
    (r"\bCONSTRUCT\b", Text("SELECT、CONSTRUCT、ASK 或 DESCRIBE", "SELECT, CONSTRUCT, ASK or DESCRIBE")),
    (r"\bDISTINCT\b", Text("“*”、变量或（表达式 AS ?变量）", "*, variables or (expression AS ?variable)")),
    (
        r"\b(HAVING|OFFSET)\b",
        Text(
            "查询的结尾，或 GROUP BY、HAVING、ORDER BY、LIMIT、OFFSET、VALUES",
            "the end of the query, or GROUP BY, HAVING, ORDER BY, LIMIT, OFFSET, VALUES",
        ),
    ),
    (
        r"\b(OPTIONAL|LATERAL)\b",
        Text(
            "三元组（主语 谓语 宾语），FILTER、OPTIONAL、BIND、VALUES 等，或“}”",
            "a triple pattern (subject predicate object), FILTER, OPTIONAL, BIND, VALUES ..., or }",
        ),
    ),
    (r"\bUNDEF\b", Text("IRI、字面量或 UNDEF，不能是变量", "an IRI, a literal or UNDEF, not a variable")),
    (
        r"\b(ENCODE_FOR_URI|STRLANGDIR|hasLangDir|NOT|STRSTARTS|GROUP_CONCAT)\b",
        Text("表达式，或结束表达式的括号、运算符", "an expression, or the bracket or operator after it"),
    ),
    (
        r'"false", "true"|\btrue\b|\bFALSE\b',
        Text("IRI、前缀名、变量或字面量", "an IRI, a prefixed name, a variable or a literal"),
    ),
    (r'"\^", "a"', Text("谓语：IRI、前缀名、变量或 a", "a predicate: IRI, prefixed name, variable or a")),
    (r"""^"'", "\\\\|^"\\"", "\\\\""", Text("结束字符串的引号", "the quote that closes the string")),
)
# The first character of what may stand there -> what that is.
_SIGNS: Final = (
    (frozenset("?$"), Text("变量", "a variable")),
    (frozenset("<:"), Text("IRI 或前缀名", "an IRI or a prefixed name")),
)
_QUOTED: Final = re.compile(r'"((?:[^"\\]|\\.)+)"')
_KEYWORD: Final = re.compile(r"(?<![\w'\"{])[A-Z]{2,}(?![\w'\"}])")


def fault(message: str) -> Fault | None:
    """The mistake of meaning that an engine's message names, None if it is one of grammar."""
    return next((known for words, known in _FAULTS.items() if words in message), None)


def expected(message: str, token: Token | None) -> Text:
    """What may stand where the token stands, or what is wrong with it."""
    known = fault(message)
    if token is not None and "Prefix not found" in message:
        return undeclared(token)
    if known is not None:
        return known.text
    if token is not None and token.kind is Kind.ERROR and token.text[0] in "\"'":
        return Text(
            "这里要有结束字符串的引号", "expected the quote that closes it before the end of the line"
        )
    listed = message.partition("expected ")[2].removeprefix("one of ")
    if token is not None and token.kind is Kind.WORD and '":"' in listed:
        return Text("这里需要 IRI 或前缀名（前缀:名称）", "expected an IRI or a prefixed name (prefix:name)")
    for pattern, text in _PLACES:
        if re.search(pattern, listed):
            return _expected(text)
    marks = [mark for mark in _QUOTED.findall(listed) if mark not in ("~", "{|")]
    if token is None and "}" in marks:
        return _expected(Text("“}”", "}"))
    items = list(dict.fromkeys((*marks, *_KEYWORD.findall(listed))))
    if items:
        named = [text for signs, text in _SIGNS if signs & set(items)]
        rest = [item for item in items if not any(item in signs for signs, _ in _SIGNS)]
        zh, en = ([text.in_(lang) for text in named] for lang in LANGS)
        return _expected(Text("、".join((*zh, *rest)), " or ".join((*en, *rest))))
    if "'0'" in listed:
        return _expected(Text("整数", "a whole number"))
    return _expected(Text("别的内容（引擎没有细说）", "something else (the engine does not say what)"))


def undeclared(token: Token) -> Text:
    """That the prefix of a prefixed name is not declared, with the standard prefixes like it."""
    prefix = token.text.partition(":")[0]
    near = difflib.get_close_matches(prefix, PREFIXES, n=3)
    zh = f"；是不是 {'、'.join(f'{name}:' for name in near)}" if near else ""
    en = f"; did you mean {', '.join(f'{name}:' for name in near)}" if near else ""
    return Text(f"前缀 {prefix}: 没有声明{zh}", f"the prefix {prefix}: is not declared{en}")


def _expected(text: Text) -> Text:
    return Text(f"这里需要：{text.zh}", f"expected {text.en}")
