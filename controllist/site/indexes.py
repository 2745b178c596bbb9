"""What a site shows (each list with its editions in a row), and the data of the search in the browser.

The search is script files: rules of spelling, trade words by list, texts by edition; a page loads them when somebody
begins to search. The rules are taken as data from `controllist.index.words`, so that a browser spells as the program
does; `tests/extras` compares both.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any

from attrs import evolve, field, frozen

from controllist import store
from controllist.codes import ControlCode
from controllist.diffing.changes import Change
from controllist.diffing.comparison import Diff
from controllist.diffing.histories import Moment, Passage, passages, through
from controllist.diffing.reviews import reviewed
from controllist.index.compounds import LINKS
from controllist.index.languages import SMALL_WORDS
from controllist.index.vocabulary import JOINING, LONGEST_TERM
from controllist.index.words import spelling_rules
from controllist.lexicon import LANGUAGES, Concept
from controllist.lineage import Passed, compared, first_published, judgements, passed
from controllist.model import Definition, Edition, Node, Provision
from controllist.rendering.provisions import NOTE_WORDS


@frozen
class Shelf:
    """One list: its editions at hand, oldest first."""

    list: str
    editions: tuple[Edition, ...]
    moves: tuple[Passed, ...] = ()
    _memory: dict[str, object] = field(factory=dict, eq=False, repr=False)

    @property
    def info(self) -> store.ListInfo:
        return store.info(self.list)

    @cached_property
    def pairs(self) -> tuple[tuple[Edition, Edition], ...]:
        """The editions that are compared: neighbours of one wording and language, and each with the newest of them."""
        found: list[tuple[Edition, Edition]] = []
        for row in self._rows:
            neighbours = list(pairwise(row))
            found += neighbours
            found += [(e, row[-1]) for e in row[:-2] if (e, row[-1]) not in neighbours]
        return tuple(found)

    @cached_property
    def _rows(self) -> tuple[tuple[Edition, ...], ...]:
        """The editions by wording and language: only these can be compared fairly."""
        rows: dict[tuple[str, str], list[Edition]] = {}
        for edition in self.editions:
            rows.setdefault((edition.wording, edition.language), []).append(edition)
        return tuple(tuple(row) for row in rows.values())

    def steps(self, edition: Edition) -> tuple[Passage, ...]:
        """The steps from the first edition of its kind to this one, corrections among them."""
        row = next(row for row in self._rows if any(e is edition for e in row))
        found: list[Passage] = []
        before: Edition | None = None
        for one in row:
            found += self._step(before, one)
            before = one
            if one is edition:
                break
        return tuple(found)

    def _step(self, older: Edition | None, newer: Edition) -> tuple[Passage, ...]:
        """The step to an edition: the amendment, then what was corrected; remembered."""
        name = f"step {newer.address} {newer.wording}"
        found = self._memory.get(name)
        if found is None:
            first = first_published(newer)
            row = [e for e in (older, first, newer) if e is not None]
            found = self._memory[name] = tuple(_judged(p) for p in passages(row))
        return found  # type: ignore[return-value]

    def compared(self, old: Edition, new: Edition) -> Diff:
        """What changed between two editions, corrections of the newer one told apart."""
        name = f"diff {old.address} {new.address} {new.wording}"
        found = self._memory.get(name)
        if found is None:
            found = self._memory[name] = compared(old, new)
        return found  # type: ignore[return-value]

    def history(self, code: str, edition: Edition) -> tuple[Moment, ...]:
        """A provision of an edition through the steps to it; empty where it is the first of its kind."""
        return through(code, self.steps(edition))

    def arrived(self, edition: Edition) -> tuple[Change, ...]:
        """What changed with an edition: its amendment and its corrections."""
        found: list[Change] = []
        for step in reversed(self.steps(edition)):
            if step.newer.address != edition.address:
                break
            found += step.changes
        return tuple(found)

    def moves_of(self, code: ControlCode) -> tuple[Passed, ...]:
        """What is recorded of a provision's way to or from another list."""
        return tuple(m for m in self.moves if m.concerns(self.list, code))


def _judged(step: Passage) -> Passage:
    return evolve(step, changes=reviewed(step.changes, judgements(step.older, step.newer)))


def shelve(names: Sequence[str] | None = None, own: Iterable[Edition] = ()) -> tuple[Shelf, ...]:
    """The lists with all editions at hand; an edition of `own` stands in for the one at its address.

    Raises `MisuseError` for an unknown list.
    """
    own = tuple(own)
    asked = tuple(dict.fromkeys((*(store.list_names() if names is None else names), *(e.list for e in own))))
    found: list[Shelf] = []
    for name in asked:
        held = {address.date: store.load(address) for address in store.editions(name)}
        held |= {e.applies_from: e for e in own if e.list == name}
        if held:
            moves = tuple(m for m in passed() if name in (m.old_list, m.new_list))
            found.append(Shelf(name, tuple(held[day] for day in sorted(held)), moves))
    return tuple(found)


_NAMES = {"en": "English", "nl": "Dutch", "de": "German", "fr": "French"}


def rules(shelves: Sequence[Shelf]) -> bytes:
    """How words are spelt alike, which words say nothing, and what there is to search."""
    return _file(
        "rules",
        {
            "spelling": spelling_rules(),
            "small": sorted({w for small in SMALL_WORDS.values() for w in small}),
            "joining": sorted(JOINING),
            "links": LINKS,
            "longest": LONGEST_TERM,
            "languages": [_NAMES[language] for language in LANGUAGES],
            "notes": NOTE_WORDS,
            "lists": [{"list": s.list, "editions": [e.applies_from for e in s.editions]} for s in shelves],
        },
    )


def terms(name: str, concepts: Iterable[Concept]) -> bytes:
    """The trade words of one list: a row for each concept with its codes there, its flags, its terms by language."""
    rows = [
        [
            " ".join(code for listed, code in concept.codes if listed == name),
            " ".join(sorted(concept.flags)),
            *("; ".join(concept.terms[language]) for language in LANGUAGES),
        ]
        for concept in concepts
        if any(listed == name for listed, _ in concept.codes)
    ]
    return _file(f"terms/{name}", rows)


def texts(edition: Edition) -> bytes:
    """The words of an edition: a row for each node with its code, kind, parent and text."""
    rows = [
        [n.code, n.kind, n.parent or "", f"{n.term}: {n.text}" if isinstance(n, Definition) and n.term else n.text]
        for n in edition.nodes
        if _told(n) and edition.by_code.get(n.code) is n
    ]
    return _file(f"texts/{edition.address}", rows)


def _told(node: Node) -> bool:
    """Whether a node can be found: by its words, or as a provision whose items have them."""
    if isinstance(node, Provision):
        return node.status == "in force"
    return bool(node.text) and node.kind != "see-also"


def _file(name: str, data: Any) -> bytes:
    told = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # JSON allows two line ends that older scripts do not; nothing else in JSON can end a script's text.
    told = told.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"controllist.take({json.dumps(name)},{told});\n".encode()
