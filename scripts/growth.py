"""How time grows with the size of what is asked, as a table and a picture: `make growth`.

    python scripts/growth.py            measure and print
    python scripts/growth.py --write    and put picture and table into docs/

Processor time, so that other programs hardly count, the least of three runs at each size. Both axes of the picture are
logarithms: what grows with its size runs beside the dashed lines; a square would climb twice as steep. The exponent is
the slope between the first and the last size; about 1 is linear.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import math
import sys
import time
from collections.abc import Callable
from html import escape
from pathlib import Path
from random import Random

from attrs import evolve, frozen
from committed import write_between

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from controllist import api, store  # noqa: E402 - a script finds the checkout it lies in
from controllist.diffing.comparison import diff  # noqa: E402
from controllist.index import open_index  # noqa: E402
from controllist.ingest import parse_bytes  # noqa: E402
from controllist.language.thresholds import read_thresholds  # noqa: E402
from controllist.matching import match  # noqa: E402
from controllist.registers.tables import Goods  # noqa: E402
from fuzz import seeds  # noqa: E402

PICTURE = ROOT / "docs" / "pictures" / "growth.svg"
PAGE = ROOT / "docs" / "performance.md"
WORDS = tuple(
    dict.fromkeys(w for n in range(40) for w in f"{seeds.words(Random(n))} {seeds.description(Random(n))}".split())
)


@frozen
class Curve:
    """One question, what its size counts, the sizes and the seconds each took."""

    name: str
    counted: str
    sizes: tuple[int, ...]
    seconds: tuple[float, ...]

    @property
    def exponent(self) -> float:
        return math.log(self.seconds[-1] / self.seconds[0]) / math.log(self.sizes[-1] / self.sizes[0])


def measured(name: str, counted: str, sizes: tuple[int, ...], make: Callable[[int], Callable[[], object]]) -> Curve:
    """`make` prepares the question of one size; only asking it is timed, and no answer may have been kept."""
    spent = []
    for size in sizes:
        runs = []
        for _ in range(3):
            ask = make(size)
            gc.collect()
            start = time.process_time()
            ask()
            runs.append(time.process_time() - start)
        spent.append(min(runs))
    return Curve(name, counted, sizes, tuple(spent))


_turn = itertools.count()


def prose(size: int) -> str:
    """So many words of invented descriptions and provisions, no two texts alike."""
    draw = Random(next(_turn))
    return " ".join(draw.choice(WORDS) for _ in range(size))


def law(size: int) -> str:
    draw = Random(next(_turn))
    return " ".join(seeds.words(draw) for _ in range(1 + size // 900))[:size]


def page(entries: int) -> bytes:
    """An invented page with so many entries."""
    draw = Random(next(_turn))
    rows = []
    for n in range(entries):
        code = f"{n // 500 % 10}{'ABCDE'[n // 100 % 5]}{900 + n % 100}"
        for label, words, level in seeds.provisions(draw)[:6]:
            rows.append(
                f'<p class="oj-normal">{code if level == 0 else label}</p><p class="oj-normal">{escape(words)}</p>'
            )
    return f'<html><body><p class="oj-doc-ti">ANNEX I</p>{"".join(rows)}</body></html>'.encode()


def curves() -> list[Curve]:
    index = open_index([store.editions(name)[-1] for name in store.shipped_lists()])
    old, new = (store.load(a) for a in ("eu-dual-use@2021-09-09", "eu-dual-use@2025-11-15"))

    def cut(size: int) -> Callable[[], object]:
        pair = [evolve(e, nodes=e.nodes[:size]) for e in (old, new)]
        return lambda: diff(*pair)

    def reading(size: int) -> Callable[[], object]:
        data = page(size)
        return lambda: parse_bytes(data, list="eu-dual-use", applies_from="2099-01-01")

    def rows(size: int) -> Callable[[], object]:
        goods = [Goods(n + 2, str(n), prose(8)) for n in range(size)]
        return lambda: sum(1 for _ in api.classify(goods))

    sum(1 for _ in api.classify([Goods(2, "1", "vats")]))  # opens its index
    return [
        measured("match", "words of the description", (20, 80, 320), lambda n: _asked(index, prose(n))),
        measured("thresholds", "characters of a provision", (500, 2000, 8000), lambda n: _understood(law(n))),
        measured("parse", "entries of a page", (25, 100, 400), reading),
        measured("diff", "nodes of each edition", (300, 1200, 4800), cut),
        measured("classify", "rows of a table", (25, 100, 400), rows),
    ]


def _asked(index: object, text: str) -> Callable[[], object]:
    return lambda: match(text, index, top=10)  # type: ignore[arg-type]


def _understood(text: str) -> Callable[[], object]:
    return lambda: read_thresholds(text)


COLOURS = ("#1b6ca8", "#b3541e", "#3a7d44", "#7b4397", "#a8325e")
WIDTH, HIGH, LEFT, TOP, RIGHT, BOTTOM = 760, 420, 60, 20, 150, 46


def svg(drawn: list[Curve]) -> str:
    """All curves in one picture with dashed lines of growth 1; sizes are told as multiples of the smallest."""
    far = max(c.sizes[-1] / c.sizes[0] for c in drawn)
    low = 10 ** math.floor(math.log10(min(min(c.seconds) for c in drawn)))
    high = 10 ** math.ceil(math.log10(max(max(c.seconds) for c in drawn)))

    def across(times: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * math.log(times) / math.log(far)

    def up(seconds: float) -> float:
        return HIGH - BOTTOM - (HIGH - TOP - BOTTOM) * math.log(seconds / low) / math.log(high / low)

    told = "; ".join(f"{c.name}: exponent {c.exponent:.2f}" for c in drawn)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HIGH}" role="img" aria-label="{escape(told)}">',
        '<rect width="100%" height="100%" fill="#fff"/>',
        '<g font-family="system-ui, sans-serif" font-size="13" fill="#333">',
    ]
    step = low
    while step <= high * 1.01:
        y = up(step)
        label = f"{1000 * step:g} ms" if step < 1 else f"{step:g} s"
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{label}</text>')
        # A line of growth 1 through each power of ten, as far as the picture goes.
        end = min(far, high / step)
        parts.append(
            f'<line x1="{LEFT}" y1="{y:.1f}" x2="{across(end):.1f}" y2="{up(step * end):.1f}" '
            'stroke="#bbb" stroke-dasharray="4 4"/>'
        )
        step *= 10
    times = 1.0
    while times <= far * 1.01:
        parts.append(f'<text x="{across(times):.1f}" y="{HIGH - BOTTOM + 18}" text-anchor="middle">× {times:g}</text>')
        times *= 4
    middle = (LEFT + WIDTH - RIGHT) / 2
    parts.append(f'<text x="{middle}" y="{HIGH - 8}" text-anchor="middle">size, as a multiple of the smallest</text>')
    ends = _apart([up(c.seconds[-1]) for c in drawn])
    for curve, colour, end in zip(drawn, COLOURS, ends, strict=True):
        points = [(across(n / curve.sizes[0]), up(s)) for n, s in zip(curve.sizes, curve.seconds, strict=True)]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points]
        parts.append(f'<text x="{WIDTH - RIGHT + 8}" y="{end + 4:.1f}" fill="{colour}">{curve.name}</text>')
    return "\n".join([*parts, "</g>", "</svg>", ""])


def _apart(heights: list[float], least: float = 16) -> list[float]:
    """The heights of labels, moved down where two would touch.

    >>> _apart([10, 12, 90])
    [10, 26, 90]
    """
    found = list(heights)
    order = sorted(range(len(found)), key=lambda i: found[i])
    for above, below in itertools.pairwise(order):
        found[below] = max(found[below], found[above] + least)
    return found


def table(drawn: list[Curve]) -> str:
    rows = ["| what | size counts | smallest | largest | exponent |", "|---|---|---|---|---|"]
    for c in drawn:
        first, last = (f"{c.sizes[i]:,}: {1000 * c.seconds[i]:,.1f} ms" for i in (0, -1))
        rows.append(f"| {c.name} | {c.counted} | {first} | {last} | {c.exponent:.2f} |")
    return "\n".join(rows)


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--write", action="store_true", help="put picture and table into docs/")
    chosen = options.parse_args()
    drawn = curves()
    print(table(drawn))
    if chosen.write:
        PICTURE.write_text(svg(drawn), encoding="utf-8")
        picture = "![Time against size, both as logarithms](pictures/growth.svg)"
        write_between(PAGE, "growth", [table(drawn), "", picture])
    return 0


if __name__ == "__main__":
    sys.exit(main())
