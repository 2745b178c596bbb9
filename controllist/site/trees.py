"""Nodes of an edition as nested lists that fold: what hangs on a place stands below it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from controllist.addresses import anchor_of, fragment
from controllist.codes import ControlCode
from controllist.diffing.changes import Change
from controllist.model import Definition, Edition, Node, Note, Provision
from controllist.rendering.tree import NOTE_WORDS, REQUIREMENT_WORDS
from controllist.site.marks import direction
from controllist.site.markup import Content, Markup, el, join
from controllist.site.words import words

Children = Mapping[str, Sequence[Node]]
Arrived = Mapping[ControlCode, Sequence[tuple[int, Change]]]
"""The changes at each place, with their numbers on the page."""


def children_of(nodes: Iterable[Node]) -> Children:
    """The nodes by the code of their parent, in reading order."""
    found: dict[str, list[Node]] = {}
    for node in nodes:
        if node.parent is not None:
            found.setdefault(node.parent, []).append(node)
    return found


def tree(edition: Edition, tops: Sequence[Node], children: Children, arrived: Arrived) -> Markup:
    """A list of nodes with all that stands below them."""
    return el("ul", [_item(edition, node, children, arrived) for node in tops], class_="tree")


def _item(edition: Edition, node: Node, children: Children, arrived: Arrived) -> Markup:
    below = children.get(node.code, ())
    words_ = el("div", line(edition, node), marks(edition, node, arrived), class_="words")
    inner = _folded(node, below, tree(edition, below, children, arrived)) if below else None
    # Where a code stands twice, the first one has the address.
    first = edition.by_code.get(node.code) is node
    return el("li", words_, inner, id=anchor_of(node.code) if first else None, class_=node.kind)


def line(edition: Edition, node: Node) -> Markup:
    """The code, which is the address of the place, and what it says."""
    code = el("a", _label(node), href=f"#{fragment(anchor_of(node.code))}", class_="code")
    if isinstance(node, Provision) and node.status == "not used":
        return join(code, " ", el("i", "not used"))
    return join(code, _reach(node), " ", words(edition, node))


def _label(node: Node) -> str:
    """A provision by its whole code; a note or part by what stands behind its place."""
    if isinstance(node, Definition) and node.term:
        return f'"{node.term}"' if node.scope is None else f"'{node.term}'"
    place, _, tail = node.code.partition("#")
    if not isinstance(node, Note):
        return f"{place} {tail.replace('.', ' ', 1)}".strip()
    if _is_item_of_note(node):
        return node.code[len(node.parent or "") :].replace("~", " ")
    name, _, number = tail.rpartition("#")[2].partition(".")
    return f"{name.partition('~')[0].replace('-', ' ')} {number}".strip() if tail else place


def _reach(node: Node) -> Content:
    """Whether a note takes out or takes in, and what it speaks of."""
    if not isinstance(node, Note) or _is_item_of_note(node):
        return None
    does = NOTE_WORDS[node.kind] if node.kind in ("note-excludes", "note-includes") else ""
    about = f"for {', '.join(node.about)}" if node.about else ""
    told = ", ".join(x for x in (does, about) if x)
    return el("strong", f" {told}:") if told else ":"


def _is_item_of_note(node: Note) -> bool:
    return node.parent is not None and "#" in node.parent and "#" not in node.code[len(node.parent) :]


def _folded(node: Node, below: Sequence[Node], inner: Markup) -> Markup:
    """What stands below a node; the words that fold it say how the items combine."""
    items = [n for n in below if isinstance(n, Provision)] if isinstance(node, Provision) else list(below)
    others = len(below) - len(items)
    how = REQUIREMENT_WORDS[getattr(node, "requirement", None)] if node.kind not in ("category", "group") else ""
    told = f"{how} {len(items)} below".strip() if items else ""
    told += ("; " if told else "") + f"{others} note{'' if others == 1 else 's'}" if others else ""
    return el("details", el("summary", told), inner, open=True)


def marks(edition: Edition, node: Node, arrived: Arrived) -> Content:
    """How sure the words are, what was remarked, what changed here."""
    found: list[Content] = []
    if node.basis.grade != "checked" and node.basis != edition.common_basis:
        because = "; ".join(x for x in (node.basis.source, node.basis.reasoning) if x)
        found += [" ", el("details", el("summary", f"wording {node.basis.grade}"), el("p", because), class_="basis")]
    if node.remark:
        found += [" ", el("span", f"(remark: {node.remark})", class_="quiet")]
    for number, change in arrived.get(node.code, ()):
        found += [" ", el("a", direction(change), " in this edition", href=f"#change-{number}", class_="changed")]
    return found
