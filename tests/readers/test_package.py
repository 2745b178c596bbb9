"""Zip packages: the order of the manifest, companions, and packages that mean harm."""

from __future__ import annotations

import io
import zipfile

import pytest

from controllist.errors import SourceError
from controllist.limits import Limits
from controllist.readers import read

MANIFEST = (
    "<DOC><FMX><DOC.MAIN.PUB><REF.PHYS FILE='z.fmx.xml'/></DOC.MAIN.PUB>"
    "<DOC.SUB.PUB TYPE='ANNEX'><REF.PHYS FILE='a.fmx.xml'/></DOC.SUB.PUB></FMX></DOC>"
)


def packed(**files: str | bytes) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name.replace("__", "."), content)
    return kept.getvalue()


def test_members_come_in_the_order_of_the_manifest() -> None:
    data = packed(
        a__fmx__xml="<ANNEX><CONTENTS><P>annex</P></CONTENTS></ANNEX>",
        z__fmx__xml="<ACT><P>act</P></ACT>",
        doc__xml=MANIFEST,
        picture__tif=b"II*\x00\x00",
    )
    document = read(data, "act.zip")
    assert document.form == "formex"
    assert [b.text for b in document.blocks] == ["act", "annex"]
    assert document.blocks[1].location.source == "act.zip/a.fmx.xml"


def test_without_a_manifest_names_give_the_order() -> None:
    data = packed(L_000201__xml="<ANNEX><P>annex</P></ANNEX>", L_000101__xml="<ACT><P>act</P></ACT>")
    assert [b.text for b in read(data).blocks] == ["act", "annex"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (packed(a__xml="<ANNEX><P>text</P></ANNEX>" * 50)[:80], "damaged"),
        (packed(), "empty"),
        (packed(inner__zip=packed(a__xml="<ANNEX/>")), "the package inner.zip in it"),
        (packed(picture__tif=b"II*\x00\x00"), "files of other kinds"),
        (packed(a__xml="<ANNEX><P>cut"), "complete XML"),
    ],
)
def test_a_package_that_cannot_be_read_is_told_in_one_line(data: bytes, expected: str) -> None:
    with pytest.raises(SourceError, match=expected) as caught:
        read(data, "act.zip")
    assert "\n" not in str(caught.value)


def test_a_package_that_unpacks_to_too_much_is_refused() -> None:
    with pytest.raises(SourceError, match="at most 10,000 bytes unpacked, found more"):
        read(packed(a__txt=b"0" * 50_000), "bomb.zip", Limits(unpacked=10_000))
