"""The answers as JSON documents, for programs that pass them on: an assistant, a web service.

The keys are those of `controllist/schema/outputs.json`, the cautions are the same. Editions are named by address alone:
who asks over a line must not have files read. Threads may call these functions at the same time; editions and indexes
are kept, so that the first question pays for the others.

>>> match("EUV pellicle", ["nl-semicon"], top=1)["candidates"][0]["code"]
'3B001.l'
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from controllist import store
from controllist.app import questions
from controllist.app.selection import Selection, select
from controllist.assessing.facts import Facts
from controllist.errors import MisuseError
from controllist.messages import Message
from controllist.registers.tables import Goods
from controllist.rendering.changes import diff_result
from controllist.rendering.matches import match_result
from controllist.rendering.provisions import lists_result, show_result
from controllist.rendering.registers import impact_result
from controllist.rendering.verdicts import assess_result

MOST_CANDIDATES = 100
MOST_ARTICLES = 5_000
"""More belong in `controllist impact` or `batch`, which show their progress and can be interrupted."""


def lists(lists: Sequence[str] | None = None) -> list[dict[str, Any]]:
    """The lists and editions at hand, one row an edition; raises `MisuseError` for an unknown list.

    >>> [row["edition"] for row in lists(["nl-semicon"])]
    ['2023-09-01', '2024-09-07', '2025-04-01']
    """
    return lists_result(questions.lists_at_hand(lists))


def show(
    code: str,
    lists: Sequence[str] | None = None,
    as_of: str | None = None,
    edition: str | None = None,
    *,
    notes: bool = False,
    related: bool = False,
) -> dict[str, Any]:
    """A provision with its items and notes, in each list that has it.

    `edition` (`list@date`) answers alone; `notes` adds definitions of the terms used, `related` the provisions named.
    Raises `NotFoundError` where no list has the code.

    >>> [(r["list"], len(r["nodes"])) for r in show("3b001l", ["nl-semicon"])["results"]]
    [('nl-semicon', 1)]
    """
    found = questions.look_up(code, _selection(lists, as_of, edition), notes=notes, related=related)
    return show_result(code, found.results, found.as_of, found.exact, found.cautions)


def match(
    text: str,
    lists: Sequence[str] | None = None,
    as_of: str | None = None,
    *,
    top: int = 10,
    language: str | None = None,
) -> dict[str, Any]:
    """The entries a description of goods may fall under, with the evidence; `none` is a verdict and no error.

    Raises `MisuseError` for a text of more than 200,000 characters, a number of candidates that is not from 1 to 100
    or a language other than en, nl, de and fr.

    >>> match("zitbank", ["nl-semicon"])["verdict"]
    'none'
    """
    if type(top) is not int or not 1 <= top <= MOST_CANDIDATES:
        raise MisuseError("expected from 1 to {number} candidates, found {found!r}", number=MOST_CANDIDATES, found=top)
    found = questions.match(text, select(lists, as_of), top=top, language=language)
    return match_result(found.match, found.as_of, found.exact)


def assess(
    code: str,
    facts: Mapping[str, str] | None = None,
    lists: Sequence[str] | None = None,
    as_of: str | None = None,
    edition: str | None = None,
    *,
    assume_goods: bool = False,
) -> dict[str, Any]:
    """Met, not met or unknown, with the tree of reasons and what is missing; `next` is the fact to ask for now.

    Facts are names and values as people write them. `next` is None where nothing is left to ask. Raises
    `MisuseError` for a wrong dimension or an unknown name, `NotFoundError` where no list has the code.

    >>> answer = assess("3B501.f.1.b", {"wavelength": "193 nm"})
    >>> answer["verdict"], answer["next"]["property"]
    ('unknown', 'is it')
    """
    known = Facts.of(facts or {})
    found = questions.assess(code, known, _selection(lists, as_of, edition), assume_goods=assume_goods)
    document = assess_result(found.assessments, found.as_of, found.exact, found.cautions)
    document["cautions"] += [Message("passed over in one list: {problem}", problem=p) for p in found.refused]
    return document


def diff(
    old: str, new: str, *, substantive: bool = False, categories: Sequence[str] = (), codes: Sequence[str] = ()
) -> dict[str, Any]:
    """What changed between two editions, each change with its effect on what is controlled.

    `substantive` leaves out what changes nobody's classification. Raises `MisuseError` where an edition is not known
    or the two cannot be compared.

    >>> answer = diff("nl-semicon@2023-09-01", "nl-semicon@2024-09-07")
    >>> [(c["code"], c["effect"]) for c in answer["changes"]]
    [('3B001.f.4', 'wider')]
    """
    before, after = store.load(old), store.load(new)
    found = questions.compare(before, after, substantive=substantive, categories=categories, codes=codes)
    return diff_result(found.diff)


def impact(articles: Sequence[Goods], old: str, new: str, *, everything: bool = False) -> dict[str, Any]:
    """Which articles a change of the list touches, the most urgent first.

    `everything` gives those that are not touched too. Raises `MisuseError` for more than 5,000 articles, and for two
    lists between which no move of a control is recorded.

    >>> scanner = Goods(1, "7", "DUV immersion scanner 193 nm")
    >>> [a["outcome"] for a in impact([scanner], "nl-semicon@2023-09-01", "nl-semicon@2024-09-07")["articles"]]
    ['look again']
    """
    if len(articles) > MOST_ARTICLES:
        raise MisuseError(
            "expected at most {number} articles, found {found}", number=MOST_ARTICLES, found=len(articles)
        )
    before, after = store.load(old), store.load(new)
    found = questions.impact(articles, before, after)
    return impact_result(before, after, found.touched, found.cautions, everything=everything)


def _selection(lists: Sequence[str] | None, as_of: str | None, address: str | None) -> Selection:
    return select(lists, as_of, None if address is None else store.load(address))
