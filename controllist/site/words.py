"""The words of a node as markup: figures stand out, terms lead to their meaning, codes to their provision."""

from __future__ import annotations

from attrs import frozen

from controllist.addresses import anchor_of, fragment, page_of
from controllist.links import threshold_spans
from controllist.model import Edition, Node
from controllist.normalize import raised_exponents
from controllist.site.markup import Content, Markup, el, join

_BEFORE_FIGURES = "≤≥<>± "


@frozen
class _Piece:
    """A part of a text that is more than words; the earlier in the list of its kinds, the more it counts."""

    start: int
    end: int
    rank: int
    href: str = ""
    class_: str = ""


def words(edition: Edition, node: Node, page: str | None = None) -> Markup:
    """The text of a node, on its own page or shown on another one."""
    text = node.text
    pieces = sorted(_pieces(edition, node, page or page_of(node.code)), key=lambda p: (p.start, p.rank))
    found: list[Content] = []
    at = 0
    for piece in pieces:
        if piece.start < at:
            continue
        found.append(raised_exponents(text[at : piece.start]))
        inside = raised_exponents(text[piece.start : piece.end])
        if piece.href:
            found.append(el("a", inside, href=piece.href, class_=piece.class_))
        else:
            found.append(el("b", inside))
        at = piece.end
    return join(found, raised_exponents(text[at:]))


def _pieces(edition: Edition, node: Node, page: str) -> list[_Piece]:
    found: list[_Piece] = []
    for reference in edition.references(node.code):
        there = next((c for c in reference.codes if c in edition), None)
        if there is not None and not reference.list and there != node.code:
            found.append(_Piece(*reference.span, 0, href(there, page), "ref"))
    for use, where in edition.terms(node.code):
        if where is not None and where != node.code:
            found.append(_Piece(*use.span, 1, href(where, page), "term"))
    for start, end in threshold_spans(edition, node.code):
        found.append(_Piece(_with_sign(node.text, start), end, 2))
    return found


def _with_sign(text: str, start: int) -> int:
    """Where a figure begins, its comparison sign included."""
    first = start
    while first > 0 and text[first - 1] in _BEFORE_FIGURES:
        first -= 1
    while first < start and text[first] == " ":
        first += 1
    return first


def href(code: str, page: str) -> str:
    """The address of a node of the same edition, as seen from one of its pages."""
    there = page_of(code)
    return f"{'' if there == page else there}#{fragment(anchor_of(code))}"
