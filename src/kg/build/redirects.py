"""data/source/redirects.yaml: names that are used no more, as `old: new`, and the checks of where they lead."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.build.things import PREFIX_CLASS, Things
from kg.build.yamlnodes import Findings, Source
from kg.model import Place
from kg.namespaces import PREFIXES, SLUG, expand, shorten


@dataclass(frozen=True, slots=True)
class Redirect:
    """new: IRI of the thing that is meant today. at: where it was written."""

    new: str
    at: Place


def read(path: Path, findings: Findings) -> dict[str, Redirect]:
    """Retired IRI -> redirect; nothing where there is no such file. Mistakes of form become findings."""
    if not path.is_file():
        return {}
    source = Source(str(path.relative_to(path.parents[2])), findings)
    root = source.root(path.read_text(encoding="utf-8"))
    found: dict[str, Redirect] = {}
    for old, _, node in source.items(root) if root else ():
        at, target = source.at(node), source.text(node)
        names = [_thing(name, at, findings) for name in (old, target or "")]
        if names[0] and names[1]:
            found[names[0]] = Redirect(names[1], at)
    return found


def check(redirects: Mapping[str, Redirect], things: Things) -> None:
    """Findings for a redirect that does not lead straight to a thing there is, or whose name is in use.

    Uses of a retired name inside statements are found where they stand (Things.resolve).
    """
    add = things.findings.add
    for old, redirect in redirects.items():
        new, at = redirect.new, redirect.at
        name, target = shorten(old), shorten(new)
        if old in things.places:
            place = things.places[old]
            add(
                at,
                f"{name} 既已停用又有声明（{place}）",
                f"{name} is retired and declared at once ({place})",
            )
        elif new in redirects:
            end = shorten(redirects[new].new)
            add(
                at,
                f"{name} 指向的 {target} 也已停用；请直接写 {end}",
                f"{name} leads to {target}, which is retired itself; write {end}",
            )
        elif new not in things.classes:
            add(at, f"{name} 指向的 {target} 不存在", f"{name} leads to {target}, which there is not")


def _thing(curie: str, at: Place, findings: Findings) -> str | None:
    prefix, _, slug = curie.partition(":")
    if prefix in PREFIX_CLASS and prefix in PREFIXES and SLUG.fullmatch(slug):
        return expand(curie)
    findings.add(
        at,
        f"“{curie}”不是“类别前缀:标识”的写法，例如 company:alibaba",
        f"{curie!r} is not written prefix:slug, such as company:alibaba",
    )
    return None
