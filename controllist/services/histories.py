"""A provision through the editions at hand of every list that has it, and its way from list to list."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from controllist import store
from controllist.codes import ControlCode
from controllist.diffing.histories import history
from controllist.errors import NotFoundError
from controllist.lineage import passed, untold, wordings
from controllist.messages import Message
from controllist.model import Edition
from controllist.rendering.histories import CodeHistory
from controllist.services.finding import found_code


@frozen
class Histories:
    """What is told of a provision, a list at a time; `cautions` name editions whose text is not at hand."""

    told: tuple[CodeHistory, ...]
    cautions: tuple[str, ...]


def histories(code: ControlCode, lists: Sequence[str] | None = None) -> Histories:
    """The history of a provision in each list; raises `NotFoundError` where no edition at hand has the code.

    >>> found = histories(ControlCode("3B001.f.4"), ["nl-semicon"])
    >>> [(m.edition, [c.effect for c in m.changes]) for m in found.told[0].moments][:2]
    [('nl-semicon@2023-09-01', []), ('nl-semicon@2024-09-07', ['wider'])]
    """
    told: list[CodeHistory] = []
    cautions: list[str] = []
    for name in dict.fromkeys(lists or store.shipped_lists()):
        editions = wordings(name)
        at = _newest(editions, code)
        if at is not None:
            told.append(_told(name, at, editions))
            cautions += [missing] if (missing := untold(name)) else []
    if not told:
        raise NotFoundError(f"{code} is in no edition at hand", code=code)
    return Histories(tuple(told), tuple(cautions))


def _newest(editions: Sequence[Edition], code: ControlCode) -> ControlCode | None:
    """The code as the newest edition that has it writes it."""
    return next((at for edition in reversed(editions) if (at := found_code(edition, code)) is not None), None)


def _told(name: str, code: ControlCode, editions: Sequence[Edition]) -> CodeHistory:
    """From the first edition to the newest one that has the code, and whatever came after it."""
    last = max(i for i, e in enumerate(editions) if code in e)
    moments = history(code, editions[: last + 1])
    texts = [e[m.code].text if m.code is not None else "" for m, e in zip(moments, editions, strict=False)]
    moves: tuple[str, ...] = tuple(m.text for m in passed() if m.concerns(name, code))
    if last + 1 < len(editions):
        moves = (Message("gone from {edition} on", edition=str(editions[last + 1].address)), *moves)
    return CodeHistory(name, code, moments, tuple(texts), moves)
