"""What a description tells of the use goods are for, against what an entry controls goods for.

The third figure of a dual-use code names the regime it comes from: 2 nuclear goods, 3 chemical and biological ones;
category 0 holds what is specially designed or prepared for nuclear use. Where a description says that goods are for
such a use, entries of that kind come first; where nothing in it is nuclear, category 0 steps back, for goods of
everyday names are seldom prepared for it. The figure 1 is for missiles: such entries step back a little where nothing
tells of rockets, space or flight without a pilot. But they do not come first where something does, for whole rockets
stand in other entries as well. (3A101 is for accelerators of any use, and stays.)

>>> favours("nuclear", "0B001"), favours("nuclear", "2A226"), favours("nuclear", "2B350"), favours("nuclear", "ML10")
(True, True, False, False)
"""

from __future__ import annotations

from attrs import frozen

from controllist.index import wordlists as lists
from controllist.matching.query import Query

OTHER_USE = 0.85
"""What entries keep that are for none of the uses a description speaks of."""
NO_NUCLEAR_WORD = 0.85
"""What category 0 keeps where nothing in a description is nuclear."""
NO_MISSILE_WORD = 0.9
"""What entries for missiles keep where nothing in a description tells of one."""
EVERYDAY_USE = 0.75
"""What entries of the dual-use list keep where goods are said to be for a use of everyday life."""
REGIME = {"nuclear": "2", "chemical": "3"}


@frozen
class Uses:
    """The uses goods are said to be for, and whether anything in the description is nuclear."""

    told: frozenset[str]
    nuclear: bool
    everyday: bool = False
    missile: bool = True
    """Whether anything in the description tells of missiles."""
    civil: frozenset[str] = frozenset()
    """Uses that notes of the lists take out (`controllist.matching.civil`), wherever in the description they stand."""

    def factor(self, entry: str) -> float:
        """What an entry keeps under these uses.

        >>> Uses(frozenset({"nuclear"}), True).factor("2B350"), Uses(frozenset(), False).factor("2B350")
        (0.85, 1.0)
        """
        if not entry[:1].isdigit():
            return 1.0
        kept = EVERYDAY_USE if self.everyday else 1.0
        if any(favours(use, entry) for use in self.told):
            return kept
        kept *= NO_NUCLEAR_WORD if entry[:1] == "0" and not self.nuclear else 1.0
        kept *= NO_MISSILE_WORD if entry[2:3] == "1" and entry[:1] != "3" and not self.missile else 1.0
        return kept * (OTHER_USE if self.told else 1.0)


_NONE = Uses(frozenset(), False, missile=False)
_TELLING = frozenset().union(*lists.USES.values(), *lists.CIVIL_USES.values(), lists.MISSILE, lists.EVERYDAY)
"""Words that tell of a use: most descriptions have none of them."""


def uses_in(query: Query) -> Uses:
    """The uses that a description speaks of, outside the name of the goods."""
    if _TELLING.isdisjoint([key for p in query.pieces for key in (p.key, p.own)]):
        return _NONE
    keys = {True: set[str](), False: set[str]()}
    for piece in query.pieces:
        if piece.weight > 0:
            keys[piece.role == "purpose"].update((piece.key, piece.term_key))
    told = frozenset(use for use, words in lists.USES.items() if not words.isdisjoint(keys[True]))
    nuclear = "nuclear" in told or not lists.USES["nuclear"].isdisjoint(keys[False])
    every = keys[True] | keys[False]
    civil = frozenset(use for use, words in lists.CIVIL_USES.items() if not words.isdisjoint(every))
    missile = not lists.MISSILE.isdisjoint(every)
    return Uses(told, nuclear, not lists.EVERYDAY.isdisjoint(every), missile, civil)


def favours(use: str, entry: str) -> bool:
    """Whether an entry of the dual-use list controls goods for a use."""
    return entry[2:3] == REGIME[use] or (use == "nuclear" and entry[:1] == "0")
