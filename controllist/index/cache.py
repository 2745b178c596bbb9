"""Keeping what was built: plain JSON under the user's cache folder, with checksums, never code.

A file is named after the checksum of everything it was built from and begins with a line that gives the checksum of
the rest. One that does not fit, for whatever reason, counts as absent and is built again. It is written beside its
place and renamed, so that nobody reads half of one. Where the folder cannot be written to, nothing is kept.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Iterable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from controllist.catalogue import HOME_VARIABLE
from controllist.errors import ControlListError
from controllist.writing import write_bytes

FORMAT = "controllist-index/1"
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
    """The checksum of this room's own source: a changed program does not read what the old one built."""
    room = Path(__file__).parent
    return checksum(path.read_bytes() for path in sorted(room.glob("*.py")))


def checksum(pieces: Iterable[bytes]) -> str:
    digest = sha256()
    for piece in pieces:
        digest.update(piece)
        digest.update(b"\0")
    return digest.hexdigest()


def kept(name: str, sources: str, build: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What `build` gives for these sources: from the cache where it is there and sound, else built and kept."""
    stamp = checksum([FORMAT.encode(), code_checksum().encode(), sources.encode()])
    path = cache_folder() / f"{name}-{stamp[:20]}.json"
    found = _read(path, stamp)
    if found is None:
        found = build()
        _keep(path, stamp, found)
    return found


def _read(path: Path, stamp: str) -> dict[str, Any] | None:
    try:
        head, _, body = path.read_bytes().partition(b"\n")
        told = json.loads(head)
        if told != {"format": FORMAT, "stamp": stamp, "sha256": sha256(body).hexdigest()}:
            return None
        data = json.loads(body)
    except (OSError, ValueError):
        return None
    return data if isinstance(data, dict) else None


def _keep(path: Path, stamp: str, data: dict[str, Any]) -> None:
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    head = json.dumps({"format": FORMAT, "stamp": stamp, "sha256": sha256(body).hexdigest()}).encode()
    with contextlib.suppress(OSError, ControlListError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(path, head + b"\n" + body)
        _forget_oldest(path.parent)


def _forget_oldest(folder: Path) -> None:
    files = sorted(folder.glob("*.json"), key=lambda p: p.stat().st_mtime, reverse=True)
    for old in files[KEPT:]:
        old.unlink(missing_ok=True)
