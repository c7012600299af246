"""`--source`, the same everywhere: nothing, RDF files, an Oxigraph directory, or an endpoint's URL."""

from collections.abc import Sequence
from pathlib import Path

from kg.errors import KgError
from kg.namespaces import VOCABULARY_FILES
from kg.settings import root
from kg.store.embedded import DirectoryStore, EmbeddedStore
from kg.store.protocol import Store


def open_store(source: Sequence[str] | None = None, *, ahead: bool = False, kept: bool = False) -> Store:
    """The store that a source stands for.

    source: nothing for the packaged graph; one http(s) URL of a SPARQL endpoint; one Oxigraph
    directory; or RDF files, read together as the default graph; where they have claims without the
    vocabulary, the packaged one joins them. Files are read at the first query; with `ahead` a thread begins
    to read them now, or, of the packaged graph with `kept`, it comes as it is kept in the user's cache.
    Raises KgError for a mixture, and as the stores do.
    """
    store = _opened(source)
    if ahead and isinstance(store, EmbeddedStore):
        store.read_ahead(kept=kept and not source)
    return store


def keep(store: Store) -> None:
    """Keeps in the user's cache what was opened to be kept, when the answer is out; a store of another kind is left."""
    if isinstance(store, EmbeddedStore):
        store.keep()


def _opened(source: Sequence[str] | None) -> Store:
    if not source:
        return EmbeddedStore.packaged()
    if any(is_url(item) for item in source):
        if len(source) > 1:
            raise _mixture()
        from kg.store.remote import RemoteStore  # late: SPARQLWrapper brings rdflib with it

        return RemoteStore(source[0])
    paths = [Path(item) for item in source]
    if any(path.is_dir() for path in paths):
        if len(paths) > 1:
            raise _mixture()
        return DirectoryStore(paths[0])
    vocabulary = [root() / name for name in VOCABULARY_FILES]
    return EmbeddedStore(" ".join(source), paths, vocabulary=vocabulary)


def is_url(item: str) -> bool:
    """Whether a source names an endpoint and not a file."""
    return item.lower().startswith(("http://", "https://"))


def _mixture() -> KgError:
    return KgError(
        "--source 只能是若干 RDF 文件、一个 Oxigraph 目录或一个端点网址，不能混用",
        "--source takes RDF files, or one Oxigraph directory, or one endpoint URL, not a mixture",
    )
