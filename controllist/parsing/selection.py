"""Which part of a source is the list: the annex that holds its entries, without the act around it and other annexes.

An act may quote entries in its recitals, carry a correlation table, and bring annexes that repeat entries in part.
Everything outside the list keeps its text under a named class of discards.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from attrs import evolve

from controllist.blocks import Block, Discard
from controllist.parsing.costs import LONGEST_CODE, LONGEST_TITLE
from controllist.parsing.markers import Marker, entry_code
from controllist.profiles import Profile

Marked = tuple[Block, Marker | None]


def select(blocks: Sequence[Block], markers: Sequence[Marker | None], profile: Profile) -> list[Marked]:
    """All blocks, those outside the list with their class of discards; what is inside keeps its marker."""
    parts, repeated = _parts(blocks, markers, profile)
    weights = [_weight(markers[a:b]) for a, b in parts]
    if not any(weights):
        return [(b, None) for b in blocks]
    best = max(range(len(parts)), key=lambda i: (weights[i], -i))
    first, last = parts[best]
    first = _begin(blocks, markers, first, last, profile)
    last = _end(blocks, markers, first, last, profile)

    def outside(i: int) -> Marked:
        weight = next(w for (a, b), w in zip(parts, weights, strict=True) if a <= i < b)
        kind: Discard = "other annex" if weight and not parts[best][0] <= i < parts[best][1] else "front or back matter"
        return (blocks[i] if blocks[i].discard else evolve(blocks[i], discard=kind), None)

    selected: list[Marked] = [outside(i) for i in range(first)]
    selected += zip(blocks[first:last], markers[first:last], strict=True)
    selected += [outside(i) for i in range(last, len(blocks))]
    for i in repeated:
        if first <= i < last:
            selected[i] = (evolve(blocks[i], discard="running head"), None)
    return selected


def _parts(
    blocks: Sequence[Block], markers: Sequence[Marker | None], profile: Profile
) -> tuple[list[tuple[int, int]], set[int]]:
    """The source cut at the lines that begin an act or annex; and the titles that a list in several files repeats.

    A title that stands again goes on with its part where no entry of the one is in the other.
    """
    parts: list[tuple[int, int]] = []
    repeated: set[int] = set()
    first = 0
    title: list[int] = []
    held: set[str] = set()
    for at in [*_cuts(blocks, profile), len(blocks)]:
        again, more = _opening(blocks, first, at), _entries(markers[first:at])
        same = [j for i, j in zip(title, again, strict=False) if _words(blocks[i]) == _words(blocks[j])]
        # The name of the list is title enough, where others need entries on both sides.
        is_named = any(profile.title_line.fullmatch(blocks[j].text) for j in same)
        if parts and same and again[0] == same[0] and (is_named or (held and more)) and not held & more:
            parts[-1] = (parts[-1][0], at)
            repeated.update(same)
            held |= more
        else:
            parts.append((first, at))
            # A line of a table of contents that looks like a title has none of its own.
            title, held = again or title, more
        first = at
    return parts, repeated


def _cuts(blocks: Sequence[Block], profile: Profile) -> list[int]:
    """The lines that begin an act or annex; its number and the name of the list behind it begin one together."""
    cuts = [0]
    is_numbered = False
    boundary = profile.boundary.fullmatch
    for i, block in enumerate(blocks):
        if block.discard:
            continue
        text = _words(block) if len(block.text) <= LONGEST_TITLE else ""
        is_boundary = boundary(text) is not None
        is_title = block.style == "heading" and block.depth == 0 and profile.title_line.fullmatch(text)
        if (is_boundary or (is_title and not is_numbered)) and i > cuts[-1]:
            cuts.append(i)
        is_numbered = is_boundary
    return cuts[1:]


def _words(block: Block) -> str:
    return f"{block.label} {block.text}".strip() if block.label else block.text.strip()


def _opening(blocks: Sequence[Block], first: int, last: int) -> list[int]:
    """The headings a part begins with."""
    return list(
        itertools.takewhile(
            lambda i: blocks[i].style == "heading", (i for i in range(first, last) if not blocks[i].discard)
        )
    )


def _weight(markers: Sequence[Marker | None]) -> int:
    """How many entries begin in a part, each code once."""
    return len(_entries(markers))


def _entries(markers: Sequence[Marker | None]) -> set[str]:
    """The codes of the entries that begin in a part: those set apart by the form before those in running text."""
    sure = {m.value for m in markers if m and m.kind == "entry" and m.is_sure and m.rest}
    return sure or {m.value for m in markers if m and m.kind == "entry" and m.rest}


def _begin(blocks: Sequence[Block], markers: Sequence[Marker | None], first: int, last: int, profile: Profile) -> int:
    """Leave out a cover: what stands before the title of the list, or before its first part where it has no title."""
    for i in range(first, last):
        marker = markers[i]
        if profile.title_line.fullmatch(blocks[i].text) and blocks[i].discard is None:
            return i
        if marker is not None and marker.kind in ("front", "section", "entry"):
            return i if marker.kind != "entry" or profile.opens_with_entries else _page_start(blocks, first, i)
    return first


def _page_start(blocks: Sequence[Block], first: int, at: int) -> int:
    """In print, pages before the one with the first entry are a cover; in markup all may belong to the list."""
    if blocks[at].indent is None:
        return first
    while at > first and blocks[at - 1].location.page == blocks[at].location.page:
        at -= 1
    return at


def _end(blocks: Sequence[Block], markers: Sequence[Marker | None], first: int, last: int, profile: Profile) -> int:
    """Leave out what a profile names as coming after the list, and a closing quotation mark of an amending act."""
    entries = [i for i in range(first, last) if (m := markers[i]) is not None and m.kind == "entry"]
    after = max(entries, default=first)
    for i in range(after + 1, last):
        if profile.back.match(blocks[i].text):
            last = i
            break
    while last - 1 > after and not any(c.isalnum() for c in blocks[last - 1].text + blocks[last - 1].label):
        last -= 1
    return last


def join_codes(blocks: Sequence[Block], profile: Profile) -> list[Block]:
    """The same characters; a paragraph that is nothing but a code is joined to the text in the paragraph behind it.

    Whether an entry begins there is for the order of the codes to tell, as with any code in running text. Printed
    lines are left alone, for there a code may end a sentence, and so are tables, where codes are data.
    """
    found: list[Block] = []
    for block in blocks:
        before = found[-1] if found else None
        if before is not None and _is_code(before, profile) and _is_text(block) and not _is_code(block, profile):
            found[-1] = evolve(block, text=f"{before.text} {block.text}", location=before.location)
        else:
            found.append(block)
    return found


def _is_code(block: Block, profile: Profile) -> bool:
    if not 0 < len(block.text) <= LONGEST_CODE or not _is_text(block):
        return False
    return bool(entry_code(block.text, profile))


def _is_text(block: Block) -> bool:
    is_plain = block.indent is None and block.style in ("", "italic") and not block.label
    return is_plain and block.discard is None and bool(block.text)
