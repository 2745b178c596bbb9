"""One provision through the editions of its list: under which code it stood, and what changed when.

>>> from controllist.model import Provision
>>> def edition(day, words):
...     return Edition("toy", day, "en", "digest", (Provision(ControlCode("2B901"), "entry", text=words),))
>>> found = history("2B901", [edition("2020-01-01", "pots"), edition("2021-01-01", "large pots")])
>>> [(m.edition, m.code, [c.effect for c in m.changes]) for m in found]
[('toy@2020-01-01', '2B901', []), ('toy@2021-01-01', '2B901', ['narrower'])]
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from attrs import frozen

from controllist.codes import ControlCode
from controllist.diffing.alignment import align
from controllist.diffing.changes import Cause, Change
from controllist.diffing.comparison import diff
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


@frozen
class Passage:
    """The step from one edition to the next of its list: what changed, and the codes before by those after."""

    older: Edition
    newer: Edition
    changes: tuple[Change, ...]
    old_of: Mapping[ControlCode, ControlCode]
    cause: Cause = "amendment"


def passages(editions: Sequence[Edition]) -> tuple[Passage, ...]:
    """The steps between editions of one list and wording, oldest first.

    An edition that was corrected stands twice, as first published and as corrected.
    """
    found: list[Passage] = []
    for older, newer in pairwise(editions):
        cause: Cause = "corrigendum" if older.address == newer.address else "amendment"
        changes = diff(older, newer, cause=cause).changes
        found.append(Passage(older, newer, changes, align(older, newer).old_of, cause))
    return tuple(found)


def history(code: str, editions: Sequence[Edition]) -> tuple[Moment, ...]:
    """The provision `code` of the newest edition, through all of them, oldest first; see `passages`."""
    if len(editions) < 2:
        return tuple(Moment(str(e.address), ControlCode(code) if code in e else None) for e in editions)
    return through(code, passages(editions))


def through(code: str, steps: Sequence[Passage]) -> tuple[Moment, ...]:
    """The provision `code` of the edition behind the last step, through all steps, oldest first."""
    moments: list[Moment] = []
    at: ControlCode | None = ControlCode(code)
    for step in reversed(steps):
        before = step.old_of.get(at) if at is not None else None
        changes = tuple(c for c in step.changes if at is not None and _concerns(c, at, before))
        there = at if at is not None and at in step.newer else None
        moments.append(Moment(str(step.newer.address), there, changes, step.cause))
        at = before
    if steps:
        moments.append(Moment(str(steps[0].older.address), at))
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
