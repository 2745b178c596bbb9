"""Fuzz the doors of the library, count the inputs, and keep every finding.

    python -m fuzz                            2,000 inputs a target
    python -m fuzz --inputs 50000 --seed 7    more, from another starting number
    python -m fuzz --target codes quantities  only these
    python -m fuzz --report fuzz/runs.jsonl   add one line of JSON a target to a file
    python -m fuzz --table fuzz/runs.jsonl    the runs of such a file as the table of docs/reliability.md

Input number n of a target is the same for ever: it hangs on the seed, the target and n alone. A finding is written to
fuzz/corpus/TARGET/, where `tests/hard` runs it from then on. Exit status 1 where something was found.
"""

from __future__ import annotations

import argparse
import json
import signal
import statistics
import subprocess
import sys
import time
from contextlib import suppress
from datetime import date
from hashlib import sha256
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any

from controllist.errors import ControlListError
from fuzz.mutating import damaged, mutated
from fuzz.targets import TARGETS, Input, Target, encoded

CORPUS = Path(__file__).parent / "corpus"
SECONDS = 2.0
"""Of processor time for each started megabyte; more counts as a hang."""
POOL = 40
"""Seeds to mutate from, so that making sound inputs does not cost more than trying damaged ones."""


class HangError(Exception):
    """The input took longer than it may."""


def _ring(_: int, __: FrameType | None) -> None:
    raise HangError


def input_of(target: Target, pool: list[Input], number: int, seed: int) -> Input:
    """The input with this number: half of those that have a form keep it, a fifth of the rest is damaged."""
    draw = Random(f"{seed}/{target.name}/{number}")
    base = draw.choice(pool)
    if target.within is not None and draw.random() < 0.5:
        return target.within(base, draw)
    if isinstance(base, bytes):
        return damaged(base, draw)
    text = mutated(base, [p for p in pool[:8] if isinstance(p, str)], draw)
    return damaged(encoded(text), draw) if draw.random() < 0.2 else text


def tried(target: Target, given: Input, seconds: float = SECONDS) -> str:
    """What went wrong with an input; empty where nothing did. `seconds` for each started megabyte are a hang."""
    size = len(given if isinstance(given, bytes) else encoded(given))
    signal.setitimer(signal.ITIMER_PROF, seconds * (1 + size // 1_000_000))
    try:
        target.run(given)
    except ControlListError as error:
        if "\n" in error.message.strip() and len(error.message) > 5000:
            return "an error of many lines"
    except HangError:
        return "hang"
    except Exception as error:
        place = error.__traceback__
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        where = f"{Path(place.tb_frame.f_code.co_filename).name}:{place.tb_lineno}" if place else ""
        return f"{type(error).__name__} at {where}: {str(error)[:200]}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return ""


def fuzz(target: Target, inputs: int, seed: int, first: int = 0) -> dict[str, Any]:
    """Try inputs and tell how many, how long they were and what was found, one example of each kind kept."""
    tried_at = commit()  # a long run may end when other code is checked out
    pool: list[Input] = [target.seed(Random(f"{seed}/{target.name}/pool/{n}")) for n in range(POOL)]
    with suppress(ControlListError):
        target.run(pool[0])  # what is built once, an index or a profile, is no part of any input
    kinds: dict[str, int] = {}
    lengths: list[int] = []
    longest = 0.0
    begun = time.process_time()
    for number in range(first, first + inputs):
        given = input_of(target, pool, number, seed)
        lengths.append(len(given))
        start = time.process_time()
        wrong = tried(target, given)
        longest = max(longest, time.process_time() - start)
        if wrong:
            kind = wrong.partition(": ")[0]
            kinds[kind] = kinds.get(kind, 0) + 1
            if kinds[kind] <= 2:
                keep(target, given)
                print(f"{target.name} {number}: {wrong}", flush=True)
    return {
        "date": date.today().isoformat(),
        "commit": tried_at,
        "target": target.name,
        "seed": seed,
        "first": first,
        "inputs": inputs,
        "median_length": int(statistics.median(lengths)),
        "longest_seconds": round(longest, 3),
        "seconds": round(time.process_time() - begun, 1),
        "found": kinds,
    }


def table(path: Path) -> str:
    """The runs of a report summed up by target; what was found in all runs, and in the newest one."""
    runs: dict[str, list[dict[str, Any]]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        run = json.loads(line)
        runs.setdefault(run["target"], []).append(run)
    rows = [
        "| target | inputs | median | seeds | found in all | newest run: commit, inputs, found |",
        "|---|---|---|---|---|---|",
    ]
    for name, some in runs.items():
        last = some[-1]
        medians = [r["median_length"] for r in some for _ in range(max(1, r["inputs"] // 500))]
        seeds = ", ".join(dict.fromkeys(str(r["seed"]) for r in some))
        newest = f"{last['commit']}, {last['inputs']:,}, {sum(last['found'].values())}"
        rows.append(
            f"| {name} | {sum(r['inputs'] for r in some):,} | {int(statistics.median(medians)):,} | {seeds} "
            f"| {sum(sum(r['found'].values()) for r in some)} | {newest} |"
        )
    told = [r for some in runs.values() for r in some]
    found = sum(sum(r["found"].values()) for r in told)
    rows.append(f"| all | {sum(r['inputs'] for r in told):,} | | | {found} | |")
    return "\n".join(rows)


def commit() -> str:
    """The commit that is checked out, empty outside a repository."""
    asked = ["git", "rev-parse", "--short", "HEAD"]
    done = subprocess.run(asked, cwd=CORPUS.parent, capture_output=True, text=True, check=False)
    return done.stdout.strip()


def keep(target: Target, given: Input) -> Path:
    """Keep an input in the corpus, named after its checksum."""
    data = given if isinstance(given, bytes) else encoded(given)
    path = CORPUS / target.name / f"{sha256(data).hexdigest()[:12]}.{'bin' if isinstance(given, bytes) else 'txt'}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def kept(path: Path) -> Input:
    """An input of the corpus as it was tried."""
    data = path.read_bytes()
    return data if path.suffix == ".bin" else data.decode("utf-8", "surrogatepass")


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--target", nargs="+", choices=tuple(TARGETS), default=tuple(TARGETS))
    options.add_argument("--inputs", type=int, default=2_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--first", type=int, default=0)
    options.add_argument("--report", type=Path)
    options.add_argument("--table", type=Path)
    chosen = options.parse_args()
    if chosen.table:
        print(table(chosen.table))
        return 0
    signal.signal(signal.SIGPROF, _ring)
    found = 0
    for name in chosen.target:
        told = fuzz(TARGETS[name], chosen.inputs, chosen.seed, chosen.first)
        print(json.dumps(told), flush=True)
        found += len(told["found"])
        if chosen.report:
            with chosen.report.open("a", encoding="utf-8") as report:
                report.write(json.dumps(told) + "\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
