"""An answer while it is written: in memory as long as it is short, then in a file."""

import os
from pathlib import Path
from typing import IO, Final

from kg.serve.faults import Busy

# Up to here an answer goes through the pipe, and may be kept.
INLINE_BYTES: Final = 512 * 1024


def file_of(folder: str, pid: int) -> Path:
    """Where a process writes an answer that is long."""
    return Path(folder, f"{pid}.reply")


class Spool:
    """Takes the pieces of one answer. folder: where its file is made."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._pieces: list[bytes] = []
        self._file: IO[bytes] | None = None
        self.size = 0

    def write(self, piece: bytes) -> None:
        """Raises Busy where the disk takes no more."""
        self.size += len(piece)
        try:
            if self._file is None and self.size > INLINE_BYTES:
                self._file = file_of(self._folder, os.getpid()).open("wb")
                self._file.write(b"".join(self._pieces))
                self._pieces = []
            if self._file is None:
                self._pieces.append(piece)
            else:
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


def _full(error: OSError) -> Busy:
    return Busy(
        f"答案写不进缓存文件：{error.strerror}", f"the answer cannot be spooled: {error.strerror}", 30
    )
