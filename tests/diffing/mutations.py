"""Edits made on purpose on real editions, each with the change it must show as: the mutation benchmark.

What an edit must show as is told where the edit is made, from what was done and to what, never by asking `diffing`.
Edits of one round touch different entries, so that a round needs one comparison.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from attrs import evolve, frozen

from controllist.codes import ControlCode
from controllist.diffing.changes import Change
from controllist.diffing.comparison import diff
from controllist.model import Definition, Edition, Node, Note, Provision

OPPOSITE = {"wider": "narrower", "narrower": "wider", "neutral": "neutral"}
PHRASE = "specially designed for underwater orchestras"
STRANGER = "mechanical cuckoos that sing under water"


@frozen
class Edit:
    """An edit: the nodes after it, and the change it must show as."""

    name: str
    place: ControlCode
    kind: str
    effect: str
    replace: dict[str, tuple[Node, ...]]
    """What stands in the place of each node that is touched (nothing: it is gone)."""


@frozen
class Result:
    edits: int
    found: float
    kind: float
    effect: float
    by_name: dict[str, tuple[int, int, int, int]]
    missed: tuple[tuple[Edit, tuple[Change, ...]], ...]

    def __str__(self) -> str:
        lines = [f"found {self.found:.3f}, right kind {self.kind:.3f}, right effect {self.effect:.3f}"]
        lines += [
            f"  {name:<24} {n:>4} edits, found {f}, kind {k}, effect {e}"
            for name, (n, f, k, e) in sorted(self.by_name.items())
        ]
        return "\n".join(lines)


def measure(editions: Sequence[Edition], edits: int, seed: int) -> Result:
    """Make `edits` edits, spread over the editions by their size, and look whether `diff` tells each of them."""
    chance = random.Random(seed)
    told: list[tuple[Edit, tuple[Change, ...]]] = []
    weights = [len(e.entries) for e in editions]
    while len(told) < edits:
        edition = chance.choices(editions, weights)[0]
        some = round_of_edits(edition, chance, min(40, edits - len(told)))
        changes = diff(edition, applied(edition, some)).changes
        told += [(edit, tuple(c for c in changes if edit.place in (c.new_place, c.old_place))) for edit in some]
    return _result(told)


def _result(told: Sequence[tuple[Edit, tuple[Change, ...]]]) -> Result:
    by_name: dict[str, list[int]] = {}
    missed = []
    for edit, changes in told:
        kind = [c for c in changes if c.kind == edit.kind]
        right = any(c.effect == edit.effect for c in kind or changes)
        row = by_name.setdefault(edit.name, [0, 0, 0, 0])
        for at, yes in enumerate((True, bool(changes), bool(kind), right)):
            row[at] += yes
        if not (changes and kind and right):
            missed.append((edit, changes))
    sums = [sum(row[at] for row in by_name.values()) for at in range(4)]
    shares = [s / sums[0] for s in sums[1:]]
    return Result(sums[0], *shares, {n: tuple(r) for n, r in by_name.items()}, tuple(missed))  # type: ignore[misc]


def applied(edition: Edition, edits: Sequence[Edit]) -> Edition:
    """The edition after the edits."""
    replace = {code: nodes for edit in edits for code, nodes in edit.replace.items()}
    nodes = [n for node in edition.nodes for n in replace.get(node.code, (node,))]
    return evolve(edition, nodes=tuple(nodes))


def round_of_edits(edition: Edition, chance: random.Random, count: int) -> list[Edit]:
    """Edits in different entries, each kind in its turn; fewer where the edition has not so many that can be edited."""
    nodes = [n for n in edition.by_code.values() if n.kind not in ("category", "group") and n.basis.grade != "unknown"]
    edits: list[Edit] = []
    used: set[ControlCode] = set()
    kinds = list(KINDS)
    chance.shuffle(kinds)
    for make in (kinds * (count // len(kinds) + 1))[:count]:
        for _ in range(300):
            node = chance.choice(nodes)
            edit = make(edition, node, chance) if node.code.entry not in used else None
            if edit is not None:
                edits.append(edit)
                used.add(node.code.entry)
                break
    return edits


def _turned(edition: Edition, node: Node, effect: str) -> str:
    """The effect under excluding notes: an odd number of them turns it round."""
    heads = [
        n
        for n in edition.path(node.code)
        if n.kind == "note-excludes" and not (n.parent and "#" not in n.code[len(n.parent) :])
    ]
    return OPPOSITE[effect] if len(heads) % 2 else effect


def _leaf(edition: Edition, node: Node) -> bool:
    below = any(n.parent == node.code for n in edition.nodes)
    return isinstance(node, Provision) and node.kind == "item" and not below and node.status == "in force"


def _above(edition: Edition, node: Node) -> str | None:
    above = edition.by_code.get(node.parent) if node.parent else None
    return above.requirement if isinstance(above, Provision) else None


def move_bound(edition: Edition, node: Node, chance: random.Random) -> Edit | None:
    """Another figure in a bound."""
    if not isinstance(node, Provision) and node.kind != "note-excludes":
        return None
    found = edition.thresholds(node.code)
    movable = [
        t
        for t in found
        if t.comparison != "="
        and t.quantity.value > 0
        and re.match(r"\d", t.quantity.printed)
        and not t.quantity.alternative
    ]
    if not movable or len(movable) != len(found) or "range" in node.text:
        return None
    chosen = chance.choice(movable)
    factor = chance.choice((Fraction(1, 2), Fraction(2), Fraction(3)))
    start, end = chosen.quantity.span
    figure = re.match(r"[\d\s]*\d(?:[.,]\d+)?", node.text[start:end])
    if figure is None or re.search(r"[×^⁰¹²³⁴⁵⁶⁷⁸⁹⁻]", node.text[start:end]):
        return None
    value = Fraction(re.sub(r"\s", "", figure[0]).replace(",", ".")) * factor
    text = node.text[:start] + f"{float(value):g}" + node.text[start + len(figure[0]) :]
    wider = (factor > 1) == (chosen.comparison in ("<", "<="))
    effect = _turned(edition, node, "wider" if wider else "narrower")
    kind = "threshold" if isinstance(node, Provision) else "note-changed"
    return Edit("move a bound", node.code, kind, effect, {node.code: (evolve(node, text=text),)})


def make_strict(edition: Edition, node: Node, chance: random.Random) -> Edit | None:
    """A strict comparison for an inclusive one, or the other way round."""
    signs = {"≥ ": "> ", "> ": "≥ ", "≤ ": "< ", "< ": "≤ "}
    places = list(re.finditer(r"[≥≤<>] (?=\d)", node.text))
    if not isinstance(node, Provision) or len(places) != 1 or len(places) != len(edition.thresholds(node.code)):
        return None
    place = chance.choice(places)
    sign = signs[place[0]]
    effect = "wider" if sign in ("≥ ", "≤ ") else "narrower"
    text = node.text[: place.start()] + sign + node.text[place.end() :]
    return Edit("change a comparison", node.code, "threshold", effect, {node.code: (evolve(node, text=text),)})


def drop_item(edition: Edition, node: Node, chance: random.Random) -> Edit | None:
    if not _leaf(edition, node) or not node.text or _above(edition, node) is None:
        return None
    effect = "wider" if _above(edition, node) == "all" else "narrower"
    return Edit("drop an item", node.code, "removed", effect, {node.code: ()})


def add_item(edition: Edition, node: Node, chance: random.Random) -> Edit | None:
    if not _leaf(edition, node) or _above(edition, node) is None or node.parent is None:
        return None
    code = ControlCode(f"{node.parent}.zz")
    new = Provision(code, "item", node.parent, f"{STRANGER}, number {chance.randrange(10**6)}")
    effect = "narrower" if _above(edition, node) == "all" else "wider"
    return Edit("add an item", code, "added", effect, {node.code: (node, new)})


def give_new_label(edition: Edition, node: Node, chance: random.Random) -> Edit | None:
    """An item moves one label down."""
    if not _leaf(edition, node) or node.parent is None or len(node.text) < 30:
        return None
    last = edition.children(node.parent)[-1]
    label = node.code.rpartition(".")[2]
    if last.code != node.code or not (label.isdigit() or label < "y"):
        return None
    label = str(int(label) + 1) if label.isdigit() else chr(ord(label[0]) + 1)
    code = ControlCode(f"{node.parent}.{label}")
    if code in edition:
        return None
    return Edit("give a new label", code, "renumbered", "neutral", {node.code: (evolve(node, code=code),)})


def shift_items(edition: Edition, node: Node, chance: random.Random) -> Edit | None:
    """A new first item; all behind it get the next label."""
    items = edition.children(node.code) if isinstance(node, Provision) else ()
    if len(items) < 3 or [i.code for i in items] != [f"{node.code}.{n}" for n in range(1, len(items) + 1)]:
        return None
    if not all(_leaf(edition, i) for i in items) or any(n.parent in {i.code for i in items} for n in edition.nodes):
        return None
    if len({i.text for i in items}) < len(items):
        return None
    first = evolve(items[0], text=f"{STRANGER}, number {chance.randrange(10**6)}")
    moved = [evolve(i, code=ControlCode(f"{node.code}.{n}")) for n, i in enumerate(items, 2)]
    replace: dict[str, tuple[Node, ...]] = {i.code: (m,) for i, m in zip(items, moved, strict=True)}
    replace[items[0].code] = (first, moved[0])
    effect = "narrower" if node.requirement == "all" else "wider"  # type: ignore[attr-defined]
    return Edit("put an item in front", first.code, "added", effect, replace)


def replace_word(edition: Edition, node: Node, chance: random.Random) -> Edit | None:
    """Another noun: no rule can know which way; the change must be told all the same."""
    found = re.search(r"\b[a-z]{6,}\b(?=[ ,;])", node.text)
    if not isinstance(node, Provision) or found is None or node.kind != "item" or len(node.text) < 25:
        return None
    new = evolve(node, text=f"{node.text[: found.start()]}xylophones{node.text[found.end() :]}")
    return Edit("replace a word", node.code, "text", "undecided", {node.code: (new,)})


def turn_requirement(edition: Edition, node: Node, chance: random.Random) -> Edit | None:
    if (
        not isinstance(node, Provision)
        or len(edition.children(node.code)) < 2
        or node.requirement not in ("any", "all")
    ):
        return None
    other = "all" if node.requirement == "any" else "any"
    effect = "wider" if other == "any" else "narrower"
    new = evolve(node, requirement=other)
    return Edit("all for any", node.code, "requirement", effect, {node.code: (new,)})


def drop_note(edition: Edition, node: Node, chance: random.Random) -> Edit | None:
    above = edition.by_code.get(node.parent) if node.parent else None
    if node.kind not in ("note-excludes", "note-includes") or not isinstance(above, Provision) or not node.text:
        return None
    if any(n.parent == node.code for n in edition.nodes):
        return None
    effect = "wider" if node.kind == "note-excludes" else "narrower"
    return Edit("drop a note", node.code, "note-removed", effect, {node.code: ()})


def add_note(edition: Edition, node: Node, chance: random.Random) -> Edit | None:
    code = ControlCode(f"{node.code}#note.97")
    if not _leaf(edition, node):
        return None
    kind = chance.choice(("note-excludes", "note-includes"))
    new = Note(code, kind, node.code, f"{STRANGER}, number {chance.randrange(10**6)}")  # type: ignore[arg-type]
    effect = "narrower" if kind == "note-excludes" else "wider"
    return Edit("add a note", code, "note-added", effect, {node.code: (node, new)})


def add_condition(edition: Edition, node: Node, chance: random.Random) -> Edit | None:
    if not isinstance(node, Provision) or node.kind != "item" or len(node.text) < 12 or _speaks_against(node.text):
        return None
    if re.search(r"(?::|; (?:and|or))$", node.text):
        return None
    new = evolve(node, text=f"{node.text.rstrip(';. ')}, {PHRASE}")
    return Edit("add a condition", node.code, "text", "narrower", {node.code: (new,)})


def drop_specially(edition: Edition, node: Node, chance: random.Random) -> Edit | None:
    if not isinstance(node, Provision) or "specially designed" not in node.text or _speaks_against(node.text):
        return None
    new = evolve(node, text=node.text.replace("specially designed", "designed", 1))
    return Edit("drop specially", node.code, "text", "wider", {node.code: (new,)})


def add_alternative(edition: Edition, node: Node, chance: random.Random) -> Edit | None:
    found = re.search(r"\b[a-z]{4,} or (?!more|less|greater|better|equal|not)[a-z]{4,}\b(?!-)", node.text)
    if not isinstance(node, Provision) or found is None or _speaks_against(node.text) or ":" in node.text:
        return None
    new = evolve(node, text=f"{node.text[: found.end()]} or cuckoos{node.text[found.end() :]}")
    return Edit("add an alternative", node.code, "text", "wider", {node.code: (new,)})


def stop_using(edition: Edition, node: Node, chance: random.Random) -> Edit | None:
    if not _leaf(edition, node) or not node.text or _above(edition, node) is None:
        return None
    effect = "wider" if _above(edition, node) == "all" else "narrower"
    new = evolve(node, text="", status="not used")
    return Edit("keep a place empty", node.code, "status", effect, {node.code: (new,)})


def narrow_term(edition: Edition, node: Node, chance: random.Random) -> Edit | None:
    if not isinstance(node, Definition) or len(node.text) < 20 or _speaks_against(node.text) or node.parent is not None:
        return None
    new = evolve(node, text=f"{node.text.rstrip(';. ')}, {PHRASE}")
    return Edit("narrow a term", node.code, "definition", "narrower", {node.code: (new,)})


def _speaks_against(text: str) -> bool:
    return bool(re.search(r"\b(?:not|no|other than|except\w*|exclud\w*|unless|save|apart|without)\b", text))


KINDS: tuple[Callable[[Edition, Node, random.Random], Edit | None], ...] = (
    move_bound,
    make_strict,
    drop_item,
    add_item,
    give_new_label,
    shift_items,
    replace_word,
    turn_requirement,
    drop_note,
    add_note,
    add_condition,
    drop_specially,
    add_alternative,
    stop_using,
    narrow_term,
)


def many(edition: Edition, seed: int, count: int) -> Iterator[Edit]:
    """Some edits, for laws that need an edited edition."""
    yield from round_of_edits(edition, random.Random(seed), count)
