"""Markers that need a look at the whole list: codes that begin entries, headings that are real, terms where defined.

The code of an entry is also how other texts refer to it, a heading of a category stands in the contents as well, and a
term in quotation marks begins many sentences. The order of the law, the margin of the page and the end of the text
before decide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import evolve

from controllist.blocks import Block
from controllist.codes import order
from controllist.parsing.costs import PAGE_MARGIN
from controllist.parsing.markers import Marker, bare_item
from controllist.parsing.selection import Marked
from controllist.parsing.units import has_ended
from controllist.profiles import Profile


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
