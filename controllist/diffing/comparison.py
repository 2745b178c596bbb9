"""`diff`: edition and edition to the typed changes between them.

One `Change` per thing changed: what came and went, what moved, how items combine, each bound that moved, the words.
A change in an unlettered part (`3B001.f.4#part.2.3`) is told at its provision (`3B001.f.4`); the places are kept.

>>> from controllist.codes import ControlCode
>>> from controllist.model import Provision
>>> def edition(day, *items):
...     pumps = Provision(ControlCode("2B231"), "entry", text="vacuum pumps", requirement="list")
...     below = [Provision(ControlCode(f"2B231.{x}"), "item", pumps.code, text=x * 9) for x in items]
...     return Edition("toy", day, "en", "digest", (pumps, *below))
>>> [(c.kind, c.code, c.effect) for c in diff(edition("2020-01-01", "a"), edition("2021-01-01", "a", "b")).changes]
[('added', '2B231.b', 'wider')]

What came and what went: a node that one edition alone has, by itself or with its branch.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from attrs import evolve, frozen

from controllist.codes import ControlCode
from controllist.diffing import direction
from controllist.diffing.alignment import Pair, align
from controllist.diffing.changes import Cause, Change, ChangeKind, Effect, in_order
from controllist.diffing.dependents import with_dependents
from controllist.diffing.diff_context import Sides, says_nothing
from controllist.diffing.patch import Patch, make_patch
from controllist.diffing.text_overlap import term_elsewhere
from controllist.diffing.updates import altered, differences, only_headed_otherwise, says_more
from controllist.diffing.wording import flipped
from controllist.errors import MisuseError
from controllist.model import Definition, Edition, Node, Note, Provision

_EXPLAINS = (Note, Definition)
_ITEM_CAME = ("item added", "condition added under all")
_ITEM_WENT = ("item dropped", "condition dropped under all")


def arrived(sides: Sides, pair: Pair) -> Iterator[Change]:
    """A new node, or words of an old one that have a place of their own now."""
    node = pair.new
    assert node is not None
    if says_nothing(node):
        return
    within = sides.branch_top(node, sides.new, sides.alignment.old_of)
    if pair.how == "split":
        assert pair.old is not None
        told = CodeHistory("neutral", "words taken over", False, f"its words stood at {pair.old.code} before")
    elif isinstance(node, _EXPLAINS) and (earlier := term_elsewhere(node, sides.explained_before, sides.new)):
        told = _redefined(
            sides, earlier, node, "term defined elsewhere before", f"the term was defined at {earlier.code} before"
        )
    else:
        told = _came(sides, node, within)
    kind: ChangeKind = "note-added" if isinstance(node, Note) else "added"
    kind = "definition" if isinstance(node, Definition) else kind
    yield sides.change(kind, None, node, told.effect, told.substantive, "", node.text, told.detail, told.rule, within)


def left(sides: Sides, pair: Pair) -> Iterator[Change]:
    """An old node that is gone, or whose words stand within another one now."""
    node = pair.old
    assert node is not None
    if says_nothing(node):
        return
    within = sides.branch_top(node, sides.old, sides.alignment.new_of)
    if pair.how == "merged":
        assert pair.new is not None
        told = CodeHistory("neutral", "words taken over", False, f"its words stand at {pair.new.code} now")
    elif isinstance(node, _EXPLAINS) and (later := term_elsewhere(node, sides.explained_after, sides.old)):
        told = _redefined(sides, node, later, "term defined elsewhere now", f"the term is defined at {later.code} now")
    else:
        told = _went(sides, node, within)
    kind: ChangeKind = "note-removed" if isinstance(node, Note) else "removed"
    kind = "definition" if isinstance(node, Definition) else kind
    yield sides.change(kind, node, None, told.effect, told.substantive, node.text, "", told.detail, told.rule, within)


class CodeHistory(NamedTuple):
    """What is told of a node that came or went."""

    effect: Effect
    rule: str
    substantive: bool
    detail: str


def _came(sides: Sides, node: Node, within: ControlCode | None) -> CodeHistory:
    above = sides.new.by_code.get(node.parent) if node.parent else None
    effect, rule = direction.arrival(sides.new, node, above)
    substantive = effect != "neutral" or rule.startswith("inclusion")
    if within is not None and direction.holds_others(sides.new[within]) and rule not in direction.SILENT:
        effect, rule = direction.inside(node, effect, rule, lambda: sides.top_effect(within), "added")
    detail = "new" if within is None else f"came with {within}"
    if _explains(node):
        substantive = True
    elif rule in _ITEM_CAME and (told := _said_by_its_place(sides, node, sides.new, sides.old, sides.alignment.old_of)):
        effect, rule, substantive = told, "first item of its place", told != "neutral"
    elif rule == "item added" and (whole := sides.part_of_an_old_item(node)):
        effect, rule = "narrower", "carved out of an older item"
        detail = f"{whole.code} covered it before, on looser terms"
    return CodeHistory(effect, rule, substantive, detail)


def _went(sides: Sides, node: Node, within: ControlCode | None) -> CodeHistory:
    above = sides.old.by_code.get(node.parent) if node.parent else None
    effect, rule = direction.departure(sides.old, node, above)
    substantive = effect != "neutral" or rule.startswith("inclusion")
    if within is not None and direction.holds_others(sides.old[within]) and rule not in direction.SILENT:
        effect, rule = direction.inside(node, effect, rule, lambda: sides.top_effect(within, gone=True), "dropped")
    if _explains(node):
        effect, rule, substantive = *direction.explanation_dropped(rule), True
    elif rule in _ITEM_WENT and (told := _said_by_its_place(sides, node, sides.old, sides.new, sides.alignment.new_of)):
        effect, rule, substantive = told, "last item of its place", told != "neutral"
    return CodeHistory(effect, rule, substantive, "gone" if within is None else f"went with {within}")


def _explains(node: Node) -> bool:
    return isinstance(node, Definition) or (isinstance(node, Note) and node.kind == "technical-note")


def _said_by_its_place(
    sides: Sides, node: Node, here: Edition, there: Edition, twins: Mapping[ControlCode, ControlCode]
) -> Effect | None:
    """The effect of a place that has items in one edition alone, which its words and theirs together tell.

    Pumps that are pumps with any of two parts now are fewer, although each item below "any" lets in more.
    """
    above = here.by_code.get(node.parent) if node.parent else None
    twin = twins.get(above.code) if isinstance(above, Provision) else None
    if above is None or twin is None or there.children(twin) or not there.by_code[twin].text:
        return None
    if sides.split.get(twin) or sides.merged.get(twin):
        return None  # the words of others stood there: this one is a further one
    old, new = (there.by_code[twin], above) if here is sides.new else (above, there.by_code[twin])
    return differences(sides, old, new).effect


def _redefined(sides: Sides, old: Node, new: Node, rule: str, detail: str) -> CodeHistory:
    """What became of the meaning of a term that is defined elsewhere now, in much the same words.

    Only members of an enumeration decide: a note words much else otherwise than a definition does.
    """
    found = sides.members_told(_without_heading(old.text), _without_heading(new.text))
    telling = [p for p in found.passages if not p.editorial] if found else []
    if not found or not telling:
        return CodeHistory("neutral", rule, False, detail)
    found = flipped(found) if direction.excluding(sides.new, new) else found
    return CodeHistory(found.effect, "; ".join(dict.fromkeys((rule, *(p.rule for p in telling)))), True, detail)


def _without_heading(text: str) -> str:
    """What a definition or note says of a term: without the term in quotation marks at its head."""
    head = re.match(r"\W?[\"“„'‘‚,][^\"“”'‘’‛]{2,80}[\"“”'‘’‛]", text)
    return text[head.end() :] if head else text


@frozen
class Diff:
    """What turns one edition into another: the changes for people, the patch for programs.

    `cautions` are what must be said before the changes, such as that two wordings were compared by force.
    """

    old: str
    new: str
    changes: tuple[Change, ...]
    patch: Patch
    cautions: tuple[str, ...] = ()


def diff(old: Edition, new: Edition, *, force: bool = False, cause: Cause = "amendment") -> Diff:
    """The changes from one edition to another, in the order of the law.

    Raises `MisuseError` where the two cannot be compared fairly (a digest with an official text, two lists, two
    languages), unless `force` is set; then the difference is declared in `cautions`.
    """
    differences = _unlike(old, new)
    if differences and not force:
        raise MisuseError(
            f"expected two editions of one list, language and wording, found {'; '.join(differences)}; "
            "with force (--force) they are compared all the same",
            old=str(old.address),
            new=str(new.address),
        )
    cautions = tuple(f"compared by force: {d}" for d in differences)
    return Diff(str(old.address), str(new.address), _compared(old, new, cause), make_patch(old, new), cautions)


def _compared(old: Edition, new: Edition, cause: Cause) -> tuple[Change, ...]:
    """The changes, each once, in the order of the law."""
    alignment = align(old, new)
    sides = Sides(old, new, alignment)
    found: list[Change] = []
    for pair in alignment.pairs:
        found += _changes(sides, pair)
    if cause != "amendment":
        found = [evolve(c, cause=cause) for c in found]
    return with_dependents(in_order(_once(found)), old, new)


def _unlike(old: Edition, new: Edition) -> list[str]:
    told = []
    if old.list != new.list:
        told.append(f"the lists {old.list} and {new.list}")
    if old.wording != new.wording:
        words = {"digest": "our digest", "official": "the official wording"}
        told.append(f"{old.address} in {words[old.wording]} and {new.address} in {words[new.wording]}")
    if old.language != new.language:
        told.append(f"the languages {old.language} and {new.language}")
    return told


def _once(changes: list[Change]) -> Iterator[Change]:
    """Each change once: items that moved with their place say no more than it does."""
    seen: dict[tuple[object, ...], list[Change]] = {}
    for change in changes:
        alike = seen.setdefault((change.kind, change.old_place, change.new_place, change.detail), [])
        if change not in alike:
            alike.append(change)
            yield change


def _changes(sides: Sides, pair: Pair) -> Iterator[Change]:
    if pair.how in ("added", "split"):
        yield from arrived(sides, pair)
    elif pair.how in ("removed", "merged"):
        yield from left(sides, pair)
    else:
        assert pair.old is not None
        assert pair.new is not None
        if isinstance(pair.old, Note) and isinstance(pair.new, Note) and only_headed_otherwise(pair.old, pair.new):
            more = tuple(says_more(sides, pair.old, pair.new))
            yield from more
            if more:
                return
        if pair.how != "same place" and not says_nothing(pair.new) and _moved_by_itself(sides, pair.old, pair.new):
            yield _relocated(sides, pair)
        yield from altered(sides, pair.old, pair.new)


def _moved_by_itself(sides: Sides, old: Node, new: Node) -> bool:
    """Whether a new code is this node's own doing, not that of a place above it."""
    if old.parent is None or new.parent is None or sides.alignment.new_of.get(old.parent) != new.parent:
        return True
    return old.code[len(old.parent) :] != new.code[len(new.parent) :]


