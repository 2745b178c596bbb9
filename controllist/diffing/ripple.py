"""What a change touches besides its own place: users of a term, provisions that refer to a place."""

from __future__ import annotations

from collections.abc import Sequence

from controllist.diffing.changes import Change
from controllist.model import Edition


def rippled(changes: Sequence[Change], old: Edition, new: Edition) -> tuple[Change, ...]:
    """The changes with the provisions each of them touches."""
    return tuple(changes)
