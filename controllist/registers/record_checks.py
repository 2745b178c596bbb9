"""Kept records against now: what the program gives today, place by place, and which records a new edition touches.

Keys may be added to a document and are never renamed. A key that a kept document does not have is not compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from attrs import frozen

from controllist.codes import EditionAddress
from controllist.registers.judging import Impact, Touched
from controllist.registers.records import Decision, EditionUsed, Question
from controllist.registers.tables import Goods


@frozen
class Difference:
    """One place (`match.candidates[0].score`) with what stood there and what stands there now."""

    place: str
    before: Any
    after: Any


ABSENT = None


def differences(before: Any, after: Any, place: str = "") -> Iterator[Difference]:
    """The places where two JSON documents differ.

    >>> [d.place for d in differences({"a": [1, 2], "b": 1}, {"a": [1, 3], "c": 1})]
    ['a[1]', 'b', 'c']
    """
    if isinstance(before, dict) and isinstance(after, dict):
        for key in dict.fromkeys([*before, *after]):
            inner = f"{place}.{key}" if place else str(key)
            yield from differences(before.get(key, ABSENT), after.get(key, ABSENT), inner)
    elif isinstance(before, list) and isinstance(after, list):
        for at in range(max(len(before), len(after))):
            left = before[at] if at < len(before) else ABSENT
            right = after[at] if at < len(after) else ABSENT
            yield from differences(left, right, f"{place}[{at}]")
    elif before != after:
        yield Difference(place, before, after)


def as_kept(kept: Any, now: Any) -> Any:
    """What the program gives now, without the keys that the kept document does not have.

    >>> as_kept({"a": [{"b": 1}]}, {"a": [{"b": 2, "later": 3}, {"b": 4}], "later": 5})
    {'a': [{'b': 2}, {'b': 4}]}
    """
    if isinstance(kept, dict) and isinstance(now, dict):
        return {key: as_kept(kept[key], value) for key, value in now.items() if key in kept}
    if isinstance(kept, list) and isinstance(now, list):
        # What is new in a list has no partner; the ones before it tell which keys were kept.
        return [as_kept(kept[min(at, len(kept) - 1)], value) if kept else value for at, value in enumerate(now)]
    return now


def added_keys(kept: Any, now: Any, place: str = "") -> Iterator[str]:
    """The places of the keys that `as_kept` leaves out, one for all items of a list.

    >>> list(dict.fromkeys(added_keys({"a": [{}, {}]}, {"a": [{"b": 1}, {"b": 2}], "c": 3})))
    ['a[].b', 'c']
    """
    if isinstance(kept, dict) and isinstance(now, dict):
        for key, value in now.items():
            inner = f"{place}.{key}" if place else str(key)
            if key in kept:
                yield from added_keys(kept[key], value, inner)
            else:
                yield inner
    elif isinstance(kept, list) and isinstance(now, list):
        for before, after in zip(kept, now, strict=False):
            yield from added_keys(before, after, f"{place}[]")


@frozen
class Checked:
    """What became of one edition a record rests on.

    `now` is the edition that answers now, `exact` whether it is the one in force on the date asked for. `touched` is
    None where it is the same edition; then `same` says whether its text is still what the record was made on.
    """

    was: EditionUsed
    now: EditionAddress
    same: bool
    touched: Touched | None = None
    exact: bool = True

    @property
    def stands(self) -> bool:
        """Whether nothing needs to be looked at again; where the text in force has not been seen, nobody can tell."""
        unchanged = self.same if self.touched is None else self.touched.outcome == "not touched"
        return unchanged and self.exact


def check(
    question: Question,
    decision: Decision,
    was: EditionUsed,
    now: EditionAddress,
    checksum: str,
    impact: Callable[[EditionAddress, EditionAddress], Impact],
    *,
    exact: bool = True,
) -> Checked:
    """Hold a record against the edition that answers now; `impact` gives the changes between two editions."""
    old = EditionAddress(was.list, was.edition)
    if old == now:
        return Checked(was, now, was.checksum == checksum, exact=exact)
    classification = decision.code if decision.list == was.list else ""
    goods = Goods(1, question.article, question.text, classification, question.facts)
    return Checked(was, now, False, impact(old, now).judge(goods), exact)


def editions_used(document: Mapping[str, object]) -> tuple[EditionUsed, ...]:
    """The editions a record's document names."""
    rows = document["editions"]
    assert isinstance(rows, list)
    return tuple(EditionUsed(**row) for row in rows)
