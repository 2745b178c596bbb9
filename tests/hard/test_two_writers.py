"""Two processes that write one file: they queue or one is refused in a line, and nothing of theirs is ever mixed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from controllist import cli, store, writing
from controllist.errors import SourceError
from controllist.index import cache
from controllist.registers.batch import journal_path
from controllist.writing import HeldError, locked, write_bytes

HOLDER = """
import sys
from pathlib import Path
from controllist.writing import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""
COUNTER = """
import sys
from pathlib import Path
from controllist.writing import locked
path = Path(sys.argv[1])
for _ in range(40):
    with locked(path, 60):
        path.write_text(str(int(path.read_text()) + 1))
"""


@contextmanager
def another_process_holds(path: Path) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        try:
            yield holder
        finally:
            holder.kill()


def test_what_another_process_holds_is_refused_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    with another_process_holds(path), pytest.raises(HeldError, match="for this run alone") as told, locked(path):
        pass
    assert "\n" not in str(told.value)
    assert told.value.exit_status == 3


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a signal that cannot be caught")
def test_a_killed_holder_leaves_nothing_in_the_way(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    with another_process_holds(path) as holder:
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        assert (tmp_path / ".kept.lock").exists()
        write_bytes(path, b"whole")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["kept"]


def test_three_processes_that_count_in_turn_lose_no_step(tmp_path: Path) -> None:
    path = tmp_path / "count"
    path.write_text("0")
    counters = [subprocess.Popen([sys.executable, "-c", COUNTER, str(path)]) for _ in range(3)]
    assert [c.wait() for c in counters] == [0, 0, 0]
    assert path.read_text() == "120"


def test_a_short_write_waits_for_another(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    inside, go = threading.Event(), threading.Event()

    def hold() -> None:
        with locked(path):
            inside.set()
            go.wait(30)

    holder = threading.Thread(target=hold)
    holder.start()
    inside.wait(30)
    threading.Timer(0.1, go.set).start()
    write_bytes(path, b"later")
    holder.join()
    assert path.read_bytes() == b"later"


@pytest.mark.parametrize("resume", [[], ["--resume"]])
def test_a_second_batch_into_the_same_file_is_refused_and_harms_nothing(
    tmp_path: Path, resume: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    table, out = tmp_path / "goods.csv", tmp_path / "out.csv"
    table.write_text("article,description\nA1,EUV pellicle\n")
    journal_path(out).write_text("of the first run")
    with another_process_holds(journal_path(out)):
        assert cli.main(["batch", str(table), "-o", str(out), "--list", "nl-semicon", *resume]) == 3
        assert journal_path(out).read_text() == "of the first run"
    assert "held by another process" in capsys.readouterr().err
    assert not out.exists()


def test_an_edition_another_process_writes_is_not_mixed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONTROLLIST_HOME", str(tmp_path))
    monkeypatch.setattr(writing, "PATIENCE", 0.1)
    edition = store.load("nl-semicon@2023-09-01")
    kept = store.keep(edition)
    with another_process_holds(kept), pytest.raises(HeldError):
        store.keep(edition)
    assert store.load(edition.address) == edition


def test_an_index_another_process_keeps_is_built_without_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two first matches at once: the second does not wait for long and answers all the same."""
    monkeypatch.setenv("CONTROLLIST_HOME", str(tmp_path))
    monkeypatch.setattr(writing, "PATIENCE", 0.1)
    assert cache.kept("toy", "s", lambda: {"a": [1]}) == {"a": [1]}
    (file,) = (tmp_path / "cache").glob("*.idx")
    file.unlink()
    with another_process_holds(file):
        assert cache.kept("toy", "s", lambda: {"a": [1]}) == {"a": [1]}
    assert not file.exists()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a user for whom a folder can be read-only")
def test_a_folder_that_is_read_only_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(SourceError, match="Permission denied"):
        write_bytes(tmp_path / "kept", b"x")


def test_a_file_system_without_locks_is_written_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def without(_: int) -> None:
        raise OSError(writing.errno.ENOLCK, "No locks available")

    monkeypatch.setattr(writing, "_lock", without)
    write_bytes(tmp_path / "kept", b"whole")
    assert [p.name for p in tmp_path.iterdir()] == ["kept"]
