"""One edition held against its official text: everything that differs, and how much was compared."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from attrs import evolve, frozen

from controllist.model import Definition, Edition, Node, Note
from scripts.proof import closeness, facts, naming, structure
from scripts.proof.faults import Faults, unexplained
from scripts.proof.pairing import Pair, Pairing, pair, run_in, says_nothing
from scripts.proof.texts import Disagreement, Texts, tidy

MOST_CLOSE = 0.10


@frozen
class Result:
    """What was compared and what is left.

    `unexplained` are facts that differ and that no row of the known faults explains, `idle` rows that explain nothing;
    `close` is the share of lines that keep the order of the law's words, `closest` those lines.
    """

    provisions: int
    numbers: int
    references: int
    unexplained: tuple[Disagreement, ...]
    idle: tuple[str, ...]
    close: float
    closest: tuple[str, ...]


def hold_against(law: Edition, ours: Edition, faults: Faults) -> Result:
    """Everything in which the digest `ours` differs from the official text `law`."""
    pairing = paired(law, ours, faults)
    inside = run_in(pairing, ours.nodes)
    compared = [
        (
            texts_of([one.official], law),
            texts_of([one.digest, *(ours[c] for c, host in inside.items() if host is one)], ours),
        )
        for one in pairing.pairs
    ]
    found = [*_left_over(pairing, inside), *structure.compare(pairing.pairs, law, ours, inside)]
    for official, digest in compared:
        found += said_apart(official, digest)
    for row in faults.together:
        theirs, mine = [law[c] for c in row.official if c in law], [ours[c] for c in row.digest if c in ours]
        if theirs and mine:
            compared.append((texts_of(theirs, law), texts_of(mine, ours)))
            told = said_apart(*compared[-1])
            found += [evolve(d, official="") for d in told if d.digest] if row.partly else told
    left, idle = unexplained(_in_order(found, law, faults), faults)
    counts = [facts.count(official) for official, _ in compared]
    close, closest = _closeness(pairing.pairs)
    return Result(
        provisions=len(pairing.pairs),
        numbers=sum(n for n, _ in counts),
        references=sum(r for _, r in counts),
        unexplained=tuple(left),
        idle=(*(f"{k.code}: {k.field}: a known fault that is none any more" for k in idle), *_gone(law, ours, faults)),
        close=close,
        closest=closest,
    )


def said_apart(official: Texts, digest: Texts) -> list[Disagreement]:
    """Facts and names; the heading of a category or group has names only."""
    if official.code and re.fullmatch(r"\d[A-E]?[12]?|\dP\d", official.code):
        return _names(official, digest)
    return [*facts.compare(official, digest), *_names(official, digest)]


def _in_order(found: Iterable[Disagreement], law: Edition, faults: Faults) -> list[Disagreement]:
    """The disagreements in the order of the law, those apart that a row has told already."""
    joined = {c for t in faults.together for c in t.official}
    places = [m.official for m in faults.moved]
    position = {str(node.code): i for i, node in enumerate(law.nodes)}
    kept = [d for d in found if not _is_moot(d, law, joined, places)]
    return sorted(kept, key=lambda d: position.get(d.code, 0))


def _gone(law: Edition, ours: Edition, faults: Faults) -> list[str]:
    """Places that a row names and a text has not."""
    sides = [(law, c) for t in faults.together for c in t.official]
    sides += [(ours, c) for t in faults.together for c in t.digest]
    return [f"{c}: named as a known fault, not in the {text.wording} text" for text, c in sides if c not in text]


def paired(law: Edition, ours: Edition, faults: Faults) -> Pairing:
    """Which line stands for which provision, those apart that rows compare together."""
    moved = {m.official + ("/" if m.below else ""): m.digest for m in faults.moved}
    joined_law = {c for t in faults.together for c in t.official}
    joined_ours = {c for t in faults.together for c in t.digest}
    return pair(
        [n for n in law.nodes if n.code not in joined_law],
        [n for n in ours.nodes if n.code not in joined_ours],
        moved,
    )


def _is_moot(one: Disagreement, law: Edition, joined: Collection[str], moved: Sequence[str]) -> bool:
    """Whether a row has told already: a requirement of children that are none, an item that is moved below a note."""
    if one.field == "requirement" and one.code in law and not one.digest:
        return all(child.code in joined for child in law.children(one.code))
    return one.field == "kind" and one.official == "item" and any(one.code.startswith(place) for place in moved)


def _left_over(pairing: Pairing, inside: Mapping[str, Pair]) -> list[Disagreement]:
    lost = [Disagreement(str(n.code), "line", n.text[:80], "") for n in pairing.only_official if not says_nothing(n)]
    new = [n for n in pairing.only_digest if n.code not in inside]
    return lost + [Disagreement(str(n.code), "line", "", n.text[:80]) for n in new]


def texts_of(nodes: Sequence[Node], edition: Edition) -> Texts:
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
    lost = naming.lost_names(tidy(law.text), " ".join((ours.text, *ours.terms, *ours.above[-1:])))
    if not lost:
        return []
    return [Disagreement(str(law.code or ""), "name", ", ".join(lost), "", str(ours.code or ""))]


def _closeness(pairs: Sequence[Pair]) -> tuple[float, tuple[str, ...]]:
    """The share of lines that keep the order of the law's words, and those lines, longest first."""
    close = [one.digest for one in pairs if closeness.is_close(one.digest.text, one.official.text)]
    close.sort(key=lambda node: -len(node.text))
    return (len(close) / len(pairs) if pairs else 0.0), tuple(f"{n.code}: {n.text}" for n in close)
