"""How close our words are to the law's sentences: runs taken over, and the share of lines that only delete words.

>>> share_in_order("small pump for acid made in glass", "a small pump that is for acid and made in clear glass")
1.0
>>> runs("we drink tea at four", {("tea", "at")}, 2)
['tea at']
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from controllist.language.names import read_names
from controllist.language.references import read_references
from controllist.language.terms import read_terms
from controllist.language.units import unit_table
from scripts.proof.naming import is_name

RUN = 12
CLOSE = 0.8
FEWEST = 3
"""Lines with fewer ordinary words have no order to take over: "thickness", "tensile strength"."""
_WORD = re.compile(r"[^\W_]+(?:[.,'’-][^\W_]+)*")
_PLAIN = re.compile(r"[a-zà-ž]{3,}(?:-[a-zà-ž]+)*")


def plain_words(text: str) -> list[str]:
    """The ordinary words of a line: codes, units, names and defined terms apart, which must be taken over."""
    taken = [n.span for n in read_names(text)] + [r.span for r in read_references(text)]
    taken += [t.span for t in read_terms(text)]
    units = unit_table().units
    return [
        m[0]
        for m in re.finditer(r"[^\W\d_]+(?:-[^\W\d_]+)*", text)
        if _PLAIN.fullmatch(m[0])
        and m[0] not in units
        and not is_name(m[0])
        and not any(start < m.end() and m.start() < end for start, end in taken)
    ]


def share_in_order(ours: str, law: str) -> float:
    """Which part of our ordinary words stands in the law's text in the same order; 0 for a line without any."""
    mine, theirs = plain_words(ours), plain_words(law)
    return common_in_order(mine, theirs) / len(mine) if mine else 0.0


def is_close(ours: str, law: str) -> bool:
    """Whether a line keeps eight in ten of its words, three at least, as the law orders them.

    >>> is_close("pump for clear acid", "pump that is for acid, clear"), is_close("width > 5 mm", "width over 5 mm")
    (False, False)
    """
    return len(plain_words(ours)) >= FEWEST and share_in_order(ours, law) >= CLOSE


def common_in_order(one: list[str], other: list[str]) -> int:
    """The length of the longest sequence of words that both have in the same order."""
    row = [0] * (len(other) + 1)
    for word in one:
        before = row[:]
        for j, there in enumerate(other, 1):
            row[j] = before[j - 1] + 1 if word == there else max(before[j], row[j - 1])
    return row[-1]


def shingles(texts: Iterable[str], length: int = RUN) -> set[tuple[str, ...]]:
    """Every run of so many words in any of the texts."""
    found: set[tuple[str, ...]] = set()
    for text in texts:
        words = _words(text)
        found.update(tuple(words[i : i + length]) for i in range(len(words) - length + 1))
    return found


def runs(text: str, taken: Collection[tuple[str, ...]], length: int = RUN) -> list[str]:
    """The runs of a text that are taken over, the longest at each place.

    A run of codes and figures is no sentence: at least half its words must be ordinary.
    """
    words, found, i = _words(text), [], 0
    while i <= len(words) - length:
        end = i
        while end <= len(words) - length and tuple(words[end : end + length]) in taken:
            end += 1
        run = words[i : end + length - 1] if end > i else []
        if run and sum(bool(_ORDINARY.fullmatch(w)) for w in run) * 2 >= len(run):
            found.append(" ".join(run))
        i = end + length - 1 if end > i else i + 1
    return found


_ORDINARY = re.compile(r"[a-zà-ž]{2,}(?:-[a-zà-ž]+)*")


def _words(text: str) -> list[str]:
    return [m[0].lower() for m in _WORD.finditer(text)]
