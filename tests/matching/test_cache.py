"""What is kept between runs: sound, or built again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from controllist.index import Index, cache
from controllist.index.lines import Lines
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
    [path] = (home / "cache").glob("*.idx")
    path.write_bytes(harm)
    assert kept(times) == {"a": [1, 2], "b": "ü"}
    assert len(times) == 2


def test_a_changed_body_does_not_pass(home: Path) -> None:
    times: list[int] = []
    kept(times)
    [path] = (home / "cache").glob("*.idx")
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
    assert len(list((home / "cache").glob("*.idx"))) == 2


def test_a_segment_survives_the_cache(index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    segment = index.segments[0]
    monkeypatch.setenv("CONTROLLIST_HOME", str(tmp_path))
    for _ in range(2):
        again = from_plain(cache.kept("toy", "segment", lambda: to_plain(segment)))
        assert to_plain(again) == to_plain(segment)


TEXTS = st.text(alphabet=st.characters(exclude_characters="\t\n\r", exclude_categories=("Cs",)), max_size=8)


@given(st.dictionaries(TEXTS.filter(bool), TEXTS, max_size=30), st.lists(TEXTS, max_size=10))
def test_lines_are_the_mapping_they_were_made_of(mapping: dict[str, str], asked: list[str]) -> None:
    lines = Lines.of(mapping)
    for key in (*mapping, *asked):
        assert lines.get(key) == mapping.get(key)
    assert dict(lines) == mapping
    assert len(lines) == len(mapping)


@pytest.mark.parametrize("value", ["", "a long value " * 5])
def test_many_lines_are_found_and_others_are_not(value: str) -> None:
    mapping = {f"w{n:05}é"[: 3 + n % 6]: f"{value}{n}" for n in range(12_000)}
    lines = Lines(Lines.of(mapping).packed())
    for key in (*mapping, "", "a", "zzz", "w0", "w99999", "\ud800"):
        assert lines.get(key) == mapping.get(key)
        assert (key in lines) == (key in mapping)
    assert list(lines) == sorted(mapping)


def test_no_lines_hold_nothing() -> None:
    lines = Lines.of({})
    assert (list(lines), len(lines), lines.get("w")) == ([], 0, None)


@pytest.mark.parametrize("broken", ["a\tb", "a\nb", "a\rb"])
def test_lines_refuse_what_they_cannot_hold(broken: str) -> None:
    with pytest.raises(ValueError, match="no tab or line end"):
        Lines.of({"key": broken})
