"""Facts against provisions: in every list that has the code, in every edition at hand, at the candidates for goods."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from controllist import store
from controllist.assessing.descriptions import with_described
from controllist.assessing.facts import Facts
from controllist.assessing.questions import Moment, over_time
from controllist.assessing.verdict import Assessment, assess
from controllist.codes import ControlCode
from controllist.errors import MisuseError, NotFoundError
from controllist.model import Edition, Provision
from controllist.services.choosing import Answering, answering, having
from controllist.services.finding import absent


@frozen
class Assessed:
    """An assessment for each provision held against the facts; `refused` says why one could not take them."""

    answer: Answering
    assessments: tuple[Assessment, ...]
    refused: tuple[str, ...] = ()


@frozen
class Timeline:
    """The verdicts of all editions at hand on one provision, and which known editions are not among them."""

    moments: tuple[Moment, ...]
    cautions: tuple[str, ...]


def assess_code(
    code: ControlCode,
    facts: Facts,
    lists: Sequence[str] | None = None,
    as_of: str | None = None,
    edition: Edition | None = None,
    *,
    assume_goods: bool = False,
    keep: bool = False,
) -> Assessed:
    """The verdict on the provision in each list that has it; a name of a fact must fit in one of them.

    `keep` keeps the editions for further questions. Raises `NotFoundError` where no list has the code, `MisuseError`
    for a code of no provision and where the facts fit nowhere.

    >>> found = assess_code(ControlCode("3B501.f.1.b.3"), Facts.of({"overlay": "1.6 nm"}))
    >>> [a.verdict for a in found.assessments]
    ['not-met']
    """
    asked = answering(lists, as_of, edition, keep=keep)
    answer, codes = having(asked, code)
    if not codes:
        raise absent(code, asked.editions)
    found: list[Assessment] = []
    refused: list[MisuseError] = []
    for one, at in zip(answer.editions, codes, strict=True):
        if not isinstance(one[at], Provision):
            raise MisuseError(f"expected a provision to assess, found {at}, a {one[at].kind}", code=at)
        try:
            found.append(assess(one, at, facts, assume_goods=assume_goods))
        except MisuseError as error:
            refused.append(error)
    if not found:
        raise refused[0]
    return Assessed(answer, tuple(found), tuple(error.message for error in refused))


def assess_candidates(
    text: str,
    facts: Facts,
    lists: Sequence[str] | None = None,
    as_of: str | None = None,
    edition: Edition | None = None,
    *,
    top: int = 5,
) -> Assessed:
    """The facts, and those a description tells, against the provisions it may fall under, the best match first.

    The goods are taken for those the headings name. Raises `NotFoundError` where the description fits none.

    >>> found = assess_candidates("EUV pellicle", Facts(), ["nl-semicon"], "2024-10-01", top=1)
    >>> [(a.code, a.verdict) for a in found.assessments]
    [('3B001.l', 'unknown')]
    """
    # Only here: the index is heavy, and a question about one provision needs none.
    from controllist.services.searching import opened, opened_edition, search

    answer = answering(lists, as_of, edition)
    searched = opened_edition(edition) if edition is not None else opened(lists, as_of)
    candidates = search(text, searched, top).candidates
    if not candidates:
        raise NotFoundError(f"none found in these editions for {text!r}")
    told = with_described(facts, text)
    editions = {(e.list, e.applies_from): e for e in answer.editions}
    return Assessed(
        answer,
        tuple(assess(editions[c.list, c.edition], c.code, told, assume_goods=True, strict=False) for c in candidates),
    )


def assess_over_time(
    code: ControlCode, facts: Facts, lists: Sequence[str] | None = None, *, assume_goods: bool = False
) -> Timeline:
    """The verdict of every edition at hand of each list that ever had the provision.

    Raises `NotFoundError` where no edition at hand has it.

    >>> scanner = Facts.of({"wavelength": "193 nm", "overlay": "2 nm"})
    >>> found = assess_over_time(ControlCode("3B001.f.4"), scanner, ["nl-semicon"])
    >>> [(m.edition.applies_from, m.verdict) for m in found.moments][:2]
    [('2023-09-01', 'not-met'), ('2024-09-07', 'unknown')]
    """
    names = tuple(lists or (n for n in store.list_names() if store.editions(n)))
    moments: list[Moment] = []
    cautions: list[str] = []
    for name in names:
        editions = [store.load(a) for a in store.editions(name)]
        if not any(isinstance(e.by_code.get(code), Provision) for e in editions):
            continue
        moments += over_time(editions, code, facts, assume_goods=assume_goods)
        at_hand = {e.applies_from for e in editions}
        absent_ones = [k.date for k in store.info(name).known if k.date not in at_hand]
        if absent_ones:
            cautions.append(f"editions of {name} known but not at hand: {', '.join(absent_ones)}")
    if not moments:
        raise NotFoundError(f"{code} is in no edition at hand of {', '.join(names)}", code=code)
    return Timeline(tuple(moments), tuple(cautions))
