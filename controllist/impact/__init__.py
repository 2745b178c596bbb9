"""Whose products a change touches: a register held against the changes between two editions.

`judging.Impact` judges one row; `results` says what may come out; `registers.impact` is the function at the door.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any


class _Room(ModuleType):
    """A room that has the name of its function.

    `controllist.impact(...)` is the function at the library's door. Once a module of this room is imported, Python
    puts the room under the same name, so the room can be called as the function is.
    """

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        from controllist.impact.registers import impact

        return impact(*arguments, **options)


sys.modules[__name__].__class__ = _Room
