"""The notation of the digest: one provision a line, for a lawyer in a pull request and a program in milliseconds.

`lists/NOTATION.md` tells how to write it. `read` gives the nodes, `write` the lines again.

>>> nodes = read('''2B | heading | test equipment
... 2B350 | list | chemical plant
... .g | any | valves
... .g.1 | | nominal size > DN 10
... .g#note | excludes for .g.1 | valves for drinking water
... ''')
>>> [(n.code, n.kind, n.parent) for n in nodes][2:]
[('2B350.g', 'item', '2B350'), ('2B350.g.1', 'item', '2B350.g'), ('2B350.g#note', 'note-excludes', '2B350.g')]
>>> nodes[-1].about
('2B350.g.1',)
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from attrs import evolve

from controllist.codes import ControlCode
from controllist.errors import DamagedDataError
from controllist.model import Basis, Definition, Kind, Node, Note, Provision, Requirement

_REQUIREMENTS: dict[str, Requirement | None] = {"": None, "all": "all", "any": "any", "list": "list"}
_NOTES: dict[str, Kind] = {
    "excludes": "note-excludes",
    "includes": "note-includes",
    "explains": "note",
    "technical": "technical-note",
    "see-also": "see-also",
}
_NOTE_WORDS: dict[str, str] = {v: k for k, v in _NOTES.items()}
_CHECKED = Basis("checked")
_PLACE = re.compile(r'[.#"0-9A-Z]')
_OTHERS = ("heading", "definition", "not-used", "part")


def is_notation(text: str) -> bool:
    """Whether a text is a digest: more than half of its lines have place, kind and words, and some kind is named.

    >>> is_notation("1A001 | list | seals\\n.a | | made of fluoroelastomers\\n")
    True
    >>> is_notation("1A001 Seals made of fluoroelastomers.\\n| pressure | 5 kPa |\\n")
    False
    """
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith(("# ", "  @"))]
    kinds = [kind for kind in map(_kind_of_line, lines) if kind is not None]
    return 2 * len(kinds) > len(lines) and any(kinds)


def _kind_of_line(line: str) -> str | None:
    """The first word of the kind that a line of a digest names, empty where it names none; None for other lines."""
    columns = line.split(" |", 2)
    if len(columns) != 3 or not _PLACE.match(columns[0]):
        return None
    word = columns[1].strip().partition(" ")[0]
    return word if word in _REQUIREMENTS or word in _NOTES or word in _OTHERS else None


def read(text: str, basis: Basis = _CHECKED, name: str = "") -> tuple[Node, ...]:
    """The nodes of one digest file; `basis` is that of every line without one of its own.

    Raises `DamagedDataError` with file and line where a line has not three columns or an unknown kind.
    """
    lines = _Lines(basis, name)
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("# "):
            continue
        if line.startswith("  @"):
            lines.remark(line[3:], number)
        else:
            lines.node(line, number)
    return tuple(lines.nodes)


class _Lines:
    """What must be remembered from line to line: the last full code, the group, the codes seen."""

    def __init__(self, basis: Basis, name: str) -> None:
        self.basis, self.name = basis, name
        self.nodes: list[Node] = []
        self.seen: set[str] = set()
        self.base = self.entry = ""
        self.category: ControlCode | None = None
        self.group: ControlCode | None = None

    def fail(self, number: int, message: str) -> DamagedDataError:
        return DamagedDataError(f"{message} ({self.name or 'digest'} line {number})", file=self.name, line=number)

    def node(self, line: str, number: int) -> None:
        columns = line.split(" |", 2)
        if len(columns) != 3 or not columns[0].strip():
            raise self.fail(number, f"expected `place | kind | words`, found {line[:60]!r}")
        place, kind, words = columns[0].strip(), columns[1].strip(), columns[2].strip()
        code = self.code(place)
        if code in self.seen:
            raise self.fail(number, f"expected each code once, found {code} again")
        word, _, spoken = kind.partition(" for ")
        made = self.build(code, word, words, spoken)
        if made is None:
            raise self.fail(number, f"expected a kind such as all, any, list, excludes, found {kind!r}")
        self.seen.add(code)
        self.nodes.append(made)

    def code(self, place: str) -> ControlCode:
        if place[0] in ".#":
            return ControlCode(self.base + place)
        self.base = place if place[0] == '"' else place.partition("#")[0]
        self.entry = self.base.partition(".")[0]
        return ControlCode(place)

    def about(self, spoken: str) -> tuple[ControlCode, ...]:
        places = [p.strip() for p in spoken.split(",") if p.strip()]
        return tuple(ControlCode(self.entry + p if p[0] == "." else p) for p in places)

    def parent(self, code: ControlCode) -> ControlCode | None:
        above = code.parent
        while above is not None and above not in self.seen:
            above = above.parent
        return above

    def build(self, code: ControlCode, word: str, text: str, spoken: str) -> Node | None:
        if word == "heading":
            if len(code) > 1 and code[1] in "ABCDE":
                self.group = code
                return Provision(code, "group", self.category, text, self.basis, requirement="list")
            self.category, self.group = code, None
            return Provision(code, "category", None, text, self.basis, requirement="list")
        if word in _NOTES:
            return Note(code, _NOTES[word], self.parent(code), text, self.basis, about=self.about(spoken))
        if word == "definition" or code[0] == '"':
            if word not in _REQUIREMENTS and word != "definition":
                return None
            term = code[1 : code.find('"', 1)] if code[0] == '"' else text.partition("'")[2].partition("'")[0]
            scope = None if code[0] == '"' else code.place
            return Definition(code, "definition", self.parent(code), text, self.basis, term=term, scope=scope)
        if word == "not-used":
            return Provision(code, self.kind(code), self.above(code), text, self.basis, status="not used")
        part, _, rest = word.partition(" ")
        if part == "part" and rest in _REQUIREMENTS:
            return Provision(code, "part", self.parent(code), text, self.basis, requirement=_REQUIREMENTS[rest])
        if word not in _REQUIREMENTS:
            return None
        return Provision(code, self.kind(code), self.above(code), text, self.basis, requirement=_REQUIREMENTS[word])

    def kind(self, code: ControlCode) -> Kind:
        return "item" if "." in code else "entry"

    def above(self, code: ControlCode) -> ControlCode | None:
        return self.parent(code) if "." in code else self.group or self.category

    def remark(self, line: str, number: int) -> None:
        word, _, rest = line.partition(" ")
        if not self.nodes:
            raise self.fail(number, "expected a provision before a remark")
        node = self.nodes[-1]
        if word == "remark":
            node = evolve(node, remark=rest.strip())
        elif word in ("checked", "secondary", "inferred", "unknown"):
            source, _, reasoning = rest.partition(" | ")
            node = evolve(node, basis=Basis(word, source.strip(), reasoning.strip()))  # type: ignore[arg-type]
        else:
            raise self.fail(number, f"expected @secondary, @inferred, @unknown or @remark, found @{word}")
        self.nodes[-1] = node


def write(nodes: Iterable[Node], basis: Basis = _CHECKED) -> str:
    """The lines `read` takes, with every node whose basis is not `basis` followed by its own.

    >>> text = "1A001 | list | seals\\n.a | | made of fluoroelastomers\\n"
    >>> write(read(text)) == text
    True
    """
    lines: list[str] = []
    base = ""
    for node in nodes:
        place = str(node.code)
        if base and place.startswith(base) and place[len(base) :][:1] in (".", "#"):
            place = place[len(base) :]
        else:
            base = place if place[0] == '"' else place.partition("#")[0]
        entry = base.partition(".")[0]
        kind = _kind_column(node, entry)
        lines.append(f"{place} | {kind} | {node.text}".rstrip() if kind else f"{place} | | {node.text}".rstrip())
        if node.basis != basis:
            own = node.basis
            lines.append(f"  @{own.grade} {own.source}" + (f" | {own.reasoning}" if own.reasoning else ""))
        if node.remark:
            lines.append(f"  @remark {node.remark}")
    return "\n".join(lines) + "\n"


def _kind_column(node: Node, entry: str) -> str:
    if node.kind == "definition":
        return "definition"
    if isinstance(node, Note):
        word = _NOTE_WORDS[node.kind]
        if node.about:
            places = (a[len(entry) :] if a.startswith(entry + ".") else str(a) for a in node.about)
            word += " for " + ", ".join(places)
        return word
    assert isinstance(node, Provision)
    if node.kind in ("category", "group"):
        return "heading"
    if node.status == "not used":
        return "not-used"
    return f"part {node.requirement or ''}".strip() if node.kind == "part" else node.requirement or ""
