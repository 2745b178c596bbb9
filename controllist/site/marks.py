"""Changes on a page: a mark for the direction, and both wordings side by side."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from controllist.addresses import place
from controllist.diffing.changes import Change, Effect
from controllist.messages import Message
from controllist.model import Edition
from controllist.normalize import raised_exponents
from controllist.rendering.changes import ARROWS, marked
from controllist.site.markup import Content, Markup, el, join

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
