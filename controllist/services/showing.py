"""A provision with its items and notes, in every list that has it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from attrs import evolve, frozen

from controllist.codes import ControlCode
from controllist.links import definitions_used, referring_to
from controllist.model import Edition, Node
from controllist.rendering.results import edition_result
from controllist.services.choosing import Answer, Answering, absent, answering, found_code


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
    # Without definitions and references, the files with the entry are enough: a look must not cost a whole edition.
    for around in (code, None) if not (notes or related or keep) else (None,):
        answer = answering(lists, as_of, edition, around, keep=keep)
        answers: list[Answer] = []
        results: list[tuple[Edition, tuple[Node, ...]]] = []
        for one in answer.answers:
            at = found_code(one.edition, code)
            if at is not None:
                answers.append(one)
                results.append((one.edition, tuple(_with_terms(one.edition, one.edition.subtree(at), notes, related))))
        if results:
            # Only the lists that have the code answer, so only what must be said of them stands before it.
            return Shown(evolve(answer, answers=tuple(answers), missing=()), tuple(results))
    raise absent(code, answer.editions)


def whole(answer: Answering) -> Shown:
    """Every node of the editions that answer."""
    return Shown(answer, tuple((e, tuple(e.nodes)) for e in answer.editions))


def show_result(query: str, shown: Shown) -> dict[str, Any]:
    """The JSON keys of `show`."""
    return {
        "query": query,
        "as_of": shown.answer.as_of,
        "as_of_exact": shown.answer.exact,
        "cautions": list(shown.answer.cautions),
        "results": [edition_result(edition, nodes) for edition, nodes in shown.results],
    }


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
