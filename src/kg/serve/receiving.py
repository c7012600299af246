"""What a client has sent: its body within the limits, its parameters in UTF-8 and nothing else."""

import asyncio
import urllib.parse
from collections.abc import Sequence
from typing import Final

from starlette.requests import ClientDisconnect, Request

from kg.serve.faults import Problem, TooLarge

FORM: Final = "application/x-www-form-urlencoded"
_MOST_FIELDS: Final = 100


class Parameters:
    """Names with their values, in order; each may come several times."""

    def __init__(self, pairs: Sequence[tuple[str, str]]) -> None:
        self._pairs = pairs

    def all(self, name: str) -> tuple[str, ...]:
        return tuple(value for key, value in self._pairs if key == name)

    def one(self, name: str) -> str | None:
        """The value, None for none. Raises Problem (400) for several."""
        found = self.all(name)
        if len(found) > 1:
            raise bad(
                f"参数 {name} 只能给一次，收到 {len(found)} 次",
                f"{name} is given {len(found)} times; once is allowed",
            )
        return found[0] if found else None

    def yes(self, name: str) -> bool:
        """Whether a switch is on. Raises Problem (400) for what is neither true nor false."""
        value = self.one(name)
        if value not in (None, "true", "false", "1", "0"):
            raise bad(f"参数 {name} 应是 true 或 false", f"{name} is true or false")
        return value in ("true", "1")

    def __add__(self, other: "Parameters") -> "Parameters":
        return Parameters((*self._pairs, *other._pairs))


def bad(zh: str, en: str) -> Problem:
    """400."""
    return Problem(400, zh, en)


def parameters(encoded: bytes) -> Parameters:
    """The pairs of a query string or a form. Raises Problem (400) for what is not UTF-8, or too many."""
    try:
        pairs = urllib.parse.parse_qsl(
            encoded.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS
        )
    except UnicodeDecodeError:
        raise bad("参数不是 UTF-8", "the parameters are not UTF-8") from None
    except ValueError:
        raise bad("参数太多", f"more than {_MOST_FIELDS} parameters") from None
    return Parameters(pairs)


async def body(request: Request, max_bytes: int, time_s: float) -> bytes:
    """The whole body. Raises TooLarge, and Problem (408) for one that does not come in time."""
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > max_bytes:
        raise _too_large(max_bytes)
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise Problem(415, "请求体不能压缩", "the body may not be compressed")
    pieces: list[bytes] = []
    length = 0
    try:
        async with asyncio.timeout(time_s):
            async for piece in request.stream():
                length += len(piece)
                if length > max_bytes:
                    raise _too_large(max_bytes)
                pieces.append(piece)
    except TimeoutError:
        raise Problem(
            408,
            f"{time_s:g} 秒内没有收完请求",
            f"the request did not come within {time_s:g} s",
            {"Connection": "close"},
        ) from None
    except ClientDisconnect:
        raise bad("请求没有发完", "the request broke off") from None
    return b"".join(pieces)


def media_type(request: Request) -> str:
    """The Content-Type without parameters, in lower case. Raises Problem (415) for a charset that is not UTF-8."""
    header = request.headers.get("content-type", "")
    name, *rest = (part.strip() for part in header.split(";"))
    for part in rest:
        key, _, value = part.partition("=")
        if key.strip().lower() == "charset" and value.strip(' "').lower() not in ("utf-8", "utf8"):
            raise Problem(415, "字符集只接受 UTF-8", "the charset must be UTF-8")
    return name.lower()


def utf8(data: bytes) -> str:
    """Text of a body. Raises Problem (400)."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise bad(f"第 {error.start} 字节起不是 UTF-8", f"not UTF-8 from byte {error.start} on") from None


def _too_large(max_bytes: int) -> TooLarge:
    return TooLarge(f"请求体超过 {max_bytes} 字节", f"the body is longer than {max_bytes} bytes")
