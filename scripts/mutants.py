"""Change one thing in a room at a time and see whether its tests notice: `make mutants`.

    python scripts/mutants.py                       60 mutants a room, drawn by seed 1
    python scripts/mutants.py --room codes --all    every one
    python scripts/mutants.py --sample 200 --seed 2 --report FILE

The changes are those of cosmic-ray. Its own runner is not used: it starts Python, pytest and all our imports anew for
each mutant and writes the mutant into the checkout. Here the process that has loaded pytest is forked, and the fork
alone imports the changed module, so that a mutant costs little more than the tests it takes to notice it. Not counted
are changes within annotations, which are never evaluated, and decorators taken away, most of which hold a cache.

A mutant is killed where a test of its room fails, it cannot be imported, or the tests take five times as long as they
should. What survives is printed as a diff. Exit status 1 where a room's score is below `FLOOR`.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import difflib
import importlib.abc
import importlib.machinery
import importlib.util
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import pytest
from attrs import frozen

ROOT = Path(__file__).resolve().parent.parent
FLOOR = 0.85
LEFT_OUT = ("core/RemoveDecorator",)


@frozen
class Room:
    """Sources to change and what must notice, the quickest tests first."""

    sources: tuple[str, ...]
    tests: tuple[str, ...]


ROOMS = {
    "codes": Room(("controllist/codes.py",), ("tests/test_codes.py", "controllist/codes.py")),
    "quantities": Room(
        ("controllist/meaning/quantities.py", "controllist/meaning/figures.py"),
        (
            "tests/meaning/test_quantities.py", "tests/meaning/test_units.py", "tests/meaning/test_parameters.py",
            "controllist/meaning", "tests/meaning",
        ),
    ),
    "assessing": Room(
        ("controllist/assessing/*.py",),
        (
            "controllist/assessing", "tests/assessing/test_facts.py", "tests/assessing/test_formulas.py",
            "tests/assessing/test_provisions.py", "tests/assessing",
        ),
    ),
    "diffing": Room(
        ("controllist/diffing/*.py",),
        ("controllist/diffing", "tests/diffing/test_wording.py", "tests/diffing/test_substance.py", "tests/diffing"),
    ),
}  # fmt: skip


@frozen
class Mutant:
    """One change: which operator of cosmic-ray at which of its places in a file, and the line of that place."""

    path: str
    operator: str
    arguments: tuple[tuple[str, object], ...]
    occurrence: int
    line: int


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Loads one module from other text than its file has."""

    def __init__(self, name: str, path: Path, text: str) -> None:
        self.name, self.path, self.text = name, path, text

    def find_spec(self, fullname: str, *_: object) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.name:
            return None
        within = [str(self.path.parent)] if self.path.name == "__init__.py" else None
        spec = importlib.util.spec_from_file_location(
            fullname, self.path, loader=self, submodule_search_locations=within
        )
        return spec

    def get_source(self, fullname: str) -> str:
        return self.text

    def is_package(self, fullname: str) -> bool:
        return self.path.name == "__init__.py"

    def get_filename(self, fullname: str) -> str:
        return str(self.path)


def mutants(room: Room) -> Iterator[Mutant]:
    """All changes to the sources of a room."""
    from cosmic_ray.ast import ast_nodes, get_ast_from_path
    from cosmic_ray.plugins import get_operator, operator_names

    for path in (p for pattern in room.sources for p in sorted(ROOT.glob(pattern))):
        whole = get_ast_from_path(path)
        spans = annotations(path.read_text(encoding="utf-8"))
        for name in sorted(operator_names()):
            kind = get_operator(name)
            if name in LEFT_OUT or kind.arguments():
                continue
            places = (place for node in ast_nodes(whole) for place in kind().mutation_positions(node))
            for occurrence, (start, end) in enumerate(places):
                if not any(first <= start and end <= last for first, last in spans):
                    yield Mutant(str(path.relative_to(ROOT)), name, (), occurrence, start[0])


