"""Exponents that print has raised: put back where the layout kept them, told as doubtful where it did not.

A raised digit stands on a line of its own above the text, or behind its ten as if it were another digit, or nowhere.

>>> join_raised(["                     6", "more than 14 x 10 N"], [True, True])
[None, 'more than 14 x 10^6 N']
>>> restore_exponents("a mass of 7,62 x 104 m and 30 kg/m2")
('a mass of 7,62 x 10^4 m and 30 kg/m^2', ('a raised digit is lost in print: "x 104", read as 10^4',))
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_RAISED_LINE = re.compile(r"\s*[-–−+]?\d{1,3}(?:\s+[-–−+]?\d{1,3})*\s*")
_RAISED = re.compile(r"[-–−+]?\d{1,3}")
_SLOT = re.compile(
    r"""
    (?P<ten> (?: (?<=\d\ [x×]\ ) | (?<=\d[x×]\ ) | (?<=\d\ [x×]) ) 10 ) (?= \s | [/;,.)] | \Z )   # must have one
    | (?<![\d,.]) 10 (?= \s | [/;,.)] | \Z )                       # a ten that may have an exponent
    | (?: \b | (?<=/) ) (?: [kcmµμd]?m | s ) (?= \s | [;,.)/] | \Z )   # a unit that may be squared or cubed
    """,
    re.VERBOSE,
)
_NEAR, _NEAR_SIGNED = 9, 16
"""Columns by which a raised digit may be off, one with a sign further: pdftotext lays out each line by its own."""

_TEN = re.compile(r"(?P<sign>[x×]\s?)10\s?(?P<power>[-–−]\s?\d{1,2}|\d{1,2})(?![\d,.]*\d)(?!\s?[x×])")
_LONE = re.compile(
    r"(?<![\d,.\-–/x×] )(?<![A-Z]{2} )(?<![\w,.\-–/])10(?P<power>[1-9]\d?)"
    r"(?= [^\W\d_]{3,})(?! (?:nm|kPa|MPa|GHz|MHz|kHz))"
)
_UNIT = re.compile(r"(?P<before>\d\s?|/|\bper )(?P<unit>(?:[kcmµμd]?m|s))(?P<power>[23])(?![\w.])")


def join_raised(lines: Sequence[str], usable: Sequence[bool]) -> list[str | None]:
    """The lines with raised digits joined to the line they belong to; None for the lines that held only these."""
    found: list[str | None] = list(lines)
    for i, line in enumerate(lines):
        if not usable[i] or not line.strip() or not _RAISED_LINE.fullmatch(line):
            continue
        marks = [(m.start(), m[0]) for m in _RAISED.finditer(line)]
        before = found[i - 1] if i else None
        if before is not None and re.search(r"\b10 ?[-–−]\Z", before.rstrip()) and len(marks) == 1:
            # "10 -" at the end of a line and its digits below: the minus was not raised with them.
            found[i - 1] = re.sub(r"\b10 ?[-–−]\Z", f"10^-{marks[0][1]}", before.rstrip())
            found[i] = None
            continue
        below = found[i + 1] if i + 1 < len(lines) and usable[i + 1] else None
        joined = _join(marks, below) if below else None
        if joined is not None:
            found[i], found[i + 1] = None, joined
    return found


def _join(marks: Sequence[tuple[int, str]], below: str) -> str | None:
    """The line with each raised digit at a place that can take one, in order; None where one has no place.

    A ten behind a multiplication sign must have its exponent, so it goes before the unit behind it; else the nearest.

    >>> _join([(13, "6"), (16, "2")], "more than 7 x 10 N/m ;"), _join([(16, "6")], "more than 7 x 10 m;")
    ('more than 7 x 10^6 N/m^2 ;', 'more than 7 x 10^6 m;')
    """
    slots = [(m.end(), bool(m["ten"])) for m in _SLOT.finditer(below)]
    # By the slot taken last: the price of the digits so far, and their slots, the last one first.
    best: dict[int, tuple[float, _Chosen]] = {-1: (0.0, None)}
    for column, mark in marks:
        then: dict[int, tuple[float, _Chosen]] = {}
        for at, (end, is_ten) in enumerate(slots):
            if abs(end - column) > (_NEAR if mark.isdecimal() else _NEAR_SIGNED):
                continue
            before = min(((price, path) for last, (price, path) in best.items() if last < at), default=None, key=_price)
            if before is not None:
                then[at] = (before[0] + abs(end - column) - (_NEAR_SIGNED * 2 if is_ten else 0), (end, before[1]))
        best = then
    if not best:
        return None
    _, path = min(best.values(), key=_price)
    for _, mark in reversed(marks):
        assert path is not None
        position, path = path
        power = mark.replace("–", "-").replace("−", "-")
        below = f"{below[:position]}^{power}{below[position:]}"
    return below


_Chosen = tuple[int, "_Chosen"] | None


def _price(reading: tuple[float, _Chosen]) -> float:
    return reading[0]


def restore_exponents(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with the exponents print shows as plain digits, and a doubt for each that rests on a guess.

    Squares and cubes of units are sure; a power of ten behind a multiplication sign is read as one and told, and so is
    a lone 1012, for a plain number of that size prints its thousands apart; a lone 109 is left and told.

    >>> restore_exponents("in units of 1012 operations, of 109 particles")[0]
    'in units of 10^12 operations, of 109 particles'
    """
    doubts: list[str] = []

    def power(found: re.Match[str]) -> str:
        value = found["power"].replace(" ", "").replace("–", "-").replace("−", "-")
        doubts.append(f'a raised digit is lost in print: "{found[0]}", read as 10^{value}')
        return f"{found['sign']}10^{value}"

    def lone(found: re.Match[str]) -> str:
        told = f'"{found[0]}" may be 10^{found["power"]} with its raised digit lost in print'
        if len(found["power"]) < 2:
            doubts.append(told)
            return found[0]
        # A plain number of four digits has a blank behind its thousands.
        doubts.append(f"{told}, read so")
        return f"10^{found['power']}"

    text = _TEN.sub(power, text)
    text = _UNIT.sub(r"\g<before>\g<unit>^\g<power>", text)
    text = _LONE.sub(lone, text)
    return text, tuple(doubts)
