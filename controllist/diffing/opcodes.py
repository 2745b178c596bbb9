"""Two sequences of words laid side by side: what stayed, came, went or stands in the place of something else.

The longest run that both have is taken first, of several the first one, then what stands before and behind it in the
same way: what `difflib.SequenceMatcher` does without junk. Each word becomes one character here, so that looking for a
run is looking for a piece of text.

>>> opcodes(Line.of("pumps of steel".split()), "pumps of tin or steel".split())
[('equal', 0, 2, 0, 2), ('insert', 2, 2, 2, 4), ('equal', 2, 3, 4, 5)]
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count, repeat
from typing import Literal

from attrs import frozen
from rapidfuzz.distance import Prefix

Tag = Literal["equal", "replace", "delete", "insert"]
Opcode = tuple[Tag, int, int, int, int]
Block = tuple[int, int, int]
"""Where a run begins on either side, and how many words it has."""

_STRANGE = "\0"
"""The sign of every word that the old text has not."""


@frozen
class Line:
    """The words of an old text as a string of one sign a word, and the sign of each word."""

    signs: str
    of_word: dict[str, str]

    @classmethod
    def of(cls, words: Sequence[str]) -> Line:
        of_word = dict(zip(dict.fromkeys(words), map(chr, count(1)), strict=False))
        return cls("".join(map(of_word.__getitem__, words)), of_word)


def opcodes(old: Line, new: Sequence[str]) -> list[Opcode]:
    """The spans of both sides that belong together, in order, without a gap."""
    before, after = old.signs, "".join(map(old.of_word.get, new, repeat(_STRANGE)))
    found: list[Opcode] = []
    i = j = 0
    for start, there, length in (*_runs(before, after), (len(before), len(after), 0)):
        if i < start or j < there:
            tag: Tag = "insert" if i == start else "delete" if j == there else "replace"
            found.append((tag, i, start, j, there))
        i, j = start + length, there + length
        if length:
            found.append(("equal", start, i, there, j))
    return found


def _runs(old: str, new: str) -> list[Block]:
    """The runs that both sides have, in order."""
    if (at := old.find(new)) >= 0:
        return [(at, 0, len(new))]
    if (at := new.find(old)) >= 0:
        return [(0, at, len(old))]
    found: list[Block] = []
    waiting = [(0, len(old), 0, len(new))]
    while waiting:
        start, end, there, far = waiting.pop()
        run = i, j, length = _longest_run(old, start, end, new, there, far)
        if length:
            found.append(run)
            stop, beyond = i + length, j + length
            if start < i and there < j:
                waiting.append((start, i, there, j))
            if stop < end and beyond < far:
                waiting.append((stop, end, beyond, far))
    found.sort()
    return found


def _longest_run(old: str, start: int, end: int, new: str, there: int, far: int) -> Block:
    """The longest run within two spans: of several the first on the old side, and there the first on the new one."""
    best, place, length = start, there, 0
    i = start
    while (stop := i + length + 1) <= end:
        found = new.find(old[i:stop], there, far)
        if found >= 0:
            best, place, length = i, found, Prefix.similarity(old[i:end], new[found:far])
            continue  # another place may go on longer from here
        # Where the other side has not even the end of that run, none that holds this end is there.
        tail = (length + 1) // 2
        missing = tail and new.find(old[stop - tail : stop], there, far) < 0
        i = stop - tail + 1 if missing else i + 1
    return best, place, length
