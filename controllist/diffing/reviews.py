r"""Judgements by people: what only understanding decides about a change, as data beside the edition.

`lists/<list>/<date>/reviews.jsonl` holds one judgement a line, made entry by entry over all changes from an older
edition to this one:

    {"old": "2021-09-09", "code": "1B001", "kind": "text", "effect": "wider",
     "reason": "no longer tied to goods of 1A002", "places": ["1B001", "\"production\"#definition"]}

`code` and `kind` name the change, `before` and `after` (both may be left out) tell apart several of one kind at one
place, `reason` is one sentence, `places` are what was read for it, `substantive` is true unless it says otherwise. A
judgement decides where the rules say `undecided`. Where rule and judgement differ, one of them is wrong: `conflicts`
finds those, and `make lists` fails.

>>> line = {"old": "2020-01-01", "code": "1A001", "kind": "text", "effect": "wider", "reason": "r", "places": ["1A001"]}
>>> [r.code for r in read(json.dumps(line))]
['1A001']
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import get_args

from attrs import evolve, frozen

from controllist.codes import ControlCode, check_date
from controllist.diffing.changes import Change, ChangeKind, Effect
from controllist.errors import DamagedDataError, MisuseError


@frozen
class Review:
    """One judgement; `old` is the date of the older edition, `line` where it stands in its file."""

    old: str
    code: ControlCode
    kind: ChangeKind
    effect: Effect
    reason: str
    places: tuple[str, ...]
    substantive: bool = True
    before: str | None = None
    after: str | None = None
    line: int = 0

    def fits(self, change: Change) -> bool:
        """Whether this is a judgement of that change."""
        return (
            self.code == change.code
            and self.kind == change.kind
            and self.before in (None, change.before)
            and self.after in (None, change.after)
        )


@frozen
class Conflict:
    """A judgement that differs from a rule, or that fits no change any more (`change` is None)."""

    review: Review
    change: Change | None

    def __str__(self) -> str:
        said = f"{self.review.code} {self.review.kind}, line {self.review.line}"
        if self.change is None:
            return f"{said}: no such change from {self.review.old}"
        return f"{said}: the review says {self.review.effect}, the rule {self.change.rule!r} {self.change.effect}"


def read(text: str, name: str = "reviews.jsonl") -> tuple[Review, ...]:
    """The judgements of a file; raises `DamagedDataError` with the line where one cannot be used."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                found.append(_review(json.loads(line), number))
            except (ValueError, KeyError, TypeError, MisuseError) as error:
                raise DamagedDataError(f"expected a review in {name} line {number}, found {error}") from None
    return tuple(found)


def _review(row: dict[str, object], number: int) -> Review:
    kind, effect = str(row["kind"]), str(row["effect"])
    if kind not in get_args(ChangeKind) or effect not in get_args(Effect):
        raise ValueError(f"kind {kind!r} and effect {effect!r}")
    reason, places = str(row["reason"]).strip(), row["places"]
    if not reason or not isinstance(places, list) or not places:
        raise ValueError("a judgement without reason or places")
    return Review(
        check_date(str(row["old"])),
        ControlCode(str(row["code"])),
        kind,  # type: ignore[arg-type]
        effect,  # type: ignore[arg-type]
        reason,
        tuple(str(p) for p in places),
        bool(row.get("substantive", True)),
        _text(row, "before"),
        _text(row, "after"),
        number,
    )


def _text(row: dict[str, object], key: str) -> str | None:
    return None if row.get(key) is None else str(row[key])


def reviewed(changes: Iterable[Change], reviews: Sequence[Review]) -> tuple[Change, ...]:
    """The changes, those that no rule decides with the effect a judgement gives them."""
    return tuple(_judged(change, reviews) for change in changes)


def _judged(change: Change, reviews: Sequence[Review]) -> Change:
    if change.effect != "undecided":
        return change
    fitting = next((r for r in reviews if r.fits(change)), None)
    if fitting is None:
        return change
    return evolve(
        change,
        effect=fitting.effect,
        substantive=fitting.substantive,
        decided_by="review",
        rule=f"review: {fitting.reason}",
    )


def conflicts(changes: Sequence[Change], reviews: Iterable[Review]) -> tuple[Conflict, ...]:
    """Where a judgement differs from a rule, or judges a change that is not there; `changes` are those of the rules."""
    found = []
    for review in reviews:
        fitting = [c for c in changes if review.fits(c)]
        if not fitting:
            found.append(Conflict(review, None))
        found += [Conflict(review, c) for c in fitting if c.effect not in ("undecided", review.effect)]
    return tuple(found)
