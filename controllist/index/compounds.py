"""Cutting Dutch and German compounds into words that are known.

`parts` holds known words in `plain` spelling; `part_keys` (see `part_keys_of`) the keys of those longer than three
letters, so that other forms of a word are found as well, and their beginnings, so that few letters are looked at.

>>> parts = {"hogedruk", "kogelkraan", "radar"}
>>> split_compound("hogedrukkogelkraan", parts, part_keys_of(parts))
('hogedruk', 'kogelkraan')
>>> split_compound("rondzoekradar", parts, part_keys_of(parts))
('rondzoek', 'radar')
>>> split_compound("kantoorstoel", parts, part_keys_of(parts))
()
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable

from controllist.index.words import key

LINKS = ("s", "en", "n", "e", "es", "er")
"""What Dutch and German put between the parts of a compound."""
_NO_LINK = ("",)
_LINKS_BY_END = {letter: ("", *(link for link in LINKS if link.endswith(letter))) for letter in "sner"}
BEGINNING = "…"
"""Marks the first letters of a part among the keys: four, and six of the longer ones."""
SHORT_BEGINNING, LONG_BEGINNING = 4, 6
LONGEST_BY_KEY = 8
"""Letters of a word that may be another form of a part that begins with the same four letters only."""
SHORTEST_PART = 3
SHORTEST_UNKNOWN = 4
SHORTEST_BESIDE_UNKNOWN = 4
MOST_PARTS = 4
SHORTEST_LEARNED = 6
SHORTEST_BESIDE_LEARNED = 4
LINKS_OF_LEARNED = ("", "s")
LONGEST = 80
"""Letters of a compound: the longest German one in use has as many, and the time grows with the square."""


def part_keys_of(parts: Iterable[str], spell: Callable[[str], str] = key) -> dict[str, str]:
    """The keys of known words, and how they begin."""
    longer = [part for part in parts if len(part) > SHORTEST_PART]
    found = {spell(part): "" for part in longer} | {part[:SHORT_BEGINNING] + BEGINNING: "" for part in longer}
    return found | {part[:LONG_BEGINNING] + BEGINNING: "" for part in longer if len(part) >= LONG_BEGINNING}


def learn_parts(
    words: Iterable[str], parts: Container[str], part_keys: Container[str], spell: Callable[[str], str] = key
) -> list[str]:
    """What is left of several compounds when a known part is taken off: words that no list holds alone.

    >>> words = ["uraniumverrijking", "verrijkingsfabriek", "uraniumoxide"]
    >>> learn_parts(words, {"uranium", "fabriek"}, part_keys_of({"uranium", "fabriek"}))
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
                for link in _LINKS_BY_END.get(left[-1], _NO_LINK):
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
        and not split_compound(left, parts, part_keys, spell)
    )


def split_compound(
    word: str, parts: Container[str], part_keys: Container[str], spell: Callable[[str], str] = key
) -> tuple[str, ...]:
    """The parts of a compound, empty where it is none that is known; `spell` gives the key of a word.

    The split with the fewest letters unknown wins, then the one with the fewest parts; found from the left, each end
    keeping its best beginning. One part may be unknown, if a real word stands beside it.
    """
    size = len(word)
    if not 2 * SHORTEST_PART <= size <= LONGEST or not word.isalpha():
        return ()
    known = [_known_pieces(word, at, parts, part_keys, spell) for at in range(size - SHORTEST_PART + 1)]
    # Behind an unknown part comes a known one or the end.
    behind_unknown = [*(at for at, pieces in enumerate(known) if pieces), size]
    if len(behind_unknown) == 1:
        return ()
    # best[i]: (letters unknown, parts, ends of parts) for word[:i]
    best: list[tuple[int, int, tuple[int, ...]] | None] = [(0, 0, ()), *([None] * size)]
    for start, pieces in enumerate(known):
        before = best[start]
        if before is None:
            continue
        letters, count, ends = before
        if letters < SHORTEST_UNKNOWN and word[start : start + 2] not in _DOUBLED:
            first = start + SHORTEST_UNKNOWN
            unknown = [(end, end - start) for end in behind_unknown if end >= first and end - start < size]
            pieces = [*pieces, *unknown]
        for end, unknown_letters in pieces:
            held = best[end]
            made = letters + unknown_letters
            if held is None or made < held[0] or (made == held[0] and count + 1 < held[1]):
                best[end] = (made, count + 1, (*ends, end))
    found = best[size]
    if found is None or found[1] > MOST_PARTS:
        return ()
    starts = (0, *found[2][:-1])
    split = tuple(word[a:b] for a, b in zip(starts, found[2], strict=True))
    if found[0] < SHORTEST_UNKNOWN:
        return split
    # One part is unknown: then the others must be words of some length, lest any word fall to pieces.
    real = [p for p in split if p in parts or spell(p) in part_keys]
    long_enough = all(len(p) >= SHORTEST_BESIDE_UNKNOWN for p in split) and any(len(p) > 4 for p in real)
    return split if long_enough and real else ()


def _known_pieces(
    word: str, start: int, parts: Container[str], part_keys: Container[str], spell: Callable[[str], str]
) -> list[tuple[int, int]]:
    """The ends a known part that begins at `start` can have, and how many of its letters count as unknown there.

    Few do where only the key of a part is known. No part goes on further than its beginnings are known.
    """
    size = len(word)
    longest = start + SHORTEST_PART
    begins_long = False
    if word[start : start + SHORT_BEGINNING] + BEGINNING in part_keys:
        begins_long = word[start : start + LONG_BEGINNING] + BEGINNING in part_keys
        longest = size if begins_long else start + LONGEST_BY_KEY
    found: list[tuple[int, int]] = []
    for end in range(start + SHORTEST_PART, min(longest, size if start else size - 1) + 1):
        stem = word[start:end]
        if stem in parts:
            found.append((end, 0))
            for link in LINKS:
                if end + len(link) < size and word.startswith(link, end):
                    found.append((end + len(link), 0))
        elif end - start > SHORT_BEGINNING and spell(stem) in part_keys:
            found.append((end, 2))  # a split that has the very word is better
    return found


_DOUBLED = frozenset(c + c for c in "bcdfghjklmnpqrstvwxz")
"""No word begins with a doubled consonant: it was cut in the middle."""
