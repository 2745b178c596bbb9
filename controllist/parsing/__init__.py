"""Blocks to an edition: which blocks are the list, where each label belongs, what each note does.

Nothing is lost: each character of the blocks is in a node or in a named class of discards, and what could not be
placed surely is a problem with its place. Odd text never raises.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from controllist.blocks import Block, Document, characters
from controllist.model import Edition, Node, Note, Problem, Source
from controllist.parsing.building import build
from controllist.parsing.markers import Marker, find_marker
from controllist.parsing.outline import place
from controllist.parsing.selection import select
from controllist.parsing.settling import settle
from controllist.parsing.units import Words, paragraphs, units
from controllist.profiles import Profile

__all__ = ["parse"]


def parse(
    document: Document, profile: Profile, *, list: str, applies_from: str, language: str | None = None
) -> Edition:
    """The edition a document holds, its problems among it; an edition without entries where it holds none."""
    blocks = [_drop_continued(b, profile) for b in document.blocks]
    markers: Sequence[Marker | None] = [find_marker(b, profile) for b in blocks]
    chosen = settle(select(blocks, markers, profile), profile)
    words = Words(b.text for b in blocks)
    found = paragraphs(chosen, profile, words)
    evidence = units(found, profile)
    nodes, problems = build(found, evidence, place(evidence), profile)
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
        problems=problems,
        counts=tuple(characters(b for b, _ in chosen).items()),
    )


def _drop_continued(block: Block, profile: Profile) -> Block:
    if block.discard is None and not block.label and profile.continued.fullmatch(block.text):
        return evolve(block, discard="continued")
    return block
