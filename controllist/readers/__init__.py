"""Bytes to blocks: one module for each form in which the authorities publish, recognised by content.

A reader knows markup and no control list. To add one, write a module with `read_x(data, name) -> Document`, and put
it with the test that recognises its bytes into `_FORMS`; the first that says yes reads. A zip package is read as its
members, in the order that its manifest gives.

>>> read(b"<html><body><p>Some text</p></body></html>").form
'oj-xhtml'
>>> read(b"\\x00\\x01\\x02")
Traceback (most recent call last):
    ...
controllist.errors.SourceError: input: expected an official text (XHTML, Formex, PDF, text), found binary data
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable

from attrs import evolve

from controllist.blocks import Document
from controllist.errors import SourceError
from controllist.limits import Limits, amount, beyond, check_time, limited, limits
from controllist.limits import limits as current
from controllist.readers.dutch_xml import read_dutch_xml
from controllist.readers.formex import MANIFESTS, members, read_formex
from controllist.readers.markdown import is_markdown, read_markdown
from controllist.readers.pdf import is_pdf, read_pdf
from controllist.readers.plaintext import read_plaintext
from controllist.readers.xhtml import read_xhtml
from controllist.readers.xml import ENTITY, check_size, parse_xml, root_name

Reader = Callable[[bytes, str], Document]

_BEST_FIRST = ("formex", "op-xml", "bwb-xml", "oj-xhtml", "consolidated-xhtml", "markdown", "layout-text", "pdf")


def read_package(data: bytes, name: str, read_member: Reader) -> Document:
    """The blocks of all members of the best form, in order; raises `SourceError` where none can be read.

    `read_member` reads one file and raises `SourceError` for what it does not know; pictures and other companions of
    the text are passed over that way.
    """
    files = _unpack(data, name)
    documents = []
    for member in _in_order(files, name):
        try:
            documents.append(read_member(files[member], f"{name}/{member}" if name else member))
        except SourceError as error:
            if "bound" in error.facts or root_name(files[member]).isupper():
                raise  # beyond a limit; or a damaged Formex file, a part of the text that would be missing
    form = next((f for f in _BEST_FIRST if any(d.form == f for d in documents)), None)
    if form is None:
        raise SourceError(
            f"{name or 'input'}: expected a package with the text of a control list, found "
            f"{len(files)} files of other kinds",
            name=name,
        )
    chosen = [d for d in documents if d.form == form]
    first = chosen[0]
    return evolve(
        first,
        blocks=tuple(b for d in chosen for b in d.blocks),
        identifier=next((d.identifier for d in chosen if d.identifier), ""),
    )


def _unpack(data: bytes, name: str) -> dict[str, bytes]:
    """All members by name; raises `SourceError` in one line for a cut, encrypted, nested or oversized package."""
    where = name or "input"
    found: dict[str, bytes] = {}
    bound = limits()
    left = bound.unpacked
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            infos = [i for i in package.infolist() if not i.is_dir()]
            if len(infos) > bound.members:
                raise beyond(name, "members", f"at most {bound.members} files", str(len(infos)))
            for info in infos:
                with package.open(info) as member:
                    # The header may lie about the size, so what is read counts.
                    content = member.read(left + 1)
                left -= len(content)
                if left < 0:
                    raise beyond(name, "unpacked", f"at most {amount(bound.unpacked)} unpacked")
                if content.startswith(b"PK\x03\x04"):
                    raise SourceError(
                        f"{where}: expected the files of one publication, found the package {info.filename} in it",
                        name=name,
                    )
                found[info.filename] = content
    except (zipfile.BadZipFile, zlib.error, LookupError, EOFError, OSError, RuntimeError, ValueError) as error:
        # LookupError: zipfile takes a cut field of a header for whole. RuntimeError: locked, or an unknown method.
        raise SourceError(
            f"{where}: expected a complete zip package, found a damaged one ({error})", name=name
        ) from None
    if not found:
        raise SourceError(f"{where}: expected a package with files, found an empty one", name=name)
    return found


def _in_order(files: dict[str, bytes], name: str) -> list[str]:
    """The members without the manifests: as a manifest lists them, then the others by name."""
    plain = sorted(m for m in files if root_name(files[m]) not in MANIFESTS)
    listed: list[str] = []
    for member in sorted(set(files) - set(plain)):
        named = members(parse_xml(files[member], f"{name}/{member}"))
        # A manifest names files without the folder they lie in.
        listed += [m for n in named for m in plain if m.rpartition("/")[2] == n]
    return list(dict.fromkeys([*listed, *plain]))


__all__ = ["read"]

_HEAD = 4_000
_HTML = re.compile(rb"<(?:!doctype\s+html|html|body|table|div|p)\b", re.IGNORECASE)
_DUTCH = ("officiele-publicatie", "toestand", "wetgeving", "staatscourant", "staatsblad")


def read(data: bytes, name: str = "", limits: Limits | None = None) -> Document:
    """The blocks of one source, within `limits` (None: the usual ones).

    Raises `SourceError` in one line for what cannot be read or goes beyond a limit, which it names.
    """
    with limited(limits):
        if data.startswith(b"PK"):
            check_size(data, name)
            document = read_package(data, name, _read_file)
        else:
            document = _read_file(data, name)
        bound = current().blocks
        if len(document.blocks) > bound:
            raise beyond(name, "blocks", f"at most {bound:,} paragraphs", f"{len(document.blocks):,}")
        check_time(name)
        return document


def _read_file(data: bytes, name: str) -> Document:
    check_size(data, name)
    for is_form, reader in _FORMS:
        if is_form(data[:_HEAD]):
            return reader(data, name)
    if ENTITY in data[:_HEAD]:
        raise SourceError(f"{name or 'input'}: expected a file without declared entities, found <!ENTITY", name=name)
    found = "binary data" if b"\x00" in data[:_HEAD] or data.startswith(b"PK") else "another kind of file"
    expected = "an official text (XHTML, Formex, PDF, text)"
    raise SourceError(f"{name or 'input'}: expected {expected}, found {found}", name=name)


def _is_formex(head: bytes) -> bool:
    """Formex alone writes its elements in capitals: ANNEX, CONS.ACT."""
    root = root_name(head)
    return len(root) > 1 and root.isupper() and root not in ("HTML", "BODY", "TABLE", "DIV")


def _is_dutch(head: bytes) -> bool:
    return root_name(head) in _DUTCH


def _is_html(head: bytes) -> bool:
    return bool(_HTML.search(head)) and b"\x00" not in head


def _is_text(head: bytes) -> bool:
    control = sum(b < 32 and b not in b"\t\n\r\f" for b in head)
    return (
        not head.startswith((b"%PDF", b"PK", b"\x1f\x8b"))
        and control == 0
        and not head.lstrip().startswith((b"<?xml", b"<!DOCTYPE"))
    )


_FORMS: tuple[tuple[Callable[[bytes], bool], Callable[[bytes, str], Document]], ...] = (
    (is_pdf, read_pdf),
    (_is_formex, read_formex),
    (_is_dutch, read_dutch_xml),
    (is_markdown, read_markdown),
    (_is_html, read_xhtml),
    (_is_text, read_plaintext),
)
