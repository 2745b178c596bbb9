"""What neighbours cover: a new item that asks more than an old one at the same place did lets nothing in."""

from __future__ import annotations

from collections.abc import Iterable

from controllist.diffing.wording import Words, compare_words
from controllist.model import Edition, Node


def carved_out(node: Node, edition: Edition, before: Iterable[Node], earlier: Edition) -> Node | None:
    """The old item of which a new one is a part: no bound looser, one at least tighter, and nothing said that loosens.

    `before` are the items that stood at the same place in the earlier edition.
    """
    here = Words(node.text, edition.thresholds(node.code))
    if not here.bounds:
        return None
    for old in before:
        found = compare_words((Words(old.text, earlier.thresholds(old.code)),), (here,), edition.language)
        if found.shifts and found.effect == "narrower":
            return old
    return None