def annotations(text: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Where the annotations of a module begin and end, as line and column."""
    found = []
    for node in ast.walk(ast.parse(text)):
        parts = [getattr(node, "annotation", None), getattr(node, "returns", None)]
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            parts.append(node.body[-1])
        found += [
            ((p.lineno, p.col_offset), (p.end_lineno or 0, p.end_col_offset or 0)) for p in parts if p is not None
        ]
    return found


def changed(mutant: Mutant) -> str:
    """The text of the file with the change in it."""
    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.plugins import get_operator

    text = (ROOT / mutant.path).read_text(encoding="utf-8")
    found = mutate_code(text, get_operator(mutant.operator)(**dict(mutant.arguments)), mutant.occurrence)
    assert found is not None
    return str(found)


def tested(room: Room, mutant: Mutant | None, seconds: float) -> tuple[str, float]:
    """What became of a mutant (None: of the code as it is), and the seconds of processor time it took."""
    text = changed(mutant) if mutant else ""
    child = os.fork()
    if child == 0:
        _in_the_fork(room, mutant, text, seconds)
    _, status, used = os.wait4(child, 0)
    spent = used.ru_utime + used.ru_stime
    if os.WIFSIGNALED(status):
        return "took too long", spent
    return {0: "survived", 1: "failed a test"}.get(os.WEXITSTATUS(status), "cannot be used"), spent


def _in_the_fork(room: Room, mutant: Mutant | None, text: str, seconds: float) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 2))
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    code = 3
    with contextlib.suppress(BaseException):
        if mutant is not None:
            name = mutant.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
            sys.meta_path.insert(0, _Changed(name, ROOT / mutant.path, text))
            importlib.import_module(name)
        options = ["-q", "-x", "-m", "not official", "-p", "no:cacheprovider", "-p", "no:xdist", "--no-header"]
        code = int(pytest.main([*options, *test_files(room)]))
    os._exit(code)


def test_files(room: Room) -> list[str]:
    """The files with tests of a room in the order it names them, each once."""
    found = []
    for name in room.tests:
        place = ROOT / name
        pattern = "test_*.py" if name.startswith("tests") else "*.py"
        found += [str(p) for p in (sorted(place.glob(pattern)) if place.is_dir() else [place])]
    return list(dict.fromkeys(found))


def run(name: str, chosen: Sequence[Mutant], whole: int) -> dict[str, object]:
    """Try mutants of a room one after the other and print what survives."""
    room = ROOMS[name]
    told, base = tested(room, None, 3600)
    if told != "survived":
        raise SystemExit(f"{name}: expected tests that pass on the code as it is, found: {told}")
    survivors: list[Mutant] = []
    counts: dict[str, int] = {}
    began = time.monotonic()
    for number, mutant in enumerate(chosen, 1):
        told, spent = tested(room, mutant, 10 + 5 * base)
        counts[told] = counts.get(told, 0) + 1
        print(
            f"{name} {number}/{len(chosen)} {told} {spent:.1f} s {mutant.path}:{mutant.line} {mutant.operator}",
            flush=True,
        )
        if told == "survived":
            survivors.append(mutant)
            print(difference(mutant), flush=True)
    killed = len(chosen) - len(survivors)
    return {
        "room": name,
        "mutants": whole,
        "tried": len(chosen),
        "killed": killed,
        "score": round(killed / max(1, len(chosen)), 3),
        "how": counts,
        "seconds of the tests": round(base, 1),
        "minutes": round((time.monotonic() - began) / 60, 1),
        "survivors": [f"{m.path}:{m.line} {m.operator} {m.occurrence}" for m in survivors],
    }


def difference(mutant: Mutant) -> str:
    before = (ROOT / mutant.path).read_text(encoding="utf-8").splitlines()
    lines = difflib.unified_diff(before, changed(mutant).splitlines(), lineterm="", n=0)
    return "\n".join(line for line in lines if not line.startswith(("---", "+++")))


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--room", nargs="+", choices=tuple(ROOMS), default=tuple(ROOMS))
    options.add_argument("--sample", type=int, default=60, help="mutants a room")
    options.add_argument("--all", action="store_true", help="every mutant")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--report", type=Path, help="add a line of JSON a room")
    chosen = options.parse_args()
    os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", tempfile.mkdtemp())
    sys.path.insert(0, str(ROOT))
    low = False
    for name in chosen.room:
        every = list(mutants(ROOMS[name]))
        drawn = every if chosen.all else Random(f"{chosen.seed}/{name}").sample(every, min(chosen.sample, len(every)))
        told = run(name, drawn, len(every)) | {"seed": None if chosen.all else chosen.seed}
        print(json.dumps(told), flush=True)
        low = low or float(str(told["score"])) < FLOOR
        if chosen.report:
            with chosen.report.open("a", encoding="utf-8") as report:
                report.write(json.dumps(told) + "\n")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
