"""The same facts over the editions of a list: since when a product is controlled.

>>> from controllist.model import Edition, Provision
>>> def with_bound(day, figure):
...     entry = Provision(ControlCode("2B999"), "entry", text=f"flow rate > {figure} m³/h")
...     return Edition("eu-dual-use", day, "en", "digest", (entry,))
>>> editions = with_bound("2030-01-01", 9), with_bound("2031-01-01", 5)
>>> [(m.edition.applies_from, m.verdict) for m in over_time(editions, "2B999", Facts.of({"flow rate": "7 m³/h"}))]
[('2030-01-01', 'not-met'), ('2031-01-01', 'met')]
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from controllist.assessing.facts import Facts
from controllist.assessing.questions import missing_facts
from controllist.assessing.results import Assessment
from controllist.assessing.verdict import assess
from controllist.codes import ControlCode
from controllist.errors import MisuseError
from controllist.messages import Message, joined
from controllist.model import Edition, Provision


@frozen
class Moment:
    """One edition's answer; `verdict` is `not in the list` where the edition has no such provision."""

    edition: Edition
    code: ControlCode
    verdict: str
    why: str
    assessment: Assessment | None = None


def over_time(
    editions: Iterable[Edition], code: ControlCode | str, facts: Facts, *, assume_goods: bool = False
) -> tuple[Moment, ...]:
    """The verdict of each edition that was given, in their order.

    A name that one edition asks for may be unknown to another; one that none knows is a `MisuseError`, as is a wrong
    dimension.
    """
    found: list[Moment] = []
    refused: list[MisuseError] = []
    having = [e for e in editions if isinstance(e.by_code.get(code), Provision)]
    for edition in editions:
        if edition not in having:
            found.append(Moment(edition, ControlCode(code), "not in the list", _absent(edition, code)))
            continue
        try:
            assessment = assess(edition, code, facts, assume_goods=assume_goods)
        except MisuseError as error:
            refused.append(error)
            assessment = assess(edition, code, facts, assume_goods=assume_goods, strict=False)
        found.append(Moment(edition, assessment.code, assessment.verdict, _why(assessment), assessment))
    if refused and len(refused) == len(having):
        raise refused[0]
    return tuple(found)


def _absent(edition: Edition, code: ControlCode | str) -> Message:
    return Message("{edition} has no {code}", edition=edition.address, code=code)


def _why(assessment: Assessment) -> str:
    """The reason in a line: the figures that decide, or what is missing."""
    if assessment.verdict == "unknown":
        missing = [m.property for m in missing_facts(assessment)]
        if not missing:
            return Message("a text that decides has not been seen")
        if len(missing) > 4:
            return Message(
                "missing: {properties} and {number} more", properties=tuple(missing[:4]), number=len(missing) - 4
            )
        return Message("missing: {properties}", properties=tuple(missing))
    reasons = dict.fromkeys(s.why for s in assessment.root.deciding() if s.why and s.kind in ("figure", "not used"))
    return joined("; ", list(reasons)[:6]) if reasons else Message("by the answers given")
