"""Blocks to an edition: which blocks are the list, where each label belongs, what each note does.

Nothing is lost: each character of the blocks is in a node or in a named class of discards, and what could not be
placed surely is a problem with its place. Odd text never raises.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import evolve

from controllist.blocks import Block, Document, characters
from controllist.codes import order
from controllist.model import Edition, Node, Note, Problem, Source
from controllist.parsing.building import build
from controllist.parsing.markers import Marker, bare_item, find_marker
from controllist.parsing.outline import place
from controllist.parsing.selection import select
from controllist.parsing.units import Words, paragraphs, units
from controllist.profiles import Profile

__all__ = ["parse"]

MARGIN = 2.0
"""Characters by which the code of an entry may stand off the edge of its page."""


def parse(
    document: Document, profile: Profile, *, list: str, applies_from: str, language: str | None = None
) -> Edition:
    """The edition a document holds, its problems among it; an edition without entries where it holds none."""
    blocks = [_drop_continued(b, profile) for b in document.blocks]
    markers: Sequence[Marker | None] = [find_marker(b, profile) for b in blocks]
    chosen = select(blocks, markers, profile)
    chosen = _settle(chosen, profile)
    words = Words(b.text for b in blocks)
    found = paragraphs(chosen, profile, words)
    evidence = units(found, profile)
    nodes, problems = build(found, evidence, place(evidence), profile)
    doubts = tuple(Problem(d, b.location) for p in found for b in p.blocks for d in b.doubts)
    return Edition(
        list=list,
        applies_from=applies_from,
        language=language or document.language or profile.language,
        wording="official",
        nodes=nodes,
        title=profile.title,
        source=Source(form=document.form, converter=document.converter, identifier=document.identifier),
        profile=profile.slug,
        profile_version=profile.version,
        problems=(*problems, *doubts),
        counts=tuple(characters(b for b, _ in chosen).items()),
    )


def _drop_continued(block: Block, profile: Profile) -> Block:
    if block.discard is None and not block.label and profile.continued.fullmatch(block.text):
        return evolve(block, discard="continued")
    return block


def _settle(chosen: Sequence[tuple[Block, Marker | None]], profile: Profile) -> list[tuple[Block, Marker | None]]:
    """Decide what needs a look at the whole list: which codes begin entries, headings of the contents, definitions."""
    headed = any(m and m.kind == "section" and b.style == "heading" and b.indent is None for b, m in chosen)
    margins = _margins(chosen)
    settled: list[tuple[Block, Marker | None]] = []
    last, seen = "", set[str]()
    in_definitions = False
    for block, marker in chosen:
        text = f"{block.label} {block.text}".strip()
        if marker is not None and marker.kind == "section":
            if (headed and block.style != "heading") or marker.value in seen:
                marker = None
            else:
                marker = _with_part(marker, seen, profile)
                seen.add(marker.value)
                in_definitions = False
        elif marker is not None and marker.kind == "front":
            if marker.value in seen and block.style != "heading":
                marker = None
            else:
                seen.add(marker.value)
                in_definitions = profile.front[marker.index].definitions
        elif marker is not None and marker.kind == "entry":
            if (not marker.is_sure and not _begins_entry(marker, last, seen, profile)) or marker.value in seen:
                marker = None
            else:
                last = marker.value
                seen.add(last)
                in_definitions = False
        if in_definitions and (marker is None or marker.kind in ("note", "connector", "item")) and not block.label:
            term = profile.term.match(text)
            if term:
                marker = Marker("term", term[1], text)
            elif marker is None:
                marker = bare_item(text)
        settled.append((block, marker))
    return settled


def _margins(chosen: Sequence[tuple[Block, Marker | None]]) -> dict[int, float]:
    """Where the text of each page begins; in print the codes of entries stand there."""
    found: dict[int, float] = {}
    for block, _ in chosen:
        if block.indent is not None and block.discard in (None, "continued"):
            page = block.location.page
            found[page] = min(found.get(page, block.indent), block.indent)
    return found


def _with_part(marker: Marker, seen: set[str], profile: Profile) -> Marker:
    return marker


def _begins_entry(marker: Marker, last: str, seen: set[str], profile: Profile) -> bool:
    """Whether a code at the start of a text begins its entry: in the order of the law, with words that can begin one."""
    if marker.value in seen or not marker.rest:
        return False
    if last and order(marker.value, (profile.shape,)) < order(last, (profile.shape,)):
        return False
    return not re.match(r"[a-z(,;]", marker.rest)
