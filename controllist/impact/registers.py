"""A register against a change of a list, as a function."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from controllist import catalogue
from controllist.diffing.comparing import diff
from controllist.errors import MisuseError
from controllist.impact.judging import Impact
from controllist.impact.parallel import judged
from controllist.impact.results import Touched
from controllist.index import build_index
from controllist.model import Edition
from controllist.register.tables import Goods, read_register


def impact(
    goods: Iterable[Goods] | Path | str, old: Edition | str, new: Edition | str, *, jobs: int = 1
) -> tuple[Touched, ...]:
    """What a change of the list means for each article, the most urgent first.

    `goods` are values or a register's file (csv, xlsx, jsonl), which is only read; editions are given as such or by
    address. An article that is not touched is not thereby free: only what changed was looked at. Raises
    `MisuseError` for editions of two lists, `SourceError` where the register cannot be read.

    >>> scanner = Goods(2, "7", "DUV immersion scanner 193 nm")
    >>> [t.outcome for t in impact([scanner], "nl-semicon@2023-09-01", "nl-semicon@2024-09-07")]
    ['look again']
    """
    rows = read_register(Path(goods)) if isinstance(goods, str | Path) else tuple(goods)
    before, after = (catalogue.load(e) if isinstance(e, str) else e for e in (old, new))
    if before.list != after.list:
        raise MisuseError(f"expected two editions of one list, found {before.address} and {after.address}")
    changes = diff(before, after).changes
    judge = Impact(before, after, changes, build_index([after]), (), catalogue.shapes())
    return tuple(sorted(judged(judge, rows, jobs), key=lambda t: t.urgency))
