"""Edition and edition to typed changes, their direction, and patches that turn one into the other.

`diff` compares two editions, `align` pairs their nodes, `history` follows one provision through many editions. The
rules of direction are those of `docs/direction.md`; `reviews` reads judgements made by people.
"""

from controllist.diffing.alignment import Alignment, Pair, align
from controllist.diffing.changes import Change, ChangeKind, Effect, EntryChange, by_entry, net, only
from controllist.diffing.comparison import Diff, diff
from controllist.diffing.histories import Moment, history
from controllist.diffing.patch import Patch, apply, compose, invert, make_patch

__all__ = [
    "Alignment",
    "Change",
    "ChangeKind",
    "Diff",
    "Effect",
    "EntryChange",
    "Moment",
    "Pair",
    "Patch",
    "align",
    "apply",
    "by_entry",
    "compose",
    "diff",
    "history",
    "invert",
    "make_patch",
    "net",
    "only",
]
