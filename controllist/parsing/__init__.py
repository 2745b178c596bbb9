"""Blocks to an edition: which blocks are the list, where each label belongs, what each note does.

Nothing is lost: each character of the blocks is in a node or in a named class of discards, and what could not be
placed surely is a problem with its place. Odd text never raises; running out of the caller's time does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import evolve

from controllist.blocks import Block, Document, characters
from controllist.model import Edition, Node, Problem, Source
from controllist.normalize import visible
from controllist.parsing.beam_search import place
from controllist.parsing.building import build
from controllist.parsing.costs import FEWEST_ENTRIES, FEWEST_FROM_FIRST
from controllist.parsing.markers import Marker, find_marker
from controllist.parsing.selection import disambiguate, join_codes, select
from controllist.parsing.units import Unit, Words, units
from controllist.profiles import Profile

__all__ = ["parse"]


def parse(
    document: Document, profile: Profile, *, list: str, applies_from: str, language: str | None = None
) -> Edition:
    """The edition a document holds, its problems among it; an edition without entries where it holds none."""
    blocks = [_drop_continued(b, profile) for b in join_codes(document.blocks, profile)]
    markers: Sequence[Marker | None] = [find_marker(b, profile) for b in blocks]
    chosen = disambiguate(select(blocks, markers, profile), profile)
    words = Words([b.text for b in blocks])
    found = units(chosen, profile, words)
    nodes, problems = build(found, place(found), profile, document.surer)
    held = visible("".join([n.label + n.text for n in nodes]))
    counts = characters(b for b, _ in chosen)
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
        origin=profile.origin,
        problems=(*problems, *_lost(counts["text"] - words.joined, held), *_cut(nodes, found, profile)),
        counts=(("text", held), *((kind, n) for kind, n in counts.items() if kind != "text")),
    )


def _cut(nodes: Iterable[Node], found: Sequence[Unit], profile: Profile) -> Iterable[Problem]:
    """A problem where the list ends before it should."""
    message = unreached([n.code for n in nodes if n.kind == "entry"], profile)
    if message:
        yield Problem(message, found[-1].blocks[-1].location)


def unreached(entries: Sequence[str], profile: Profile) -> str:
    """What the list should still hold behind its last entry, in words; empty where it is complete or an excerpt.

    >>> from controllist.profiles import profile
    >>> cut = [f"{c}A{n:03}" for c in range(7) for n in (1, 2)] + ["6A005"]
    >>> unreached(cut, profile("eu-dual-use"))
    'ends in 6A005; 7, 8, 9 not reached'
    """
    begins = bool(entries) and entries[0] in profile.reaches
    if not profile.reaches or len(entries) < (FEWEST_FROM_FIRST if begins else FEWEST_ENTRIES):
        return ""
    is_reached = [any(e == top or (len(top) == 1 and e.startswith(top)) for e in entries) for top in profile.reaches]
    missing = profile.reaches[max((i for i, reached in enumerate(is_reached, 1) if reached), default=0) :]
    return f"ends in {entries[-1]}; {', '.join(missing)} not reached" if missing else ""


def _lost(expected: int, held: int) -> Iterable[Problem]:
    """A problem if the nodes hold more or less than the blocks they came from, but for hyphens at the ends of lines."""
    if expected != held:
        yield Problem(f"expected {expected} characters in the nodes, found {held}")


def _drop_continued(block: Block, profile: Profile) -> Block:
    if block.discard is None and not block.label and profile.continued.fullmatch(block.text):
        return evolve(block, discard="continued")
    return block
