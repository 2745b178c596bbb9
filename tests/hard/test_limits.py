"""Files of strangers: entities, bombs, names that escape, nesting; figures and words without end. All invented."""

from __future__ import annotations

import io
import time
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from controllist.assessing.facts import read_fact
from controllist.codes import parse_code
from controllist.errors import CodeError, ControlListError, SourceError
from controllist.ingest import parse_bytes
from controllist.meaning.quantities import parse_quantity, read_quantities
from controllist.reading import _xml, read


def packed(name: str, content: bytes) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, content)
    return kept.getvalue()


ANNEX = "<ANNEX><CONTENTS><NP><NO.P>2B901</NO.P><TXT>Vats {}</TXT></NP></CONTENTS></ANNEX>"


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE A [<!ENTITY a "bb"><!ENTITY c "&a;&a;&a;">]>',
        '<!DOCTYPE A [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE A [<!ENTITY % a SYSTEM "http://127.0.0.1:9/x.dtd"> %a;]>',
    ],
)
def test_declared_entities_are_refused(prolog: str) -> None:
    with pytest.raises(SourceError, match="entit"):
        read((prolog + ANNEX.format("&a;")).encode(), "a.xml")


def test_an_include_is_text_and_opens_nothing(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("unseen words")
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{secret.as_uri()}" parse="text"/>'
    told = " ".join(b.text for b in read(ANNEX.format(include).encode(), "a.xml").blocks)
    assert "Vats" in told
    assert "unseen" not in told


def test_a_package_that_unfolds_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("controllist.reading.package.MAX_BYTES", 1_000_000)
    bomb = packed("a.xml", b" " * 3_000_000)
    assert len(bomb) < 10_000
    with pytest.raises(SourceError, match="unpacked"):
        read(bomb, "bomb.zip")


def test_names_in_a_package_lead_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    document = read(packed("../../escaped.xml", ANNEX.format("of tin").encode()), "a.zip")
    assert any("of tin" in b.text for b in document.blocks)
    assert list(tmp_path.rglob("*")) == []
    assert not (tmp_path.parent.parent / "escaped.xml").exists()


def test_nesting_is_bounded() -> None:
    deep = "<P>" * (_xml.MAX_DEPTH + 9) + "x" + "</P>" * (_xml.MAX_DEPTH + 9)
    with pytest.raises(SourceError):
        read(ANNEX.format(deep).encode(), "deep.xml")


@pytest.mark.parametrize("odd", ["\x00", "\x1b[2J", "\u202e", "\ufeff", "\ud800", "\U0010ffff"])
def test_odd_characters_give_a_tree_or_an_error_of_ours(odd: str) -> None:
    data = f"1A901.  Vats {odd} of tin\n   a.  {odd}round\n".encode("utf-8", "surrogatepass")
    try:
        edition = parse_bytes(data, list="eu-dual-use", applies_from="2099-01-01", name="odd.txt")
    except ControlListError:
        return
    assert "1A901" in edition


@pytest.mark.parametrize("text", ["35²", "3B001.f.²", "1C350.٣", "a" * 100_000, "1" * 100_000, "a." * 50_000, "\x00"])
def test_no_code_takes_long_or_breaks(text: str) -> None:
    start = time.process_time()
    with suppress(CodeError):
        parse_code(text)
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    "text", ["10^99999999999", "9" * 9_000, "1/0", "DN 1/0", "5 parts in 0", "1e999", "2 x 10^" + "9" * 99]
)
def test_no_figure_is_too_large_to_read(text: str) -> None:
    start = time.process_time()
    assert all(abs(q.value) < 10**1200 for q in read_quantities(text))
    with suppress(ControlListError):
        parse_quantity(text)
    assert time.process_time() - start < 1


def test_a_figure_of_common_length_is_still_read() -> None:
    assert parse_quantity("1" + "0" * 60).value == 10**60
    assert read_quantities("10^30 kg")[0].value == 10**30


@pytest.mark.parametrize("value", ["5:0", "0:0", "1/0", "1e999999 kg", "10⁹⁹⁹⁹⁹⁹", "5 kg ± 1e99999", "9" * 9_000])
def test_a_fact_that_is_no_figure_is_kept_as_words(value: str) -> None:
    start = time.process_time()
    assert str(read_fact("mass", value)) == f"mass = {value}"
    assert time.process_time() - start < 1
