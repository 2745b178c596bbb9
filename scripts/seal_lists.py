"""Write what is derived from the lists anew, after a change on purpose: `python scripts/seal_lists.py`.

The checksums of all files of the lists (`SHA256SUMS`), and the keys of the word lists
(`controllist/index/wordkeys.tsv`).
"""

from __future__ import annotations

from pathlib import Path

from controllist.index.wordkeys import keys_written, word_tables
from controllist.index.wordlists import KEYS
from controllist.integrity import SUMS, checksums, written

LISTS = Path(__file__).resolve().parent.parent / "lists"

if __name__ == "__main__":
    KEYS.write_text(keys_written(word_tables()), encoding="utf-8")
    sums = checksums(LISTS)
    (LISTS / SUMS).write_text(written(sums), encoding="ascii")
    print(f"{len(sums)} files in lists/{SUMS}")
