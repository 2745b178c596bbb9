"""Values that are made by the thousand for one answer: frozen for the type checker alone.

A frozen value of attrs takes three times as long to make as one that could be written to. Where a room makes thousands
of its own and hands none of them out, only the type checker has to hold that nobody writes to one.

>>> @made_often
... class Pair:
...     left: int
...     right: int
>>> Pair(1, 2) == Pair(1, 2), len({Pair(1, 2), Pair(1, 2)})
(True, 1)
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from attrs import frozen as made_often
else:
    from attrs import define

    made_often = define(unsafe_hash=True)

__all__ = ["made_often"]
