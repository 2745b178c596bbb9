"""Changes between two editions of a list: typed, each with what stood before, what stands after, and its direction.

A `Change` is one thing changed at one place. Its `effect` says whether the list reaches more goods (`wider`), fewer
(`narrower`) or the same (`neutral`), as far as that change alone decides; `undecided` is an honest answer, and what
`docs/direction.md` has no rule for gets it. `substantive` is whether anybody's classification can turn on it.

>>> dropped = Change("removed", ControlCode("2B350.g"), ControlCode("2B350.g"), "narrower", True, before="valves")
>>> net([dropped])
'narrower'
>>> added = Change("added", ControlCode("2B350.h"), None, "wider", True, after="pumps")
>>> net([dropped, added])
'undecided'
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from attrs import frozen

from controllist.codes import ControlCode, order
from controllist.model import Basis

ChangeKind = Literal[
    "added",
    "removed",
    "moved",
    "renumbered",
    "text",
    "threshold",
    "requirement",
    "note-added",
    "note-removed",
    "note-changed",
    "definition",
    "status",
]
Effect = Literal["wider", "narrower", "neutral", "undecided"]
Cause = Literal["amendment", "corrigendum"]
DecidedBy = Literal["rule", "review"]

OPPOSITE: dict[Effect, Effect] = {
    "wider": "narrower",
    "narrower": "wider",
    "neutral": "neutral",
    "undecided": "undecided",
}
# At one place the change that says most comes first: what the structure did, then figures, then words.
_KIND_RANK: dict[str, int] = {
    kind: rank
    for rank, kind in enumerate(
        (
            "added",
            "removed",
            "moved",
            "renumbered",
            "status",
            "requirement",
            "threshold",
            "text",
            "definition",
            "note-added",
            "note-removed",
            "note-changed",
        )
    )
}


@frozen
class Change:
    """One thing changed.

    `code` is the provision, note or definition in the new edition (in the old one where it is gone); a change in an
    unlettered part is told at its provision. `old_place` and `new_place` are the very nodes the two wordings stand
    at, None where there is none. `rule` names the rule of `docs/direction.md` that gave the effect. `within` is the
    top of a branch that came or went as a whole. `touches` are provisions whose meaning turns on this change although
    their own words stand still. `basis` is that of the wording that is less sure.
    """

    kind: ChangeKind
    code: ControlCode
    old_code: ControlCode | None
    effect: Effect
    substantive: bool
    before: str = ""
    after: str = ""
    detail: str = ""
    rule: str = ""
    decided_by: DecidedBy = "rule"
    basis: Basis = Basis("checked")
    cause: Cause = "amendment"
    old_place: ControlCode | None = None
    new_place: ControlCode | None = None
    within: ControlCode | None = None
    touches: tuple[ControlCode, ...] = ()

    @property
    def entry(self) -> ControlCode:
        """The top code the change belongs to; for a definition the whole term."""
        return self.code.entry


@frozen
class EntryChange:
    """What all changes of one entry come to: its net effect, undecided where parts disagree."""

    code: ControlCode
    effect: Effect
    changes: tuple[Change, ...]

    @property
    def substantive(self) -> bool:
        return any(c.substantive for c in self.changes)


def net(changes: Iterable[Change]) -> Effect:
    """The effect of changes together: the one all substantive ones agree on, undecided where they do not.

    Neutral changes have no say; without any other the whole is neutral.
    """
    effects = {c.effect for c in changes if c.substantive and c.effect != "neutral"}
    if not effects:
        return "neutral"
    return effects.pop() if len(effects) == 1 else "undecided"


def by_entry(changes: Iterable[Change]) -> tuple[EntryChange, ...]:
    """The changes gathered by entry or defined term, in the order of the law."""
    gathered: dict[ControlCode, list[Change]] = {}
    for change in changes:
        gathered.setdefault(change.entry, []).append(change)
    return tuple(EntryChange(code, net(gathered[code]), tuple(gathered[code])) for code in sorted(gathered, key=order))


def in_order(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes in the order of the law; at one place the structure before figures before words.

    Among alike ones those come first that move the reach of the list.
    """
    return tuple(sorted(changes, key=lambda c: (order(c.code), _KIND_RANK[c.kind], c.effect == "neutral")))


def only(
    changes: Sequence[Change],
    *,
    substantive: bool = False,
    categories: Iterable[str] = (),
    codes: Iterable[str] = (),
) -> tuple[Change, ...]:
    """The changes that pass all filters; none given passes all.

    `categories` are first signs of entries (`3`), `codes` beginnings of codes (`3B`, `3B001.f`, `ML10`).

    >>> wafer = Change("added", ControlCode("3B501"), None, "wider", True)
    >>> [c.code for c in only([wafer], categories=["3"])], only([wafer], codes=["3B001"])
    (['3B501'], ())
    """
    wanted, tops = tuple(categories), tuple(codes)
    return tuple(
        c
        for c in changes
        if (c.substantive or not substantive)
        and (not wanted or any(c.code.startswith(x) for x in wanted))
        and (not tops or any(_below(c.code, x) or _below(c.old_code or "", x) for x in tops))
    )


def _below(code: str, top: str) -> bool:
    """Whether `code` is at `top`, below it, or in the group it names: 3B001.f below 3B001.f, 3B001 and 3B."""
    if not code.startswith(top):
        return False
    rest = code[len(top) :]
    return not rest or rest[0] in ".#~" or ("." not in top and len(top) < 5 and not top.startswith("ML"))
