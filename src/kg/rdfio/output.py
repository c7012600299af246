"""Writing a file whole or not at all."""

import os
import tempfile
from pathlib import Path

from kg.errors import OutputError


def write(path: Path, text: str) -> None:
    """Write text as UTF-8; what stood there before stays until the new file is complete.

    A link is followed, a device or pipe is written to, and one missing folder is made, not several.
    Raises OutputError.
    """
    try:
        target = path.resolve()
        if target.exists() and not target.is_file():
            with target.open("w", encoding="utf-8", newline="") as stream:
                stream.write(text)
            return
        if not target.parent.exists():
            target.parent.mkdir()
        _replace(target, text)
    except OSError as error:
        raise OutputError(
            f"无法写入 {path}：{error.strerror}；请换一个可写的位置",
            f"cannot write {path}: {error.strerror}; choose a place that can be written",
        ) from None


def _replace(target: Path, text: str) -> None:
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o644
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        Path(name).chmod(mode)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
