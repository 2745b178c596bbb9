"""How the provisions of an edition hang together: terms and their definitions, references and back references."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from controllist.codes import ControlCode
from controllist.model import Definition, Edition, Node


def definitions_used(edition: Edition, code: str) -> tuple[Node, ...]:
    """The definitions of the terms a node uses, in the order of use: global ones, and the local note that says it."""
    found: dict[ControlCode, Node] = {}
    for use in edition.terms(code):
        definition = None if use.local else edition.definition_of(use.term)
        if definition is not None:
            found.setdefault(definition.code, definition)
    return tuple(found.values())


def referring_to(edition: Edition, codes: Iterable[str]) -> Iterator[Node]:
    """The nodes that name one of these places, or a place below or above it, outside themselves."""
    wanted = {ControlCode(c) for c in codes}
    tops = {c for c in wanted if c.parent not in wanted}
    for node in edition.nodes:
        if node.code in wanted:
            continue
        for reference in edition.references(node.code):
            if any(top.contains(c) for c in reference.codes for top in tops):
                yield node
                break


def global_terms(edition: Edition) -> dict[str, Definition]:
    """The definitions that hold for the whole list, by folded term."""
    return {d.term.casefold(): d for d in edition.definitions if d.scope is None and d.parent is None}
