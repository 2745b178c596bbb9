"""What became of the rows of a batch, counted as they pass; tallies of parts add up to that of the whole."""

from __future__ import annotations

from collections import Counter

from attrs import Factory, define, frozen

from controllist.registers.cells import is_formula
from controllist.registers.classifying import Classified
from controllist.registers.sources import Row

MOST_DOUBTS = 20
MOST_ENTRIES = 10


@frozen
class Summary:
    """What became of the rows; `doubts` are the first rows that could not be matched, `formulas` original cells
    that a spreadsheet would calculate, `hints` rows whose best candidate explains little of the description.
    """

    rows: int = 0
    candidates: int = 0
    none: int = 0
    doubtful: int = 0
    hints: int = 0
    formulas: int = 0
    entries: tuple[tuple[str, str, int], ...] = ()
    """The most frequent first candidates: list, entry, rows."""
    own: tuple[tuple[str, int], ...] = ()
    doubts: tuple[tuple[int, str], ...] = ()


@define
class Tally:
    """Counts of rows; holds no row but the first doubtful ones."""

    verdicts: Counter[str] = Factory(Counter)
    entries: Counter[tuple[str, str]] = Factory(Counter)
    own: Counter[str] = Factory(Counter)
    hints: int = 0
    formulas: int = 0
    doubts: list[tuple[int, str]] = Factory(list)

    def count(self, row: Row, found: Classified) -> None:
        """One row more."""
        self.verdicts[found.verdict] += 1
        self.hints += found.faint
        self.formulas += sum(map(is_formula, row.cells))
        if found.own:
            self.own[found.own] += 1
        if found.candidates:
            first = found.candidates[0]
            self.entries[first.list, _entry(first.code)] += 1
        if found.verdict == "doubtful" and len(self.doubts) < MOST_DOUBTS:
            self.doubts.append((found.line, found.problem))

    def add(self, other: Tally) -> None:
        """The rows of another tally more; they come behind those counted here."""
        self.verdicts.update(other.verdicts)
        self.entries.update(other.entries)
        self.own.update(other.own)
        self.hints += other.hints
        self.formulas += other.formulas
        self.doubts += other.doubts[: MOST_DOUBTS - len(self.doubts)]

    def summary(self) -> Summary:
        """What the counts say."""
        most = sorted(self.entries.items(), key=lambda item: (-item[1], item[0]))[:MOST_ENTRIES]
        return Summary(
            sum(self.verdicts.values()),
            self.verdicts["candidates"],
            self.verdicts["none"],
            self.verdicts["doubtful"],
            self.hints,
            self.formulas,
            tuple((name, entry, rows) for (name, entry), rows in most),
            tuple(sorted(self.own.items())),
            tuple(self.doubts),
        )


def _entry(code: str) -> str:
    return code.partition("#")[0].partition(".")[0]
