"""Change one thing in a room at a time and see whether its tests notice: `make mutants`.

    python scripts/mutants.py                       100 mutants a room, drawn by seed 1
    python scripts/mutants.py --room codes --all    every one
    python scripts/mutants.py --sample 200 --seed 2 --report FILE
    python scripts/mutants.py --room codes --again FILE     those that survived the newest run kept in a report
    python scripts/mutants.py --table FILE                  the newest run of each room as a table

The changes are those of cosmic-ray. Its own runner is not used: it starts Python, pytest and all our imports anew for
each mutant and writes the mutant into the checkout; how it goes here is told in `noticing.py`. Not counted are
changes within annotations, which are never evaluated, the sizes of caches, and decorators taken away, most of which
hold a cache.

A mutant is killed where a test of its room fails, it cannot be imported, or the tests take five times as long as they
should. What survives is printed as a diff. Exit status 1 where a room's score is below `FLOOR`.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

from attrs import frozen
from noticing import ROOT, Mutant, Outcome, try_all

FLOOR = 0.85
LEFT_OUT = ("core/RemoveDecorator",)


@frozen
class Room:
    """Sources to change and what must notice: files and folders of tests, less those whose subject is time."""

    sources: tuple[str, ...]
    tests: tuple[str, ...]


ROOMS = {
    "codes": Room(("controllist/codes.py",), ("tests/test_codes.py", "controllist/codes.py")),
    "quantities": Room(
        ("controllist/language/quantities.py", "controllist/language/figures.py"),
        ("controllist/language", "tests/language"),
    ),
    "assessing": Room(("controllist/assessing/*.py",), ("controllist/assessing", "tests/assessing")),
    "diffing": Room(("controllist/diffing/*.py",), ("controllist/diffing", "tests/diffing")),
}
OF_TIME = ("test_growth.py",)


def mutants(room: Room) -> Iterator[Mutant]:
    """All changes to the sources of a room."""
    from cosmic_ray.ast import ast_nodes, get_ast_from_path
    from cosmic_ray.plugins import get_operator, operator_names

    for path in (ROOT / source for source in sources(room)):
        nodes = list(ast_nodes(get_ast_from_path(path)))
        spans = without_effect(path.read_text(encoding="utf-8"))
        for name in sorted(operator_names()):
            kind = get_operator(name)
            if name in LEFT_OUT or kind.arguments():
                continue
            places = (place for node in nodes for place in kind().mutation_positions(node))
            for occurrence, (start, end) in enumerate(places):
                if not any(first <= start and end <= last for first, last in spans):
                    yield Mutant(str(path.relative_to(ROOT)), name, occurrence, *start)


def without_effect(text: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Where the annotations of a module, and the sizes of its caches, begin and end, as line and column."""
    found = []
    for node in ast.walk(ast.parse(text)):
        parts = [getattr(node, "annotation", None), getattr(node, "returns", None)]
        parts += [d for d in getattr(node, "decorator_list", ()) if "cache" in ast.unparse(d)]
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            parts.append(node.body[-1])
        found += [
            ((p.lineno, p.col_offset), (p.end_lineno or 0, p.end_col_offset or 0)) for p in parts if p is not None
        ]
    return found


def sources(room: Room) -> list[str]:
    return [str(p.relative_to(ROOT)) for pattern in room.sources for p in sorted(ROOT.glob(pattern))]


def test_files(room: Room) -> list[str]:
    """The files with tests of a room, as pytest names them."""
    found: list[Path] = []
    for name in room.tests:
        place = ROOT / name
        pattern = "test_*.py" if name.startswith("tests") else "*.py"
        found += sorted(place.glob(pattern)) if place.is_dir() else [place]
    return [str(p.relative_to(ROOT)) for p in found if p.name not in OF_TIME]


