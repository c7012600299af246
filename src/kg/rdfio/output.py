"""Writing a file whole or not at all."""

import os
import tempfile
from pathlib import Path

from kg.errors import OutputError


def write(path: Path, text: str) -> None:
    """Write text as UTF-8; what stood there before stays until the new file is complete. Raises OutputError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise OutputError(
            f"无法写入 {path}：{error.strerror}；请换一个可写的位置",
            f"cannot write {path}: {error.strerror}; choose a place that can be written",
        ) from None
