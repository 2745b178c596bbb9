"""controllist: is my product on a control list, under which number, and what changed?

>>> import controllist
>>> edition = controllist.open("nl-semicon", "2024-10-01")
>>> edition["3B001.f.4#part.2.3"].text
"maximum 'dedicated chuck overlay' ≤ 2.40 nm"

The names below are the public functions and values; `controllist.api` documents each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from controllist.version import __version__ as __version__

if TYPE_CHECKING:
    from controllist.api import (
        Assessment,
        Classified,
        ControlCode,
        ControlListError,
        Diff,
        Edition,
        EditionAddress,
        Facts,
        Goods,
        Limits,
        Match,
        Touched,
        assess,
        classify,
        diff,
        editions,
        impact,
        load,
        match,
        next_question,
        open,
        parse,
        parse_code,
        read_register,
    )

__all__ = [
    "Assessment", "Classified", "ControlCode", "ControlListError", "Diff", "Edition", "EditionAddress", "Facts",
    "Goods", "Limits", "Match", "Touched", "assess", "classify", "diff", "editions", "impact", "load", "match",
    "next_question", "open", "parse", "parse_code", "read_register",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Load the library when one of its names is first used: a bare import costs nothing."""
    if name in __all__:
        from controllist import api

        return getattr(api, name)
    raise AttributeError(f"module 'controllist' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
