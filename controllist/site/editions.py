"""The pages of one edition: its tree, a page for each entry, definitions, general notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from attrs import frozen

from controllist.addresses import (
    DEFINITIONS,
    GENERAL,
    INDEX,
    anchor_of,
    comparison,
    fragment,
    page_of,
    place,
)
from controllist.codes import ControlCode
from controllist.diffing.alignment import align
from controllist.diffing.changes import Change
from controllist.diffing.histories import Moment, Passage
from controllist.lineage import untold
from controllist.model import Definition, Edition, Node, Provision
from controllist.rendering.provisions import REQUIREMENT_WORDS, heading
from controllist.site.indexes import Shelf
from controllist.site.marks import Arrived, Beside, Children, change_rows, children_of, line, marks, tree
from controllist.site.shell import Content, Frame, Markup, cautions, el, href, join, page, words

_MOST_NAMED = 60
"""How many places that name an entry are shown before the rest is only counted."""


@frozen
class EditionPages:
    """The pages of one edition, each made when asked for."""

    shelf: Shelf
    edition: Edition

    @cached_property
    def nodes(self) -> dict[str, list[Node]]:
        """The nodes by the page they stand on, in reading order."""
        found: dict[str, list[Node]] = {INDEX: []}
        for node in self.edition.nodes:
            found.setdefault(page_of(node.code), []).append(node)
        return found

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(self.nodes)

    @cached_property
    def children(self) -> Children:
        return children_of(self.edition.nodes)

    @cached_property
    def entries(self) -> tuple[str, ...]:
        """The pages of entries, in the order of the law."""
        return tuple(name for name in self.nodes if name not in (INDEX, GENERAL, DEFINITIONS))

    @cached_property
    def changes(self) -> dict[str, list[Change]]:
        """What changed with this edition, by the page it is told on."""
        found: dict[str, list[Change]] = {}
        for change in self.shelf.arrived(self.edition):
            found.setdefault(page_of(change.code), []).append(change)
        return found

    @cached_property
    def named_by(self) -> dict[str, list[ControlCode]]:
        """For each page the places on other pages whose words name one of its provisions."""
        found: dict[str, dict[ControlCode, None]] = {}
        for node in self.edition.nodes:
            here = page_of(node.code)
            for reference in self.edition.references(node.code):
                for code in reference.codes if not reference.list else ():
                    there = page_of(code)
                    if there != here and code in self.edition:
                        found.setdefault(there, {})[node.code] = None
        return {name: list(codes) for name, codes in found.items()}

    @cached_property
    def counterparts(self) -> dict[str, dict[ControlCode, ControlCode]]:
        """For each other edition that can be compared with this one: its codes by those of this one."""
        found: dict[str, dict[ControlCode, ControlCode]] = {}
        for old, new in self.shelf.pairs:
            if new is self.edition:
                found[old.applies_from] = align(old, new).old_of
            elif old is self.edition:
                found[new.applies_from] = align(old, new).new_of
        return found

    def path(self, name: str) -> str:
        return f"{self.edition.list}/{self.edition.applies_from}/{name}"

    def page(self, name: str) -> bytes:
        """One page by its name."""
        if name == INDEX:
            return self._index()
        if name == DEFINITIONS:
            return self._flat(name, "Definitions", self._definitions())
        if name == GENERAL:
            return self._flat(name, "General notes", self._tree(name))
        return self._entry(name)

    def _frame(self, name: str, title: str, *more: tuple[str, str]) -> Frame:
        address = str(self.edition.address)
        way: tuple[tuple[str, str], ...] = (("Lists", "index.html"),)
        if name != INDEX:
            way = (*way, (address, self.path(INDEX)), *more)
        return Frame(f"{title} · {address}" if name != INDEX else title, self.path(name), way, address)

    def _index(self) -> bytes:
        edition = self.edition
        body: list[Content] = [
            el("h1", f"{edition.list}, {edition.applies_from}"),
            el("p", edition.title or self.shelf.info.title),
            cautions(edition.cautions),
            self._facts(),
            el("h2", "Provisions"),
        ]
        besides = [
            el("a", words_, href=name)
            for name, words_ in ((GENERAL, "General notes"), (DEFINITIONS, "Definitions"))
            if name in self.nodes
        ]
        if besides:
            body.append(el("p", [[" · " if i else "", one] for i, one in enumerate(besides)]))
        tops = [n for n in self.nodes[INDEX] if n.parent is None]
        loose = [n for n in edition.nodes if n.kind == "entry" and page_of(n.parent or n.code) != INDEX]
        body.append(self._outline([*tops, *loose]))
        return page(self._frame(INDEX, str(edition.address)), *body)

    def _facts(self) -> Markup:
        edition, info = self.edition, self.shelf.info
        act = edition.act
        until = f" to {edition.applies_until}" if edition.applies_until else ""
        wording = "our own digest" if edition.wording == "digest" else f"official, {edition.source.name}"
        official = act.eli or act.address or info.address
        others = [
            [" · " if i else "", el("a", e.applies_from, href=f"../{e.applies_from}/{INDEX}")]
            for i, e in enumerate(e for e in self.shelf.editions if e is not edition)
        ]
        pairs = [(o, n) for o, n in self.shelf.pairs if edition in (o, n)]
        compared = [
            [" · " if i else "", el("a", f"{o.applies_from} → {n.applies_from}", href="../../" + _compared(o, n))]
            for i, (o, n) in enumerate(pairs)
        ]
        rows: list[tuple[str, Content]] = [
            ("Applies", f"{edition.applies_from}{until}"),
            (
                "Act",
                " ".join(x for x in (act.number, act.title, f"({act.published_in})" if act.published_in else "") if x),
            ),
            ("Wording", wording),
            ("Compared with", edition.source.name if edition.wording == "digest" else ""),
            ("Official text", el("a", official, href=official, rel="external noreferrer") if official else ""),
            ("Entries", f"{len(edition.entries)}, with {len(edition.provisions)} provisions"),
            ("Not covered", info.not_covered),
            ("Other editions", others),
            ("Compare", compared),
        ]
        return el("dl", [[el("dt", name), el("dd", value)] for name, value in rows if value], class_="facts")

    def _outline(self, tops: Sequence[Node]) -> Markup:
        """Categories, groups and entries; an entry leads to its page."""
        return el("ul", [self._outline_item(n) for n in tops], class_="tree outline")

    def _outline_item(self, node: Node) -> Markup:
        if node.kind == "entry":
            name = page_of(node.code)
            changed = el("a", "changed", href=f"{name}#history", class_="changed") if name in self.changes else None
            text = el("i", "not used") if getattr(node, "status", "") == "not used" else node.text
            return el("li", el("a", node.code, href=name, class_="code"), " ", text, " ", changed)
        below = self.children.get(node.code, ())
        words_ = el("div", line(self.edition, node), class_="words")
        entries = sum(1 for n in self._under(node) if n.kind == "entry")
        told = f"{entries} entr{'y' if entries == 1 else 'ies'}" if entries else f"{len(below)} below"
        inner = el("details", el("summary", told), self._outline(below), open=True) if below else None
        return el("li", words_, inner, id=anchor_of(node.code), class_=node.kind)

    def _under(self, node: Node) -> Iterator[Node]:
        for child in self.children.get(node.code, ()):
            yield child
            if child.kind != "entry":
                yield from self._under(child)

    def _flat(self, name: str, title: str, body: Content) -> bytes:
        return page(
            self._frame(name, title),
            el("h1", f"{title}, {self.edition.address}"),
            cautions(self.edition.cautions),
            body,
            self._history_of_page(name),
            self._source(),
        )

    def _tree(self, name: str) -> Markup:
        here = self.nodes[name]
        codes = {n.code for n in here}
        tops = [n for n in here if n.parent not in codes]
        return tree(self.edition, tops, self.children, self._arrived(name))

    def _arrived(self, name: str) -> Arrived:
        """The changes that are told on this page, at the very places they stand at."""
        found: dict[ControlCode, list[tuple[int, Change]]] = {}
        for number, change in enumerate(self.changes.get(name, ()), 1):
            at = change.new_place
            if at is not None and change.within is None:
                found.setdefault(at, []).append((number, change))
        return found

    def _definitions(self) -> Markup:
        tops = [n for n in self.nodes[DEFINITIONS] if isinstance(n, Definition) and n.parent is None]
        letters: dict[str, str] = {}
        for node in sorted(tops, key=lambda n: n.term.casefold()):
            letters.setdefault(node.term[:1].upper(), anchor_of(node.code))
        go = el(
            "nav",
            el("ul", [el("li", el("a", a, href=f"#{fragment(at)}")) for a, at in letters.items()]),
            aria_label="By letter",
            class_="letters",
        )
        return join(go, self._tree(DEFINITIONS))

    def _entry(self, name: str) -> bytes:
        nodes = self.nodes[name]
        top = next((n for n in nodes if n.kind == "entry"), nodes[0])
        above = [n for n in self.edition.path(top.code)[:-1] if n.kind in ("category", "group")]
        way = [(f"{n.code} {n.text}", f"{self.path(INDEX)}#{fragment(anchor_of(n.code))}") for n in above]
        regime = self.edition.regime(top.code)
        below = self.children.get(top.code, ())
        arrived = self._arrived(name)
        own = [n for n in nodes if n.parent is None or page_of(n.parent) != name]
        others = [n for n in own if n is not top]
        how = REQUIREMENT_WORDS[getattr(top, "requirement", None)]
        facts = "; ".join(
            x for x in (f"{how} the items below" if how and below else "", f"regime: {regime}" if regime else "") if x
        )
        body: list[Content] = [
            el("h1", top.code, id=anchor_of(top.code)),
            cautions(self.edition.cautions),
            el("div", self._lead(top, arrived), class_="lead"),
            el("p", facts, class_="quiet") if facts else None,
            tree(self.edition, [*below, *others], self.children, arrived) if below or others else None,
            self._terms(name),
            self._named(name),
            self._elsewhere(top),
            self._history(name, top),
            self._source(),
            self._neighbours(name),
        ]
        return page(self._frame(name, top.code, *way), *body)

    def _lead(self, top: Node, arrived: Arrived) -> Content:
        """What the entry itself says, with its marks: the first line of its tree, without what is below."""
        if isinstance(top, Provision) and top.status == "not used":
            return el("p", el("i", "not used"))
        return [el("p", words(self.edition, top)), marks(self.edition, top, arrived)]

    def _terms(self, name: str) -> Content:
        """The defined terms that the page uses, with what they mean."""
        used: dict[ControlCode, None] = {}
        for node in self.nodes[name]:
            for _, where in self.edition.terms(node.code):
                if where is not None and page_of(where) != name:
                    used[where] = None
        if not used:
            return None
        rows = [self._meaning(self.edition[code], name) for code in sorted(used, key=str.casefold)]
        return join(el("h2", "Terms used here", id="terms"), el("dl", rows, class_="terms"))

    def _meaning(self, node: Node, name: str) -> Content:
        label = f'"{node.term}"' if isinstance(node, Definition) and node.term else str(node.code)
        below = self.children.get(node.code, ())
        inner = el("ul", [el("li", words(self.edition, n, name)) for n in below if n.text]) if below else None
        return [
            el("dt", el("a", label, href=href(node.code, name))),
            el("dd", words(self.edition, node, name), inner, data_term=href(node.code, name)),
        ]

    def _named(self, name: str) -> Content:
        """The places on other pages that name this entry."""
        codes = self.named_by.get(name, [])
        if not codes:
            return None
        shown = [
            [", " if i else "", el("a", c, href=href(c, name), class_="code")]
            for i, c in enumerate(codes[:_MOST_NAMED])
        ]
        rest = f" and {len(codes) - _MOST_NAMED} more places" if len(codes) > _MOST_NAMED else ""
        return join(el("h2", "Named by"), el("p", shown, rest))

    def _elsewhere(self, top: Node) -> Content:
        """The same provision in the other editions that can be compared."""
        rows: list[Content] = []
        for edition in self.shelf.editions:
            if edition is self.edition or edition.applies_from not in self.counterparts:
                continue
            code = self.counterparts[edition.applies_from].get(top.code)
            where: Content = "not there"
            if code is not None:
                where = el("a", code, href="../../" + place(edition.list, edition.applies_from, code), class_="code")
            rows.append(el("li", f"{edition.applies_from}: ", where, self._beside(edition, top.code, code)))
        return join(el("h2", "In other editions"), el("ul", rows)) if rows else None

    def _beside(self, other: Edition, here: ControlCode, there: ControlCode | None) -> Content:
        """The way to the comparison with another edition, where it has something to tell of this entry."""
        old, new = sorted((self.edition, other), key=lambda e: e.applies_from)
        if (old, new) not in self.shelf.pairs:
            return None
        code = here if new is self.edition or there is None else there
        changed = {c.entry for c in self.shelf.compared(old, new).changes}
        if code not in changed:
            return ", no change"
        return [" · ", el("a", "side by side", href=f"../../{_compared(old, new)}#{fragment(anchor_of(code))}")]

    def _history(self, name: str, top: Node) -> Content:
        """What changed at the entry, edition by edition, newest first, and where parts of it went."""
        moments = self.shelf.history(top.code, self.edition)
        moves = self.shelf.moves_of(top.code)
        if not moments and not moves:
            return None
        steps = [None, *self.shelf.steps(self.edition)] if moments else []
        rows = [self._moment(m, step, name) for m, step in zip(reversed(moments), reversed(steps), strict=True)]
        told = [el("li", m.text) for m in moves]
        between = join(el("h3", "Between lists"), el("ul", told)) if told else None
        missing = el("p", untold(self.edition.list), class_="quiet") if moments and untold(self.edition.list) else None
        return join(el("h2", "History", id="history"), missing, rows, between)

    def _moment(self, moment: Moment, step: Passage | None, name: str) -> Markup:
        """One edition in the history of an entry; `step` led to it, None for the first."""
        day = moment.edition.partition("@")[2]
        corrected = ", corrected" if moment.cause == "corrigendum" else ""
        where: Content = "not there"
        if moment.code is not None:
            where = el("a", moment.code, href="../../" + place(self.edition.list, day, moment.code), class_="code")
        head = el("h3", f"{day}{corrected}: ", where)
        if step is None or not moment.changes:
            return join(head, el("p", "The first edition at hand." if step is None else "No change.", class_="quiet"))
        beside = Beside(step.older, step.newer, "../../")
        numbers = self._numbers(name) if day == self.edition.applies_from else {}
        other = f"of-{day}{corrected and '-corrected'}"
        numbered = [
            (f"change-{numbers[c]}" if c in numbers else f"{other}-{at}", c) for at, c in enumerate(moment.changes, 1)
        ]
        return join(head, change_rows(numbered, beside))

    def _numbers(self, name: str) -> dict[Change, int]:
        """The numbers that the marks in the tree lead to."""
        found: dict[Change, int] = {}
        for number, change in enumerate(self.changes.get(name, ()), 1):
            found.setdefault(change, number)
        return found

    def _history_of_page(self, name: str) -> Content:
        """What changed with this edition among notes or definitions."""
        changes = self.changes.get(name, [])
        if not changes:
            return None
        older = next(s.older for s in self.shelf.steps(self.edition) if s.newer.address == self.edition.address)
        beside = Beside(older, self.edition, "../../")
        rows = change_rows([(f"change-{n}", c) for n, c in enumerate(changes, 1)], beside, 3)
        return join(el("h2", "Changed with this edition", id="history"), rows)

    def _source(self) -> Markup:
        edition = self.edition
        official = edition.act.eli or edition.act.address or self.shelf.info.address
        told: list[Content] = [heading(edition)]
        basis = edition.common_basis
        told.append("; our own words, not those of the law. " if edition.wording == "digest" else ". ")
        if basis is not None and basis.grade != "checked":
            told.append(f"Basis of each line: {basis.grade}, {basis.source}. ")
        elif edition.wording == "digest" and any(n.basis.grade == "checked" for n in edition.nodes):
            told.append(f"Basis of each line, unless it says otherwise: checked, {edition.source.name}. ")
        elif edition.wording == "digest":
            told.append("Each line tells its own basis. ")
        if official:
            told += ["Official text: ", el("a", official, href=official, rel="external noreferrer")]
        return join(el("h2", "Wording"), el("p", told))

    def _neighbours(self, name: str) -> Content:
        at = self.entries.index(name)
        links: list[Content] = []
        if at:
            before = self.entries[at - 1]
            links.append(el("a", "← ", before.removesuffix(".html"), href=before, rel="prev"))
        if at + 1 < len(self.entries):
            after = self.entries[at + 1]
            links.append(el("a", after.removesuffix(".html"), " →", href=after, rel="next"))
        return (
            el(
                "nav",
                [[" " if i else "", one] for i, one in enumerate(links)],
                aria_label="Neighbouring entries",
                class_="neighbours",
            )
            if links
            else None
        )


def _compared(old: Edition, new: Edition) -> str:
    return comparison(old.list, old.applies_from, new.applies_from)
