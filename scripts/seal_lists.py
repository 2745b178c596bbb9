"""Write the checksums of the lists anew, after a change on purpose: `python scripts/seal_lists.py`."""

from __future__ import annotations

from pathlib import Path

from controllist.integrity import SUMS, checksums, written

LISTS = Path(__file__).resolve().parent.parent / "lists"

if __name__ == "__main__":
    sums = checksums(LISTS)
    (LISTS / SUMS).write_text(written(sums), encoding="ascii")
    print(f"{len(sums)} files in lists/{SUMS}")
