"""What the military list calls goods of the dual-use list, once they are specially designed for military use.

The two lists are cut the same way: the military one controls, under headings of its own, the radars, cameras, engines
and radios that the other controls by their figures. So where a description speaks of a military use, a trade word for
the civil goods leads to their military entry as well. `lists/counterparts.tsv` holds the narrowest code that fits every
one of them.

>>> counterpart("6A003.b.4"), counterpart("9A101"), counterpart("2B350")
('ML15.d', 'ML10.d', '')
"""

from __future__ import annotations

from functools import lru_cache

from controllist.store.lists import counterparts


@lru_cache(maxsize=2_000)
def counterpart(code: str) -> str:
    """The code of the military list for goods of a dual-use code in military use; empty where there is none."""
    codes = counterparts()
    for length in range(len(code), 1, -1):
        found = codes.get(code[:length].rstrip("."))
        if found is not None:
            return found
    return ""
