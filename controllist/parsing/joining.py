"""Codes that stand in a paragraph of their own, put before the text they belong to.

>>> from controllist.profiles import profile
>>> apart = [Block("1B901"), Block("Lamps as follows:"), Block("a. round;")]
>>> [b.text for b in join_codes(apart, profile("eu-dual-use"))]
['1B901 Lamps as follows:', 'a. round;']
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from controllist.blocks import Block
from controllist.parsing.markers import entry_code
from controllist.profiles import Profile

_LONGEST_CODE = 12


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
    if not 0 < len(block.text) <= _LONGEST_CODE or not _is_text(block):
        return False
    return bool(entry_code(block.text, profile))


def _is_text(block: Block) -> bool:
    is_plain = block.indent is None and block.style in ("", "italic") and not block.label
    return is_plain and block.discard is None and bool(block.text)
