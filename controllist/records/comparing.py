"""How two documents differ: place by place, in the order of the first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import frozen


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
