"""Bytes to blocks: one module for each form in which the authorities publish, told apart by content.

A reader knows markup and no control list. To add one, write a module with `read_x(data, name) -> Document`, and put
it with the test that recognises its bytes into `_FORMS`; the first that says yes reads.

>>> read(b"<html><body><p>Some text</p></body></html>").form
'oj-xhtml'
>>> read(b"\\x00\\x01\\x02")
Traceback (most recent call last):
    ...
controllist.errors.SourceError: input: expected an official text (XHTML, Formex, PDF, text), found binary data
"""

from __future__ import annotations

import re
from collections.abc import Callable

from controllist.blocks import Document
from controllist.errors import SourceError
from controllist.limits import Limits, beyond, check_time, limited
from controllist.limits import limits as current
from controllist.readers._xml import ENTITY, check_size, root_name
from controllist.readers.dutch_xml import read_dutch_xml
from controllist.readers.formex import read_formex
from controllist.readers.markdown import is_markdown, read_markdown
from controllist.readers.package import read_package
from controllist.readers.pdf import is_pdf, read_pdf
from controllist.readers.plaintext import read_plaintext
from controllist.readers.xhtml import read_xhtml

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
