"""The one way in which the readers let lxml parse a stranger's bytes: no entities, no network, no DTD, bounded size.

>>> parse_xml(b"<a>one<b/>two</a>", "toy.xml").tag
'a'
>>> parse_xml(b"<a>one<b>", "cut.xml")
Traceback (most recent call last):
    ...
controllist.errors.SourceError: cut.xml: expected complete XML, found an error at line 1
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from lxml import etree, html

from controllist.errors import SourceError
from controllist.limits import amount, beyond, limits

Element = Any
"""An lxml element; the stubs disagree between etree and html, so the room names it once."""

Made = TypeVar("Made")

ENTITY = b"<!ENTITY"
"""How an entity is declared, which no official text does; anywhere in a file, for a head can be padded."""


def check_size(data: bytes, name: str) -> None:
    """Refuse what is empty or too large; raises `SourceError`."""
    bound = limits()
    if len(data) > bound.bytes:
        raise beyond(name, "bytes", f"at most {amount(bound.bytes)}", amount(len(data)))
    if not data or data.isspace():
        raise SourceError(f"{name or 'input'}: expected a text of a control list, found an empty file", name=name)
    # Tags are counted only where there can be so many.
    tags = data.count(b"<") if len(data) > bound.tags else 0
    if tags > bound.tags:
        raise beyond(name, "tags", f"at most {bound.tags:,} tags", f"{tags:,}")


def parse_xml(data: bytes, name: str = "") -> Element:
    """The root element of well-formed XML; raises `SourceError` for anything else or for declared entities."""
    check_size(data, name)
    return _check_depth(_parse(data, name), name)


def _parse(data: bytes, name: str) -> Element:
    if ENTITY in data:
        raise SourceError(f"{name or 'input'}: expected XML without declared entities, found <!ENTITY", name=name)
    try:
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False
        )
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line = error.position[0] if error.position else 0
        raise SourceError(
            f"{name or 'input'}: expected complete XML, found an error at line {line}", name=name, line=line
        ) from None


def parse_html(data: bytes, name: str, make: Callable[[Element, str], Made]) -> Made:
    """What `make` makes of the root of XHTML, or of HTML as browsers read it where it is no well-formed XML.

    `make` gets the root and the name, and must refuse what is nested too deeply (`is_too_deep`).
    """
    check_size(data, name)
    try:
        return make(_parse(data, name), name)
    except SourceError:
        if ENTITY in data:
            raise
    encoding = "utf-8" if _is_utf8(data) else "windows-1252"
    try:
        root = html.document_fromstring(data, parser=html.HTMLParser(encoding=encoding, no_network=True))
    except (etree.ParserError, ValueError):
        raise SourceError(f"{name or 'input'}: expected HTML, found nothing to read", name=name) from None
    return make(root, name)


_PROLOG = re.compile(
    rb"""
    (?: \xef\xbb\xbf )?                                                     # a byte order mark
    (?> \s+ | <\?.*?\?> | <!--.*?--> | <!DOCTYPE [^>\[]* > )*+              # declaration, comments; never tried twice
    < (?P<root> [A-Za-z][\w.:-]* )
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)


def root_name(data: bytes) -> str:
    """The name of the first element without its prefix, as written; empty where no markup begins.

    >>> root_name(b"<?xml version='1.0'?><!-- made --><CONS.ACT><TITLE/>"), root_name(b"1A001 Anvils <b>")
    ('CONS.ACT', '')
    """
    found = _PROLOG.match(data[:100_000])
    return found["root"].decode("ascii", "replace").rpartition(":")[2] if found else ""


def local(element: Element) -> str:
    """The tag without its namespace, in lower case; empty for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def comments(root: Element) -> Iterator[str]:
    """All comments of the document, those before and behind the root among them."""
    for node in reversed(list(root.itersiblings(etree.Comment, preceding=True))):
        yield node.text or ""
    for node in root.iter(etree.Comment):
        yield node.text or ""
    for node in root.itersiblings(etree.Comment):
        yield node.text or ""


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        # A file cut inside a character is still UTF-8.
        return error.start > len(data) - 4
    return True


def _check_depth(root: Element, name: str) -> Element:
    depth, level = 1, [root]
    while level:
        if depth > limits().depth:
            raise is_too_deep(name)
        depth, level = depth + 1, [child for element in level for child in element]
    return root


def is_too_deep(name: str) -> SourceError:
    """The error for what is nested too deeply."""
    return beyond(name, "depth", f"at most {limits().depth} levels of elements")
