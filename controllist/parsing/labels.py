"""Labels of lists: which kinds of list a label may belong to, and its place there.

>>> [ordinal(label, label_types(label)[0]) for label in ("a", "c", "aa", "12")]
[1, 3, 27, 12]
"""

from __future__ import annotations

import string
from functools import lru_cache


@lru_cache(maxsize=1_000)
def ordinal(label: str, kind: str) -> int:
    """Which place a label has in its list: a and 1 are 1, z 26, aa 27; roman numbers by their value.

    >>> ordinal("c", "letter"), ordinal("aa", "letter"), ordinal("4", "number"), ordinal("iv", "roman")
    (3, 27, 4, 4)
    """
    if kind == "number":
        return int(label)
    if kind == "roman":
        values = [{"i": 1, "v": 5, "x": 10}[c] for c in label]
        return sum(-v if v < max(values[i:], default=0) else v for i, v in enumerate(values))
    # aa, bb, cc continue after z, as the lists print them.
    return string.ascii_lowercase.index(label[0]) + 1 + 26 * (len(label) - 1)


@lru_cache(maxsize=1_000)
def label_types(label: str) -> tuple[str, ...]:
    """What kinds of list a label may belong to; `i` is a letter or a roman number.

    >>> label_types("i"), label_types("12"), label_types("bb"), label_types("—")
    (('letter', 'roman'), ('number',), ('letter',), ('dash',))
    """
    if label.isdecimal():
        return ("number",)
    types = []
    if label.isascii() and label.isalpha() and (len(label) == 1 or len(set(label)) == 1):
        types.append("letter")
    if label and set(label) <= set("ivx"):
        types.append("roman")
    return tuple(types) or ("dash",)


@lru_cache(maxsize=1_000)
def readings(label: str) -> tuple[tuple[str, int], ...]:
    """What kinds of list a label may belong to, and its place in each; a dash has none.

    >>> readings("i"), readings("—")
    ((('letter', 9), ('roman', 1)), (('dash', 0),))
    """
    return tuple((kind, ordinal(label, kind) if kind != "dash" else 0) for kind in label_types(label))
