"""What every answer must say: what was searched, and what these lists do not cover."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from attrs import evolve

from controllist.codes import parse_code
from controllist.errors import CodeError
from controllist.index import Index
from controllist.matching.results import Match
from controllist.messages import Message

CATCH_ALL = Message(
    "goods on no list can still need a licence: Articles 4, 5, 9 and 10 of Regulation (EU) 2021/821 "
    "(weapons of mass destruction, military end use, cyber-surveillance, national lists of member states)"
)
FAINT = 0.35
"""Below this score an answer says that it is no more than a hint."""
VAGUE = Message(
    "what speaks for the best candidate are words that other goods go by as well: tell more of the goods "
    "(material, size, use)"
)
DOUBTFUL = frozenset({"ambiguous", "weak", "part", "learned"})
TELLING = 0.05
"""What adds less to a score does not speak for a candidate."""
OTHER_REGIMES = Message(
    "not covered: sanctions, embargoes such as Regulation (EU) No 833/2014, further national lists, "
    "Annex IV (transfers inside the EU) and customs codes"
)
MILITARY_END_USE = Message(
    "the description speaks of a military use: goods designed or modified for it may fall under the military list, "
    "and Article 4(1)(b) of Regulation (EU) 2021/821 may apply in a country under an arms embargo"
)


def with_cautions(match: Match, index: Index, before: Iterable[str] = ()) -> Match:
    """The answer with what must be said of it: of the editions first, then what was searched and what was not.

    `before` is what was said when the editions were chosen.
    """
    return evolve(match, cautions=_cautions(match, index, before))


def _cautions(match: Match, index: Index, before: Iterable[str]) -> tuple[str, ...]:
    searched = ", ".join(f"{s.list}@{s.edition}" for s in index.segments)
    said = [*before, *(c for s in index.segments for c in s.cautions)]
    official = [s for s in index.segments if s.wording == "official"]
    said += [Message("{edition} answers in its official wording", edition=f"{s.list}@{s.edition}") for s in official]
    if match.verdict == "none":
        said.append(
            Message(
                "no candidate found in {searched}; that is no statement that no licence is needed", searched=searched
            )
        )
    else:
        if match.best < FAINT:
            said.append(
                Message(
                    "the best candidate explains a small part of the description (score {score:.2f}): "
                    "take it as a hint",
                    score=match.best,
                )
            )
        elif _vague(match):
            said.append(VAGUE)
        said.append(
            Message(
                "candidates from {searched}; whether goods fall under one is for its text and figures to decide",
                searched=searched,
            )
        )
    if match.military:
        said.append(MILITARY_END_USE)
    if named := named_entries(match.query, index):
        said.append(
            Message(
                "the description names {codes}: a code counts as a word here, and may stand in a provision that "
                "leaves it out; `show` tells what it covers",
                codes=", ".join(named),
            )
        )
    return tuple(dict.fromkeys([*said, *scope(index)]))


_WITH_DIGIT = re.compile(r"(?<![\w.])(?=[A-Za-z]*\d)\w[\w.]*")


def named_entries(description: str, index: Index) -> tuple[str, ...]:
    """The entries of the lists searched whose codes a description names.

    >>> from controllist.codes import EditionAddress
    >>> from controllist.index import open_index
    >>> index = open_index([EditionAddress.parse("eu-dual-use@2025-11-15")])
    >>> named_entries("spare pump 12 V, ECCN 2b350.i, for ML10; was 9A999", index)
    ('2B350',)
    """
    found: dict[str, None] = {}
    for written in _WITH_DIGIT.findall(description):
        try:
            entry = parse_code(written).entry
        except CodeError:
            continue
        if any(entry in segment.place for segment in index.segments):
            found[entry] = None
    return tuple(found)


def _vague(match: Match) -> bool:
    """Whether nothing but words of doubtful meaning speaks for the best candidate: `chips`, `tank`."""
    telling = [e for e in match.candidates[0].evidence if e.score >= TELLING]
    return all(not DOUBTFUL.isdisjoint(e.flags) for e in telling)


def scope(index: Index) -> tuple[str, ...]:
    """What no answer from this index covers."""
    return (*_missing(index), CATCH_ALL, OTHER_REGIMES)


def _missing(index: Index) -> Sequence[str]:
    """The shipped lists that were not searched."""
    from controllist.store import shipped_lists

    left = [name for name in shipped_lists() if all(s.list != name for s in index.segments)]
    return [Message("not searched: {editions}", editions=", ".join(left))] if left else []
