"""What can become of a node: which nodes are of one family, bear one label, and say much the same."""

from __future__ import annotations

from controllist.diffing.phrases import phrases
from controllist.diffing.substance import key, same
from controllist.model import Node, Note, Provision


def family(node: Node) -> str:
    """What can become one another: provisions; notes, whether they include, exclude or explain; technical notes."""
    if isinstance(node, Provision):
        return "Provision"
    if isinstance(node, Note):
        kind = node.kind
        return "note" if kind[:4] == "note" else kind
    return type(node).__name__


def label(node: Node) -> str:
    """The end of the code, behind that of the place the node hangs on."""
    code, parent = node.code, node.parent
    return code[len(parent) :] if parent and code.startswith(parent) else code


def is_unused(node: Node) -> bool:
    """Whether a place is kept empty."""
    return isinstance(node, Provision) and node.status == "not used"


def says_the_same(old: Node, new: Node) -> bool:
    """Whether two places in use say the same."""
    return not is_unused(old) and not is_unused(new) and same(old.text, new.text)


def only_one_speaks(old: Node, new: Node) -> bool:
    """Whether one of two notes says nothing itself and only numbers those below: it took no words of the other."""
    return isinstance(old, Note) and isinstance(new, Note) and bool(key(old.text)) != bool(key(new.text))


def opposed(one: Node, other: Node, language: str) -> bool:
    """Whether one of two notes leaves out goods, and the other only brings goods in: alike words are no comfort."""
    spoken = phrases(language)
    for out, brought in ((one, other), (other, one)):
        if out.kind == "note-excludes" and brought.kind in ("note-includes", "technical-note"):
            denies = any(spoken.denying.fullmatch(w) for w in brought.text.casefold().split())
            denies = denies or bool(spoken.excluding.search(brought.text))
            return not denies and (brought.kind == "note-includes" or bool(spoken.naming.search(brought.text)))
    return False
