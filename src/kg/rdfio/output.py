"""Writing a file whole or not at all."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from kg.errors import OutputError


def write(path: Path, text: str) -> None:
    """Write text as UTF-8; otherwise as write_pieces."""
    write_pieces(path, (text.encode(),))


def write_pieces(path: Path, pieces: Iterable[bytes]) -> None:
    """Write pieces as they come; what stood there before stays until the new file is complete.

    A link is followed, a device or pipe is written to, and one missing folder is made, not several.
    Raises OutputError, and what making the pieces raises.
    """
    import tempfile  # late, as shutil: most answers go to standard output

    try:
        target = path.resolve()
        if target.exists() and not target.is_file():
            with target.open("wb") as stream:
                stream.writelines(pieces)
            return
        if not target.parent.exists():
            target.parent.mkdir()
        # Collected in a file without a name first: a process that is ended half-way leaves nothing behind.
        with tempfile.TemporaryFile(dir=target.parent) as spool:
            spool.writelines(pieces)
            spool.seek(0)
            _replace(target, spool)
    except OSError as error:
        raise OutputError(
            f"无法写入 {path}：{error.strerror}；请换一个可写的位置",
            f"cannot write {path}: {error.strerror}; choose a place that can be written",
        ) from None


def _replace(target: Path, spool: IO[bytes]) -> None:
    import shutil
    import tempfile

    mode = target.stat().st_mode & 0o777 if target.exists() else 0o644
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            shutil.copyfileobj(spool, file)
        Path(name).chmod(mode)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
