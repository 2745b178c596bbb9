"""The lists and their editions at hand."""

from __future__ import annotations

from collections.abc import Sequence

from controllist import store
from controllist.model import Edition
from controllist.services.choosing import list_names
from controllist.store import ListInfo


def listed(lists: Sequence[str] | None = None) -> tuple[tuple[ListInfo, tuple[Edition, ...]], ...]:
    """Each list with what is known of it and its editions at hand; raises `MisuseError` for an unknown list.

    >>> [edition.applies_from for _, editions in listed(["nl-semicon"]) for edition in editions]
    ['2023-09-01', '2024-09-07', '2025-04-01']
    """
    return tuple((store.info(name), tuple(map(store.load, store.editions(name)))) for name in list_names(lists))
