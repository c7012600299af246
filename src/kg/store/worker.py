"""A process that answers the questions of another one, which can end it: an engine at work cannot be stopped.

It is started by kg.store.processes and reads pickled requests from standard input: first the store, which
it opens for itself, then `Question` and MORE. Each gets one reply on standard output.
"""

import pickle
import time
from collections.abc import Iterator
from itertools import islice
from queue import SimpleQueue
from typing import IO, Final, NamedTuple

from kg.errors import KgError
from kg.store.piped import begin, listen
from kg.store.protocol import Dataset, Row, Store, Stream
from kg.store.wire import Packed, cells, pack

MORE: Final = "more"  # the request for the next rows of the last question
BLOCK_ROWS: Final = 2_000
BLOCK_S: Final = 0.05  # a block is sent when it is full, or this old


class Question(NamedTuple):
    """What Store.stream is given."""

    text: str
    with_graphs: tuple[str, ...] = ()
    dataset: Dataset | None = None


class Ready(NamedTuple):
    """The store is open and its default graph read."""


class Block(NamedTuple):
    """Rows, and whether they are the last ones. variables: None where the rows are triples."""

    variables: tuple[str, ...] | None
    rows: list[tuple[Packed, ...]]
    last: bool


class Failed(NamedTuple):
    """An error that the asker is to meet."""

    kind: type[KgError]
    zh: str
    en: str


Request = Question | str
Reply = Ready | Block | bool | Failed


def main() -> None:
    """Answers until standard input ends, whatever is being answered then."""
    store: Store
    store, replies = begin()
    requests: SimpleQueue[Request] = listen()
    try:
        store.query("ASK { }")
    except KgError as error:
        _send(replies, _failed(error))
        return
    _send(replies, Ready())
    left: Iterator[Block] = iter(())
    while True:
        request = requests.get()
        try:
            reply: Reply
            if isinstance(request, Question):
                left, reply = _begun(store, request)
            else:
                reply = next(left)
        except KgError as error:
            left, reply = iter(()), _failed(error)
        _send(replies, reply)


def _begun(store: Store, question: Question) -> tuple[Iterator[Block], Reply]:
    answer = store.stream(question.text, with_graphs=question.with_graphs, dataset=question.dataset)
    if isinstance(answer, bool):
        return iter(()), answer
    if isinstance(answer, Stream):
        left = _blocks(answer.variables, answer.rows)
    else:
        left = _blocks(None, iter(cells(answer)))
    return left, next(left)


def _blocks(variables: tuple[str, ...] | None, rows: Iterator[Row]) -> Iterator[Block]:
    last = False
    while not last:
        block: list[Row] = []
        sent_at = time.monotonic() + BLOCK_S
        for row in islice(rows, BLOCK_ROWS):
            block.append(row)
            if time.monotonic() > sent_at:
                break
        else:
            last = len(block) < BLOCK_ROWS
        yield Block(variables, pack(block), last)


def _failed(error: KgError) -> Failed:
    return Failed(type(error), *error.text)


def _send(stream: IO[bytes], reply: Reply) -> None:
    pickle.dump(reply, stream, pickle.HIGHEST_PROTOCOL)
    stream.flush()
