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

LINKS = ("s", "en", "n", "e", "es", "er")
"""What Dutch and German put between the parts of a compound."""
BEGINNING = "…"
"""Marks the first letters of a part among the keys: four, and six of the longer ones."""
LONG_BEGINNING = 6
SHORTEST_PART = 3
SHORTEST_UNKNOWN = 4
SHORTEST_BESIDE_UNKNOWN = 4
MOST_PARTS = 4
SHORTEST_LEARNED = 6
SHORTEST_BESIDE_LEARNED = 4
LINKS_OF_LEARNED = ("", "s")
LONGEST = 80
"""Letters of a compound: the longest German one in use has as many, and the time grows with the square."""


def part_keys_of(parts: Iterable[str]) -> dict[str, str]:
    """The keys of known words, and how they begin."""
    longer = [part for part in parts if len(part) > SHORTEST_PART]
    found = {key(part): "" for part in longer} | {part[:4] + BEGINNING: "" for part in longer}
    return found | {part[:LONG_BEGINNING] + BEGINNING: "" for part in longer if len(part) >= LONG_BEGINNING}


def learn_parts(words: Iterable[str], parts: Container[str], part_keys: Container[str]) -> list[str]:
    """What is left of several compounds when a known part is taken off: words that no list holds alone.

    >>> words = ["uraniumverrijking", "verrijkingsfabriek", "uraniumoxide"]
    >>> learn_parts(words, {"uranium", "fabriek"}, set())
    ['verrijking']
    """
    beside: dict[str, set[str]] = {}
    for word in words:
        if not word.isalpha() or len(word) > LONGEST:
            continue
        for at in range(SHORTEST_BESIDE_LEARNED, len(word) - SHORTEST_BESIDE_LEARNED + 1):
            left, right = word[:at], word[at:]
            if right in parts and len(left) >= SHORTEST_LEARNED:
                for link in LINKS_OF_LEARNED:
                    if left.endswith(link):
                        beside.setdefault(left.removesuffix(link), set()).add(right)
            if len(right) >= SHORTEST_LEARNED:
                for link in ("", *LINKS):
                    stem = left.removesuffix(link)
                    if left.endswith(link) and len(stem) >= SHORTEST_BESIDE_LEARNED and stem in parts:
                        beside.setdefault(right, set()).add(stem)
    found = {left for left, others in beside.items() if len(others) > 1 and len(left) >= SHORTEST_LEARNED}
    return sorted(
        left
        for left in found
        if left not in parts
        and left[:2] not in _DOUBLED
        and not any(left.removesuffix(link) in found for link in LINKS if left.endswith(link))
        and not any(left[len(link) :] in parts or left[len(link) :] in found for link in LINKS if left.startswith(link))
        and not any(link + left in parts or link + left in found for link in LINKS)
        and not split_compound(left, parts, part_keys)
    )


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
    for start in range(size - SHORTEST_PART + 1):
        before = best[start]
        if before is None:
            continue
        for end, unknown in _pieces(word, start, parts, part_keys, first_unknown=before[0] < SHORTEST_UNKNOWN):
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


def _pieces(
    word: str, start: int, parts: Container[str], part_keys: Container[str], *, first_unknown: bool
) -> Iterable[tuple[int, int]]:
    """The ends a part that begins at `start` can have, and how many of its letters are unknown there.

    Few are where only the key of a part is known; a second part that is unknown is none.
    """
    size = len(word)
    begins = word[start : start + 4] + BEGINNING in part_keys
    begins_long = begins and word[start : start + LONG_BEGINNING] + BEGINNING in part_keys
    whole = 0 if start else size
    unknown_from = start + SHORTEST_UNKNOWN if first_unknown and word[start : start + 2] not in _DOUBLED else size + 1
    for end in range(start + SHORTEST_PART, size + 1):
        if end == whole:
            return
        stem = word[start:end]
        if stem in parts:
            yield end, 0
            for link in LINKS:
                if end + len(link) < size and word.startswith(link, end):
                    yield end + len(link), 0
        elif begins and end - start > 4 and (end - start < 9 or begins_long) and key(stem) in part_keys:
            yield end, 2  # a split that has the very word is better
        if end >= unknown_from:
            yield end, end - start


_DOUBLED = frozenset(c + c for c in "bcdfghjklmnpqrstvwxz")
"""No word begins with a doubled consonant: it was cut in the middle."""