def _relocated(sides: Sides, pair: Pair) -> Change:
    old, new = pair.old, pair.new
    assert old is not None
    assert new is not None
    kind: ChangeKind = "moved" if pair.how == "moved" else "renumbered"
    detail = f"was {old.code}" if old.code != new.code else f"stands at {new.parent} now"
    effect, rule = _turned(sides, old, new) or ("neutral", "same words")
    return sides.change(kind, old, new, effect, effect != "neutral", old.text, new.text, detail, rule)


def _turned(sides: Sides, old: Node, new: Node) -> direction.Verdict | None:
    """The effect of an item whose words an excluding note says now, or the other way round; None for all else.

    What left its list as an item, and the goods out as a note, narrows twice; under `all` a condition less widens.
    """
    if isinstance(old, Note) == isinstance(new, Note):
        return None
    left_out, leaves_out = direction.excluding(sides.old, old), direction.excluding(sides.new, new)
    if left_out == leaves_out:
        return None
    went, _ = direction.departure(sides.old, old, sides.old.by_code.get(old.parent) if old.parent else None)
    came, _ = direction.arrival(sides.new, new, sides.new.by_code.get(new.parent) if new.parent else None)
    return went if went == came else "undecided", "exclusion added" if leaves_out else "exclusion dropped"
