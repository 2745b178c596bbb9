"""How good `controllist diff` is: known changes between editions, and a thousand edits made on purpose.

Run by `make accuracy`. The known changes are those of ../shared/eval/diff-dev.jsonl, scored by its own scorer; both
are kept beside the checkout and so are the official texts they speak of. What is not at hand is said and left out.
Exit status 1 where a figure falls below its floor (docs/accuracy/floors.json).
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from attrs import evolve
from committed import ACCURACY, below_floors, raise_floors, write_between

from controllist import store
from controllist.diffing.changes import only
from controllist.diffing.comparison import Diff, diff
from controllist.diffing.reviews import conflicts, reviewed
from controllist.ingest import parse_bytes
from controllist.lineage import judgements
from controllist.model import Edition
from controllist.rendering.changes import diff_result

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
OFFICIAL = SHARED / "official"
ENTRY, CODE, KIND, EFFECT, ALARMS = FIGURES = ("entry", "code", "kind", "effect", "false alarms")
PRINTED = {
    ENTRY: "entry", CODE: "code", KIND: "kind loose", EFFECT: "effect, undecided is wrong",
    ALARMS: "false alarms on negatives",
}  # fmt: skip
"""What the scorer calls them."""
LINE = re.compile(r".{28} +(?:[\d.]+|-) +\d+/\d+")
ADDED_ENTRIES = 18
"""Entry codes that Delegated Regulation (EU) 2025/2003 added to Annex I; none went."""


def official(name: str, path: str, day: str) -> Edition:
    file = OFFICIAL / path
    return parse_bytes(file.read_bytes(), list=name, applies_from=day, name=file.name)


def official_eu() -> tuple[Edition, Edition]:
    old = "eu-annex-i/2021-06-11-as-2021-821/export-control-appendix2.layout.txt"
    new = "reconstructed/eu-annex-i-2025-11-15.oj.xhtml"
    return official("eu-dual-use", old, "2021-09-09"), official("eu-dual-use", new, "2025-11-15")


def official_cz() -> tuple[Edition, Edition]:
    place = "cz-military-list/{}/SB-2012-210.md"
    days = ("2023-03-01", "2024-06-07")
    first, second = (official("cz-military", place.format(day), day) for day in days)
    return first, second


def digest(name: str, old: str, new: str) -> tuple[Edition, Edition]:
    return store.load(f"{name}@{old}"), store.load(f"{name}@{new}")


PAIRS = (
    ("eu-2021-2025", "official texts", official_eu),
    ("eu-2021-2025", "digest", lambda: digest("eu-dual-use", "2021-09-09", "2025-11-15")),
    ("cz-2023-2024", "official texts", official_cz),
    ("nl", "digest", lambda: digest("nl-semicon", "2023-09-01", "2024-09-07")),
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--task", help="only this task")
    parser.add_argument("--list", action="store_true", help="name missed rows, wrong effects and false alarms")
    parser.add_argument("--edits", type=int, default=1000, help="how many edits the mutation benchmark makes")
    parser.add_argument("--write", action="store_true", help="the table into docs/accuracy.md, raise the floors")
    options = parser.parse_args()
    measured: dict[str, dict[str, float]] = {}
    for task, kind, load in PAIRS:
        if options.task in (None, task):
            measured |= known_changes(task, kind, load, listed=options.list)
    if options.task is None:
        measured |= mutations(options.edits)
    held = {
        f"{row}: {name}": -value if name == ALARMS else value
        for row, figures in measured.items()
        for name, value in figures.items()
    }
    if options.write:
        write_between(ACCURACY, "diff", table(measured))
        raise_floors(held)
    faults = below_floors(held)
    print("\n".join(faults), file=sys.stderr)
    return 1 if faults else 0


def table(measured: dict[str, dict[str, float]]) -> list[str]:
    """The figures of every pair as Markdown; a figure that has nothing to measure is left empty."""
    rows = [
        f"| {row} | {' | '.join(f'{figures[name]:.3f}' if name in figures else '' for name in FIGURES)} |"
        for row, figures in measured.items()
    ]
    return [f"| pair | {' | '.join(FIGURES)} |", f"|---|{'---|' * len(FIGURES)}", *rows]


def known_changes(
    task: str, kind: str, load: Callable[[], tuple[Edition, Edition]], *, listed: bool
) -> dict[str, dict[str, float]]:
    """The figures of one pair of editions, by rules alone and with the reviews where it has any."""
    gold = SHARED / "eval" / "diff-dev.jsonl"
    print(f"== {task}, {kind}")
    if not gold.is_file() or (kind != "digest" and not OFFICIAL.is_dir()):
        print(f"left out: {gold.parent if not gold.is_file() else OFFICIAL} is not at hand")
        return {}
    try:
        old, new = load()
    except (OSError, LookupError) as error:
        print(f"left out: {error}")
        return {}
    found = diff(old, new)
    reviews = judgements(old, new)
    print("by rules alone:")
    measured = {f"{task}, {kind}, by rules": scored(found, gold, task, listed=listed and not reviews)}
    if reviews:
        misfits = conflicts(found.changes, reviews)
        found = evolve(found, changes=reviewed(found.changes, reviews))
        print(f"with {len(reviews)} reviews, {len(reviews) - len({m.review for m in misfits})} of which fit:")
        for misfit in misfits:
            print(f"  {misfit}")
        measured[f"{task}, {kind}, with reviews"] = scored(found, gold, task, listed=listed)
    print(f"substantive: {len(only(found.changes, substantive=True))} of {len(found.changes)} changes")
    if task == "eu-2021-2025":
        entries = [c for c in found.changes if "." not in c.code and "#" not in c.code and len(c.code) == 5]
        added, removed = (sum(c.kind == k for c in entries) for k in ("added", "removed"))
        print(f"entries added {added} (of {ADDED_ENTRIES}), removed {removed} (of 0)")
        if (added, removed) != (ADDED_ENTRIES, 0):
            raise SystemExit("accuracy: the entries that came and went are not those of the amending regulation")
    return measured


def scored(found: Diff, gold: Path, task: str, *, listed: bool) -> dict[str, float]:
    """What the scorer says of changes, printed, and its figures."""
    scorer = SHARED / "tools" / "score_diff.py"
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / "diff.json"
        written.write_text(json.dumps(diff_result(found)), encoding="utf-8")
        command = [sys.executable, str(scorer), str(written), "--gold", str(gold), "--task", task]
        done = subprocess.run([*command, *(["--list"] if listed else [])], check=True, capture_output=True, text=True)
    print(done.stdout, end="")
    said = {line[:28].strip(): line[28:].split() for line in done.stdout.splitlines() if LINE.fullmatch(line)}
    return {name: float(said[printed][0]) for name, printed in PRINTED.items() if said[printed][0] != "-"}


def mutations(edits: int) -> dict[str, dict[str, float]]:
    """Edits made on purpose on shipped editions: the share found, of the right kind, with the right effect."""
    place = ROOT / "tests" / "diffing" / "mutations.py"
    spec = importlib.util.spec_from_file_location("mutations", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["mutations"] = module
    spec.loader.exec_module(module)
    editions = [store.load(store.editions(name)[-1]) for name in store.shipped_lists() if store.editions(name)]
    result = module.measure(editions, edits, seed=8)
    print(f"== {edits} edits on {', '.join(str(e.address) for e in editions)}")
    print(result)
    return {f"{edits} edits": {CODE: result.found, KIND: result.kind, EFFECT: result.effect}}


if __name__ == "__main__":
    sys.exit(main())
