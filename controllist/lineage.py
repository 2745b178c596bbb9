"""A list through time: its editions in a row, what people judged of their changes, controls that went to other lists.

>>> [str(e.address) for e in wordings("nl-semicon")]
['nl-semicon@2023-09-01', 'nl-semicon@2024-09-07', 'nl-semicon@2025-04-01']
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from controllist import store
from controllist.codes import ControlCode
from controllist.messages import Message
from controllist.model import Edition, Node

if TYPE_CHECKING:
    from controllist.diffing.comparison import Diff
    from controllist.diffing.reviews import Review


def wordings(name: str) -> tuple[Edition, ...]:
    """The digests of a list at hand, oldest first; a corrected one as first published and as corrected."""
    found: list[Edition] = []
    for address in store.editions(name):
        edition = store.load(address)
        if edition.wording == "digest":
            first = first_published(edition)
            found += [first, edition] if first is not None else [edition]
    return tuple(found)


def first_published(edition: Edition) -> Edition | None:
    """A shipped edition before all corrections of it; None where there are none, or it is an official text."""
    corrected = store.corrigenda(edition.address) if edition.wording == "digest" else ()
    if not corrected or edition.source.form:
        return None
    return store.load(edition.address, known_on=_day_before(corrected[0].published))


def _day_before(day: str) -> str:
    from datetime import date, timedelta

    return str(date.fromisoformat(day) - timedelta(days=1))


def untold(name: str) -> str:
    """A caution that names the editions between those at hand whose text is not; empty where there are none."""
    have = [a.date for a in store.editions(name)]
    if len(have) < 2:
        return ""
    missing = [k.date for k in store.info(name).known if have[0] < k.date < have[-1] and k.date not in have]
    if not missing:
        return ""
    return Message(
        "the text of {list} of {dates} is not at hand; a change is told at the next edition that is",
        list=name,
        dates=", ".join(missing),
    )


def judgements(old: Edition, new: Edition) -> tuple[Review, ...]:
    """The judgements shipped beside the newer edition about its changes from the older one."""
    path = store.shipped_folder() / new.list / new.applies_from / "reviews.jsonl"
    if old.list != new.list or not path.is_file():
        return ()
    from controllist.diffing.reviews import of_pair, read

    found = read(path.read_text(encoding="utf-8"), f"{new.list}/{new.applies_from}/{path.name}")
    return of_pair(found, old, new)


def compared(old: Edition, new: Edition, *, corrections: bool = True, force: bool = False) -> Diff:
    """What changed between two editions, as people judged it.

    `corrections` tells what a corrigendum did apart from the amendment, by way of the text as first published. Raises
    `MisuseError` for a digest against an official text, unless `force`.
    """
    from controllist.diffing.reviews import reviewed

    first = first_published(new) if corrections else None
    found = _by_way_of(first, old, new, force)
    return evolve(found, changes=reviewed(found.changes, judgements(old, new)))


def _by_way_of(first: Edition | None, old: Edition, new: Edition, force: bool) -> Diff:
    """The difference, what was corrected since `first` told apart."""
    from controllist.diffing.comparison import diff
    from controllist.diffing.patch import make_patch

    if first is None:
        return diff(old, new, force=force)
    if old.address == new.address:
        return diff(old, new, force=force, cause="corrigendum")
    amended, corrected = diff(old, first, force=force), diff(first, new, cause="corrigendum")
    return evolve(amended, changes=(*amended.changes, *corrected.changes), patch=make_patch(old, new))


def said_of(old: Edition, new: Edition) -> tuple[str, ...]:
    """What must be said of two editions compared: of each, those between them, those announced, what they leave out."""
    told = [*old.cautions, *(c for c in new.cautions if c not in old.cautions)]
    between = [
        k.date
        for k in (store.info(new.list).known if old.list == new.list else ())
        if old.applies_from < k.date < new.applies_from
    ]
    if between:
        told.append(
            Message(
                "{number} editions of {list} lie between these two ({dates}); each change is told once, whichever of "
                "them made it",
                number=len(between),
                list=new.list,
                dates=", ".join(between),
            )
        )
    told += announcements(new.list) if old.list == new.list else ()
    left_out = [store.info(name).not_covered for name in sorted({old.list, new.list} & set(store.list_names()))]
    told += [Message("not covered: {what}", what=Message(what)) for what in left_out if what]
    return tuple(told)


def announcements(name: str) -> tuple[Message, ...]:
    """The editions of a list that are adopted or proposed and do not apply yet, a line each; none for a list of others.

    >>> len(announcements("eu-dual-use")), announcements("a-list-of-one's-own")
    (1, ())
    """
    return tuple(
        Message(
            "an edition of {list} is announced: {act}, {remark}",
            list=name,
            act=known.act.number,
            remark=Message(known.remark),
        )
        for known in (store.info(name).announced if name in store.shipped_lists() else ())
    )


@frozen
class Passed:
    """A control of `old_list` and what became of it in another list; `new` is None where nothing took it over."""

    old_list: str
    old: ControlCode
    new_list: str
    new: ControlCode | None
    date: str
    extent: str
    remark: str
    grade: str

    def concerns(self, name: str, code: ControlCode) -> bool:
        """Whether either end is this place of a list, or lies above or below it."""
        ends = ((self.old_list, self.old), (self.new_list, self.new))
        return any(n == name and c is not None and (c.contains(code) or code.contains(c)) for n, c in ends)

    @property
    def text(self) -> Message:
        """The move in a line: date, both places, how far, why, and on what that rests."""
        return Message(
            "{date}  {old} → {new} ({extent}): {remark} [{grade}]",
            date=self.date,
            old=f"{self.old_list}:{self.old}",
            new=f"{self.new_list}:{self.new}" if self.new else Message("no other list"),
            extent=Message(self.extent),
            remark=Message(self.remark),
            grade=Message(self.grade),
        )


@lru_cache
def passed() -> tuple[Passed, ...]:
    """All recorded moves, in the order of the file; none where no file is shipped."""
    path = store.shipped_folder() / "lineage.json"
    rows = json.loads(path.read_text(encoding="utf-8"))["moves"] if path.is_file() else []
    found = []
    for row in rows:
        old_list, _, old = row["from"].partition(":")
        new_list, _, new = (row["to"] or "").partition(":")
        told = (row["date"], row["extent"], row["remark"], row["basis"]["grade"])
        found.append(Passed(old_list, ControlCode(old), new_list, ControlCode(new) if new else None, *told))
    return tuple(found)


def moves_of(edition: Edition, nodes: Sequence[Node]) -> tuple[Passed, ...]:
    """What went between lists at the place shown, the first of some nodes: what became of a licence line, and where a
    control came from. None for a whole edition.

    >>> edition = store.load("nl-semicon@2025-04-01")
    >>> [str(m.new) for m in moves_of(edition, [edition["3B001.l"]])]
    ['3B501.m']
    """
    if not nodes or len(nodes) == len(edition.nodes):
        return ()
    return tuple(m for m in passed() if m.concerns(edition.list, nodes[0].code))
