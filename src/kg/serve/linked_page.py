"""The pages about things: made of templates, without a script; every word of the data is escaped."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any, Final

from kg import __version__
from kg.errors import LANGS, Lang, Text
from kg.namespaces import PREFIXES
from kg.query.entity import Description, Statement
from kg.query.layout import safe
from kg.query.marking import mark
from kg.query.page import content_policy, environment
from kg.query.wording import Name
from kg.serve.linked_iris import FORMATS, Space
from kg.serve.linked_standard import called
from kg.serve.site import Site

TITLE: Final = Text(
    "中国互联网行业政策报告知识图谱", "Knowledge graph of a policy report on China's internet industry"
)
_CLAIM_ENDS: Final = tuple(f"{PREFIXES['rdf']}{name}" for name in ("subject", "object"))


@cache
def _style() -> str:
    return resources.files(__package__).joinpath("linked.css").read_text(encoding="utf-8")


def policy() -> str:
    """The Content-Security-Policy of the pages: their own style and nothing else."""
    return f"{content_policy(_style())}; frame-ancestors 'self'"


def render(template: str, site: Site, space: Space, lang: Lang, *, here: str, **data: Any) -> bytes:
    """A page. here: its own path, without ?lang. data: what the template is given beside the frame."""
    page = (
        environment("kg.serve")
        .get_template(template)
        .render(
            lang=lang,
            site=TITLE.in_(lang),
            style=_style(),
            root=space.root,
            version=site.version,
            software=__version__,
            languages=[(one, f"{here}?lang={one}") for one in LANGS],
            safe_=safe,
            href=space.href,
            called=lambda iri, label: called(iri, label, lang),
            **data,
        )
    )
    return page.encode("utf-8", "backslashreplace")


def thing_page(found: Description, site: Site, space: Space, document: str) -> bytes:
    """The page about a thing. document: path of its document after the root."""
    here = space.path(document)
    facts = [one for one in found.statements if one.claim.plain]
    return render(
        "linked_thing.html.j2",
        site,
        space,
        found.lang,
        here=here,
        found=found,
        groups=(
            (Text("由它出发的陈述", "What is said of it"), _by_relation(s for s in facts if s.outward)),
            (
                Text("指向它的陈述", "What is said of others about it"),
                _by_relation(s for s in facts if not s.outward),
            ),
            (
                Text(
                    "不当作报告所述事实的陈述", "Statements that are not put forward as facts of the report"
                ),
                _by_relation(one for one in found.statements if not one.claim.plain),
            ),
        ),
        formats=[(media.label, f"{here}{media.extensions[0]}") for media in FORMATS if media.name != "html"],
        left_out=_left_out(found),
        quoted=_quoter(found, site.texts),
        question=_question(found, site.base),
    )


def _by_relation(statements: Iterable[Statement]) -> list[tuple[Name, bool, list[Statement]]]:
    """Property, whether the thing is its subject, and the statements, in the order they come."""
    groups: dict[tuple[str, bool], tuple[Name, bool, list[Statement]]] = {}
    for one in statements:
        key = one.predicate.iri, one.outward
        groups.setdefault(key, (one.predicate, one.outward, []))[2].append(one)
    return list(groups.values())


def _question(found: Description, base: str) -> str | None:
    """The id of the catalogued question that a page is about, which can be asked right there."""
    begin = f"{base}id/query/"
    id_ = found.thing.iri.removeprefix(begin)
    return id_ if id_ != found.thing.iri and "." not in id_ else None


def _left_out(found: Description) -> Text | None:
    """How much is not on the page."""
    claims = sum(n for prop, n in found.left_out.items() if prop in _CLAIM_ENDS)
    nodes = sum(n for prop, n in found.left_out.items() if prop not in _CLAIM_ENDS)
    if not claims + nodes:
        return None
    return Text(
        f"此页从简：另有 {claims} 条陈述、{nodes} 处提及未列，可用 SPARQL 或 API 查全。",
        f"This page is bounded: {claims} more statements and {nodes} more references are not listed; "
        "SPARQL and the API have them all.",
    )


def _quoter(found: Description, texts: Mapping[str, str] | None) -> Any:
    """What stands at the places of a claim, names of both ends marked; nothing for who does not hold the report."""

    def quoted(places: Sequence[str], ends: Sequence[str]) -> list[str]:
        names = {name for end in ends for name in found.names.get(end, ())}
        return [mark(texts[place], names) for place in places if texts and texts.get(place)]

    return quoted
