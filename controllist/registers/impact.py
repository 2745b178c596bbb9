"""A register against a change of a list, or against the move of a control from one list to another."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from attrs import frozen

from controllist import store
from controllist.diffing.comparison import diff
from controllist.diffing.reviews import reviewed
from controllist.errors import MisuseError
from controllist.index import build_index, open_index
from controllist.lineage import announcements, judgements, passed
from controllist.messages import Message
from controllist.model import Edition
from controllist.registers.batch import watch_parent
from controllist.registers.judging import Impact, Move, Touched
from controllist.registers.sources import read_register
from controllist.registers.tables import Goods


def impact(
    goods: Iterable[Goods] | Path | str, old: Edition | str, new: Edition | str, *, jobs: int = 1
) -> tuple[Touched, ...]:
    """What a change of the list means for each article, the most urgent first.

    `goods` are values or a register's file (csv, xlsx, jsonl), which is only read; editions are given as such or by
    address. An article that is not touched may still be listed or need a licence: only what changed was looked at.
    Raises `MisuseError` for two lists between which no move is recorded, `SourceError` where the register cannot be
    read.

    >>> scanner = Goods(2, "7", "DUV immersion scanner 193 nm")
    >>> [t.outcome for t in impact([scanner], "nl-semicon@2023-09-01", "nl-semicon@2024-09-07")]
    ['look again']
    """
    rows = read_register(Path(goods)) if isinstance(goods, str | Path) else tuple(goods)
    before, after = (store.load(e) if isinstance(e, str) else e for e in (old, new))
    return tuple(change_between(before, after, at_hand=isinstance(new, str)).touched(rows, jobs))


@frozen
class Change:
    """Two editions, what changed between them as people judged it, and what must be said of it."""

    old: Edition
    new: Edition
    impact: Impact
    cautions: tuple[str, ...]

    def touched(self, goods: Sequence[Goods], jobs: int = 1) -> Sequence[Touched]:
        """What the change means for each article, the most urgent first."""
        found: Iterator[Touched] = judged(self.impact, goods, jobs)
        return sorted(found, key=lambda t: t.urgency)


def change_between(old: Edition, new: Edition, *, at_hand: bool) -> Change:
    """The change from one edition to another, also where a control went to another list.

    `at_hand` where the new edition is one of the catalogue, whose index may be kept. Raises `MisuseError` for two
    lists between which no move is recorded.

    >>> old, new = map(store.load, ("nl-semicon@2023-09-01", "nl-semicon@2024-09-07"))
    >>> scanner = Goods(2, "7", "DUV immersion scanner 193 nm")
    >>> [t.outcome for t in change_between(old, new, at_hand=True).touched([scanner])]
    ['look again']
    """
    return Change(old, new, _impact(old, new, at_hand), _cautions(old, new))


def _impact(old: Edition, new: Edition, at_hand: bool) -> Impact:
    if old.list != new.list:
        return Impact(old, new, (), None, _moves(old.list, new.list), store.shapes())
    index = open_index([new.address]) if at_hand else build_index([new])
    changes = reviewed(diff(old, new).changes, judgements(old, new))
    return Impact(old, new, changes, index, (), store.shapes())


def _moves(old: str, new: str) -> tuple[Move, ...]:
    """Where the controls of one list went in another, as recorded in lists/lineage.json."""
    rows = [m for m in passed() if m.old_list == old and m.new_list in (new, "")]
    found = [Move(m.old, m.new, m.extent, m.remark, m.grade) for m in rows]
    if not any(m.new is not None for m in rows):
        raise MisuseError(
            "expected two editions of one list, found {old} and {new}, between which no move is recorded",
            old=old,
            new=new,
        )
    return tuple(found)


def _cautions(old: Edition, new: Edition) -> tuple[str, ...]:
    told = [*old.cautions, *(c for c in new.cautions if c not in old.cautions)]
    told.append(
        Message(
            "an article that is not touched may still be listed or need a licence: only what changed between these two "
            "editions was looked at"
        )
    )
    return (*told, *announcements(new.list))


SMALL = 2_000  # rows below which further processes cost more than they bring
_CHUNK = 250

_shared: Impact | None = None


def judged(impact: Impact, goods: Sequence[Goods], jobs: int) -> Iterator[Touched]:
    """Each article's judgement, in the order given."""
    if jobs < 2 or len(goods) < SMALL or "fork" not in multiprocessing.get_all_start_methods():
        yield from map(impact.judge, goods)
        return
    global _shared
    _shared = impact  # a forked process has it without its being sent
    chunks = [goods[at : at + _CHUNK] for at in range(0, len(goods), _CHUNK)]
    try:
        with ProcessPoolExecutor(jobs, multiprocessing.get_context("fork"), initializer=watch_parent) as pool:
            for chunk in pool.map(_judge_chunk, chunks):
                yield from chunk
    finally:
        _shared = None


def _judge_chunk(goods: Sequence[Goods]) -> list[Touched]:
    assert _shared is not None
    return [_shared.judge(g) for g in goods]
