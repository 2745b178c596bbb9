"""Keeping what was built: JSON and plain lines under the user's cache folder, with checksums, never code.

A file is named after the checksum of everything it was built from. Its first line, JSON, gives the checksum of the
rest and the lengths of its sections. A file that does not fit, for whatever reason, counts as absent and is built
again. It is written beside its place and renamed, so that nobody reads half of one. Where the folder cannot be
written to, nothing is kept.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any
from zlib import adler32, crc32

from controllist.errors import ControlListError
from controllist.index.lines import Lines
from controllist.store import HOME_VARIABLE
from controllist.writing import write_bytes

FORMAT = "controllist-index/4"
KEPT = 40
"""How many files stay; the oldest go first."""


def cache_folder() -> Path:
    """The folder for what can be built again; CONTROLLIST_HOME moves it."""
    moved = os.environ.get(HOME_VARIABLE)
    if moved:
        return Path(moved) / "cache"
    from platformdirs import user_cache_path

    return user_cache_path("controllist", appauthor=False)


@lru_cache
def code_checksum() -> str:
    """The checksum of this room's own source and word lists: a changed program does not read what the old one built."""
    room = Path(__file__).parent
    return checksum(path.read_bytes() for path in sorted((*room.glob("*.py"), *room.glob("*.tsv"))))


def checksum(pieces: Iterable[bytes]) -> str:
    """A checksum over several pieces: two independent ones of zlib and the length.

    It tells changed files apart and damage; it is no defence, for whoever can write here can write anything. hashlib
    would cost more to import than the whole index to open.
    """
    first, second, length = 0, 1, 0
    for piece in pieces:
        first, second, length = crc32(piece, first), adler32(piece, second), length + len(piece) + 1
        first = crc32(b"\0", first)
    return f"{first:08x}{second:08x}{length:x}"


def kept(name: str, sources: str, build: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What `build` gives for these sources: from the cache where it is there and sound, else built and kept.

    Mappings of texts to texts come back as `Lines`, everything else as JSON has it.
    """
    stamp = checksum([FORMAT.encode(), code_checksum().encode(), sources.encode()])
    path = cache_folder() / f"{name}-{stamp[:20]}.idx"
    found = _read(path, stamp)
    if found is None:
        found = {key: _packed(value) for key, value in build().items()}
        _keep(path, stamp, found)
    return found


def _packed(value: Any) -> Any:
    texts = isinstance(value, dict) and value and all(isinstance(v, str) for v in value.values())
    return Lines.of(value) if texts else value


def _read(path: Path, stamp: str) -> dict[str, Any] | None:
    try:
        head, _, body = path.read_bytes().partition(b"\n")
        told = json.loads(head)
        if (told["format"], told["stamp"], told["checksum"]) != (FORMAT, stamp, checksum([body])):
            return None
        found: dict[str, Any] = {}
        view, at = memoryview(body), 0  # so that nothing is copied twice
        for key, kind, length in told["sections"]:
            section = view[at : at + length]
            at += length
            found[key] = Lines(section) if kind == "lines" else json.loads(bytes(section))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found


def _keep(path: Path, stamp: str, data: dict[str, Any]) -> None:
    sections: list[tuple[str, str, int]] = []
    body = b""
    for key, value in data.items():
        lines = isinstance(value, Lines)
        section = value.packed() if lines else json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
        sections.append((key, "lines" if lines else "json", len(section)))
        body += section
    head = {"format": FORMAT, "stamp": stamp, "checksum": checksum([body]), "sections": sections}
    with contextlib.suppress(OSError, ControlListError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(path, json.dumps(head).encode() + b"\n" + body)
        _forget_oldest(path.parent)


def _forget_oldest(folder: Path) -> None:
    files = sorted(folder.glob("*.idx"), key=lambda p: p.stat().st_mtime, reverse=True)
    for old in files[KEPT:]:
        old.unlink(missing_ok=True)
