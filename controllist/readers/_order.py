"""The blocks of a page in the order in which they are read, which is not in all places that of the page.

>>> from controllist.blocks import Block
>>> page = [Block("Vats (1)"), Block("Tanks"), Block("of tin", "(1)", style="footnote"), Block("ELI: 1", depth=0)]
>>> [(block.text, block.discard) for block in in_order(page, {"E1": 0}, {"E1": 2}, has_rule=True)]
[('Vats (1)', None), ('of tin', None), ('Tanks', None), ('ELI: 1', 'front or back matter')]
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from attrs import evolve

from controllist.blocks import Block

_OF_ITSELF = re.compile(r"(?:ELI|ISSN|ISBN|DOI)\b")


def in_order(
    blocks: Sequence[Block], anchors: Mapping[str, int], footnotes: Mapping[str, int], has_rule: bool
) -> tuple[Block, ...]:
    """All blocks, each footnote behind the block that calls it; what the page says of itself is back matter.

    `anchors` and `footnotes` tell where the first call of each footnote stands and where the footnote.
    """
    if has_rule:
        blocks = [_told_apart(block) if block.depth == 0 else block for block in blocks]
    called: dict[int, list[int]] = {}
    moved: set[int] = set()
    for key, at in anchors.items():
        note = footnotes.get(key)
        if note is not None and note not in moved:
            called.setdefault(at, []).append(note)
            moved.add(note)
    found: list[Block] = []
    begin = 0
    for at in sorted(moved.union(called)):
        found += blocks[begin:at]
        begin = at + 1
        if at not in moved:
            found += [blocks[at], *(blocks[note] for note in called[at])]
    return (*found, *blocks[begin:])


def _told_apart(block: Block) -> Block:
    """A block that may stand below the act: as back matter, where it is what the page says of itself."""
    is_of_page = not block.label and not block.discard and _OF_ITSELF.match(block.text)
    return evolve(block, discard="front or back matter") if is_of_page else block
