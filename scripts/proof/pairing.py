"""Which line of a digest stands for which provision of the official text.

Provisions have the same code in both. Notes need not: a copy numbers them anew, hangs them on another place or prints
a heading of its own above them. So both texts are laid side by side entry by entry, in reading order, and the pairing
with the most in common wins; what has no partner is left over on its side.

>>> from controllist.codes import ControlCode
>>> law = [Note(ControlCode("1A001#note.1"), "note", text="Does not control seals for drinking water.")]
>>> ours = [Note(ControlCode("1A001.b#note"), "note", text="seals made for drinking water")]
>>> [(p.official.code, p.digest.code) for p in pair(law, ours).pairs]
[('1A001#note.1', '1A001.b#note')]
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from controllist.language.terms import term_key
from controllist.model import Definition, Node, Note, Provision
from controllist.normalize import fold

_FRONT = ("general", "NTN", "GTN", "NSN", "GSN", "GISN", "DEF")
_WORD = re.compile(r"[^\W\d_]{3,}|\d+(?:[.,]\d+)?")
_PURPOSE = re.compile(
    r"""
    (?: for \s the \s purposes? \s of | in | technical \s notes? | notes? | n\.b\. ) [\s.:\dA-Za-z]{0,40}? [.:,]*
    | (?:[0-9A-Z][\w.]*\s)* (?:see|see \s also) [\s:]*
    """,
    re.VERBOSE | re.IGNORECASE,
)
SAME_CODE, SAME_KIND, SAME_LABEL, LEAST = 3.0, 0.5, 0.5, 0.9


@frozen
class Pair:
    """One provision in the words of the law and in ours."""

    official: Node
    digest: Node


@frozen
class Pairing:
    """All pairs in reading order, and what stands on one side only."""

    pairs: tuple[Pair, ...]
    only_official: tuple[Node, ...]
    only_digest: tuple[Node, ...]


def pair(official: Iterable[Node], digest: Iterable[Node], moved: Mapping[str, str] | None = None) -> Pairing:
    """The best pairing of two texts.

    `moved` tells by hand where a part of the official text (a code with all below it, behind a `/` only what is below
    it) stands in the digest.
    """
    moved = moved or {}
    ours = _grouped(digest, {place: place for place in moved.values()})
    law = _grouped(official, moved)
    pairs: list[Pair] = []
    for group in law:
        pairs += _in_any_order(law[group], ours.get(group, []))
    taken_law = {id(p.official) for p in pairs}
    taken_ours = {id(p.digest) for p in pairs}
    return Pairing(
        tuple(pairs),
        tuple(n for nodes in law.values() for n in nodes if id(n) not in taken_law),
        tuple(n for nodes in ours.values() for n in nodes if id(n) not in taken_ours),
    )


def says_nothing(node: Node) -> bool:
    """Whether a node is a bare heading such as "For the purposes of 3A001.a:", which a digest need not keep.

    >>> from controllist.codes import ControlCode
    >>> says_nothing(Note(ControlCode("3A001#technical-note"), "technical-note", text="For the purpose of 3A001.a.:"))
    True
    >>> says_nothing(Note(ControlCode("3A001#note"), "note", text="Vents count as holes."))
    False
    """
    if isinstance(node, Provision) and node.kind != "part":
        return False
    return not node.text.strip(" .:") or bool(_PURPOSE.fullmatch(node.text))


def run_in(pairing: Pairing, ours: Iterable[Node]) -> dict[str, Pair]:
    """The lines of ours whose words the copy runs into the provision before them, each with the pair it belongs to.

    A copy may print "having all of the following: a. width of 5 mm; b. length of 7 mm" as one paragraph, label and all;
    ours has a line for each item. The label must stand in the words of the pair before.

    >>> from controllist.codes import ControlCode
    >>> law = [Provision(ControlCode("1A001"), "entry", text="Seals having: a. Width of 5 mm; b. Length of 7 mm.")]
    >>> mine = [Provision(ControlCode("1A001"), "entry"), Provision(ControlCode("1A001.b"), "item", text="length 7 mm")]
    >>> list(run_in(pair(law, mine), mine))
    ['1A001.b']
    """
    partner = {id(p.digest): p for p in pairing.pairs}
    left = {id(n) for n in pairing.only_digest}
    found: dict[str, Pair] = {}
    host: Pair | None = None
    for node in ours:
        if id(node) in left and host is not None and _has_label(host.official.text, node):
            found[str(node.code)] = host
        host = partner.get(id(node), host)
    return found


def _has_label(text: str, node: Node) -> bool:
    label = re.split(r"[.#]", node.code)[-1]
    if label.isalpha() and len(label) > 2:
        return bool(re.search(rf"(?<=[.;] ){label}\b", text, re.IGNORECASE))
    return bool(re.search(rf"(?:^|[\s;:(])(?:N\.B\.\s?)?{label}[.)]\s", text))


def _grouped(nodes: Iterable[Node], moved: Mapping[str, str]) -> dict[str, list[Node]]:
    found: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        found[_group(node, moved)].append(node)
    return found


def _group(node: Node, moved: Mapping[str, str]) -> str:
    for place, target in moved.items():
        bare = place.rstrip("/")
        if (node.code == place) or node.code.startswith((bare + ".", bare + "#", bare + "~")):
            return f"moved to {target}"
    if node.code.startswith('"'):
        term, _, rest = node.code[1:].partition('"')
        return f'"{term_key(term)}"' + ("~2" if "#definition~2" in rest else "")
    top = node.code.partition("#")[0].partition(".")[0]
    return "front matter" if top in _FRONT else top


def _in_any_order(law: Sequence[Node], ours: Sequence[Node]) -> list[Pair]:
    """The pairing in order, then what is left in any order: a note may be printed before or behind its neighbours."""
    pairs = _laid_side_by_side(law, ours)
    left_law = [n for n in law if isinstance(n, Note) and all(n is not p.official for p in pairs)]
    left_ours = [n for n in ours if isinstance(n, Note) and all(n is not p.digest for p in pairs)]
    for one in left_law:
        mine = _features(one)
        likely = [(v, other) for other in left_ours if (v := _likeness(one, mine, other, _features(other))) >= LEAST]
        if likely and not says_nothing(one):
            _, best = max(likely, key=lambda found: found[0])
            left_ours.remove(best)
            pairs.append(Pair(one, best))
    return pairs


def _laid_side_by_side(law: Sequence[Node], ours: Sequence[Node]) -> list[Pair]:
    """The pairing of two sequences, in order, that has the most in common."""
    if not ours:
        return []
    features = [_features(n) for n in ours]
    best = [[0.0] * (len(ours) + 1) for _ in range(len(law) + 1)]
    likeness: list[list[float]] = []
    for i, one in enumerate(law):
        mine = _features(one)
        row = [_likeness(one, mine, other, features[j]) for j, other in enumerate(ours)]
        likeness.append(row)
        for j, value in enumerate(row):
            joined = best[i][j] + value if value >= LEAST else 0.0
            best[i + 1][j + 1] = max(joined, best[i][j + 1], best[i + 1][j])
    pairs: list[Pair] = []
    i, j = len(law), len(ours)
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append(Pair(law[i], ours[j]))
    return pairs[::-1]


def _features(node: Node) -> frozenset[str]:
    """What two wordings of one provision share: the beginnings of longer words, and figures."""
    words = (m[0].casefold() for m in _WORD.finditer(fold(node.text)))
    return frozenset(word.replace(",", ".") if word[0].isdigit() else word[:5] for word in words)


def _likeness(one: Node, mine: frozenset[str], other: Node, theirs: frozenset[str]) -> float:
    if one.code.casefold() == other.code.casefold():
        return SAME_CODE
    if isinstance(one, Provision) and isinstance(other, Provision):
        return 0.0
    if isinstance(one, Definition) != isinstance(other, Definition) and not isinstance(other, Note):
        return 0.0
    shared = len(mine & theirs) / min(len(mine), len(theirs)) if mine and theirs else 0.0
    value = 2 * shared
    if one.kind == other.kind:
        value += SAME_KIND
    if re.split(r"[.#]", one.code)[-1] == re.split(r"[.#]", other.code)[-1]:
        value += SAME_LABEL
    return value
