"""What is kept between runs: sound, or built again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from controllist.index import Index, cache
from controllist.index.segment import from_plain, to_plain


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CONTROLLIST_HOME", str(tmp_path))
    return tmp_path


def kept(times: list[int], data: dict[str, Any] | None = None) -> dict[str, Any]:
    def build() -> dict[str, Any]:
        times.append(1)
        return data or {"a": [1, 2], "b": "ü"}

    return cache.kept("toy", "sources", build)


def test_built_once(home: Path) -> None:
    times: list[int] = []
    assert kept(times) == kept(times) == {"a": [1, 2], "b": "ü"}
    assert len(times) == 1
    assert not list(home.rglob("*.part"))


@pytest.mark.parametrize("harm", [b"", b"{}", b"\xff\xfe", b'{"format": "x"}\n{}'])
def test_a_damaged_file_is_built_again(home: Path, harm: bytes) -> None:
    times: list[int] = []
    kept(times)
    [path] = (home / "cache").glob("*.json")
    path.write_bytes(harm)
    assert kept(times) == {"a": [1, 2], "b": "ü"}
    assert len(times) == 2


def test_a_changed_body_does_not_pass(home: Path) -> None:
    times: list[int] = []
    kept(times)
    [path] = (home / "cache").glob("*.json")
    path.write_bytes(path.read_bytes().replace(b"[1,2]", b"[1,3]"))
    assert kept(times)["a"] == [1, 2]


def test_a_folder_that_cannot_be_written_to_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("CONTROLLIST_HOME", str(tmp_path / "file"))
    times: list[int] = []
    assert kept(times) == {"a": [1, 2], "b": "ü"}


def test_old_files_go(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "KEPT", 2)
    for number in range(4):
        cache.kept("toy", f"sources {number}", dict)
    assert len(list((home / "cache").glob("*.json"))) == 2


def test_a_segment_survives_the_cache(index: Index) -> None:
    segment = index.segments[0]
    again = from_plain(json.loads(json.dumps(to_plain(segment))))
    assert to_plain(again) == to_plain(segment)
