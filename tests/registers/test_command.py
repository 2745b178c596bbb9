"""`controllist batch` as a user meets it, on the shipped lists."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from controllist.cli import main
from controllist.registers.batch import Progress, journal_path

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def goods(tmp_path: Path) -> Path:
    path = tmp_path / "goods.csv"
    path.write_text("article;omschrijving\n1;EUV pellicle\n2;zitbank\n3;\n", encoding="utf-8")
    return path


def test_a_table_with_a_summary(goods: Path, tmp_path: Path, capsys: Capture) -> None:
    out, told = tmp_path / "out.csv", tmp_path / "summary.json"
    before = goods.read_bytes()
    assert main(["batch", str(goods), "-o", str(out), "--list", "nl-semicon", "--summary", str(told)]) == 0
    assert goods.read_bytes() == before
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8")), delimiter=";"))
    assert [r["controllist_code"] for r in rows] == ["3B001.l", "", ""]
    summary = json.loads(told.read_text(encoding="utf-8"))
    assert (summary["rows"], summary["doubtful_rows"]) == (3, [{"line": 4, "problem": "no description"}])
    assert any("Articles 4, 5, 9 and 10" in c for c in summary["cautions"])
    # What is said of an edition is said of all its rows.
    assert any("the text of the Dutch annex has not been seen" in c for c in summary["cautions"])
    assert summary["columns"] == {"article": "article", "description": "omschrijving"}
    err = capsys.readouterr().err
    assert "row 4: no description" in err
    assert not list(tmp_path.glob("*.unfinished"))


def test_one_row_is_one_row(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "one.csv").write_text("omschrijving\nEUV pellicle\n", encoding="utf-8")
    assert main(["batch", str(tmp_path / "one.csv"), "--list", "nl-semicon"]) == 0
    assert "\n1 row: 1 with candidates" in capsys.readouterr().err


def test_without_the_package_for_xlsx_no_run_is_begun(
    goods: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    assert main(["batch", str(goods), "-o", str(tmp_path / "out.xlsx"), "--list", "nl-semicon"]) == 2
    err = capsys.readouterr().err
    assert "expected the package XlsxWriter" in err
    assert "--resume" not in err
    assert not list(tmp_path.glob("*.unfinished"))


@pytest.mark.parametrize("out", [[], ["-o", "-"]])
def test_standard_input_to_standard_output(
    out: list[str], goods: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(goods.parent)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(goods.read_bytes())))
    assert main(["batch", "-", *out, "--list", "nl-semicon", "--out-form", "jsonl"]) == 0
    assert [path.name for path in goods.parent.iterdir()] == ["goods.csv"]
    rows = [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]
    assert [r["controllist"]["verdict"] for r in rows] == ["candidates", "none", "doubtful"]
    assert rows[0]["omschrijving"] == "EUV pellicle"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-o", "goods.csv"], "another file"),
        (["--resume"], "--resume"),
        (["--out-form", "xlsx"], "-o OUT.xlsx"),
        (["--column", "weight"], "'weight'"),
        (["--jobs", "0"], "from 1 on"),
    ],
)
def test_wrong_use_is_one_line(
    goods: Path, arguments: list[str], message: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(goods.parent)
    assert main(["batch", "goods.csv", *arguments]) == 2
    err = capsys.readouterr().err
    assert message in err
    assert err.count("\n") == 1


def test_a_place_that_cannot_be_written_to(goods: Path, capsys: Capture) -> None:
    assert main(["batch", str(goods), "-o", "/nowhere/out.csv", "--list", "nl-semicon"]) == 3
    assert "expected a place to write to" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal there")
def test_a_killed_run_leaves_no_process_and_is_resumed_to_the_same_bytes(tmp_path: Path) -> None:
    source, whole, out = tmp_path / "goods.csv", tmp_path / "whole.csv", tmp_path / "out.csv"
    lines = "".join(f"{n},immersion scanner {n} nm with pump {n % 50}\n" for n in range(3_000))
    source.write_text("article,description\n" + lines, encoding="utf-8")
    command = [sys.executable, "-m", "controllist", "batch", str(source)]
    command += ["--list", "nl-semicon", "--quiet", "--jobs", "2"]
    journal = journal_path(out)
    running = subprocess.Popen([*command, "-o", str(out)], start_new_session=True)
    deadline = time.monotonic() + 60
    while not (journal.exists() and journal.stat().st_size > 20_000) and running.poll() is None:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    running.kill()
    assert running.wait() == -signal.SIGKILL, "the run was over before it could be killed"
    assert not out.exists()
    # The helpers of a killed run end by themselves: their group is empty then.
    while _alive(running.pid):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    subprocess.run([*command, "-o", str(out), "--resume"], check=True)
    subprocess.run([*command, "-o", str(whole)], check=True)
    assert out.read_bytes() == whole.read_bytes()


def _alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_progress_tells_rate_and_time_left() -> None:
    seconds = iter([0.0, *(n / 10 for n in range(1, 2000))])
    out = io.StringIO()
    progress = Progress(out, 4_000, done=400, clock=lambda: next(seconds))
    for _ in range(160):
        progress.add(16)
    line = out.getvalue().splitlines()[0]
    # 16 rows every tenth of a second, from row 400 on, told after 15 seconds.
    assert line == "2,800 of about 4,000 rows, 160 rows/s, 0:00:07 left"
