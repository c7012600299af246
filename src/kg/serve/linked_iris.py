"""Between IRIs and the paths they are served at: things, the documents about them, and links on a page."""

from typing import Final, NamedTuple
from urllib.parse import quote

from starlette.requests import HTTPConnection, Request

from kg.rdfio.media import HTML, RDF, Media, by_name
from kg.serve.receiving import bad
from kg.serve.site import Site

# In the order in which a client that does not say gets them. The first ending of each is that of its links.
FORMATS: Final = tuple(
    by_name(name, (*RDF, HTML)) for name in ("turtle", "html", "jsonld", "ntriples", "rdfxml")
)
DOC: Final = "doc/"
# Path of a document after doc/ -> the IRI it is about after the base; any other is about a thing in id/.
_KINDS: Final = {"ontology/": "ontology#", "shapes/": "shapes#", "scheme/": "scheme/", "graph/": "graph/"}
_SAFE: Final = "/:@!$&'()*+,;=~-._"
_LINKED: Final = ("http://", "https://")


class Space(NamedTuple):
    """base: IRI that things begin with. root: path it is served at on this host; both end in a slash."""

    base: str
    root: str

    def href(self, iri: str) -> str | None:
        """Where a link to an IRI leads: to this host for those with the base; None for what is no web address."""
        if not iri.startswith(_LINKED):
            return None
        return self.path(iri[len(self.base) :]) if iri.startswith(self.base) else iri

    def path(self, rest: str) -> str:
        """The path of what follows the base."""
        path, hash_, fragment = rest.partition("#")
        return f"{self.root}{quote(path, safe=_SAFE)}{hash_}{quote(fragment, safe=_SAFE)}"

    def document(self, iri: str) -> str | None:
        """What follows the base in the IRI of the document about a thing; None for an IRI of elsewhere."""
        rest = iri[len(self.base) :] if iri.startswith(self.base) else ""
        if rest.startswith("id/"):
            return DOC + rest.removeprefix("id/")
        for folder, begin in _KINDS.items():
            if rest.startswith(begin):
                return DOC + folder + rest.removeprefix(begin)
        return None

    def thing(self, document: str) -> str:
        """The IRI of what a document is about. document: its path after doc/."""
        for folder, begin in _KINDS.items():
            if document.startswith(folder):
                return self.base + begin + document.removeprefix(folder)
        return f"{self.base}id/{document}"


def space_of(site: Site, request: HTTPConnection) -> Space:
    """The space as this request sees it."""
    before = request.scope.get("app_root_path", request.scope.get("root_path", ""))
    return Space(site.base, f"{before.rstrip('/')}{site.path}")


def address(request: Request, site: Site, path: str) -> str:
    """The absolute IRI of a path of this server. Raises Problem (400) for a Host that is none."""
    if site.url:
        return site.url.rstrip("/") + path
    try:
        return str(request.url.replace(path=path, query="", fragment=""))
    except ValueError:
        raise bad("Host 不是合法的主机名", "the header Host is no name of a host") from None


def split_ending(path: str) -> tuple[str, Media | None]:
    """A path without its ending, and the format that the ending stands for, if any."""
    for media in FORMATS:
        for ending in media.extensions:
            if path.endswith(ending) and len(path) > len(ending):
                return path.removesuffix(ending), media
    return path, None
