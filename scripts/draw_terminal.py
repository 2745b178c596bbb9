"""Draw what commands print in a terminal, as pictures for README and docs: docs/pictures/<name>.svg.

python scripts/draw_terminal.py            # exit 1 where a picture is not what the program prints
python scripts/draw_terminal.py --update   # draw them anew
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import subprocess
import sys
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
# Name of the picture, the command, and which of the printed lines it shows.
SHOWN = {
    "diff": (
        "controllist diff nl-semicon@2023-09-01 nl-semicon@2024-09-07",
        r"^nl-semicon@|^3B001|^  3B001|^ {6}",
    ),
    "verdict": (
        'controllist assess 3B501.f.1.b --set "wavelength=193 nm" --set "numerical aperture=1.35"'
        ' --set "overlay=1.6 nm" --set "is it=yes"',
        r"^eu-dual-use@|^3B501|^  facts|^  [+?-] |^    [+?-] |^ {6,}\S",
    ),
}
COLUMNS, LETTER, LINE, PAD = 100, 7.8, 19, 16
SIGN = re.compile(r"\x1b\[([\d;]*)m")
COLOURS = {
    "31": "#ff8a80",
    "32": "#7fd99a",
    "33": "#f2cf6b",
    "34": "#8ab4ff",
    "35": "#d5a6ff",
    "36": "#7fd7e6",
    "2": "#9aa3b2",
}
PLAIN = "#e6e9ef"


def printed(command: str) -> str:
    environment = {
        **{k: v for k, v in os.environ.items() if k != "NO_COLOR"},
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": str(COLUMNS),
        "FORCE_COLOR": "1",
        "CONTROLLIST_HOME": os.devnull,
    }
    return subprocess.run(shlex.split(command), cwd=ROOT, env=environment, capture_output=True, text=True).stdout


def spans(line: str) -> str:
    """One line as SVG text, each stretch in the colour the terminal would give it."""
    parts: list[str] = []
    colour, bold, at = PLAIN, False, 0
    for sign in [*SIGN.finditer(line), None]:
        piece = line[at : sign.start() if sign else len(line)]
        if piece:
            weight = ' font-weight="bold"' if bold else ""
            parts.append(f'<tspan fill="{colour}"{weight}>{escape(piece, quote=False)}</tspan>')
        if sign:
            at = sign.end()
            for number in sign[1].split(";"):
                if number in ("", "0"):
                    colour, bold = PLAIN, False
                elif number == "1":
                    bold = True
                else:
                    colour = COLOURS.get(number, colour)
    return "".join(parts)


def svg(command: str, lines: list[str]) -> str:
    shown = [f"$ {command}", *lines]
    wide = max(len(SIGN.sub("", line)) for line in shown) * LETTER + 2 * PAD
    high = len(shown) * LINE + 2 * PAD
    rows = [
        f'<text x="{PAD}" y="{PAD + 13 + n * LINE}" xml:space="preserve">{spans(line)}</text>'
        for n, line in enumerate(shown)
    ]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.0f} {high}" role="img">',
            f"<title>What the terminal shows for: {escape(command, quote=False)}</title>",
            f'<rect width="{wide:.0f}" height="{high}" rx="8" fill="#1d2129"/>',
            f'<g font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="13" fill="{PLAIN}">',
            *rows,
            "</g>",
            "</svg>",
            "",
        ]
    )


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--update", action="store_true")
    update = options.parse_args().update
    stale = 0
    for name, (command, wanted) in SHOWN.items():
        lines = [line for line in printed(command).splitlines() if re.search(wanted, SIGN.sub("", line))]
        drawn = svg(command, lines)
        picture = PICTURES / f"{name}.svg"
        if update:
            picture.write_text(drawn, encoding="utf-8")
        elif not picture.exists() or picture.read_text(encoding="utf-8") != drawn:
            stale += 1
            print(f"{picture.relative_to(ROOT)} is not what {command!r} prints; run scripts/draw_terminal.py --update")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
