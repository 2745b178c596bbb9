"""Draw the rooms of the package, floor by floor, from the imports as they are: docs/pictures/house.svg.

python scripts/draw_house.py            # exit 1 where the picture is not that of the imports
python scripts/draw_house.py --update   # draw it anew
"""

from __future__ import annotations

import argparse
import ast
import sys
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "controllist"
PICTURE = ROOT / "docs" / "pictures" / "house.svg"
WIDTH, ROW, BOX, MARGIN, MOST = 760, 54, 30, 20, 90
LETTER = 7.2


def imports() -> dict[str, set[str]]:
    """Each room with the rooms it imports, those of functions and of annotations among them."""
    found: dict[str, set[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        others = found.setdefault(room, set())
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module == "controllist":
                names = [f"controllist.{alias.name}" for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module]
            others |= {name.split(".")[1] for name in names if name.startswith("controllist.")}
    rooms = set(found)
    doors = {room for room in rooms if room.startswith("__")} | {"schema"}  # "schema" is a folder of JSON
    return {room: (others & rooms) - {room} for room, others in found.items() if room not in doors}


def floors(rooms: dict[str, set[str]]) -> list[list[str]]:
    """A room stands one floor above the highest room it imports."""
    height: dict[str, int] = {}

    def of(room: str, above: tuple[str, ...] = ()) -> int:
        if room not in height and room not in above:
            height[room] = 1 + max((of(other, (*above, room)) for other in rooms[room] if other in rooms), default=-1)
        return height.get(room, 0)

    for room in rooms:
        of(room)
    return [sorted(r for r in rooms if height[r] == n) for n in range(max(height.values()) + 1)]


def essential(rooms: dict[str, set[str]]) -> dict[str, set[str]]:
    """The imports that no chain of others implies; all of them drawn would hide the house behind its lines."""

    def below(room: str, seen: set[str]) -> set[str]:
        for other in rooms.get(room, set()) - seen:
            seen.add(other)
            below(other, seen)
        return seen

    return {
        room: {o for o in others if not any(o in below(p, set()) for p in others - {o})}
        for room, others in rooms.items()
    }


def svg(rooms: dict[str, set[str]]) -> str:
    rows = list(reversed(floors(rooms)))
    high = len(rows) * ROW + 20
    place: dict[str, tuple[float, float, float]] = {}
    for number, row in enumerate(rows):
        widths = [len(name) * LETTER + 20 for name in row]
        gap = min(MOST, (WIDTH - 2 * MARGIN - sum(widths)) / max(1, len(row) - 1))
        left = (WIDTH - sum(widths) - gap * (len(row) - 1)) / 2
        for name, wide in zip(row, widths, strict=True):
            place[name] = (left, 10 + number * ROW, wide)
            left += wide + gap
    lines = []
    for room, others in sorted(essential(rooms).items()):
        x, y, wide = place[room]
        for other in sorted(others & place.keys()):
            ox, oy, other_wide = place[other]
            lines.append(f'<path d="M{x + wide / 2:.0f} {y + BOX:.0f} L{ox + other_wide / 2:.0f} {oy:.0f}"/>')
    boxes = [
        f'<rect x="{x:.0f}" y="{y:.0f}" width="{wide:.0f}" height="{BOX}" rx="5"/>'
        f'<text x="{x + wide / 2:.0f}" y="{y + 20:.0f}">{escape(name)}</text>'
        for name, (x, y, wide) in sorted(place.items())
    ]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {high}" role="img">',
            "<title>The rooms of controllist; a line goes down to an imported room, where no other implies it</title>",
            "<style>text{font:12px monospace;text-anchor:middle;fill:#1b1b1f}rect{fill:#eef2fb;stroke:#3a5a9b}"
            "path{stroke:#9aa6bd;stroke-width:1;fill:none}</style>",
            f'<rect width="{WIDTH}" height="{high}" style="fill:#fff;stroke:none"/>',
            *lines,
            *boxes,
            "</svg>",
            "",
        ]
    )


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--update", action="store_true")
    drawn = svg(imports())
    if options.parse_args().update:
        PICTURE.write_text(drawn, encoding="utf-8")
        return 0
    if not PICTURE.exists() or PICTURE.read_text(encoding="utf-8") != drawn:
        print(f"{PICTURE.relative_to(ROOT)} is not the house as it stands; run scripts/draw_house.py --update")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
