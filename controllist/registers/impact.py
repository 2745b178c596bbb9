"""A register against a change of a list, or against the move of a control from one list to another."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from controllist import store
from controllist.diffing.comparison import diff
from controllist.diffing.reviews import reviewed
from controllist.errors import MisuseError
from controllist.index import build_index, open_index
from controllist.lineage import Passed, announcements, judgements, passed
from controllist.messages import Message
from controllist.model import Edition
from controllist.registers.batch import in_processes
from controllist.registers.judging import Impact, Touched
from controllist.registers.tables import Goods


def impact_between(old: Edition, new: Edition) -> Impact:
    """The change from one edition to another as people judged it, also where a control went to another list.

    Raises `MisuseError` for two lists between which no move is recorded.

    >>> old, new = map(store.load, ("nl-semicon@2023-09-01", "nl-semicon@2024-09-07"))
    >>> impact_between(old, new).judge(Goods(2, "7", "DUV immersion scanner 193 nm")).outcome
    'look again'
    """
    if old.list != new.list:
        return Impact(old, new, (), None, _moves(old.list, new.list), store.shapes(), _cautions(old, new))
    index = open_index([new.address]) if store.is_at_hand(new) else build_index([new])
    changes = reviewed(diff(old, new).changes, judgements(old, new))
    return Impact(old, new, changes, index, (), store.shapes(), _cautions(old, new))


def _moves(old: str, new: str) -> tuple[Passed, ...]:
    """Where the controls of one list went in another, as recorded in lists/lineage.json."""
    moves = tuple(m for m in passed() if m.old_list == old and m.new_list in (new, ""))
    if not any(m.new is not None for m in moves):
        raise MisuseError(
            "expected two editions of one list, found {old} and {new}, between which no move is recorded",
            old=old,
            new=new,
        )
    return moves


def _cautions(old: Edition, new: Edition) -> tuple[str, ...]:
    untouched = Message(
        "an article that is not touched may still be listed or need a licence: only what changed between these two "
        "editions was looked at"
    )
    own = (*old.cautions, *(c for c in new.cautions if c not in old.cautions))
    return (*own, untouched, *announcements(new.list))


SMALL = 2_000
"""Rows below which further processes cost more than they bring."""
_CHUNK = 250


def judged(impact: Impact, goods: Sequence[Goods], jobs: int = 1) -> tuple[Touched, ...]:
    """What the change means for each article, the most urgent first."""
    jobs = 1 if len(goods) < SMALL else jobs
    parts = in_processes(partial(_judged, impact), goods, jobs, _CHUNK)
    return tuple(sorted((touched for part in parts for touched in part), key=lambda touched: touched.urgency))


def _judged(impact: Impact, goods: Sequence[Goods]) -> list[Touched]:
    return [impact.judge(article) for article in goods]
