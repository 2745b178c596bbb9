"""One provision through the editions of its list: under which code it stood, and what changed when.

>>> from controllist.model import Provision
>>> def edition(day, words):
...     return Edition("toy", day, "en", "digest", (Provision(ControlCode("2B901"), "entry", text=words),))
>>> found = history("2B901", [edition("2020-01-01", "pots"), edition("2021-01-01", "large pots")])
>>> [(m.edition, m.code, [c.effect for c in m.changes]) for m in found]
[('toy@2020-01-01', '2B901', []), ('toy@2021-01-01', '2B901', ['narrower'])]
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from attrs import frozen

from controllist.codes import ControlCode
from controllist.diffing.align import align
from controllist.diffing.changes import Cause, Change
from controllist.diffing.comparing import diff
from controllist.model import Edition


@frozen
class Moment:
    """A provision in one edition: its code there (None where it did not stand), and the changes that led to it.

    The changes are those at the provision, below it and in its notes; at places above it those that are no mere
    coming or going of neighbours. `cause` is corrigendum where the edition is the one before, corrected.
    """

    edition: str
    code: ControlCode | None
    changes: tuple[Change, ...] = ()
    cause: Cause = "amendment"


def history(code: str, editions: Sequence[Edition]) -> tuple[Moment, ...]:
    """The provision `code` of the newest edition, through all of them, oldest first.

    `editions` are of one list and wording, oldest first; one that was corrected stands twice, as first published and
    as corrected.
    """
    moments: list[Moment] = []
    at: ControlCode | None = ControlCode(code)
    for older, newer in reversed(tuple(pairwise(editions))):
        before = align(older, newer).old_of.get(at) if at is not None else None
        cause: Cause = "corrigendum" if older.address == newer.address else "amendment"
        found = diff(older, newer, cause=cause).changes if at is not None else ()
        changes = tuple(c for c in found if at is not None and _concerns(c, at, before))
        moments.append(Moment(str(newer.address), at if at is not None and at in newer else None, changes, cause))
        at = before
    if editions:
        first = editions[0]
        moments.append(Moment(str(first.address), at if at is not None and at in first else None))
    return tuple(reversed(moments))


def _concerns(change: Change, code: ControlCode, before: ControlCode | None) -> bool:
    """Whether a change is at a provision, below it, or above it where it bears on all below."""
    for place, here in ((change.code if change.new_place else None, code), (change.old_code, before)):
        if place is None or here is None:
            continue
        if here.contains(place.place):
            return True
        if place.place.contains(here) and change.kind not in ("added", "removed"):
            return True
    return False