def run(name: str, chosen: Sequence[Mutant], whole: int, most: float) -> dict[str, object]:
    """Try mutants of a room one after the other and print what survives."""
    room = ROOMS[name]
    outcomes: dict[Mutant, Outcome] = {}
    began = time.monotonic()

    def tell(mutant: Mutant, outcome: Outcome) -> None:
        outcomes[mutant] = outcome
        print(
            f"{name} {len(outcomes)}/{len(chosen)} {outcome.how}, {outcome.tests} tests, {outcome.seconds} s "
            f"{mutant.path}:{mutant.line} {mutant.operator} {mutant.occurrence}",
            flush=True,
        )
        if not outcome.killed:
            print(difference(mutant), flush=True)

    base = try_all(test_files(room), sources(room), chosen, tell, most)
    how = [outcome.how for outcome in outcomes.values()]
    killed = sum(outcome.killed for outcome in outcomes.values())
    return {
        "room": name,
        "mutants": whole,
        "tried": len(chosen),
        "killed": killed,
        "score": round(killed / max(1, len(chosen)), 3),
        "how": {word: how.count(word) for word in sorted(set(how))},
        "seconds of the tests": round(base, 1),
        "seconds a mutant": most or None,
        "minutes": round((time.monotonic() - began) / 60, 1),
        "survivors": [place(m) for m, outcome in outcomes.items() if not outcome.killed],
    }


def place(mutant: Mutant) -> str:
    return f"{mutant.path}:{mutant.line} {mutant.operator} {mutant.occurrence}"


def newest(report: Path) -> dict[str, dict[str, Any]]:
    """The newest run of each room in a report."""
    runs = [json.loads(line) for line in report.read_text(encoding="utf-8").splitlines()]
    return {r["room"]: r for r in runs}


def table(report: Path) -> str:
    """The newest runs as the table in `docs/reliability.md`."""
    rows = ["| room | mutants | tried | seed | seconds a mutant | killed | score |", "|---|---|---|---|---|---|---|"]
    for name, told in newest(report).items():
        which, most = told["seed"] or "all", told["seconds a mutant"] or "all tests"
        counts = f"{told['mutants']:,} | {told['tried']} | {which} | {most} | {told['killed']} | {told['score']:.2f}"
        rows.append(f"| {name} | {counts} |")
    return "\n".join(rows)


def difference(mutant: Mutant) -> str:
    before = (ROOT / mutant.path).read_text(encoding="utf-8").splitlines()
    lines = difflib.unified_diff(before, mutant.text().splitlines(), lineterm="", n=0)
    return "\n".join(line for line in lines if not line.startswith(("---", "+++")))


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--room", nargs="+", choices=tuple(ROOMS), default=tuple(ROOMS))
    options.add_argument("--sample", type=int, default=100, help="mutants a room")
    options.add_argument("--all", action="store_true", help="every mutant")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--most", type=float, default=0.0, metavar="SECONDS", help="of tests a mutant gets, else all")
    options.add_argument("--again", type=Path, metavar="REPORT", help="those alone that survived the newest run in it")
    options.add_argument("--report", type=Path, help="add a line of JSON a room")
    options.add_argument(
        "--table", type=Path, metavar="REPORT", help="print the newest runs in it as a table, try none"
    )
    chosen = options.parse_args()
    if chosen.table:
        print(table(chosen.table))
        return 0
    os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", tempfile.mkdtemp())
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    low = False
    for name in chosen.room:
        every = list(mutants(ROOMS[name]))
        drawn = every if chosen.all else Random(f"{chosen.seed}/{name}").sample(every, min(chosen.sample, len(every)))
        if chosen.again:
            left = newest(chosen.again)[name]["survivors"]
            drawn = [mutant for mutant in every if place(mutant) in left]
        told = run(name, drawn, len(every), chosen.most) | {"seed": None if chosen.all else chosen.seed}
        print(json.dumps(told), flush=True)
        low = low or float(str(told["score"])) < FLOOR
        if chosen.report:
            with chosen.report.open("a", encoding="utf-8") as report:
                report.write(json.dumps(told) + "\n")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
