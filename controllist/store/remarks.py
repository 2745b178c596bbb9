"""What the lists say of themselves, in another language than English: remarks, cautions, what a line rests on.

`lists/remarks.nl.tsv` has a line for each, the English and its Dutch parted by a tab. The words of provisions are not
among them: they are read in the language of the digest.

>>> remarks("nl")["annex not seen"]
'bijlage niet gezien'
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from controllist.errors import DamagedDataError
from controllist.store import folders


def remarks(language: str) -> Mapping[str, str]:
    """The remarks of the shipped lists by their English; none for a language that has no file.

    Raises `DamagedDataError` for a line that has not two columns.
    """
    return _read(folders.shipped_folder() / f"remarks.{language}.tsv")


@lru_cache
def _read(path: Path) -> Mapping[str, str]:
    if not path.is_file():
        return {}
    found: dict[str, str] = {}
    for number, line in enumerate(folders.read_text(path).splitlines(), 1):
        english, tab, other = line.partition("\t")
        if not tab or not other or "\t" in other:
            raise DamagedDataError(f"expected two columns parted by a tab in {path.name} line {number}, found {line!r}")
        found[english] = other
    return found
