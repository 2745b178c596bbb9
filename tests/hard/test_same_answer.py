"""The same bytes out under eight combinations of hash seed, locale and time zone; and no socket is opened."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import product
from pathlib import Path

COMMANDS = (
    ("show", "3B001.f", "--format", "json"),
    ("match", "EUV pellicle 193 nm", "--format", "json"),
    ("assess", "3B501.f.1.b.3", "--set", "overlay=1.6 nm", "--format", "json"),
    ("diff", "nl-semicon@2023-09-01", "nl-semicon@2024-09-07", "--format", "json"),
    ("lists", "--format", "json"),
)
NO_SOCKETS = """
import socket, sys
def refuse(*_, **__):
    raise RuntimeError("a socket was opened")
socket.socket = socket.create_connection = socket.getaddrinfo = refuse
from controllist import cli
code = 0
for line in sys.argv[1:]:
    code = max(code, cli.main(line.split("|")))
sys.exit(code)
"""


def run(home: Path, arguments: list[str], **variables: str) -> bytes:
    kept = {**os.environ, "CONTROLLIST_HOME": str(home), "COLUMNS": "100", **variables}
    done = subprocess.run([sys.executable, *arguments], env=kept, capture_output=True, check=False, timeout=120)
    assert done.returncode in (0, 1), done.stderr.decode()
    return done.stdout


ALL = ["|".join(c) for c in COMMANDS]


def test_eight_combinations_give_the_same_bytes(tmp_path: Path) -> None:
    combinations = product(("0", "4711"), ("C", "de_DE.UTF-8"), ("UTC", "Pacific/Kiritimati"))
    answers = {
        run(tmp_path, ["-c", NO_SOCKETS, *ALL], PYTHONHASHSEED=seed, LC_ALL=locale, TZ=zone)
        for seed, locale, zone in combinations
    }
    assert len(answers) == 1
    assert len(answers.pop()) > 5_000


def test_batch_gives_the_same_rows_with_any_number_of_jobs(tmp_path: Path) -> None:
    table = tmp_path / "goods.csv"
    table.write_text("article,description\nA1,EUV pellicle\nA2,office chair\nA3,turbomolecular pump\n")
    for jobs in ("1", "2"):
        out = tmp_path / f"out-{jobs}.csv"
        run(tmp_path / "home", ["-m", "controllist", "batch", str(table), "-o", str(out), "--jobs", jobs])
    assert (tmp_path / "out-1.csv").read_bytes() == (tmp_path / "out-2.csv").read_bytes()


def test_the_guard_against_sockets_works(tmp_path: Path) -> None:
    probe = NO_SOCKETS.partition("from controllist")[0] + "\nsocket.create_connection(('127.0.0.1', 9))"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, check=False)
    assert b"a socket was opened" in done.stderr
