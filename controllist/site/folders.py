"""A site in a folder: all of it or none, and never over files that are not its own.

The folder gets a list of what was written (`.controllist-site`). A later run replaces the folder only while it holds
nothing else; it is written beside the old one and put in its place when it is whole.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from controllist.errors import MisuseError, SourceError, reason_of
from controllist.messages import Message
from controllist.site.building import Site

MARKER = ".controllist-site"
_FIRST_LINE = "pages written by controllist site"


def write_site(site: Site, folder: Path, progress: Callable[[int, int], None] = lambda done, all_: None) -> int:
    """Write all pages, and give back how many bytes they have.

    Raises `MisuseError` where the folder holds files that no earlier run wrote, `SourceError` where it cannot be
    written to.
    """
    _ours(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with _beside(folder) as fresh:
            total = 0
            for done, path in enumerate(site.paths, 1):
                data = site.page(path)
                total += len(data)
                place = fresh / path
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(data)
                progress(done, len(site.paths))
            (fresh / MARKER).write_bytes("\n".join((_FIRST_LINE, *site.paths, "")).encode())
            _put(fresh, folder)
    except OSError as error:
        raise SourceError(
            "expected a folder to write a site to, found {place}: {reason}", place=folder, reason=reason_of(error)
        ) from None
    return total


def _ours(folder: Path) -> None:
    """Whether the folder is new, empty, or an earlier site and nothing else."""
    if not folder.exists() and not folder.is_symlink():
        return
    if not folder.is_dir():
        raise MisuseError("expected a folder for the site, found a file {file}", file=folder)
    held = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if not p.is_dir() or p.is_symlink())
    if not held:
        return
    marker = folder / MARKER
    lines = marker.read_text(encoding="utf-8", errors="replace").splitlines() if marker.is_file() else []
    known = {MARKER, *lines[1:]} if lines[:1] == [_FIRST_LINE] else set()
    strange = [name for name in held if name not in known]
    if strange:
        more = Message(" and {number} more", number=len(strange) - 1) if len(strange) > 1 else ""
        raise MisuseError(
            "expected a new folder, or one with nothing but an earlier site, found {folder} with {files}{more}",
            folder=folder,
            files=strange[0],
            more=more,
        )


@contextlib.contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """A fresh folder beside the place, gone afterwards whatever happened."""
    fresh = folder.with_name(f".{folder.name}.{os.getpid()}.part")
    try:
        fresh.mkdir()
        yield fresh
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _put(fresh: Path, folder: Path) -> None:
    """Put the fresh folder in its place; where that fails the earlier one is put back."""
    if not folder.exists():
        fresh.rename(folder)
        return
    old = folder.with_name(f".{folder.name}.{os.getpid()}.old")
    folder.rename(old)
    try:
        fresh.rename(folder)
    except OSError:
        old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)
