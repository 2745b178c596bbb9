"""Parts of pages: nodes as nested lists that fold, changes with a mark for their direction, wordings side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from controllist.addresses import anchor_of, fragment, place
from controllist.codes import ControlCode
from controllist.diffing.changes import Change, Effect
from controllist.messages import Message
from controllist.model import Definition, Edition, Node, Note, Provision
from controllist.normalize import raised_exponents
from controllist.rendering.changes import ARROWS, marked
from controllist.rendering.provisions import NOTE_WORDS, REQUIREMENT_WORDS
from controllist.site.shell import Content, Markup, el, join, words

SIGNS: dict[Effect, str] = {"wider": "▲", "narrower": "▼", "neutral": "=", "undecided": "?"}


@frozen
class Beside:
    """Two editions of a list that a page tells side by side; `root` leads from the page to the top of the site."""

    old: Edition
    new: Edition
    root: str

    @property
    def names(self) -> tuple[str, str]:
        """What to call the two sides: the date, and for a correction that it is one."""
        if self.old.applies_from == self.new.applies_from:
            return f"{self.old.applies_from}, as first published", f"{self.new.applies_from}, corrected"
        return self.old.applies_from, self.new.applies_from

    def link(self, code: str, *, new: bool) -> Markup:
        """A code that leads to its place in one of the two, where it is there."""
        edition = self.new if new else self.old
        if code not in edition:
            return el("span", code, class_="code")
        return el("a", code, href=self.root + place(edition.list, edition.applies_from, code), class_="code")

    def words(self, change: Change) -> tuple[str, str]:
        """Both wordings: the whole text where a change tells a part of it, such as a figure."""
        before, after = change.before, change.after
        old = self.old.by_code.get(change.old_place) if change.old_place else None
        new = self.new.by_code.get(change.new_place) if change.new_place else None
        if old is None or new is None or not old.text or not new.text or old.text == new.text:
            return before, after
        return (old.text, new.text) if before in old.text and after in new.text else (before, after)


def direction(change: Change) -> Markup:
    """The sign and the word for the direction of a change; an editorial one has neither."""
    if not change.substantive:
        return el("span", "editorial", class_="mark editorial")
    return effect(change.effect)


def effect(found: Effect) -> Markup:
    """The sign and the word; the sign is for the eye alone."""
    return el("span", el("span", SIGNS[found], aria_hidden="true"), f" {ARROWS[found]}", class_=f"mark {found}")


Numbered = tuple[str, Change]
"""A change with its name on the page."""


def change_rows(changes: Sequence[Numbered], beside: Beside, level: int = 4) -> Markup:
    """Changes one below the other; those of a branch that came or went as a whole fold below its top."""
    heads: dict[tuple[str, bool], str] = {}
    for id_, change in changes:
        heads.setdefault(_branch(change), id_)
    below: dict[str, list[Numbered]] = {}
    tops: list[Numbered] = []
    for id_, change in changes:
        head = heads.get((change.within, _gone(change))) if change.within is not None else None
        if head is None or head == id_:
            tops.append((id_, change))
        else:
            below.setdefault(head, []).append((id_, change))
    return join([_row(change, beside, id_, level, below.get(id_, ())) for id_, change in tops])


def _branch(change: Change) -> tuple[str, bool]:
    """The place a change stands at; one code may have gone as one thing and come back as another."""
    return change.new_place or change.old_place or change.code, _gone(change)


def _gone(change: Change) -> bool:
    return change.new_place is None


def _below(below: Sequence[Numbered], beside: Beside) -> Content:
    if not below:
        return None
    new = [c.kind not in ("removed", "note-removed") for _, c in below]
    rows = [
        el("li", beside.link(c.code, new=n), " ", raised_exponents(c.after or c.before), id=i)
        for (i, c), n in zip(below, new, strict=True)
    ]
    return el("details", el("summary", Message("with {number} below it", number=len(below))), el("ul", rows))


def _row(change: Change, beside: Beside, id_: str, level: int, below: Sequence[Numbered]) -> Markup:
    """One change: where, what, in which direction, and before and after beside each other."""
    kind = change.kind.replace("-", " ")
    told = f"{kind}, {change.detail}" if change.detail else kind
    heading = el(f"h{level}", _place(change, beside), " ", direction(change), " ", el("span", told, class_="quiet"))
    basis = None
    if change.basis.grade != "checked":
        because = f": {change.basis.reasoning}" if change.basis.reasoning else ""
        basis = el("p", f"wording {change.basis.grade} ({change.basis.source}){because}", class_="quiet")
    touches = None
    if change.touches:
        places = [[", " if i else "", beside.link(code, new=True)] for i, code in enumerate(change.touches)]
        touches = el("p", "touches ", places)
    rule = el("p", f"decided by {change.decided_by}: {change.rule}", class_="quiet") if change.rule else None
    effect_ = change.effect if change.substantive else "editorial"
    return el(
        "article",
        heading,
        _sides(change, beside),
        _below(below, beside),
        basis,
        touches,
        rule,
        id=id_,
        data_effect=effect_,
    )


def _place(change: Change, beside: Beside) -> Content:
    old = change.old_code
    if change.kind in ("removed", "note-removed"):
        return beside.link(change.code, new=False)
    if old is not None and old != change.code and change.kind != "added":
        return [beside.link(old, new=False), " → ", beside.link(change.code, new=True)]
    return beside.link(change.code, new=True)


def _sides(change: Change, beside: Beside) -> Markup:
    before, after = beside.words(change)
    left, right = marked(before, after)
    both = bool(before and after)
    sides = [
        el("div", el("p", name, class_="edition"), el("p", [_piece(p, m and both, tag) for p, m in pieces] or "–"))
        for name, pieces, tag in ((beside.names[0], left, "del"), (beside.names[1], right, "ins"))
    ]
    return el("div", sides, class_="sides")


def _piece(words: str, changed: bool, tag: str) -> Content:
    words = raised_exponents(words)
    bare = words.rstrip()
    return [el(tag, bare), words[len(bare) :]] if changed and bare else words


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
