"""Writing files so that a reader never sees half of one, and two writers never mix: locked, beside, then renamed.

A lock is a file `.NAME.lock` beside what is written, held by the operating system, which lets go of it when the process
ends, however it ends: what a killed process leaves is an empty name that the next writer takes over.
"""

from __future__ import annotations

import contextlib
import errno
import importlib
import os
import time
from collections.abc import Iterator
from pathlib import Path
from threading import get_ident

from controllist.errors import SourceError, reason_of
from controllist.messages import Message

PATIENCE = 10.0
"""Seconds a short write waits for another one of the same file."""

_NO_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP)
"""What a file system answers that has no locks; there, as before, the last writer of a whole file wins."""


class HeldError(SourceError):
    """Another process writes this file at the moment."""


def write_bytes(path: Path, data: bytes) -> None:
    """Write `data` to `path` in one step; an existing file stays as it was until the new one is whole.

    Raises `SourceError` where the folder cannot be written to, `HeldError` where another writer of the same file does
    not come to an end within `PATIENCE` seconds.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}-{get_ident()}.part")
    try:
        with locked(path, PATIENCE), beside.open("wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
            out.close()
            beside.replace(path)
    except OSError as error:
        raise SourceError(
            "expected a place to write to, found {place}: {reason}", place=path, reason=reason_of(error)
        ) from None
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """The same for text, as UTF-8 with line ends as they are."""
    write_bytes(path, text.encode("utf-8"))


@contextlib.contextmanager
def locked(path: Path, seconds: float = 0.0) -> Iterator[None]:
    """Hold a file, which need not exist, against every other process or thread that asks for it this way.

    `seconds` is how long to wait for another holder, 0 not at all. Raises `HeldError` where it stays held and
    `SourceError` where nothing can be placed beside it.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, locked(Path(folder, "out.csv")), locked(Path(folder, "out.csv")):
    ...     pass  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    controllist.writing.HeldError: expected ... for this run alone, found it held by another process that writes it
    """
    place = path.with_name(f".{path.name}.lock")
    until = time.monotonic() + seconds
    try:
        while (held := _taken(place)) is None:
            if time.monotonic() >= until:
                reason = Message("found it held by another process that writes it")
                raise HeldError("expected {path} for this run alone, {reason}", path=str(path), reason=reason)
            time.sleep(0.02)
    except OSError as error:
        raise SourceError(
            "expected a place to write to, found {place}: {reason}", place=path, reason=reason_of(error)
        ) from None
    try:
        yield
    finally:
        _let_go(place, held)


def _taken(place: Path) -> int | None:
    """The descriptor of a lock that is ours now; None where another has it."""
    try:
        held = os.open(place, os.O_RDWR | os.O_CREAT, 0o666)
    except PermissionError:
        # Windows says so of a name that its holder is taking away just now.
        if os.name == "nt" and place.exists():
            return None
        raise
    try:
        _lock(held)
        # The last holder may have taken the name away between our two steps; then this lock guards nothing.
        if os.path.samestat(os.fstat(held), place.stat()):
            return held
    except (BlockingIOError, PermissionError, FileNotFoundError):
        pass
    except OSError as error:
        if error.errno in _NO_LOCKS:
            return held
        os.close(held)
        raise
    os.close(held)
    return None


def _lock(held: int) -> None:
    """Take the lock of an open file or raise at once; the system frees it when the file is closed."""
    if os.name == "nt":
        windows = importlib.import_module("msvcrt")
        windows.locking(held, windows.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _let_go(place: Path, held: int) -> None:
    """Take the name away while the lock is still ours; Windows keeps an open file, so there it goes after."""
    with contextlib.suppress(OSError):
        if os.name == "nt":
            os.close(held)
        place.unlink(missing_ok=True)
    if os.name != "nt":
        os.close(held)
