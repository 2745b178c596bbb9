"""Take the figures that README shows from the pages that hold them.

python scripts/readme_figures.py             # exit 1 where README says something else
python scripts/readme_figures.py --update    # put them there
"""

from __future__ import annotations

import argparse
import sys

from committed import ACCURACY, ROOT, between_marks, write_between

README = ROOT / "README.md"
PERFORMANCE = ROOT / "docs" / "performance.md"


def figures() -> list[str]:
    """The table of README."""
    match, diff = _rows(between_marks(ACCURACY, "match")), _rows(between_marks(ACCURACY, "diff"))
    speed = _rows(between_marks(PERFORMANCE, "bench"))

    def found(rows: str) -> str:
        plain = (cells for name, cells in match.items() if name.startswith(f"{rows}: ") and "controllist" not in name)
        ours, best = match[rows], max(plain, key=lambda cells: cells[2])
        return f"{ours[1]} and {ours[2]}; the best plain tool {best[1]} and {best[2]}"

    told = diff["eu-2021-2025, official texts, with reviews"]
    by_rules = diff["eu-2021-2025, official texts, by rules"]
    return [
        "| what | figure | by |",
        "|---|---|---|",
        f"| the right entry comes first, and among five, for {match['shared, Dutch dual-use'][0]} Dutch licence "
        "descriptions "
        f"| {found('shared, Dutch dual-use')} | `make accuracy` ([page](docs/accuracy.md)) |",
        f"| the same for {match['own, held out'][0]} descriptions of our own, held out, in four languages "
        f"| {found('own, held out')} | the same |",
        "| known changes of Annex I from 2021 to 2025 that are told "
        f"| {told[1]} | the same |",
        "| their direction right, undecided counted as wrong: by rules alone, with reviewed judgements "
        f"| {by_rules[3]}, {told[3]} | the same |",
        f"| descriptions matched on one core | {speed['match, warm, one core'][0]} "
        "| `make bench` ([page](docs/performance.md)) |",
        f"| a register of 40,000 rows held against a new edition | {speed['impact, register of 40,000 rows'][0]} "
        "| the same |",
    ]  # fmt: skip


def _rows(table: str) -> dict[str, list[str]]:
    """The cells of each row behind the first, by the first."""
    parted = [[cell.strip() for cell in line.strip("| ").split("|")] for line in table.splitlines() if "|" in line]
    return {first: cells for first, *cells in parted}


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--update", action="store_true")
    wanted = figures()
    if options.parse_args().update:
        write_between(README, "figures", wanted)
    elif between_marks(README, "figures") != "\n".join(wanted):
        print("README.md: the figures are not those of the pages; `python scripts/readme_figures.py --update`")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
