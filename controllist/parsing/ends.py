"""Where a text ends too early: a file that was cut still gives a tree, and the edition says what it does not reach.

>>> from controllist.profiles import profile
>>> cut = [f"{c}A{n:03}" for c in range(7) for n in (1, 2)] + ["6A005"]
>>> unreached(cut, profile("eu-dual-use"))
'ends in 6A005; 7, 8, 9 not reached'
"""

from __future__ import annotations

from collections.abc import Sequence

from controllist.profiles import Profile

FEWEST = 12
"""Entries below which a text is an excerpt, which nobody takes for the whole list."""
FEWEST_FROM_THE_START = 4
"""The same for a text that begins with the very first entry of a list that numbers its entries through (ML1)."""


def unreached(entries: Sequence[str], profile: Profile) -> str:
    """What the list should still hold behind its last entry, in words; empty where it is complete or an excerpt."""
    begins = bool(entries) and entries[0] in profile.reaches
    if not profile.reaches or len(entries) < (FEWEST_FROM_THE_START if begins else FEWEST):
        return ""
    last = entries[-1]
    reached = [i for i, top in enumerate(profile.reaches) if any(_is_in(e, top) for e in entries)]
    missing = profile.reaches[max(reached, default=-1) + 1 :]
    return f"ends in {last}; {', '.join(missing)} not reached" if missing else ""


def _is_in(entry: str, top: str) -> bool:
    return entry == top or (len(top) == 1 and entry.startswith(top))
