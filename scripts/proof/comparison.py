"""One edition held against its official text: everything that differs, and how much was compared."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from attrs import evolve, frozen

from controllist.model import Definition, Edition, Node, Note
from scripts.proof import closeness, facts, naming, structure
from scripts.proof.facts import Disagreement, Texts
from scripts.proof.faults import Faults, Known, unexplained
from scripts.proof.pairing import Pair, Pairing, pair, says_nothing

_TESTS = (
    "specially designed",
    "designed or modified",
    "capable of",
    "peculiarly",
    "required",
    "rated",
    "certified",
    "not",
    "only",
)
MOST_CLOSE = 0.10


@frozen
class Result:
    """What was compared and what is left; `close` is the share of lines that keep the order of the law's words."""

    provisions: int
    numbers: int
    references: int
    disagreements: tuple[Disagreement, ...]
    unexplained: tuple[Disagreement, ...]
    idle: tuple[Known, ...]
    close: float
    closest: tuple[str, ...]


def hold_against(law: Edition, ours: Edition, faults: Faults) -> Result:
    """Everything in which the digest `ours` differs from the official text `law`."""
    moved = {m.official + ("/" if m.below else ""): m.digest for m in faults.moved}
    joined_law = {c for t in faults.together for c in t.official}
    joined_ours = {c for t in faults.together for c in t.digest}
    pairing = pair(
        [n for n in law.nodes if n.code not in joined_law],
        [n for n in ours.nodes if n.code not in joined_ours],
        moved,
    )
    found = [*_left_over(pairing), *structure.compare(pairing.pairs, law, ours)]
    compared: list[tuple[Texts, Texts]] = []
    for one in pairing.pairs:
        compared.append((_texts([one.official], law), _texts([one.digest], ours)))
    for official, digest in compared:
        if not (official.code and re.fullmatch(r"\d[A-E]?[12]?|\dP\d", official.code)):
            found += facts.compare(official, digest)
        found += _names(official, digest)
    for row in faults.together:
        if row.official and row.digest:
            official, digest = _texts([law[c] for c in row.official], law), _texts([ours[c] for c in row.digest], ours)
            compared.append((official, digest))
            told = [*facts.compare(official, digest), *_names(official, digest)]
            found += [evolve(d, official="") for d in told if d.digest] if row.partly else told
    found.sort(key=lambda d: law.nodes.index(law[d.code]) if d.code in law else 0)
    places = [m.official for m in faults.moved]
    found = [d for d in found if not _is_moot(d, law, joined_law, places)]
    left, idle = unexplained(found, faults)
    counts = [facts.count(official) for official, _ in compared]
    close, closest = _closeness(pairing.pairs)
    return Result(
        len(pairing.pairs),
        sum(n for n, _ in counts),
        sum(r for _, r in counts),
        tuple(found),
        tuple(left),
        tuple(idle),
        close,
        closest,
    )


def _is_moot(one: Disagreement, law: Edition, joined: Collection[str], moved: Sequence[str]) -> bool:
    """Whether a row has told already: a requirement of children that are none, an item that is moved below a note."""
    if one.field == "requirement" and one.code in law and not one.digest:
        return all(child.code in joined for child in law.children(one.code))
    return one.field == "kind" and one.official == "item" and any(one.code.startswith(place) for place in moved)


def _left_over(pairing: Pairing) -> list[Disagreement]:
    lost = [Disagreement(str(n.code), "line", n.text[:80], "") for n in pairing.only_official if not says_nothing(n)]
    return lost + [Disagreement(str(n.code), "line", "", n.text[:80]) for n in pairing.only_digest]


def _texts(nodes: Sequence[Node], edition: Edition) -> Texts:
    """The words of one line or of several joined, with their parents and labels."""
    first = nodes[0]
    path = edition.path(first.code)
    labels = {c.code.rpartition(".")[2] for n in nodes for c in _below(n, edition)}
    labels |= set(re.findall(r"\w+", first.code))
    about = tuple(a for n in nodes if isinstance(n, Note) for a in n.about)
    terms = frozenset(n.term for node in nodes for n in edition.path(node.code) if isinstance(n, Definition))
    return Texts(
        ". ".join(_in_full(n) for n in nodes),
        tuple(n.text for n in path[:-1]),
        first.code,
        about,
        frozenset(labels),
        terms,
    )


def _in_full(node: Node) -> str:
    """The words of a node; a definition may have the entries it belongs to as its label ("ML7, 22")."""
    if isinstance(node, Definition) and node.label.startswith("ML"):
        return " ".join((*(f"ML{number}" for number in re.findall(r"\d+", node.label)), node.text))
    return node.text


def _below(node: Node, edition: Edition) -> Iterable[Node]:
    return (*edition.children(node.code), *edition.notes_on(node.code))


def _names(law: Texts, ours: Texts) -> list[Disagreement]:
    lost = naming.lost_names(facts.tidy(law.text), " ".join((ours.text, *ours.terms, *ours.above[-1:])))
    if not lost:
        return []
    return [Disagreement(str(law.code or ""), "name", ", ".join(lost), "", str(ours.code or ""))]


def _closeness(pairs: Sequence[Pair]) -> tuple[float, tuple[str, ...]]:
    """The share of lines that keep the order of the law's words, and those lines, longest first."""
    close = [one.digest for one in pairs if closeness.is_close(one.digest.text, one.official.text)]
    close.sort(key=lambda node: -len(node.text))
    return (len(close) / len(pairs) if pairs else 0.0), tuple(f"{n.code}: {n.text}" for n in close)
