r"""Judgements by people: what only understanding decides about a change, as data beside the edition.

`lists/<list>/<date>/reviews.jsonl` holds one judgement a line, made entry by entry over all changes from an older
edition to this one:

    {"old": "2021-09-09", "code": "1B001", "kind": "text", "effect": "wider",
     "reason": "no longer tied to goods of 1A002", "places": ["1B001", "\"production\"#definition"]}

`code` and `kind` name the change, `before` and `after` (both may be left out) tell apart several of one kind at one
place, `reason` is one sentence, `places` are what was read for it, `substantive` is true unless it says otherwise. A
judgement decides where the rules say `undecided`. It holds for our digest and for the official text alike: `also` names
the places under which the same change stands in the other reading, and a judgement of what one reading alone shows says
so (`"wording": "digest"`, with `why`). Where rule and judgement differ, one of them is wrong: `conflicts`
finds those, and `make lists` fails.

>>> line = {"old": "2020-01-01", "code": "1A001", "kind": "text", "effect": "wider", "reason": "r", "places": ["1A001"]}
>>> [r.code for r in read(json.dumps(line))]
['1A001']
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, get_args

from attrs import evolve, frozen

from controllist.codes import ControlCode, check_date
from controllist.diffing.changes import Change, ChangeKind, Effect
from controllist.errors import DamagedDataError, MisuseError
from controllist.model import Edition, Wording


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
    also: tuple[ControlCode, ...] = ()
    wording: Wording | None = None
    """The one wording a judgement holds for, None where it holds for both."""

    def fits(self, change: Change) -> bool:
        """Whether this is a judgement of that change."""
        return (
            change.code in (self.code, *self.also)
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


def _review(row: dict[str, Any], number: int) -> Review:
    if not isinstance(row["places"], list) or not isinstance(row.get("also", []), list):
        raise TypeError("places or codes that are no list")
    review = Review(
        check_date(str(row["old"])),
        ControlCode(str(row["code"])),
        row["kind"],
        row["effect"],
        str(row["reason"]).strip(),
        tuple(map(str, row["places"])),
        bool(row.get("substantive", True)),
        row.get("before"),
        row.get("after"),
        number,
        tuple(map(ControlCode, row.get("also", ()))),
        row.get("wording"),
    )
    if review.kind not in get_args(ChangeKind) or review.effect not in get_args(Effect):
        raise ValueError(f"kind {review.kind!r} and effect {review.effect!r}")
    if not review.reason or not review.places:
        raise ValueError("a judgement without reason or places")
    if review.wording is not None and (review.wording not in get_args(Wording) or not row.get("why", "").strip()):
        raise ValueError(f"wording {review.wording!r} without a reason why")
    return review


def of_pair(reviews: Iterable[Review], old: Edition, new: Edition) -> tuple[Review, ...]:
    """The judgements that hold for the changes between two editions, read in their wording."""
    return tuple(r for r in reviews if r.old == old.applies_from and r.wording in (None, new.wording))


def reviewed(changes: Iterable[Change], reviews: Sequence[Review]) -> tuple[Change, ...]:
    """The changes, those that no rule decides with the effect a judgement gives them."""
    return tuple(_judged(change, reviews) for change in changes)


def _judged(change: Change, reviews: Sequence[Review]) -> Change:
    review = next((r for r in reviews if r.fits(change)), None) if change.effect == "undecided" else None
    if review is None:
        return change
    rule = f"review: {review.reason}"
    return evolve(change, effect=review.effect, substantive=review.substantive, decided_by="review", rule=rule)


def conflicts(changes: Sequence[Change], reviews: Iterable[Review]) -> tuple[Conflict, ...]:
    """Where a judgement differs from a rule, or judges a change that is not there; `changes` are those of the rules."""
    found = []
    for review in reviews:
        fitting = [c for c in changes if review.fits(c)]
        if not fitting:
            found.append(Conflict(review, None))
        found += [Conflict(review, c) for c in fitting if c.effect not in ("undecided", review.effect)]
    return tuple(found)
