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
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve, frozen

from controllist.diffing import direction
from controllist.diffing.align import align
from controllist.diffing.altering import altered, only_headed_otherwise, says_more
from controllist.diffing.changes import Cause, Change, ChangeKind, in_order
from controllist.diffing.coming import arrived, left
from controllist.diffing.pairs import Pair
from controllist.diffing.patching import Patch, make_patch
from controllist.diffing.ripple import rippled
from controllist.diffing.sides import Sides, says_nothing
from controllist.errors import MisuseError
from controllist.model import Edition, Node, Note


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
    for pair in alignment.differing:
        found += _changes(sides, pair)
    if cause != "amendment":
        found = [evolve(c, cause=cause) for c in found]
    return rippled(in_order(_once(found)), alignment)


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
