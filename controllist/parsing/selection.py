"""Which part of a source is the list, and which of its markers are real.

An act may quote entries in its recitals, carry a correlation table, and bring annexes that repeat entries in part.
Everything outside the list keeps its text under a named class of discards (`select`).

The code of an entry is also how other texts refer to it, a heading of a category stands in the contents as well, and a
term in quotation marks begins many sentences. The order of the law, the margin of the page and the end of the text
before decide (`disambiguate`).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from attrs import evolve

from controllist.blocks import Block, Discard
from controllist.codes import order
from controllist.parsing.costs import LONGEST_CODE, LONGEST_TITLE, PAGE_MARGIN
from controllist.parsing.markers import Marker, bare_item, entry_code
from controllist.parsing.units import has_ended
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


def disambiguate(chosen: Sequence[Marked], profile: Profile) -> list[Marked]:
    """The same blocks; a marker is gone where it begins nothing, and terms have one where they are defined."""
    state = _Disambiguation(chosen, profile)
    real: list[Marked] = []
    for index, (block, _) in enumerate(chosen):
        marker = state.decide(index)
        real += _with_term_apart(block, marker, profile) if state.defines else [(block, marker)]
    return real


class _Disambiguation:
    """What must be known from block to block: codes seen, the last entry, whether terms are being defined."""

    def __init__(self, chosen: Sequence[Marked], profile: Profile) -> None:
        self.chosen = chosen
        self.profile = profile
        self.margins = _margins(chosen)
        self.has_headings = any(
            m and m.kind == "section" and b.style == "heading" and b.indent is None for b, m in chosen
        )
        self.seen: set[str] = set()
        self.last = ""
        self.defines = False
        self.before: Marked | None = None
        """The block before, with its marker as real."""
        self.terms: set[str] = set()
        self.bare: str | None = None
        """The kind of the marker before this block, where no text stands behind it."""

    def decide(self, index: int) -> Marker | None:
        block, marker = self.chosen[index]
        if block.discard is not None:
            return marker
        is_free = block.indent is None or self.ended()
        if marker is not None:
            kind = marker.kind
            if kind == "section":
                marker = self.section(block, marker, is_free)
            elif kind == "front":
                marker = self.front(block, marker)
            elif kind == "entry":
                marker = self.entry(index, marker)
            elif kind == "footnote":
                return marker
        if self.defines and not (block.label and block.indent is None):
            marker = self.definition(block, marker, _whole(block), is_free)
        self.before = block, marker
        self.bare = marker.kind if marker is not None and _is_bare(marker) else None
        return marker

    def ended(self) -> bool:
        """Whether what stands before is complete; only lines in print ask."""
        if self.before is None:
            return True
        block, marker = self.before
        return has_ended(_whole(block), self.profile) or (marker is not None and marker.kind in ("section", "front"))

    def section(self, block: Block, marker: Marker, is_free: bool) -> Marker | None:
        """A heading: set as one where the form has headings, and the first of its code."""
        is_plain = self.has_headings and block.style != "heading"
        if is_plain or marker.value in self.seen or not is_free:
            return None
        self.seen.add(marker.value)
        self.defines = False
        return marker

    def front(self, block: Block, marker: Marker) -> Marker | None:
        if marker.value in self.seen and block.style != "heading":
            return None
        self.seen.add(marker.value)
        self.defines = self.profile.front[marker.index].definitions
        return marker

    def entry(self, index: int, marker: Marker) -> Marker | None:
        if marker.value in self.seen or not (marker.is_sure or self.begins_entry(index, marker)):
            return None
        self.seen.add(marker.value)
        self.last = marker.value
        self.defines = False
        return marker

    def begins_entry(self, index: int, marker: Marker) -> bool:
        """Whether a code in running text begins its entry: at the margin, in order, with words that can begin one."""
        block = self.chosen[index][0]
        margin = self.margins.get(block.location.page, 0.0)
        if block.indent is not None and block.indent > margin + PAGE_MARGIN:
            return False
        if not marker.rest and not self.has_list(index):
            return False
        shapes = (self.profile.shape,)
        if self.last and order(marker.value, shapes) < order(self.last, shapes):
            return False
        # ",Masses‘": some lists open a quotation with a comma. What is quoted may be a word in small letters.
        is_quoted = re.match(rf"{re.escape(self.profile.local_quotes[0])}\w", marker.rest)
        return is_quoted is not None or not re.match(r"[^\W\dA-Z_]|[(,;]", marker.rest)

    def has_list(self, index: int) -> bool:
        """Whether the first item of a list is next, as where an entry has no words of its own."""
        following = self.chosen[index + 1][1] if index + 1 < len(self.chosen) else None
        return following is not None and following.kind == "item" and following.value in ("a", "1")

    def definition(self, block: Block, marker: Marker | None, text: str, is_free: bool) -> Marker | None:
        """A term where it is defined; below one, labels may stand without a stop."""
        if marker is not None and marker.kind not in ("note", "connector", "item"):
            return marker
        term = self.profile.term.match(text)
        is_plain = term is not None and block.indent is None and not text[: term.start(1) - 1]
        if term and is_plain and (self.bare == "definition" or (self.bare == "note" and term[1] in self.terms)):
            # Behind a bare term stands what it means, behind a bare heading of a note its text, which may define more.
            return None
        if term and (block.indent is None or (is_free and _opens_definition(term[1], text[term.end() :]))):
            start = term.start(1) - 1
            self.terms.add(term[1])
            is_inside = self.bare == "note" and is_plain
            return Marker("definition", term[1], text[start:], printed=text[:start].strip(), is_inside=is_inside)
        return bare_item(text) if marker is None else marker


def _whole(block: Block) -> str:
    """The label and the text of a block."""
    return f"{block.label} {block.text}".strip()


def _is_bare(marker: Marker) -> bool:
    """Whether nothing stands behind the label of a note, or behind a term."""
    said = marker.rest if marker.kind == "note" else marker.rest[len(marker.value) + 2 :]
    return marker.kind in ("note", "definition") and not said.strip(" .:")


def _with_term_apart(block: Block, marker: Marker | None, profile: Profile) -> list[Marked]:
    """The block; an item that defines a term (`3. "Use": installation …`) as its label and the term with its text."""
    term = profile.term.match(marker.rest) if marker is not None and marker.kind == "item" else None
    if marker is None or term is None or block.indent is not None or marker.rest[term.end() : term.end() + 1] != ":":
        return [(block, marker)]
    label, text = (block.label, "") if block.label else ("", block.text[: len(block.text) - len(marker.rest)])
    defined = Marker("definition", term[1], marker.rest, is_inside=True)
    return [
        (evolve(block, label=label, text=text), evolve(marker, rest="")),
        (evolve(block, label="", text=marker.rest), defined),
    ]


def _opens_definition(term: str, rest: str) -> bool:
    """Whether a printed line that begins with a quoted term is not the next line of another definition."""
    return not term[0].islower() and (not rest.strip() or rest.lstrip().startswith("("))


def _margins(chosen: Sequence[Marked]) -> dict[int, float]:
    """Where the text of each page begins; in print the codes of entries stand there."""
    found: dict[int, float] = {}
    for block, _ in chosen:
        if block.indent is not None and block.discard in (None, "continued"):
            page = block.location.page
            found[page] = min(found.get(page, block.indent), block.indent)
    return found
