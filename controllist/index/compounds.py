"""Cutting Dutch and German compounds into words that are known.

`parts` holds known words in `plain` spelling; `part_keys` (see `part_keys_of`) the keys of those longer than three
letters, so that other forms of a word are found as well, and their first four letters, so that few keys are made.

>>> split_compound("hogedrukkogelkraan", {"hogedruk", "kogelkraan"}, set())
('hogedruk', 'kogelkraan')
>>> split_compound("rondzoekradar", {"radar"}, set())
('rondzoek', 'radar')
>>> split_compound("kantoorstoel", {"radar"}, set())
()
"""

from __future__ import annotations

from collections.abc import Container, Iterable

from controllist.index.words import key

LINKS = ("", "s", "en", "n", "e", "es", "er")
"""What Dutch and German put between the parts of a compound."""
BEGINNING = "…"
"""Marks the first four letters of a part among the keys."""
SHORTEST_PART = 3
SHORTEST_UNKNOWN = 4
SHORTEST_BESIDE_UNKNOWN = 4
MOST_PARTS = 4
LONGEST = 80
"""Letters of a compound: the longest German one in use has as many, and the time grows with the square."""


def part_keys_of(parts: Iterable[str]) -> dict[str, str]:
    """The keys of known words, and how they begin."""
    longer = [part for part in parts if len(part) > SHORTEST_PART]
    return {key(part): "" for part in longer} | {part[:4] + BEGINNING: "" for part in longer}


def split_compound(word: str, parts: Container[str], part_keys: Container[str]) -> tuple[str, ...]:
    """The parts of a compound, empty where it is none that is known.

    The split with the fewest letters unknown wins, then the one with the fewest parts; found from the left, each end
    keeping its best beginning. One part may be unknown, if a real word stands beside it.
    """
    size = len(word)
    if not 2 * SHORTEST_PART <= size <= LONGEST or not word.isalpha():
        return ()
    # best[i]: (letters unknown, parts, ends of parts) for word[:i]
    best: list[tuple[int, int, tuple[int, ...]] | None] = [(0, 0, ()), *([None] * size)]
    for end in range(SHORTEST_PART, size + 1):
        for start in range(end - SHORTEST_PART + 1):
            before = best[start]
            if before is None or (start == 0 and end == size):
                continue
            unknown = _unknown(word[start:end], parts, part_keys, last=end == size)
            if unknown is None or (unknown >= SHORTEST_UNKNOWN and before[0] >= SHORTEST_UNKNOWN):
                continue
            made = (before[0] + unknown, before[1] + 1, (*before[2], end))
            held = best[end]
            if held is None or made[:2] < held[:2]:
                best[end] = made
    found = best[size]
    if found is None or found[1] > MOST_PARTS:
        return ()
    starts = (0, *found[2][:-1])
    pieces = tuple(word[a:b] for a, b in zip(starts, found[2], strict=True))
    if found[0] < SHORTEST_UNKNOWN:
        return pieces
    # One part is unknown: then the others must be words of some length, lest any word fall to pieces.
    known = [p for p in pieces if p in parts or key(p) in part_keys]
    long_enough = all(len(p) >= SHORTEST_BESIDE_UNKNOWN for p in pieces) and any(len(p) > 4 for p in known)
    return pieces if long_enough and known else ()


def _unknown(piece: str, parts: Container[str], part_keys: Container[str], *, last: bool) -> int | None:
    """How many letters of a part are unknown, few where only its key is known; None where it cannot be a part."""
    for link in ("",) if last else LINKS:
        stem = piece.removesuffix(link) if link else piece
        if link and stem == piece:
            continue
        if len(stem) >= SHORTEST_PART and stem in parts:
            return 0
        if len(stem) > 4 and not link and stem[:4] + BEGINNING in part_keys and key(stem) in part_keys:
            return 2  # a split that has the very word is better
    return len(piece) if len(piece) >= SHORTEST_UNKNOWN and piece[:2] not in _DOUBLED else None


_DOUBLED = frozenset(c + c for c in "bcdfghjklmnpqrstvwxz")
"""No word begins with a doubled consonant: it was cut in the middle."""
