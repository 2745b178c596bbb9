"""What changed between two editions, an amendment told apart from a correction, as people judged it."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from controllist import store
from controllist.codes import parse_code
from controllist.diffing.changes import only
from controllist.diffing.comparison import Diff
from controllist.errors import CodeError
from controllist.lineage import compared, said_of
from controllist.model import Edition


def compare(
    old: Edition,
    new: Edition,
    *,
    substantive: bool = False,
    categories: Sequence[str] = (),
    codes: Sequence[str] = (),
    cautions: Sequence[str] = (),
    corrections: bool = True,
    force: bool = False,
) -> Diff:
    """The changes that remain after the filters, judged ones as judged; `cautions` stand before its own.

    `corrections` tells what a corrigendum did apart from the amendment. Raises `MisuseError` for a digest against an
    official text, unless `force`.

    >>> old, new = map(store.load, ("nl-semicon@2023-09-01", "nl-semicon@2024-09-07"))
    >>> [(c.code, c.effect) for c in compare(old, new).changes]
    [('3B001.f.4', 'wider')]
    """
    found = compared(old, new, corrections=corrections, force=force)
    wanted = [_canonical(c) for c in codes]
    left = only(found.changes, substantive=substantive, categories=categories, codes=wanted)
    return evolve(found, changes=left, cautions=(*cautions, *said_of(old, new), *found.cautions))


def _canonical(code: str) -> str:
    """`3b001f` as 3B001.f; a beginning that is no code yet (`3B0`, `ML`) as it stands, in capitals."""
    try:
        return parse_code(code, store.shapes())
    except CodeError:
        return code.strip().upper()
