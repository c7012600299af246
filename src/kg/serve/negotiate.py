"""What a client would rather have: media types with q-values (RFC 9110, 12.5), languages, gzip."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from kg.errors import LANGS, Lang
from kg.rdfio.media import Media

# Said of text, whose bytes are UTF-8 here; the other types have it in their definition.
_CHARSET: Final = "; charset=utf-8"

_EXACT: Final = 3


class Chosen(NamedTuple):
    """The format to answer in, and the Content-Type to call it by: the alias where that was asked for."""

    media: Media
    content_type: str


class _Range(NamedTuple):
    """One item of a header, in lower case: what it names and how much it is wanted, from 0 to 1."""

    name: str
    quality: float


def choose(accept: str | None, offered: Sequence[Media]) -> Chosen | None:
    """The best of the formats for an Accept header; None when none of them is acceptable.

    offered: in the order of the server, which decides between equals; its first is for clients that do not
    say. Parameters of a range other than q are ignored. A header with nothing readable counts as none.
    """
    ranges = list(_ranges(accept or ""))
    if not ranges:
        return _chosen(offered[0], offered[0].media_type) if offered else None
    best: tuple[float, int, Chosen] | None = None
    for media in offered:
        for name in (media.media_type, *media.aliases):
            quality, exactness = _quality(name, ranges)
            if name != media.media_type and exactness < _EXACT:
                continue  # an alias is for those who name it
            if quality > 0 and (best is None or (quality, exactness) > best[:2]):
                best = (quality, exactness, _chosen(media, name))
    return best[2] if best else None


def language(accept: str | None, default: Lang = "zh") -> Lang:
    """The language of ours that an Accept-Language header wants most; the default for neither and for equals."""
    wanted: dict[str, float] = {}
    for item in _ranges(accept or ""):
        name = item.name.partition("-")[0]
        wanted[name] = max(item.quality, wanted.get(name, 0.0))
    ordered: tuple[Lang, ...] = (default, *(lang for lang in LANGS if lang != default))
    best = max(ordered, key=lambda lang: wanted.get(lang, wanted.get("*", 0.0)))  # max keeps the first
    return best if wanted.get(best, wanted.get("*", 0.0)) > 0 else default


def takes_gzip(accept: str | None) -> bool:
    """Whether an Accept-Encoding header allows gzip; without a header it does not."""
    wanted = {item.name: item.quality for item in _ranges(accept or "")}
    return wanted.get("gzip", wanted.get("*", 0.0)) > 0


def content_type(media_type: str) -> str:
    """The Content-Type of a media type: with the charset where it is text."""
    return media_type + _CHARSET if media_type.startswith("text/") else media_type


def _chosen(media: Media, name: str) -> Chosen:
    return Chosen(media, content_type(name))


def _quality(name: str, ranges: Sequence[_Range]) -> tuple[float, int]:
    """How much a type is wanted, by the most exact range that covers it, and how exact that is (3 to 1)."""
    covering = {name: _EXACT, name.partition("/")[0] + "/*": 2, "*/*": 1}
    found = [(covering[one.name], one.quality) for one in ranges if one.name in covering]
    if not found:
        return 0.0, 0
    exactness = max(found)[0]
    return max(quality for exact, quality in found if exact == exactness), exactness


def _ranges(header: str) -> Iterator[_Range]:
    """The readable items of a header."""
    for item in header.split(","):
        name, *parameters = (part.strip().lower() for part in item.split(";"))
        quality = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip() == "q":
                try:
                    quality = float(value)
                except ValueError:
                    quality = -1.0
                break
        if name and 0.0 <= quality <= 1.0:
            yield _Range(name, quality)
