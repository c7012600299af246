"""Answers about a query's text that are kept, since several readers ask the same of the same text."""

from collections.abc import Callable
from functools import lru_cache, update_wrapper
from typing import Concatenate, Final, ParamSpec, TypeVar

_TEXTS: Final = 64
# In characters: the longest catalogued question has some 7,000. What is longer is read anew, so that strangers'
# queries, of a token for each character at worst, fill less than 100 MB.
_LENGTH: Final = 8_000

_Rest = ParamSpec("_Rest")
_Answer = TypeVar("_Answer")


def kept(
    function: Callable[Concatenate[str, _Rest], _Answer],
) -> Callable[Concatenate[str, _Rest], _Answer]:
    """Keeps the answers for the last texts. For functions of a text whose answers cannot be changed."""
    keeping = lru_cache(_TEXTS)(function)

    def answer(text: str, /, *args: _Rest.args, **kwargs: _Rest.kwargs) -> _Answer:
        if len(text) > _LENGTH:
            return function(text, *args, **kwargs)
        return keeping(text, *args, **kwargs)  # type: ignore[arg-type]  # lru_cache takes any hashable

    update_wrapper(answer, function)
    return answer
