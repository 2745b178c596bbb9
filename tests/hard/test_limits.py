"""Files of strangers: entities, bombs, names that escape, nesting; figures and words without end. All invented."""

from __future__ import annotations

import io
import os
import time
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from attrs import fields

import controllist
from controllist.assessing.facts import read_fact
from controllist.codes import parse_code
from controllist.errors import CodeError, ControlListError, SourceError
from controllist.ingest import parse_bytes
from controllist.language.quantities import parse_quantity, read_quantities
from controllist.limits import Limits
from controllist.readers import read


def packed(name: str, content: bytes, *more: str) -> bytes:
    """A package of the same content under one name or several."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made:
        for one in (name, *more):
            made.writestr(one, content)
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


def test_names_in_a_package_lead_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    document = read(packed("../../escaped.xml", ANNEX.format("of tin").encode()), "a.zip")
    assert any("of tin" in b.text for b in document.blocks)
    assert list(tmp_path.rglob("*")) == []
    assert not (tmp_path.parent.parent / "escaped.xml").exists()


LINE = "1A901.  Vats\n"
BEYOND: dict[str, tuple[Limits, bytes, str]] = {
    "bytes": (Limits(bytes=200), (LINE * 90).encode(), "at most 200 bytes, found 1,170 bytes"),
    "unpacked": (Limits(unpacked=1_000_000), packed("a.xml", b" " * 3_000_000), "at most 1 MB unpacked"),
    "members": (Limits(members=1), packed("a.xml", b"<A/>", "b.xml"), "at most 1 files, found 2"),
    "tags": (Limits(tags=100), ANNEX.format("<HT>x</HT>" * 90).encode(), "at most 100 tags, found 190"),
    "depth": (Limits(depth=20), ANNEX.format("<P>" * 20 + "x" + "</P>" * 20).encode(), "at most 20 levels"),
    "depth of a page": (
        Limits(depth=20),
        ("<html><body>" + "<div>" * 20 + "<p>1A901</p>" + "</div>" * 20 + "</body></html>").encode(),
        "at most 20 levels",
    ),
    "blocks": (
        Limits(blocks=9),
        ("<html><body>" + "<p>x</p>" * 10 + "</body></html>").encode(),
        "at most 9 paragraphs",
    ),
    "seconds": (Limits(seconds=1e-9), LINE.encode(), "within 1e-09 s of processor time"),
}


@pytest.mark.parametrize("case", BEYOND)
def test_what_goes_beyond_a_limit_is_refused_and_the_limit_named(case: str) -> None:
    bound, data, told = BEYOND[case]
    name = case.partition(" ")[0]
    with pytest.raises(SourceError) as error:
        controllist.parse(data, list="eu-dual-use", applies_from="2099-01-01", name="a", limits=bound)
    assert told in error.value.message
    assert error.value.message.endswith(f"(limits.{name})")
    assert error.value.facts["bound"] == name
    # Within the usual limits nothing is said of one, and the next call has them again.
    with suppress(SourceError):
        assert "limits." not in str(read(data, "a"))


def test_every_limit_is_tried() -> None:
    assert {case.partition(" ")[0] for case in BEYOND} == {f.name for f in fields(Limits)}


@pytest.mark.parametrize("odd", [{"bytes": 0}, {"seconds": -1.0}, {"depth": 900}])
def test_a_limit_that_means_nothing_is_no_limit(odd: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"must be|'depth'"):
        Limits(**odd)


def test_a_member_beyond_a_limit_is_not_passed_over_like_a_picture() -> None:
    page = b"<html><body>" + b"<div>" * 30 + b"x" + b"</div>" * 30 + b"</body></html>"
    with pytest.raises(SourceError, match=r"limits\.depth"):
        read(packed("a.html", page, "b.html"), "a.zip", Limits(depth=20))


def test_nesting_is_bounded_without_being_asked() -> None:
    deep = "<P>" * 250 + "x" + "</P>" * 250
    with pytest.raises(SourceError, match="at most 240 levels"):
        read(ANNEX.format(deep).encode(), "deep.xml")


@pytest.mark.parametrize("form", ["xml", "page"])
@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE {root} SYSTEM "{dtd}">',
        '<!DOCTYPE {root} PUBLIC "-//X//DTD Y//EN" "{dtd}">',
        '<?xml-stylesheet type="text/xsl" href="{dtd}"?>',
        '<!DOCTYPE {root} SYSTEM "{dtd}" []>',
    ],
)
def test_no_file_a_document_names_is_opened(prolog: str, form: str, tmp_path: Path) -> None:
    """The named file would give words to an entity and an attribute; and it is a pipe nobody writes to, too: whoever
    opened it would never come back."""
    dtd = tmp_path / "kept.dtd"
    dtd.write_text('<!ENTITY secret "unseen words"><!ATTLIST TXT TYPE CDATA "unseen words">')
    pipe = tmp_path / "pipe.dtd"
    if hasattr(os, "mkfifo"):
        os.mkfifo(pipe)
    for named in (dtd, pipe):
        if form == "xml":
            data = prolog.format(root="ANNEX", dtd=named.as_uri()) + ANNEX.format("&secret; of tin")
        else:
            there = named.as_uri()
            page = f'<p>1A901</p><p>Vats &secret; of tin</p><img src="{there}"/><a href="{there}">x</a>'
            head = f'<head><link rel="stylesheet" href="{there}"/><base href="{there}"/></head>'
            data = prolog.format(root="html", dtd=there) + f"<html>{head}<body>{page}</body></html>"
        told = "tin"
        with suppress(SourceError):  # an entity nobody declared
            told = " ".join(b.text for b in read(data.encode(), f"a.{form}").blocks)
        assert "unseen" not in told
        assert "tin" in told


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
