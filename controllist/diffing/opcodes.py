"""Two sequences of words laid side by side: what stayed, came, went or stands in the place of something else.

The longest run that both have is taken first, of several the first one, then what stands before and behind it in the
same way: what `difflib.SequenceMatcher` does without junk. Each word becomes one character here, so that looking for a
run is looking for a piece of text.

>>> opcodes("pumps of steel".split(), "pumps of tin or steel".split())
[('equal', 0, 2, 0, 2), ('insert', 2, 2, 2, 4), ('equal', 2, 3, 4, 5)]
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

Tag = Literal["equal", "replace", "delete", "insert"]
Opcode = tuple[Tag, int, int, int, int]
Block = tuple[int, int, int]
"""Where a run begins on either side, and how many words it has."""


def opcodes(old: Sequence[str], new: Sequence[str]) -> list[Opcode]:
    """The spans of both sides that belong together, in order, without a gap."""
    signs = {word: chr(n) for n, word in enumerate({*old, *new})}
    before, after = ("".join(map(signs.__getitem__, side)) for side in (old, new))
    found: list[Opcode] = []
    i = j = 0
    for start, there, length in [*_joined(sorted(_runs(before, after))), (len(old), len(new), 0)]:
        if i < start or j < there:
            tag: Tag = "insert" if i == start else "delete" if j == there else "replace"
            found.append((tag, i, start, j, there))
        i, j = start + length, there + length
        if length:
            found.append(("equal", start, i, there, j))
    return found


def _runs(old: str, new: str) -> Iterator[Block]:
    """The runs that both sides have, in any order."""
    waiting = [(0, len(old), 0, len(new))]
    while waiting:
        start, end, there, far = waiting.pop()
        i, j, length = _longest_run(old, start, end, new, there, far)
        if length:
            yield i, j, length
            waiting += [(start, i, there, j), (i + length, end, j + length, far)]


def _longest_run(old: str, start: int, end: int, new: str, there: int, far: int) -> Block:
    """The longest run within two spans: of several the first on the old side, and there the first on the new one."""
    best, place, length = start, there, 0
    for i in range(start, end):
        if i + length >= end:
            break
        while i + length < end and (found := new.find(old[i : i + length + 1], there, far)) >= 0:
            best, place, length = i, found, length + 1
            # What goes on there needs no search.
            while i + length < end and found + length < far and old[i + length] == new[found + length]:
                length += 1
    return best, place, length


def _joined(blocks: Sequence[Block]) -> Iterator[Block]:
    """The runs in order, those that touch on both sides as one."""
    i = j = length = 0
    for start, there, more in blocks:
        if (i + length, j + length) == (start, there):
            length += more
            continue
        if length:
            yield i, j, length
        i, j, length = start, there, more
    if length:
        yield i, j, length
