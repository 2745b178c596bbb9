"""A register of many rows through `batch`: its memory against a short one's, two jobs against one, killed and resumed.

    python scripts/long_register.py                  100,000 rows that all differ; some six minutes on two quiet cores
    python scripts/long_register.py --rows 5000

Exit status 1 where a bound is broken: memory at most 1.2 × that of 1,000 rows, two jobs at least 1.8 × one (told, and
not judged, below 100,000 rows), the output of two jobs and of a run that was killed and resumed equal byte for byte.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from million_rows import table

SHORT = 1_000
MEMORY, JOBS = 1.2, 1.8
JUDGED = 100_000


def command(register: Path, out: Path, jobs: int, *more: str) -> list[str]:
    words = ["batch", str(register), "-o", str(out), "--jobs", str(jobs), "-q", *more]
    return [sys.executable, "-m", "controllist", *words]


def run(register: Path, out: Path, jobs: int, *more: str) -> tuple[float, float]:
    """Seconds, and the most memory of the process that writes, in MB; raises `SystemExit` where the run fails."""
    began = time.monotonic()
    process = subprocess.Popen(command(register, out, jobs, *more))
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"expected `batch` to end well, found status {status}")
    return time.monotonic() - began, used.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def kill_half_way(register: Path, out: Path, seconds: float) -> None:
    """Begin with two jobs and kill all processes after so long."""
    process = subprocess.Popen(command(register, out, 2), start_new_session=True)
    time.sleep(seconds)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=JUDGED)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        short, long = folder / "short.csv", folder / "long.csv"
        table(short, SHORT, SHORT)
        table(long, rows, rows)
        _, little = run(short, folder / "s.csv", 1)
        alone, much = run(long, folder / "1.csv", 1)
        both, _ = run(long, folder / "2.csv", 2)
        kill_half_way(long, folder / "3.csv", both / 2)
        was_there = (folder / "3.csv").exists()
        run(long, folder / "3.csv", 2, "--resume")
        whole = (folder / "1.csv").read_bytes()
        equal = [(folder / f"{n}.csv").read_bytes() == whole for n in (2, 3)]
    print(f"{rows:,} rows that all differ: one job {alone:.0f} s, two jobs {both:.0f} s, {alone / both:.2f} ×")
    print(f"memory: {much:.0f} MB; of {SHORT:,} rows {little:.0f} MB, {much / little:.2f} ×")
    print(f"equal to one job's bytes: two jobs {equal[0]}; killed half-way and resumed {equal[1]}")
    holds = much <= MEMORY * little and all(equal) and not was_there and (rows < JUDGED or alone >= JOBS * both)
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
