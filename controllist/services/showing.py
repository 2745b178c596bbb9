"""A provision with its items and notes, in every list that has it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import frozen

from controllist.codes import ControlCode
from controllist.links import definitions_used, referring_to
from controllist.model import Edition, Node
from controllist.services.choosing import Answering, answering, having
from controllist.services.finding import absent


@frozen
class Shown:
    """The editions that have the provision, each with the nodes to show, and what must be said first."""

    answer: Answering
    results: tuple[tuple[Edition, tuple[Node, ...]], ...]


def show(
    code: ControlCode,
    lists: Sequence[str] | None = None,
    as_of: str | None = None,
    edition: Edition | None = None,
    *,
    notes: bool = False,
    related: bool = False,
    keep: bool = False,
) -> Shown:
    """The provision in each list that has it; raises `NotFoundError` where none has.

    `notes` adds the definitions of the terms used, `related` the provisions named and those that name this one;
    `keep` keeps the editions for further questions.

    >>> found = show(ControlCode("3B001.l"), ["nl-semicon"])
    >>> [node.code for node in found.results[0][1]]
    ['3B001.l']
    """
    asked = answering(lists, as_of, edition, keep=keep)
    answer, codes = having(asked, code)
    if not codes:
        raise absent(code, asked.editions)
    places = zip(answer.editions, codes, strict=True)
    return Shown(answer, tuple((e, tuple(_with_terms(e, e.subtree(at), notes, related))) for e, at in places))


def whole(answer: Answering) -> Shown:
    """Every node of the editions that answer."""
    return Shown(answer, tuple((e, e.nodes) for e in answer.editions))


def _with_terms(edition: Edition, nodes: Iterable[Node], notes: bool, related: bool) -> Iterable[Node]:
    """The nodes, then the definitions of the terms they use and the places they name."""
    shown = list(nodes)
    yield from shown
    have = {n.code for n in shown}
    more: dict[ControlCode, Node] = {}
    for node in shown:
        if notes:
            more.update((d.code, d) for d in definitions_used(edition, node.code))
        if related:
            for reference in edition.references(node.code):
                more.update((c, edition[c]) for c in reference.codes if c in edition)
    if related:
        more.update((n.code, n) for n in referring_to(edition, have))
    yield from (node for code, node in more.items() if code not in have)
