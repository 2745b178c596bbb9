"""A description never leaves the machine: every command but `fetch`, run as its own examples say, opens no socket.

The guard is an audit hook, which no code of ours can go round, in each process that Python starts (`sitecustomize`). A
new command is covered by the examples in its module; a form of file that no example had before is added to `CONTENT`.
`browse` serves pages and may listen, on the loopback address alone.
"""

from __future__ import annotations

import json
import os
import random
import shlex
import subprocess
import sys
import time
from pathlib import Path

import pytest

from controllist.cli.program import COMMANDS, command_of
from fuzz import seeds

GUARD = """
import os, socket, sys
SERVES = os.environ["MAY_SERVE"] == "1"
LOCAL = ("127.0.0.1", "::1", "localhost")
def told(event, about):
    with open(os.environ["GUARD_LOG"], "a") as log:
        log.write(f"{event} {about}\\n")
def guard(event, args):
    if not event.startswith("socket."):
        return
    if event == "socket.__new__" and (args[1] == getattr(socket, "AF_UNIX", None) or SERVES):
        return
    if getattr(args[0], "family", None) == getattr(socket, "AF_UNIX", -1):
        return  # a pipe between our own processes
    if SERVES and event == "socket.bind" and args[1][0] in LOCAL:
        return told("bound", args[1][0])
    if SERVES and event == "socket.getaddrinfo" and args[0] in LOCAL:
        return
    told("refused", f"{event} {args[1:]}")
    raise RuntimeError("a socket was opened")
sys.addaudithook(guard)
"""
RUN = """
import contextlib, io, json, sys
from controllist import cli
for given, *arguments in json.loads(sys.argv[1]):
    said = open(given, "rb").read() if given else b"yes\\n" * 60
    sys.stdin = io.TextIOWrapper(io.BytesIO(said), "utf-8")
    with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO(), "utf-8")):
        print(cli.main(arguments), file=sys.__stdout__, flush=True)
"""
TABLE = "Artikel,Omschrijving,Classificatie\nA1,EUV pellicle,3B001.l\nA2,office chair,\n"
CONTENT = {
    ".csv": TABLE,
    ".html": seeds.xhtml(random.Random(4)),
    ".xhtml": seeds.xhtml(random.Random(5)),
    ".txt": seeds.text(random.Random(6)),
    ".toml": 'wavelength = "193 nm"\n',
}
SLOW = ("controllist site -o lists-site",)
"""Only with `HYPOTHESIS_PROFILE=deep`: a minute and more, and another example does the same with one list."""
SILENT = [name for name in COMMANDS if name not in ("fetch", "browse")]


def examples(command: str) -> list[list[str]]:
    """The examples of a command: the file that is its standard input, or nothing, and then the arguments."""
    found = []
    for line in command_of(command).examples:
        if line in SLOW and os.environ.get("HYPOTHESIS_PROFILE") != "deep":
            continue
        words = shlex.split(line)[1:]
        given = words[words.index("<") + 1] if "<" in words else ""
        cut = min([words.index(w) for w in ("<", ">") if w in words], default=len(words))
        found.append([given, *(w.replace("*", "4711") for w in words[:cut])])
    return found


def lay_out(folder: Path, wanted: list[list[str]]) -> None:
    """A file for each name that the examples read, by its ending."""
    for word in (w.rpartition("=")[2] for arguments in wanted for w in arguments):
        path = folder / word
        if path.suffix in CONTENT:
            path.write_text(CONTENT[path.suffix], encoding="utf-8")
        elif path.suffix == ".xlsx":
            book = pytest.importorskip("xlsxwriter").Workbook(str(path))
            sheet = book.add_worksheet()
            for number, row in enumerate(TABLE.splitlines()):
                sheet.write_row(number, 0, row.split(","))
            book.close()


def guarded(folder: Path, home: Path, *, serves: bool = False) -> dict[str, str]:
    """The environment of a process, and of all it starts, that has the guard."""
    site = folder / "guard"
    site.mkdir(exist_ok=True)
    (site / "sitecustomize.py").write_text(GUARD)
    root = str(Path(__file__).resolve().parents[2])
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((str(site), root)),
        "GUARD_LOG": str(folder / "guard.log"),
        "MAY_SERVE": "1" if serves else "0",
        "CONTROLLIST_HOME": str(home),
    }


def log_of(folder: Path) -> list[str]:
    path = folder / "guard.log"
    return path.read_text().splitlines() if path.exists() else []


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One home for all, so that an index is built once; `add` keeps what it adds in a home of its own."""
    return tmp_path_factory.mktemp("home")


@pytest.mark.parametrize("command", SILENT)
def test_a_command_opens_no_socket(command: str, home: Path, tmp_path: Path) -> None:
    wanted = examples(command)
    assert wanted, f"controllist.cli.{command} has no examples"
    lay_out(tmp_path, wanted)
    done = subprocess.run(
        [sys.executable, "-c", RUN, json.dumps(wanted)],
        env=guarded(tmp_path, tmp_path / "home" if command == "add" else home),
        cwd=tmp_path,
        input="yes\n" * 60,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert log_of(tmp_path) == []
    if "pip install 'controllist[" in done.stderr:
        pytest.skip(f"an extra that {command} needs is not installed here")
    assert done.returncode == 0, done.stderr
    statuses = [int(s) for s in done.stdout.split()]
    assert len(statuses) == len(wanted)
    # An example that resumes finds nothing to resume here; the others must have done their work.
    told = dict(zip(map(shlex.join, wanted), statuses, strict=True))
    assert {line: s for line, s in told.items() if s > 1 and "--resume" not in line} == {}, done.stderr


def test_browse_listens_on_this_machine_alone(home: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "controllist", "browse", "--no-open", "--list", "nl-semicon"]
    with subprocess.Popen(
        command, env=guarded(tmp_path, home, serves=True), cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as served:
        until = time.monotonic() + 120
        while not log_of(tmp_path) and served.poll() is None and time.monotonic() < until:
            time.sleep(0.1)
        served.terminate()
        told = served.communicate()[1].decode()
    assert log_of(tmp_path) == ["bound 127.0.0.1"], told


@pytest.mark.parametrize(
    "opening",
    [
        "socket.create_connection(('127.0.0.1', 9))",
        "socket.getaddrinfo('example.org', 80)",
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
        "subprocess.run([sys.executable, '-c', 'import socket; socket.socket()'], check=True, stderr=-3)",
        "urllib.request.urlopen('http://127.0.0.1:9/')",
    ],
)
def test_the_guard_sees_what_it_should(opening: str, tmp_path: Path) -> None:
    probe = f"import socket, subprocess, sys, urllib.request\n{opening}"
    done = subprocess.run(
        [sys.executable, "-c", probe], env=guarded(tmp_path, tmp_path), capture_output=True, check=False
    )
    assert done.returncode != 0
    assert log_of(tmp_path)[0].startswith("refused socket.")
