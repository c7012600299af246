"""How a document is answered: format and language, validators, the links between its forms."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.errors import LANGS, Lang
from kg.rdfio.media import HTML, Media
from kg.serve.faults import Problem, not_acceptable
from kg.serve.linked_iris import FORMATS
from kg.serve.negotiate import choose, content_type, language
from kg.serve.sending import is_known
from kg.serve.site import Site

_CACHE: Final = "public, max-age=60"


class Form(NamedTuple):
    """In which form a document is wanted. vary: the headers that decided it."""

    media: Media
    content_type: str
    lang: Lang
    vary: tuple[str, ...]

    @property
    def is_page(self) -> bool:
        return self.media is HTML


def form_of(request: Request, ending: Media | None = None, offered: Sequence[Media] = FORMATS) -> Form:
    """The form that a request wants. ending: the format that its path names; else Accept decides.

    Raises Problem (406) where nothing fits.
    """
    vary: list[str] = []
    if ending is not None:
        media, type_ = ending, content_type(ending.media_type)
    else:
        vary.append("Accept")
        chosen = choose(request.headers.get("accept"), offered)
        if chosen is None:
            found = not_acceptable(tuple(offered))
            raise Problem(406, *found.text, {"Vary": "Accept"})
        media, type_ = chosen
    lang, said = language_of(request)
    if media is HTML and not said:
        vary.append("Accept-Language")
    return Form(media, type_, lang, tuple(vary))


def language_of(request: Request) -> tuple[Lang, bool]:
    """The language that a page is wanted in, and whether the address says so (?lang=)."""
    asked = request.query_params.get("lang")
    for lang in LANGS:
        if asked == lang:
            return lang, True
    return language(request.headers.get("accept-language")), False


def see(request: Request, where: str, status: int) -> Response:
    """The redirect. The language that the address says goes with it, where that is a path of this server."""
    lang, said = language_of(request)
    if said and where.startswith("/"):
        path, hash_, fragment = where.partition("#")
        where = f"{path}?lang={lang}{hash_}{fragment}"
    return RedirectResponse(where, status, {"Vary": "Accept"})


def answer(
    request: Request,
    site: Site,
    form: Form,
    write: Callable[[], bytes],
    *,
    links: Sequence[str] = (),
    headers: Mapping[str, str] | None = None,
    also: str = "",
) -> Response:
    """The response, or 304 to a client that has it.

    write: makes the body; called where it is needed. also: what else the body depends on.
    """
    tag = etag(site, request, form, also)
    head = {
        "Cache-Control": _CACHE,
        "ETag": tag,
        **({"Vary": ", ".join(form.vary)} if form.vary else {}),
        **({"Link": ", ".join(links)} if links else {}),
        **({"Content-Language": form.lang} if form.is_page else {}),
        **(headers or {}),
    }
    if is_known(request, tag):
        return Response(status_code=304, headers=head)
    return Response(write(), 200, head, form.content_type)


def etag(site: Site, request: Request, form: Form, also: str = "") -> str:
    """The same for the same data, software, address, format and language; weak, for gzip changes the bytes."""
    scope = request.scope
    parts = (
        *(site.version, site.mark, form.content_type, form.lang if form.is_page else ""),
        *(str(scope.get("root_path", "")), scope["path"], scope["query_string"].decode("latin-1")),
        also,
    )
    return f'W/"{hashlib.sha256(chr(10).join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:20]}"'


def alternates(path: str, formats: Sequence[Media] = FORMATS) -> list[str]:
    """Link header values of the other forms of a document. path: of the document, without an ending."""
    return [f'<{path}{media.extensions[0]}>; rel="alternate"; type="{media.media_type}"' for media in formats]
