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
    (?<![\d,.]) 10 (?= \s | [/;,.)] | \Z )                         # a ten without its exponent
    | (?: \b | (?<=/) ) (?: [kcmµμd]?m | s ) (?= \s | [;,.)/] | \Z )   # a unit that may be squared or cubed
    """,
    re.VERBOSE,
)
_NEAR = 9
"""Columns by which a raised digit may be off: pdftotext lays out each line by its own."""

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
    """The line with each raised digit at the nearest place that can take one, in order; None where one has no place."""
    slots = [m.end() for m in _SLOT.finditer(below)]
    chosen: list[tuple[int, str]] = []
    for column, mark in marks:
        free = [s for s in slots if not chosen or s > chosen[-1][0]]
        near = [s for s in free if abs(s - column) <= _NEAR]
        if not near:
            return None
        chosen.append((min(near, key=lambda s: abs(s - column)), mark))
    for position, mark in reversed(chosen):
        power = mark.replace("–", "-").replace("−", "-")
        below = f"{below[:position]}^{power}{below[position:]}"
    return below


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
