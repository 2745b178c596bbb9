"""Kept records: made of an assessment, put to the program again, held against the editions of a date."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from attrs import frozen

from controllist import store
from controllist.assessing.verdict import Assessment
from controllist.codes import EditionAddress, check_date
from controllist.errors import MisuseError, NotFoundError
from controllist.model import Edition
from controllist.registers.exports import canonical
from controllist.registers.impact import change_between
from controllist.registers.judging import Impact
from controllist.registers.records import (
    Checked,
    Decision,
    Difference,
    Question,
    Record,
    added_keys,
    as_kept,
    check,
    decision_of,
    differences,
    editions_used,
    make,
    question_of,
    used,
)
from controllist.rendering.registers import record_result
from controllist.services.choosing import Answering, Stamp, kept_edition, stamp_of


def record_of(assessments: Sequence[Assessment], answer: Answering, goods: str, *, assume_goods: bool) -> Record:
    """An assessment as a record, nothing decided yet; `goods` says what was assessed, its code where that is empty."""
    first = assessments[0]
    question = Question(
        text=goods or str(first.code),
        facts=tuple((fact.name, fact.printed) for fact in first.facts),
        editions=tuple(str(a.edition.address) for a in assessments),
        codes=tuple(f"{a.edition.list}:{a.code}" for a in assessments),
        assume_goods=assume_goods,
        as_of=answer.as_of,
        as_of_exact=answer.exact,
        cautions=answer.cautions,
    )
    return make(question, Decision("open"))


@frozen
class Replayed:
    """A record beside what the same question gives now.

    `same` is whether every key it has is the same, byte for byte; `later` names the keys that this program writes
    besides; `differences` are the places that are not the same, empty where only the spelling is another.
    """

    same: bool
    later: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()


def replay(document: dict[str, Any], text: str, given: Sequence[Edition] = ()) -> Replayed:
    """Put the question of a record again; `text` are its bytes, `given` editions that are not at hand.

    Raises `MisuseError` where an edition of the record is not to be had.
    """
    try:
        again = record_result(make(question_of(document), decision_of(document), given))
    except NotFoundError as error:
        raise MisuseError(
            f"expected the editions of the record at hand to replay it: {error.message} (--edition list@date=FILE)"
        ) from None
    if canonical(again) == text:
        return Replayed(True)
    # Through JSON, as the record went: tuples are lists there.
    now = json.loads(canonical(again))
    compared = as_kept(document, now)
    if canonical(compared) == text:
        return Replayed(True, tuple(dict.fromkeys(added_keys(document, now))))
    return Replayed(False, (), tuple(differences(document, compared)))


@frozen
class Checks:
    """What became of each edition that records rest on, by the name of the record; `cautions` stand before it."""

    as_of: str | None
    rows: tuple[tuple[str, Checked], ...]
    cautions: tuple[str, ...]

    @property
    def stand(self) -> bool:
        """Whether no record needs to be looked at again."""
        return all(checked.stands for _, checked in self.rows)


def check_records(documents: Iterable[tuple[str, dict[str, Any]]], as_of: str | None = None) -> Checks:
    """Hold records, each with its name, against the editions of a date (None: the newest at hand).

    Raises `MisuseError` for a date that does not exist, `NotFoundError` where a list has no edition.
    """
    if as_of is not None:
        check_date(as_of)
    rows: list[tuple[str, Checked]] = []
    cautions: dict[str, None] = {}
    for name, document in documents:
        question, decision = question_of(document), decision_of(document)
        for was in editions_used(document):
            choice = store.choose(was.list, as_of)
            cautions |= dict.fromkeys(choice.cautions)
            now, checksum = choice.address, _checksum(choice.address, stamp_of(choice.address))
            rows.append((name, check(question, decision, was, now, checksum, _impact, exact=choice.exact)))
    return Checks(as_of, tuple(rows), tuple(cautions))


def _impact(old: EditionAddress, new: EditionAddress) -> Impact:
    return _kept_impact(old, new, stamp_of(old), stamp_of(new))


# Kept, since records are many and editions few; a text of the user's own that is replaced is worked out anew.
@lru_cache(maxsize=16)
def _checksum(address: EditionAddress, _stamp: Stamp) -> str:
    return used(kept_edition(address)).checksum


@lru_cache(maxsize=16)
def _kept_impact(old: EditionAddress, new: EditionAddress, _old_stamp: Stamp, _new_stamp: Stamp) -> Impact:
    return change_between(kept_edition(old), kept_edition(new), at_hand=True).impact
