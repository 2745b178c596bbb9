"""Texts in which a figure speaks of one alternative only, so that it can neither refute nor prove the rest.

"pumps > 5 m³/h; components specially designed for them" has two alternatives, but the second hangs on the first: a pump
of 4 m³/h has no controlled components. "bores > 5 m: drilling machines; turning machines for drilling" has two that
stand alone, and a turning machine is not judged by the bore.

>>> one_alternative_only("tungsten, alloys with > 90 % tungsten", [20])
True
>>> one_alternative_only("pumps, flow rate > 5 m³/h; components specially designed for them", [17])
False
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

# Words with which a piece behind a semicolon goes on to tell a condition of the same goods.
_CONDITION = re.compile(
    r"""
    \W* (?: (?:specially\ )? (?:designed|modified|adapted|built|made|used|usable|intended|capable|rated|measured)\b
      | (?:with|without|having|of|in|at|form\ of|not|per|consisting|including|containing|also|other\ than|fully|into)\b
      | (?:material|two-dimensional)\b | \w+\ =\  )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SIGN = re.compile(r"[<>≥≤=]")
_HANGS_ON = re.compile(r"\b(?:it|them|these|those|such|this|that|therefor|thereof|its|their)\b", re.IGNORECASE)
_OF_A_KIND = re.compile(r"\b(?:alloys?|mixtures?|compounds?|solutions?)['\"]?,? [^,;:<>≥≤]{0,80}[<>≥≤]", re.IGNORECASE)
_SEVERAL = re.compile(r",|;|\bor\b", re.IGNORECASE)


def one_alternative_only(text: str, figures_at: Iterable[int]) -> bool:
    """Whether one of the figures, which stand at these places, speaks of one alternative of the text."""
    places = sorted(figures_at)
    if any(_in_brackets(text, at) for at in places):
        return True
    kind = _OF_A_KIND.search(text)
    if kind and any(kind.start() < at <= kind.end() + 1 for at in places) and _SEVERAL.search(text[: kind.start()]):
        return True
    return _stands_alone_behind(text, places)


def _in_brackets(text: str, at: int) -> bool:
    """Brackets such as "(a)" before a figure are closed; those around it say that it qualifies one word."""
    return text.count("(", 0, at) > text.count(")", 0, at)


def _stands_alone_behind(text: str, places: list[int]) -> bool:
    """Whether a piece without a figure, behind one with a figure, names goods that stand alone."""
    return any(not _HANGS_ON.search(piece) for piece in _goods_behind(text, places))


def goods_that_come_with(text: str, figures_at: Iterable[int]) -> str:
    """The goods a text names behind its figures and for the goods with those figures; empty where there are none.

    >>> goods_that_come_with("pumps, flow rate > 5 m³/h; components specially designed for them", [17])
    'components specially designed for them'
    """
    found = (piece.strip() for piece in _goods_behind(text, sorted(figures_at)) if _HANGS_ON.search(piece))
    return "; ".join(found)


def _goods_behind(text: str, places: list[int]) -> Iterator[str]:
    """The pieces behind a semicolon that name goods and tell no figure, where a piece before them tells one."""
    start, seen = 0, False
    for piece in text.split(";"):
        end = start + len(piece)
        if any(start <= at < end for at in places) or _SIGN.search(piece):
            seen = True
        elif seen and piece.strip() and not _CONDITION.match(piece):
            yield piece
        start = end + 1
