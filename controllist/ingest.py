"""Bytes of an official file to an edition: read, parse, remember where it came from.

>>> row = b"<tr><td><p>1A001</p></td><td><p>Anvils above 10 kg.</p></td></tr>"
>>> page = b"<html><body><table>" + row + b"</table></body></html>"
>>> edition = parse_bytes(page, list="eu-dual-use", applies_from="2025-11-15", name="page.html")
>>> [(n.code, n.text) for n in edition.entries], edition.source.form
([('1A001', 'Anvils above 10 kg.')], 'oj-xhtml')
"""

from __future__ import annotations

import hashlib

from attrs import evolve

from controllist import notation
from controllist.codes import check_date
from controllist.errors import SourceError
from controllist.limits import Limits, limited
from controllist.model import Edition
from controllist.parsing import parse
from controllist.profiles import profile
from controllist.readers import read


def parse_bytes(
    data: bytes,
    *,
    list: str,
    applies_from: str,
    language: str | None = None,
    name: str = "",
    limits: Limits | None = None,
) -> Edition:
    """The edition a file holds, read within `limits` (None: the usual ones).

    Raises `MisuseError` for an unknown list or a date that does not exist, and `SourceError` for a file that cannot
    be read, goes beyond a limit, holds no entry of the list or is a digest in our own notation, which is no wording of
    the law.
    """
    found = profile(list)
    day = check_date(applies_from)
    if b" |" in data and notation.is_notation(data.decode("utf-8", "replace")):
        raise SourceError(
            f"{name or 'input'}: expected an official text, found a digest (`place | kind | words` in each line); "
            "a digest is not the wording of the law",
            name=name,
            list=list,
        )
    with limited(limits):
        document = read(data, name)
        edition = parse(document, found, list=list, applies_from=day, language=language)
    if not edition.entries:
        raise SourceError(
            f"{name or 'input'}: expected entries of {list} such as {found.shape.example}, found none "
            f"in {len(document.blocks)} paragraphs of {document.form}",
            name=name,
            list=list,
        )
    source = evolve(edition.source, name=name, sha256=hashlib.sha256(data).hexdigest())
    return evolve(edition, source=source)
