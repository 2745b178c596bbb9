"""What the pieces of a description say together: what it is of, which words lead, which weigh less than they did alone.

"Control software" is software and "pump with software" a pump; "parts for" hands the lead to what follows; what stands
behind "without" is not the goods; the head of the first clause weighs most, and late words less than early ones.

>>> steering = Piece("steering", 0, 8, "steering", "goods", "content", 1.0)
>>> software = Piece("software", 9, 17, key("software"), "goods", "kind", 0.4)
>>> goods_of([steering]), goods_of([steering, software]), headed([steering, software], "en")[0].weight
(('thing',), ('software',), 1.4)
"""

from __future__ import annotations

import sys

from controllist.index import wordlists as lists
from controllist.index.languages import Language
from controllist.index.words import key, listed
from controllist.matching.pieces import BREAK, ZONE_WEIGHTS, Goods, Making, Piece

HEAD_WEIGHT = 1.4
UNKNOWN_PURPOSE = 0.8
FIRST_WORDS = 8
"""From here on a content word weighs less the later it comes: data sheets begin with the thing."""
MOST_NEGATED = 3

_PRODUCTION = key("production")
_JOINING = listed("and or en of und oder et ou")


def goods_of(pieces: list[Piece]) -> tuple[Goods, ...]:
    """What the description is of: things unless it leads with software or technology; both where it names both."""
    found: list[Goods] = []
    first_kind = min([p.start for p in pieces if p.sort == "kind"], default=sys.maxsize)
    for piece in pieces:
        if piece.role != "goods":
            continue
        if piece.sort == "kind":
            found.append("software" if piece.key in lists.SOFTWARE_WORDS else "technology")
        elif piece.sort in ("content", "generic") and piece.start <= first_kind:
            found.append("thing")
    unique = tuple(dict.fromkeys(found))
    if "thing" in unique and len(unique) > 1:
        return _leading(pieces, unique)
    return unique or ("thing",)


def making_of(pieces: list[Piece]) -> Making:
    """`productie-apparatuur voor X` says no more than that it makes X; `a mould for the production of X` is a mould."""
    made = [p for p in pieces if (p.sort == "stage" and p.key == _PRODUCTION) or p.key in lists.MAKING]
    if not made:
        return ""
    named = any(p.role == "goods" and p.sort in ("content", "cas") for p in pieces)
    return "aside" if named else "lead"


def _leading(pieces: list[Piece], unique: tuple[Goods, ...]) -> tuple[Goods, ...]:
    """`control software`: the kind word is the head; `pump with software`: it is not; `pumps and software`: both."""
    kinds = [p for p in pieces if p.sort == "kind"]
    contents = [
        p for p in pieces if p.sort in ("content", "generic") and p.role == "goods" and p.start < kinds[0].start
    ]
    if kinds and contents and kinds[0].role == "goods":
        last = max(p.end for p in contents)
        between = [p.text.casefold() for p in pieces if last <= p.start < kinds[0].start]
        if kinds[0].compound or (kinds[0].start >= last and not _JOINING.intersection(between)):
            return tuple(g for g in unique if g != "thing")
    return unique


def promoted(pieces: list[Piece]) -> list[Piece]:
    """Where the first clause holds no content (`parts for`, `software for`, `equipment for`), the next one leads."""
    leading = [p for p in pieces if p.role == "goods" and p.sort in ("content", "cas")]
    if leading:
        if any(p.known for p in leading):
            return pieces
        # Nobody knows the words for the goods; then what they are for says most.
        gain = UNKNOWN_PURPOSE / ZONE_WEIGHTS["purpose"]
        return [p.weighing(p.weight * gain) if p.role == "purpose" else p for p in pieces]
    lead = next((p.role for p in pieces if p.role != "goods" and p.sort in ("content", "stage", "cas")), None)
    if lead is None:
        return pieces
    gain = ZONE_WEIGHTS["goods"] / ZONE_WEIGHTS[lead]
    return [p.weighing(p.weight * gain, "goods") if p.role == lead else p for p in pieces]


def without_negated(pieces: list[Piece], text: str) -> list[Piece]:
    """Take the weight from the words behind `without`, up to the next break: the goods are not that."""
    taken: set[int] = set()
    for at, piece in enumerate(pieces):
        if piece.text.casefold() in lists.NEGATING and piece.sort != "kind":
            for behind in range(at + 1, min(len(pieces), at + 1 + MOST_NEGATED)):
                between = text[pieces[behind - 1].end : pieces[behind].start]
                if BREAK.search(between + " "):
                    break
                taken.add(behind)
    if not taken or not any(
        p.sort in ("content", "cas") and p.weight > 0 for i, p in enumerate(pieces) if i not in taken
    ):
        return pieces
    return [p.weighing(0.0) if i in taken else p for i, p in enumerate(pieces)]


def headed(pieces: list[Piece], language: Language) -> list[Piece]:
    """Give the head of the first clause its weight."""
    clause = [i for i, p in enumerate(pieces) if p.role == "goods" and p.sort == "content"]
    if not clause:
        return pieces
    at = clause[0] if language == "fr" else clause[-1]
    pieces = list(pieces)
    pieces[at] = pieces[at].weighing(pieces[at].weight * HEAD_WEIGHT)
    return pieces


def faded(pieces: list[Piece]) -> list[Piece]:
    if len(pieces) <= FIRST_WORDS:
        return pieces
    faded: list[Piece] = []
    count = 0
    for piece in pieces:
        if piece.sort == "content":
            count += 1
        factor = 1 / (1 + max(0, count - FIRST_WORDS) / 8)
        faded.append(piece if factor == 1 else piece.weighing(piece.weight * factor))
    return faded
