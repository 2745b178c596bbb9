"""Writing files so that a reader never sees half of one: beside the place, then renamed."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from threading import get_ident

from controllist.errors import SourceError


def write_bytes(path: Path, data: bytes) -> None:
    """Write `data` to `path` in one step; an existing file stays as it was until the new one is whole.

    Raises `SourceError` where the folder cannot be written to.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}-{get_ident()}.part")
    try:
        with beside.open("wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        beside.replace(path)
    except OSError as error:
        raise SourceError(f"expected a place to write to, found {path}: {error.strerror or error}") from None
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """The same for text, as UTF-8 with line ends as they are."""
    write_bytes(path, text.encode("utf-8"))
