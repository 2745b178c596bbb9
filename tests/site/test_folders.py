"""Writing a site: whole or not at all, never over what is not ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from controllist.errors import MisuseError, SourceError
from controllist.site import Site
from controllist.site.building import MARKER, write_site

SMALL = Site({"index.html": lambda: b"<p>one", "a/b.html": lambda: b"two"})


def held(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_new_folder_gets_all_pages_and_the_list_of_them(tmp_path: Path) -> None:
    assert write_site(SMALL, tmp_path / "new" / "site") == 9
    found = held(tmp_path / "new" / "site")
    assert found.pop(MARKER).decode().splitlines()[1:] == ["a/b.html", "index.html"]
    assert found == {"index.html": b"<p>one", "a/b.html": b"two"}
    assert [p.name for p in (tmp_path / "new").iterdir()] == ["site"]


def test_an_earlier_site_is_replaced_whole(tmp_path: Path) -> None:
    write_site(SMALL, tmp_path / "site")
    write_site(Site({"index.html": lambda: b"three"}), tmp_path / "site")
    assert {k: v for k, v in held(tmp_path / "site").items() if k != MARKER} == {"index.html": b"three"}
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    write_site(SMALL, tmp_path / "site")
    assert (tmp_path / "site" / "index.html").is_file()


@pytest.mark.parametrize("name", ["notes.txt", "a/own.html", MARKER])
def test_what_is_not_ours_is_left_alone(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "site"
    if name != MARKER:
        write_site(SMALL, folder)
    folder.mkdir(exist_ok=True)
    (folder / name).write_text("mine", encoding="utf-8")
    before = held(folder)
    with pytest.raises(MisuseError, match=name):
        write_site(SMALL, folder)
    assert held(folder) == before


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("mine", encoding="utf-8")
    with pytest.raises(MisuseError, match="a file"):
        write_site(SMALL, tmp_path / "site")


@pytest.mark.parametrize("error", [RuntimeError("halfway"), KeyboardInterrupt()])
def test_halfway_leaves_the_earlier_site(tmp_path: Path, error: BaseException) -> None:
    def broken() -> bytes:
        raise error

    write_site(SMALL, tmp_path / "site")
    before = held(tmp_path / "site")
    with pytest.raises(type(error)):
        write_site(Site({"index.html": lambda: b"new", "z.html": broken}), tmp_path / "site")
    assert held(tmp_path / "site") == before
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_the_earlier_site_comes_back_where_the_new_one_cannot_take_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_site(SMALL, tmp_path / "site")
    before = held(tmp_path / "site")
    rename = Path.rename

    def refusing(self: Path, target: Path) -> Path:
        if self.name.endswith(".part"):
            raise PermissionError(13, "in use")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refusing)
    with pytest.raises(SourceError, match="in use"):
        write_site(Site({"index.html": lambda: b"new"}), tmp_path / "site")
    assert held(tmp_path / "site") == before
