"""Files after a kill at any moment, on a full disk and in a folder that cannot be written to: whole or absent."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from controllist import store
from controllist.errors import SourceError
from controllist.index import cache
from controllist.writing import write_bytes

KILLS = 200 if os.environ.get("HYPOTHESIS_PROFILE") == "deep" else 8
WRITER = """
import sys
from pathlib import Path
from controllist.writing import write_bytes
n = 0
print("ready", flush=True)
while True:
    n += 1
    write_bytes(Path(sys.argv[1]), b"%d\\n" % n * 40_000)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a signal that cannot be caught")
def test_a_killed_writer_leaves_a_whole_file(tmp_path: Path) -> None:
    target, draw = tmp_path / "kept", random.Random(5)
    for _ in range(KILLS):
        with subprocess.Popen([sys.executable, "-c", WRITER, str(target)], stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(draw.random() * 0.05)
            writer.kill()
        if target.exists():
            lines = target.read_bytes().splitlines()
            assert len(lines) == 40_000
            assert len(set(lines)) == 1


def test_two_writers_leave_the_file_of_one(tmp_path: Path) -> None:
    target = tmp_path / "kept"
    pieces = [bytes([65 + n]) * 200_000 for n in range(4)]
    threads = [threading.Thread(target=lambda p=p: [write_bytes(target, p) for _ in range(10)]) for p in pieces]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert target.read_bytes() in pieces
    assert list(tmp_path.iterdir()) == [target]


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "kept"
    write_bytes(target, b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("controllist.writing.os.fsync", full)
    with pytest.raises(SourceError, match="No space left"):
        write_bytes(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]
    monkeypatch.setenv("CONTROLLIST_HOME", str(tmp_path / "home"))
    assert cache.kept("toy", "s", lambda: {"a": [1]}) == {"a": [1]}


def test_an_edition_cannot_be_kept_where_nothing_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("CONTROLLIST_HOME", str(tmp_path / "file"))
    with pytest.raises(SourceError):
        store.keep(store.load("nl-semicon@2023-09-01"))
