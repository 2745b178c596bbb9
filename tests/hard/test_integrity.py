"""The shipped lists equal their checksums, and a changed byte is named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from controllist import cli
from controllist.errors import DamagedDataError
from controllist.integrity import SUMS, checksums, differences, written
from controllist.store import shipped_folder


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A list of two files with its checksums."""
    (tmp_path / "toy").mkdir()
    (tmp_path / "toy" / "1.en.txt").write_text("1A901 | list | vats\n")
    (tmp_path / "toy" / "2.en.txt").write_text("2A901 | list | bells\n")
    (tmp_path / SUMS).write_text(written(checksums(tmp_path)))
    return tmp_path


def test_what_is_whole_has_no_differences(copy: Path) -> None:
    assert differences(copy) == ()


def test_a_changed_byte_is_named(copy: Path) -> None:
    (copy / "toy" / "2.en.txt").write_text("2A901 | list | bellz\n")
    assert differences(copy) == ("toy/2.en.txt is changed",)


def test_missing_and_foreign_files_are_named(copy: Path) -> None:
    shutil.move(copy / "toy" / "1.en.txt", copy / "toy" / "3.en.txt")
    assert differences(copy) == ("toy/1.en.txt is missing", "toy/3.en.txt is not ours")


def test_without_checksums_nothing_is_vouched_for(copy: Path) -> None:
    (copy / SUMS).unlink()
    with pytest.raises(DamagedDataError):
        differences(copy)


def test_the_command_names_a_damaged_file(
    copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("controllist.integrity.shipped_folder", lambda: copy)
    assert cli.main(["lists", "--verify"]) == 0
    (copy / "toy" / "2.en.txt").write_text("")
    assert cli.main(["lists", "--verify"]) == 3
    assert "toy/2.en.txt is changed" in capsys.readouterr().err


def test_the_shipped_lists_are_sealed() -> None:
    """After a change on purpose: `make seal`."""
    assert differences(shipped_folder()) == ()
