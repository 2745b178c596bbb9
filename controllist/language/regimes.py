"""Regimes: the arrangement a control comes from, and what kind of goods it is, both told by the code.

The third to fifth sign of a dual-use code is a number whose hundreds say where the control comes from (the lists
themselves do not print it): 0 Wassenaar, in category 0 the Nuclear Suppliers Group; 1 Missile Technology Control
Regime; 2 Nuclear Suppliers Group; 3 Australia Group; 4 Chemical Weapons Convention, which the notes of 1C450 name;
5 commitments of Member States outside the regimes (recitals of Regulation (EU) 2025/2003); 9 national lists. The Common
Military List follows Wassenaar's munitions list. Which of this holds for a list is its origin: data of its profile, or
of its edition where it has none. A list that does not tell it has no regime: one that is guessed would be wrong.

>>> regime(BY_NUMBER, "3B501.f.1"), regime(BY_NUMBER, "0B001"), regime("WA", "ML10.c")
('500-series', 'NSG', 'WA')
>>> regime("national", "3B001.f.4"), regime(BY_NUMBER, "3B1001.l"), regime(BY_NUMBER, "3A"), regime("", "3A001")
('national', 'national', None, None)
"""

from __future__ import annotations

import re
from typing import Final, Literal

from controllist.codes import Origin, Regime

BY_NUMBER: Final = "by number"
Goods = Literal["equipment", "test and production equipment", "material", "software", "technology"]

_BY_HUNDREDS: dict[str, Regime] = {
    "0": "WA",
    "1": "MTCR",
    "2": "NSG",
    "3": "AG",
    "4": "CWC",
    "5": "500-series",
    "9": "national",
}
_GOODS: dict[str, Goods] = {
    "A": "equipment",
    "B": "test and production equipment",
    "C": "material",
    "D": "software",
    "E": "technology",
}
_ENTRY = re.compile(r"(?P<category>\d)(?P<group>[A-E])(?P<number>1?\d{3})(?!\d)")
_MILITARY_GOODS: dict[str, Goods] = {"ML18": "test and production equipment", "ML21": "software", "ML22": "technology"}


def regime(origin: Origin, code: str) -> Regime | None:
    """Where a control comes from, by the origin of its list.

    None where that is not told, and in a list that tells it by number for what has no number of its own (a category,
    a note of it).
    """
    if origin == "":
        return None
    if origin != BY_NUMBER:
        return origin
    match = _ENTRY.match(code)
    if match is None:
        return None
    if len(match["number"]) == 4:  # the Official Journal puts a 1 before the number of a national entry
        return "national"
    if match["category"] == "0" and match["number"][0] == "0":
        return "NSG"
    return _BY_HUNDREDS.get(match["number"][0])


def goods(code: str) -> Goods | None:
    """What kind of goods a code is about, None where the code does not tell.

    >>> goods("3D003"), goods("5A1"), goods("ML22.a"), goods("ML1")
    ('software', 'equipment', 'technology', None)
    """
    if code.startswith("ML"):
        return _MILITARY_GOODS.get(code.partition(".")[0].partition("#")[0])
    match = re.match(r"\d([A-E])", code)
    return _GOODS[match[1]] if match else None
