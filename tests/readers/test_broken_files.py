"""Files that are cut, empty, locked, of another kind or too large: one line, exit status 3; a cut text still a tree."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from controllist import cli
from controllist.limits import Limits
from controllist.readers import xml

FORMEX = b"<?xml version='1.0'?><ANNEX><CONTENTS><NP><NO.P>2B001</NO.P><TXT>Vats</TXT></NP></CONTENTS></ANNEX>"
ITEM = b"<lijst><li><li.nr>3B001</li.nr><al>Vaten</al></li></lijst>"
DUTCH = b"<toestand><wetgeving><bijlage>" + ITEM + b"</bijlage></wetgeving></toestand>"


def packed(name: str, content: bytes) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as made:
        made.writestr(name, content)
    return kept.getvalue()


PACKAGE = packed("annex.xml", FORMEX)

BROKEN = {
    "cut.xml": FORMEX[:60],
    "cut-dutch.xml": DUTCH[:60],
    "encoding.xml": FORMEX.replace(b"Vats", b"V\xe4ts"),
    "utf16.xml": FORMEX.decode().encode("utf-16"),
    "entities.xml": b"<!DOCTYPE a [<!ENTITY b 'c'><!ENTITY d '&b;&b;'>]><ANNEX><P>&d;</P></ANNEX>",
    "deep.xml": b"<ANNEX>" + b"<P>" * 400 + b"x" + b"</P>" * 400 + b"</ANNEX>",
    "cut.zip": PACKAGE[:-30],
    "nested.zip": packed("inner.zip", PACKAGE),
    "cut.pdf": b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog",
    "empty.txt": b"",
    "blank.md": b"\n \n",
    "picture.jpg": b"\xff\xd8\xff\xe0" + bytes(range(256)),
    "packed.gz": b"\x1f\x8b" + bytes(range(256)),
    "data.json": b'{"entries": []}',
    "other.txt": b"A text about vats, none of them on a list.\n",
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_read_is_one_line_and_status_3(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    file = tmp_path / name
    file.write_bytes(BROKEN[name])
    assert cli.main(["parse", str(file), "--list", "eu-dual-use", "--edition", "2025-11-15"]) == 3
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 1
    assert name in told.err


def test_a_file_that_is_too_large_is_refused_before_it_is_parsed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xml, "limits", lambda: Limits(bytes=3_000_000))
    file = tmp_path / "large.xml"
    with file.open("wb") as out:
        out.truncate(5_000_000)
    assert cli.main(["parse", str(file), "--list", "eu-dual-use", "--edition", "2025-11-15"]) == 3
    assert "at most 3 MB, found 5 MB" in capsys.readouterr().err


MILITARY = "Příloha č. 1 k vyhlášce\n\n" + "".join(f"SVMe {n}\n\nKádě druhu {n}.\n\n" for n in range(1, 23))


@pytest.mark.parametrize(("kept", "told"), [(22, ""), (9, "ends in ML9; ML10")])
def test_a_text_that_was_cut_is_a_tree_that_says_where_it_ends(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kept: int, told: str
) -> None:
    file = tmp_path / "list.md"
    end = MILITARY.index(f"SVMe {kept + 1}\n") if kept < 22 else len(MILITARY)
    file.write_text("## Vyhláška\n\n" + MILITARY[:end], encoding="utf-8")
    arguments = ["parse", str(file), "--list", "cz-military", "--edition", "2099-01-01", "--format", "summary"]
    assert cli.main(arguments) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert f"{kept} entry" in out
    assert (told in out) if told else ("0 problems" in out)
