"""The columns that a table gets beside its own: their names, their types, and what they hold for a row.

Whatever carries a table through the lists, a file or a cluster, takes them from here.
"""

from __future__ import annotations

from collections.abc import Sequence

from controllist.addresses import link
from controllist.registers.cells import harmless
from controllist.registers.classifying import Classified
from controllist.registers.columns import plain_name

COLUMNS = (
    "verdict", "code", "list", "edition", "score", "heading", "evidence", "assessment", "missing", "basis", "further",
    "own", "problem", "caution",
)  # fmt: skip
LINK = "link"
"""A column more, where answers link to a site: the page of the first candidate."""
PREFIX = "controllist_"
NUMBERS = frozenset({"score"})
"""The columns that hold a number, or nothing; the others hold text."""


def added_columns(*, linked: bool = False) -> tuple[str, ...]:
    """Our columns; with the link, where answers link to a site."""
    return (*COLUMNS, LINK) if linked else COLUMNS


def added_names(heading: Sequence[str], *, linked: bool = False) -> tuple[str, ...]:
    """The names of our columns, told apart from the table's own where those are there already.

    >>> added_names(["controllist_code"])[1]
    'controllist_code_2'
    """
    taken = {plain_name(h) for h in heading}
    nth = 1
    columns = added_columns(linked=linked)
    while any(plain_name(_name(c, nth)) in taken for c in columns):
        nth += 1
    return tuple(_name(c, nth) for c in columns)


def _name(column: str, nth: int) -> str:
    return f"{PREFIX}{column}" if nth == 1 else f"{PREFIX}{column}_{nth}"


def added_cells(found: Classified, *, linked: bool = False) -> tuple[str | float, ...]:
    """What our columns hold for a row, in the order of `added_columns`."""
    first = found.candidates[0] if found.candidates else None
    further = "; ".join(f"{c.list}:{c.code}" for c in found.candidates[1:])
    verdict = "candidates (hint)" if found.faint else found.verdict
    cells: tuple[str | float, ...] = (
        verdict,
        first.code if first else "",
        first.list if first else "",
        first.edition if first else "",
        first.score if first else "",
        first.heading if first else "",
        first.evidence if first else "",
        first.assessment if first else "",
        "; ".join(first.missing) if first else "",
        first.basis if first else "",
        further,
        found.own,
        found.problem,
        "; ".join(found.cautions),
        *((link(first.list, first.edition, first.code) if first else "",) if linked else ()),
    )
    return tuple(harmless(c) if isinstance(c, str) else c for c in cells)
