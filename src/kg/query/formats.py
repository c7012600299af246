"""Which format an answer is written in: asked for by name, told by the file's ending, or the usual one."""

from pathlib import Path

from kg.errors import NotFound, Text
from kg.rdfio.media import BOOLEAN, GRAPH, ROWS, TABLE, Media, by_ending, by_name, carrying, output_named
from kg.sparql.prologue import form

_ANSWERS = {
    ROWS: Text("SELECT 的行", "the rows of SELECT"),
    BOOLEAN: Text("ASK 的是与否", "the yes or no of ASK"),
    GRAPH: Text("CONSTRUCT 或 DESCRIBE 的三元组", "the triples of CONSTRUCT or DESCRIBE"),
}


def form_of_query(text: str) -> str:
    """What a query will answer: ROWS, BOOLEAN or GRAPH; ROWS where it is not to be seen (the engine judges)."""
    word = form(text)
    return {"ASK": BOOLEAN, "CONSTRUCT": GRAPH, "DESCRIBE": GRAPH}.get(word or "", ROWS)


def choose(name: str | None, path: Path | None, answer: str) -> Media:
    """The format for an answer of that form (ROWS, BOOLEAN, GRAPH).

    name: as people write it; wins over the path. path: where it goes; its ending decides where there is
    one. Neither: table, or turtle for triples. Raises NotFound, which lists what fits.
    """
    if name is not None:
        media = output_named(name)
        check(media, answer)
        return media
    if path is None or not path.suffix:
        return by_name("turtle") if answer == GRAPH else TABLE
    fitting = carrying(answer)
    found = by_ending(path, fitting)
    if found is not None:
        return found
    endings = " ".join(media.extensions[0] for media in fitting)
    raise NotFound(
        f"{path}：扩展名“{path.suffix}”不能用来写 {_ANSWERS[answer].zh}；可用：{endings}，或用 --format 指定格式",
        f"{path}: {path.suffix!r} is no ending for {_ANSWERS[answer].en}; use: {endings}, "
        "or name a format with --format",
    )


def check(media: Media, answer: str) -> None:
    """Raises NotFound, listing the formats that fit, unless the format can carry an answer of that form."""
    if answer in media.carries:
        return
    listed = ", ".join(one.name for one in carrying(answer))
    said = _ANSWERS[answer]
    raise NotFound(
        f"{media.name} 不能写 {said.zh}；可用：{listed}",
        f"{said.en} cannot be written as {media.name}; use: {listed}",
    )
