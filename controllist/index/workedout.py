"""A mapping that works out what it is asked for: once, and then it is as quick as any mapping.

For what one description asks hundreds of times, where a call of a function would take most of the time. What hangs on
an index alone may be kept so (a word, an entry, a concept), never what was answered for a description.

>>> squares = WorkedOut(lambda number: number * number)
>>> squares[4], squares[4], dict(squares)
(16, 16, {4: 16})
>>> few = WorkedOut(str.upper, most=2)
>>> [few[word] for word in ("ball", "valve", "pump")], dict(few)
(['BALL', 'VALVE', 'PUMP'], {'pump': 'PUMP'})
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")


class WorkedOut(dict[Asked, Answer]):
    """Answers by what was asked, no more than `most`: a program that matches all day must not grow."""

    __slots__ = ("_most", "_work_out")

    def __init__(self, work_out: Callable[[Asked], Answer], most: int = 50_000) -> None:
        super().__init__()
        self._work_out = work_out
        self._most = most

    def __missing__(self, asked: Asked) -> Answer:
        found = self._work_out(asked)
        if len(self) >= self._most:
            self.clear()
        self[asked] = found
        return found
