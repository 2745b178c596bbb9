"""Draws the rows that no model learns from and nothing is tuned on: their ids, in tests/cases/untouched.json.

    python scripts/draw_untouched.py

Drawn before the model was built: a third of the own goods cases; one fifth of the early licence lines, with whatever is
alike among the rest left out of learning; all Dutch dual-use and all English rows of the shared development sets. The
draw hangs on ids and texts alone (a checksum), never on what a program makes of them. Where the shared files are absent
their part of the data file stays as it is.
"""

from __future__ import annotations

import json
import re
import unicodedata
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "eval"
UNTOUCHED = ROOT / "tests" / "cases" / "untouched.json"
OWN = ("goods", "fresh", "fresh-2")
LICENCES = "licences-nl-early"
SALT = "untouched-1"
ALIKE = 0.7
"""From this share of common words on (of the words of both) two lines are alike."""


def rows_of(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a file of JSON lines."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def drawn(name: str, parts: int) -> bool:
    """Whether a row falls into the one part of so many.

    >>> drawn("own-001", 1)
    True
    """
    return zlib.crc32(f"{SALT}:{name}".encode()) % parts == 0


def words_of(text: str) -> frozenset[str]:
    """The words of a line without case, accents and numbers.

    >>> sorted(words_of("2 Kleppen, DN50"))
    ['dn', 'kleppen']
    """
    folded = unicodedata.normalize("NFKD", text.casefold())
    return frozenset(re.findall(r"[^\W\d_]{2,}", "".join(c for c in folded if not unicodedata.combining(c))))


def alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two lines share most of their words."""
    return len(one & other) >= ALIKE * len(one | other)


def licence_lines() -> tuple[list[str], list[str]]:
    """The texts drawn, and those of the rest that are alike to one of them."""
    texts = [row["text"] for row in rows_of(SHARED / f"{LICENCES}.jsonl")]
    own = [text for text in texts if drawn(" ".join(sorted(words_of(text))) or text, 5)]
    by_word: dict[str, list[frozenset[str]]] = {}
    for words in {words_of(text) for text in own}:
        for word in words:
            by_word.setdefault(word, []).append(words)
    chosen = set(own)
    beside = [
        text
        for text in texts
        if text not in chosen
        and any(alike(words, other) for words in (words_of(text),) for word in words for other in by_word.get(word, ()))
    ]
    return own, beside


def checksum(text: str) -> str:
    """A line by its checksum: the lines themselves are not ours to ship."""
    return f"{zlib.crc32(text.encode()):08x}"


def main() -> None:
    """Write the draw."""
    held = json.loads(UNTOUCHED.read_text(encoding="utf-8")) if UNTOUCHED.is_file() else {}
    cases = [row for name in OWN for row in rows_of(ROOT / "tests" / "cases" / f"{name}.jsonl")]
    # goods.jsonl had its third held out when it was written: that draw stays.
    held["own"] = [r["id"] for r in cases if r.get("held_out", drawn(r["id"], 3))]
    if SHARED.is_dir():
        shared = [row for path in sorted(SHARED.glob("goods-dev*.jsonl")) for row in rows_of(path)]
        held["shared"] = [r["id"] for r in shared if r["lang"] == "en" or r["list"] == "eu-dual-use"]
        own, beside = licence_lines()
        held["licences"] = sorted({checksum(text) for text in own})
        held["licences, alike"] = sorted({checksum(text) for text in beside})
    UNTOUCHED.write_text(json.dumps(held, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    print({name: len(rows) for name, rows in held.items()})


if __name__ == "__main__":
    main()
