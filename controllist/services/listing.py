"""The lists and editions at hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from controllist import catalogue
from controllist.addresses import linked
from controllist.model import Edition
from controllist.serialize import act_result
from controllist.services.choosing import list_names


def lists_result(lists: Sequence[str] | None = None) -> list[dict[str, Any]]:
    """The JSON keys of `lists`, one row an edition; raises `MisuseError` for an unknown list.

    >>> [row["edition"] for row in lists_result(["nl-semicon"])]
    ['2023-09-01', '2024-09-07', '2025-04-01']
    """
    return [_row(catalogue.load(address)) for name in list_names(lists) for address in catalogue.editions(name)]


def _row(edition: Edition) -> dict[str, Any]:
    return {
        "list": edition.list,
        "edition": edition.applies_from,
        "title": edition.title,
        "applies_from": edition.applies_from,
        **linked(edition.list, edition.applies_from),
        "applies_until": edition.applies_until or None,
        "wording": edition.wording,
        "languages": [edition.language],
        "provisions": len(edition.provisions),
        "entries": len(edition.entries),
        "act": act_result(edition.act),
    }
