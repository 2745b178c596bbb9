"""Write what is derived from the lists anew, after a change on purpose: `python scripts/seal_lists.py`.

For each shipped digest the spans of its figures (`spans.txt`), then the checksums of all files (`SHA256SUMS`); of the
word lists their keys (`controllist/index/wordkeys.tsv`).
"""

from __future__ import annotations

from pathlib import Path

from controllist import store
from controllist.codes import EditionAddress
from controllist.index.wordkeys import keys_written, word_tables
from controllist.index.wordlists import KEYS
from controllist.integrity import SUMS, checksums, written
from controllist.store.spans import SPANS, spans_written

LISTS = Path(__file__).resolve().parent.parent / "lists"

if __name__ == "__main__":
    for folder in sorted(p.parent for p in LISTS.glob("*/*/edition.json")):
        digest = store.shipped(EditionAddress(folder.parent.name, folder.name))
        assert digest is not None
        (folder / SPANS).write_text(spans_written(digest), encoding="utf-8")
    KEYS.write_text(keys_written(word_tables()), encoding="utf-8")
    sums = checksums(LISTS)
    (LISTS / SUMS).write_text(written(sums), encoding="ascii")
    print(f"{len(sums)} files in lists/{SUMS}")
