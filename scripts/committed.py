"""What the repository keeps of measurements: tables between the marks of a page, and floors for figures."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ACCURACY = ROOT / "docs" / "accuracy.md"
FLOORS = ROOT / "docs" / "accuracy" / "floors.json"


def between_marks(page: Path, name: str) -> str:
    """What stands between `<!-- name -->` and `<!-- /name -->` of a page."""
    return _parted(page, name)[1].strip("\n")


def write_between(page: Path, name: str, lines: Iterable[str]) -> None:
    """Put these lines there."""
    before, _, after = _parted(page, name)
    shown = "\n".join(lines)
    page.write_text(f"{before}<!-- {name} -->\n\n{shown}\n\n<!-- /{name} -->{after}", encoding="utf-8")


def _parted(page: Path, name: str) -> tuple[str, str, str]:
    text = page.read_text(encoding="utf-8")
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    if text.count(begin) != 1 or text.count(end) != 1:
        raise SystemExit(f"{page}: expected {begin} and {end}, once each")
    before, _, rest = text.partition(begin)
    inside, _, after = rest.partition(end)
    return before, inside, after


def below_floors(measured: Mapping[str, float]) -> list[str]:
    """One line for each figure that fell below the committed one; what was not measured is left out.

    Figures that should be small are given below zero: -0.02, with the floor -0.02 for at most .02.
    """
    return [
        f"below its floor: {name} is {abs(measured[name]):.3f}, "
        f"at {'most' if floor < 0 or measured[name] < 0 else 'least'} {abs(floor):.3f} expected"
        for name, floor in _floors().items()
        if name in measured and measured[name] < floor
    ]


def raise_floors(measured: Mapping[str, float]) -> None:
    """Make these figures the committed ones where they are better; a floor is lowered by hand only, with a reason."""
    floors = _floors()
    better = {name: math.floor(value * 1000 + 1e-6) / 1000 for name, value in measured.items()}
    floors |= {name: value for name, value in better.items() if value > floors.get(name, -math.inf)}
    FLOORS.write_text(json.dumps(floors, indent=2) + "\n", encoding="utf-8")


def _floors() -> dict[str, float]:
    floors: dict[str, float] = json.loads(FLOORS.read_text(encoding="utf-8"))
    return floors
