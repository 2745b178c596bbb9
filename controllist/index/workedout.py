"""A mapping that works out what it is asked for: once, and then it is as quick as any mapping.

For what hot loops ask hundreds of times for one description, where a call of a function would take most of the time.

>>> squares = WorkedOut(lambda number: number * number)
>>> squares[4], squares[4], dict(squares)
(16, 16, {4: 16})
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Answer = TypeVar("Answer")


class WorkedOut(dict[int, Answer]):
    """Answers by number, of no more numbers than there are entries or documents."""

    def __init__(self, work_out: Callable[[int], Answer]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, number: int) -> Answer:
        found = self[number] = self._work_out(number)
        return found
