"""An answer while it is written: in memory as long as it is short, then in a file."""

import os
import weakref
from contextlib import suppress
from pathlib import Path
from typing import IO, Final

from kg.serve.faults import Busy

# Up to here an answer goes through the pipe, and may be kept.
INLINE_BYTES: Final = 512 * 1024
# How much is written before the other answers on the disk are looked at again.
_STEP_BYTES: Final = 1024 * 1024
_WRITTEN: Final = ".reply"
_SENT: Final = ".sent"
_AGAIN_S: Final = 30


def file_of(folder: str, pid: int) -> Path:
    """Where a process writes an answer that is long."""
    return Path(folder, f"{pid}{_WRITTEN}")


def spooled_bytes(folder: str) -> int:
    """Of all answers that are being written or sent."""
    found = 0
    with suppress(FileNotFoundError):  # the folder goes with the server
        for entry in os.scandir(folder):
            if entry.name.endswith((_WRITTEN, _SENT)):
                with suppress(FileNotFoundError):  # sent meanwhile
                    found += entry.stat().st_size
    return found


class Spool:
    """Takes the pieces of one answer. folder: where its file is made. max_bytes: of all answers there."""

    def __init__(self, folder: str, max_bytes: int) -> None:
        self._folder = folder
        self._max_bytes = max_bytes
        self._pieces: list[bytes] = []
        self._file: IO[bytes] | None = None
        self._looked_at = 0
        self.size = 0

    def write(self, piece: bytes) -> None:
        """Raises Busy where the disk takes no more, or may take no more."""
        self.size += len(piece)
        try:
            if self._file is None and self.size > INLINE_BYTES:
                self._look()
                self._file = file_of(self._folder, os.getpid()).open("wb")
                self._file.write(b"".join(self._pieces))
                self._pieces = []
            if self._file is None:
                self._pieces.append(piece)
            else:
                if self.size - self._looked_at > _STEP_BYTES:
                    self._look()
                self._file.write(piece)
        except OSError as error:
            self.drop()
            raise _full(error) from error

    def done(self) -> bytes | str:
        """The bytes, or the path of the file that has them, for the reader to remove."""
        if self._file is None:
            return b"".join(self._pieces)
        try:
            self._file.close()
        except OSError as error:
            self.drop()
            raise _full(error) from error
        return self._file.name

    def drop(self) -> None:
        """Forgets what was written."""
        if self._file is not None:
            name, self._file = self._file.name, None
            Path(name).unlink(missing_ok=True)
        self._pieces = []
        self.size = 0

    def _look(self) -> None:
        """Whether there is room for the next step beside all the others."""
        before = self._looked_at
        self._looked_at = self.size
        if spooled_bytes(self._folder) + self.size - before > self._max_bytes:
            self.drop()
            raise Busy(
                f"正在发送的长答案合计已近 {self._max_bytes} 字节（max_spool_bytes）；请稍后再试，或用 LIMIT 缩小",
                f"the long answers that are being sent come to the {self._max_bytes} bytes of max_spool_bytes; "
                "try again later, or ask for less with LIMIT",
                _AGAIN_S,
            )


class Spooled:
    """The file of an answer, which is gone when nobody has it any more."""

    def __init__(self, written: Path) -> None:
        """written: as Spool.done gives it; it may be written anew afterwards."""
        self._file = written.open("rb")
        inode = os.fstat(self._file.fileno()).st_ino
        kept = written.with_name(f"{inode}{_SENT}")  # under its own name, so that it still counts
        written.rename(kept)
        self._end = weakref.finalize(self, _remove, self._file, kept)

    @property
    def size(self) -> int:
        return os.fstat(self._file.fileno()).st_size

    def fileno(self) -> int:
        return self._file.fileno()


def _remove(file: IO[bytes], path: Path) -> None:
    file.close()
    path.unlink(missing_ok=True)


def _full(error: OSError) -> Busy:
    return Busy(
        f"答案写不进缓存文件：{error.strerror}", f"the answer cannot be spooled: {error.strerror}", _AGAIN_S
    )
