"""Whether the shipped lists are what was shipped: checksums of all their files, in `lists/SHA256SUMS`.

The file has the form of `sha256sum`, so that it can be checked without this program. `scripts/seal_lists.py` writes
it anew when a list has been changed on purpose.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from controllist.errors import DamagedDataError
from controllist.store import shipped_folder

SUMS = "SHA256SUMS"


def checksums(folder: Path) -> dict[str, str]:
    """The checksum of every file below a folder by its name in it, in the order of names."""
    names = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file() and p.name != SUMS)
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}


def written(sums: dict[str, str]) -> str:
    """The checksums as `sha256sum` writes them."""
    return "".join(f"{checksum}  {name}\n" for name, checksum in sums.items())


def differences(folder: Path) -> tuple[str, ...]:
    """What is not as it was shipped, a line a file; empty where all is well.

    Raises `DamagedDataError` where the checksums themselves cannot be read.
    """
    told = _told(folder)
    try:
        found = checksums(folder)
    except OSError as error:
        raise DamagedDataError(
            f"expected files of the lists that can be read, found one that cannot ({error})"
        ) from None
    missing = [f"{name} is missing" for name in told if name not in found]
    changed = [f"{name} is changed" for name, checksum in found.items() if told.get(name, checksum) != checksum]
    more = [f"{name} is not ours" for name in found if name not in told]
    return tuple(sorted((*missing, *changed, *more)))


def _told(folder: Path) -> dict[str, str]:
    """The checksums that were shipped, by file."""
    try:
        rows = (folder / SUMS).read_text(encoding="ascii").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DamagedDataError(f"expected the checksums of the lists in {SUMS}, found none ({error})") from None
    return {name: checksum for checksum, _, name in (row.partition("  ") for row in rows)}


def verify() -> int:
    """How many shipped files there are; raises `DamagedDataError` that names each one that is not as it was shipped."""
    folder = shipped_folder()
    wrong = differences(folder)
    if wrong:
        raise DamagedDataError("the shipped lists are damaged: {wrong}", wrong="; ".join(wrong))
    return len(_told(folder))
