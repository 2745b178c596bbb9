"""What the military list calls goods of the dual-use list, once they are specially designed for military use.

The two lists are cut the same way: the military one controls, under headings of its own, the radars, cameras, engines
and radios that the other controls by their figures. So where a description speaks of a military use, a trade word for
the civil goods leads to their military entry as well. The table holds the narrowest code that fits every one of them.

>>> counterpart("6A003.b.4"), counterpart("9A101"), counterpart("2B350")
('ML15.d', 'ML10.d', '')
"""

from __future__ import annotations

from functools import lru_cache

_CODES = {
    "1A004.a": "ML7.f",
    "1A004.b": "ML7.f",
    "1A004.c": "ML7.g",
    "1A005": "ML13.d",
    "1A006": "ML4.b",
    "1A008": "ML4.a",
    "5A": "ML11.a",
    "6A001": "ML9.c",
    "6A002.c": "ML15.c",
    "6A002": "ML15.d",
    "6A003": "ML15.d",
    "6A005": "ML5.b.1",
    "6A008": "ML5.b.1",
    "6A108": "ML5.b.1",
    "7A": "ML11.a",
    "8A001": "ML9.a.1",
    "8A002.q": "ML17.a",
    "9A001": "ML10.d",
    "9A002": "ML9.b",
    "9A004": "ML11.c",
    "9A012": "ML10.c.1",
    "9A101": "ML10.d",
    "9A102": "ML10.d",
    "9A112": "ML10.c.1",
}


@lru_cache(maxsize=2_000)
def counterpart(code: str) -> str:
    """The code of the military list for goods of a dual-use code in military use; empty where there is none."""
    for length in range(len(code), 1, -1):
        found = _CODES.get(code[:length].rstrip("."))
        if found is not None:
            return found
    return ""
