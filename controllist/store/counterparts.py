"""What the military list calls goods of the dual-use list, as `lists/counterparts.tsv` tells it.

A line has a code of the dual-use list, the code of the military list and the goods, parted by tabs; a line that begins
with `#` is a comment.

>>> counterparts()["6A003"]
'ML15.d'
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from controllist.errors import DamagedDataError
from controllist.store import folders


def counterparts() -> Mapping[str, str]:
    """Codes of the military list by those of the dual-use list.

    Raises `DamagedDataError` where the file is missing, and for a line that has not three columns.
    """
    return read_counterparts(folders.shipped_folder() / "counterparts.tsv")


@lru_cache
def read_counterparts(path: Path) -> Mapping[str, str]:
    """The same from a file."""
    found: dict[str, str] = {}
    for number, line in enumerate(folders.read_text(path).splitlines(), 1):
        if line.startswith("#"):
            continue
        columns = line.split("\t")
        if len(columns) != 3 or not all(columns):
            raise DamagedDataError(
                f"expected three columns parted by tabs in {path.name} line {number}, found {line!r}"
            )
        found[columns[0]] = columns[1]
    return found
