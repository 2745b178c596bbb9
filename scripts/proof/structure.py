"""Structure: kinds, requirement, status, what stands below what, and what a note speaks of."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from controllist.codes import ControlCode
from controllist.language.references import read_references
from controllist.language.thresholds import read_requirement
from controllist.model import Definition, Edition, Node, Note, Provision
from scripts.proof.pairing import Pair, says_nothing
from scripts.proof.texts import Disagreement


def compare(
    pairs: Iterable[Pair], law: Edition, ours: Edition, inside: Mapping[str, Pair] | None = None
) -> list[Disagreement]:
    """What the two trees do not share, pair by pair; `inside` are lines whose words stand in the provision before."""
    hosts = {code: host.official.code for code, host in (inside or {}).items()}
    pairs = list(pairs)
    partner: dict[str, Node] = {p.official.code: p.digest for p in pairs}
    found: list[Disagreement] = []
    for pair in pairs:
        above = _above(pair.official, law)
        found += _kinds(pair, above, partner.get(above.code) if above is not None else None)
        if isinstance(pair.official, Provision) and isinstance(pair.digest, Provision):
            found += _provisions(pair, law, {ours[code].parent or "" for code in hosts})
        elif isinstance(pair.official, Note) and isinstance(pair.digest, Note):
            found += _notes(pair, partner, law, ours, hosts)
    return found


def _told(pair: Pair, field: str, official: object, digest: object) -> Disagreement:
    return Disagreement(str(pair.official.code), field, str(official or ""), str(digest or ""), str(pair.digest.code))


def _kinds(pair: Pair, above: Node | None, partner_above: Node | None) -> list[Disagreement]:
    """The kind the copy prints, or the one its own verb says: "3A001 does not control" excludes under any heading.

    An item has the kind of the note it stands in, or what the sentence of a definition above it says.
    """
    one, other = pair.official.kind, pair.digest.kind
    if one == other or _is_explaining(one, other) or _NOT_USED.match(pair.official.text):
        return []
    if isinstance(pair.official, Provision) == isinstance(pair.digest, Provision):
        said = said_kind(pair.official.text)
        if said == other or _is_explaining(said, other):
            return []
        if above is not None and not isinstance(above, Provision):
            in_same_note = partner_above is not None and partner_above.kind == other
            if in_same_note or said_kind(above.text) == other:
                return []
    return [_told(pair, "kind", one, other)]


def said_kind(text: str) -> str:
    """What a note does by the verb of its first sentence.

    >>> said_kind("3A001.a. and b. do not control seals."), said_kind("A seal whose rim includes a lip is new.")
    ('note-excludes', 'note')
    >>> said_kind('"Pumps" include gear pumps'), said_kind("9B105.a. includes tunnels."), said_kind("Vents are holes")
    ('note-includes', 'note-includes', 'note')
    """
    excludes, includes = _EXCLUDES.search(text), _INCLUDES.match(text)
    if excludes is not None:
        return "note-excludes"
    return "note-includes" if includes is not None else "note"


_EXCLUDES = re.compile(
    r"\b(?:do(?:es)? not (?:include|apply|control)|(?:is|are) not (?:controlled|included|intended to include))\b"
)
_INCLUDES = re.compile(
    r"""
    (?: (?:\d[A-E]\d{3}|ML\s?\d+)(?:\.\w{1,2})*\.?
        (?: (?:,|\sand|\sor|\sto)?\s (?:\d[A-E]\d{3}|ML\s?\d+)?\.?(?:\w{1,2}\.?)* ){0,3}
      | ["'“‘]? (?: (?!whose|which|that)[\w\s()"',-] ){1,60}? ) \s includes? \b
    """,
    re.VERBOSE,
)


def _is_explaining(one: str, other: str) -> bool:
    """Whether both kinds neither widen nor narrow; copies print one as the other."""
    return {one, other} <= {"note", "technical-note", "see-also", "definition"}


def _combined_inside(text: str) -> str | None:
    """How items combine that a copy runs into one paragraph: by the lead-in, else by the word before the last label.

    >>> _combined_inside("a. Width of 5 mm; and b. Length of 7 mm"), _combined_inside("Any of: a. Up; b. Down")
    ('all', 'any')
    """
    first = _FIRST.search(text)
    if first is not None and text[: first.start()].strip():
        return read_requirement(text[: first.start()])[0]
    words = re.findall(r"\b(and|or)\s+(?:[b-z]|\d)[.)]\s", text)
    return {"and": "all", "or": "any"}[words[-1]] if words else read_requirement(text)[0]


_FIRST = re.compile(r"(?:^|[\s:;])(?:a|1)[.)]\s")


def _provisions(pair: Pair, law: Edition, above_run_in: Collection[str]) -> list[Disagreement]:
    one, other = pair.official, pair.digest
    assert isinstance(one, Provision)
    assert isinstance(other, Provision)
    if one.kind in ("category", "group"):
        return [] if one.code == other.code else [_told(pair, "code", one.code, other.code)]
    found: list[Disagreement] = []
    if one.code != other.code:
        found.append(_told(pair, "code", one.code, other.code))
    # the lead-in decides; where the copy is read otherwise, by its connectors, both readings are the law's
    runs_on = one.requirement is None and other.code in above_run_in
    said = _combined_inside(one.text) if runs_on else one.requirement and read_requirement(one.text)[0]
    if other.requirement not in (one.requirement, said):
        found.append(_told(pair, "requirement", one.requirement, other.requirement))
    if one.status != other.status and not (other.status == "not used" and _NOT_USED.match(one.text)):
        found.append(_told(pair, "status", one.status, other.status))
    if one.kind != "entry" and one.parent != other.parent:  # the group of an entry is told by its code
        found.append(_told(pair, "stands below", one.parent, other.parent))
    return found


_NOT_USED = re.compile(r"Not used\b")


def _notes(
    pair: Pair, partner: Mapping[str, Node], law: Edition, ours: Edition, hosts: Mapping[str, str]
) -> list[Disagreement]:
    """An item of a note stands below the same note; a note speaks of the same place."""
    above = _above(pair.official, law)
    if isinstance(above, (Note, Definition)):
        theirs = partner.get(above.code)
        mine = _above(pair.digest, ours)
        if mine is not None and hosts.get(mine.code) == above.code:
            return []
        if theirs is not None and (mine is None or mine.code != theirs.code) and not _explains_one(pair, theirs, mine):
            return [_told(pair, "stands below", theirs.code, mine.code if mine else "")]
        return []
    if pair.official.kind not in ("note-excludes", "note-includes"):
        return []
    one, other = _objects(pair.official, law), _objects(pair.digest, ours)
    if other in (one, _subjects(pair.official)):
        return []
    return [_told(pair, "speaks of", ", ".join(sorted(one)), ", ".join(sorted(other)))]


def _explains_one(pair: Pair, one: Node, other: Node | None) -> bool:
    """Whether a note that neither widens nor narrows hangs on two places of one definition or general note."""
    if pair.digest.kind in ("note-excludes", "note-includes") or other is None:
        return False
    return re.split(r"#|\.", one.code)[0] == re.split(r"#|\.", other.code)[0] and one.code[:1] in '"G'


def _subjects(note: Node) -> frozenset[ControlCode]:
    """The places a note names before its verb: the rest of the sentence may name others."""
    before = re.split(r"\b(?:do(?:es)? not|(?:is|are) not|includes?)\b", note.text, maxsplit=1)[0]
    return frozenset(c for r in read_references(before, note.code) for c in r.codes)


def _above(node: Node, edition: Edition) -> Node | None:
    """The node above, bare headings passed over."""
    at = node.parent
    while at is not None and at in edition.by_code and says_nothing(edition.by_code[at]):
        at = edition.by_code[at].parent
    return edition.by_code.get(at) if at is not None else None


def _objects(note: Node, edition: Edition) -> frozenset[ControlCode]:
    assert isinstance(note, Note)
    if note.about:
        return frozenset(note.about)
    above = _above(note, edition)
    return frozenset({above.code if above is not None else note.code.place})
