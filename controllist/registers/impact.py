"""A register against a change of a list, or against the move of a control from one list to another.

Each article gets one of five outcomes, none of which says "free". A classified article is touched by changes at its
number, above it, below it, in the notes there, and in terms its provision uses. One that is not classified is touched
where its description fits a place that got wider. Where facts are known, both editions are assessed and the verdicts
decide; where one is missing, the answer names it. The reason quotes what changed:

>>> from controllist.codes import ControlCode
>>> before, after = "kilns of 5, 6 or 7 m, vacuum tight", "kilns of 5, 6, 7 or 8 m"
>>> what_changed(Change("text", ControlCode("2B901.a"), None, "undecided", True, before, after))
'“6 or 7 m, vacuum tight”, now “6, 7 or 8 m”'
>>> what_changed(Change("note-added", ControlCode("2B901.a#note"), None, "narrower", True, "", "not for glass"))
'new: “not for glass”'
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from enum import Enum
from functools import cached_property, partial
from typing import Literal, get_args

from attrs import evolve, frozen

from controllist import store
from controllist.assessing.descriptions import with_described
from controllist.assessing.facts import Facts, property_key, read_fact
from controllist.assessing.verdict import quick_verdict
from controllist.codes import SHAPES, CodeShape, ControlCode, order, parse_code
from controllist.diffing.changes import Change, net
from controllist.diffing.comparison import diff
from controllist.diffing.reviews import reviewed
from controllist.errors import CodeError, MisuseError
from controllist.index import Index, build_index, open_index
from controllist.lineage import Passed, announcements, judgements, passed
from controllist.matching import match
from controllist.matching.cautions import FAINT
from controllist.messages import Message, joined
from controllist.model import Edition, Provision
from controllist.registers.batch import in_processes
from controllist.registers.tables import Goods

LONGEST = 140
"""Signs of one quotation; what is longer ends in an ellipsis."""
MOST = 2
"""Passages quoted of one change; the others are counted."""
_NEAR = 3
_COMPARED = ("text", "definition", "note-changed")
_DIRECTIONS = {
    "wider": "{code} got wider: {words}",
    "narrower": "{code} got narrower: {words}",
    "neutral": "{code} changed, same reach: {words}",
    "undecided": "{code} changed, direction undecided: {words}",
}


class Role(Enum):
    """How a reason names the place that may take goods in: behind it, or as a sentence; the whole of it, or a part.

    The value has the templates for what is new, what got wider, and a change without a direction.
    """

    CLAUSE = ("which is new", "which is wider ({words})", "which changed, direction undecided ({words})")
    CLAUSE_OF_PART = (
        "of which {part} is new",
        "of which {part} is wider ({words})",
        "of which {part} changed, direction undecided ({words})",
    )
    SENTENCE = ("it is new", "it is wider ({words})", "it changed, direction undecided ({words})")
    SENTENCE_OF_PART = ("{part} is new", "{part} is wider ({words})", "{part} changed, direction undecided ({words})")


def change_reason(change: Change) -> Message:
    """The place, the direction of its change and the words: "2B901.a got narrower: ..."."""
    return Message(_DIRECTIONS[change.effect], code=change.code, words=what_changed(change))


def goods_reason(change: Change, role: Role) -> Message:
    """How a place that may take goods in has changed.

    >>> from controllist.codes import ControlCode
    >>> change = Change("added", ControlCode("3B901.a"), None, "wider", True, "", "kilns")
    >>> goods_reason(change, Role.CLAUSE), goods_reason(change, Role.SENTENCE_OF_PART)
    ('which is new', '3B901.a is new')
    """
    new, wider, undecided = role.value
    if change.kind in ("added", "status"):
        return Message(new, part=change.code)
    return Message(wider if change.effect == "wider" else undecided, part=change.code, words=what_changed(change))


def what_changed(change: Change) -> str:
    """Old and new words of a change; a figure, a status or a requirement as `diff` puts it."""
    if change.kind in ("note-added", "definition") and change.after and not change.before:
        return Message("new: “{words}”", words=_shortened(change.after))
    if change.kind in ("note-removed", "removed", "definition") and change.before and not change.after:
        return Message("gone: “{words}”", words=_shortened(change.before))
    if change.kind not in _COMPARED or not (change.before and change.after):
        return change.detail or change.rule
    passages = list(_passages(change.before.split(), change.after.split()))
    if len(passages) > MOST:
        passages[MOST:] = [Message("{number} more in its words", number=len(passages) - MOST)]
    return joined("; ", passages) if passages else change.detail or change.rule


def _passages(old: list[str], new: list[str]) -> Iterator[Message]:
    """The passages that differ; those with few words between them are one."""
    left, right = ([w.strip(",;:").casefold() or w for w in words] for words in (old, new))
    spans: list[list[int]] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if spans and i1 - spans[-1][1] <= _NEAR:
            spans[-1][1], spans[-1][3] = i2, j2
        else:
            spans.append([i1, i2, j1, j2])
    for i1, i2, j1, j2 in spans:
        if i1 == i2:
            yield Message("added “{words}”", words=_shortened(" ".join(new[j1:j2])))
        elif j1 == j2:
            yield Message("dropped “{words}”", words=_shortened(" ".join(old[i1:i2])))
        else:
            # The word before makes clear what a bare figure belongs to.
            before, now = old[max(0, i1 - 1) : i2], new[max(0, j1 - 1) : j2]
            yield Message(
                "“{before}”, now “{after}”", before=_shortened(" ".join(before)), after=_shortened(" ".join(now))
            )


def _shortened(words: str) -> str:
    return textwrap.shorten(words, LONGEST, placeholder=" …").strip(",;: ")


Outcome = Literal["newly controlled", "look again", "number changed", "no longer controlled", "not touched"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
"""By urgency: what may need a licence tomorrow comes first."""


@frozen
class Touched:
    """One article and what becomes of it.

    `codes` are the numbers it stands under after the change, as far as that is known, `changes` the changed places
    that decide, `deciding` the facts that would settle it, empty where none is missing or where many parts of a list
    are open. `direction` is that of the changes: an article that may have come under control is more urgent than one
    that may have left it.
    """

    goods: Goods
    outcome: Outcome
    reason: str
    codes: tuple[ControlCode, ...] = ()
    changes: tuple[ControlCode, ...] = ()
    deciding: tuple[str, ...] = ()
    direction: str = ""
    score: float = 0.0
    """How well the description fits, where a match found the place."""

    @property
    def urgency(self) -> tuple[int, int, float, int]:
        """A sort key: the outcome, then what may widen before what may narrow, then the better match, then the row."""
        directions = ("wider", "undecided", "narrower", "neutral", "")
        return (OUTCOMES.index(self.outcome), directions.index(self.direction), -self.score, self.goods.line)


def summary(touched: Iterable[Touched]) -> dict[Outcome, int]:
    """How many articles have each outcome."""
    counts: dict[Outcome, int] = dict.fromkeys(OUTCOMES, 0)
    for row in touched:
        counts[row.outcome] += 1
    return counts


_NONE = re.compile(
    r"(?:none|no|n/?a|nlr|not (?:listed|controlled)|geen|nee|keine?r?|nein|aucun|non|-+|0)?", re.IGNORECASE
)
"""What people write who mean that an article has no number."""
_SPLIT = re.compile(r"[;,/|]|\b(?:and|en|und|et)\b")
CANDIDATES = 5
_UNTOUCHED = "nothing that got wider speaks of it"


@frozen
class Fitting:
    """A change at a place that goods may be, `code` what their description fits there, and how well."""

    change: Change
    code: ControlCode
    score: float


@frozen(eq=False)
class Impact:
    """The changes from one edition to another, made ready for judging many articles."""

    old: Edition
    new: Edition
    changes: tuple[Change, ...]
    index: Index | None = None
    """An index of the new edition; without one, articles without a number are not looked at."""
    moves: tuple[Passed, ...] = ()
    """Where the controls of the old list went, if the new edition is of another list."""
    shapes: tuple[CodeShape, ...] = SHAPES
    cautions: tuple[str, ...] = ()

    @cached_property
    def substantive(self) -> tuple[Change, ...]:
        return tuple(c for c in self.changes if c.substantive)

    @cached_property
    def _by_entry(self) -> dict[str, list[Change]]:
        return _grouped(
            (entry, change)
            for change in self.substantive
            for entry in {c.entry for c in (change.code, *change.touches, *_codes(change.old_code))}
        )

    @cached_property
    def _moved(self) -> dict[str, ControlCode]:
        """New codes by old ones, of what moved or was renumbered."""
        moved = (c for c in self.changes if c.kind in ("moved", "renumbered") and "#" not in c.code)
        return {change.old_code: change.code for change in moved if change.old_code}

    @cached_property
    def _widened(self) -> tuple[Change, ...]:
        """The changes that may bring in goods that were not controlled."""
        return tuple(c for c in self.substantive if c.effect in ("wider", "undecided") and not c.code.startswith('"'))

    @cached_property
    def _widened_by_entry(self) -> dict[str, list[Change]]:
        return _grouped((change.code.entry, change) for change in self._widened)

    @cached_property
    def _by_property(self) -> dict[str, list[Change]]:
        """Bounds that moved out by the property they bound: who gives that property is asked about them."""
        return _grouped(
            (property_key(threshold.property), change)
            for change in self._widened
            if change.kind == "threshold" and change.new_place is not None
            for threshold in self.new.thresholds(change.new_place)
            if threshold.quantity.printed in change.after
        )

    def judge(self, goods: Goods) -> Touched:
        """What the change means for one article."""
        if goods.doubts:
            reason = Message("the row could not be read: {problems}", problems=joined("; ", goods.doubts))
            return Touched(goods, "look again", reason, direction="undecided")
        try:
            codes, strange = self.numbers(goods.classification)
            facts = with_described(Facts.of(goods.facts), goods.description)
        except MisuseError as error:
            return Touched(goods, "look again", error.message, direction="undecided")
        if not codes:
            return self.unclassified(goods, facts, strange)
        return min((self.classified(goods, code, facts) for code in codes), key=lambda touched: touched.urgency)

    def numbers(self, text: str) -> tuple[tuple[ControlCode, ...], tuple[str, ...]]:
        """The numbers of the old edition a classification names, and what is none of them."""
        codes: list[ControlCode] = []
        strange: list[str] = []
        bare = text.strip()
        for part in _SPLIT.split(bare) if bare else ():
            part = part.strip().removeprefix(f"{self.old.list}:")
            if _NONE.fullmatch(part):
                continue
            try:
                code = parse_code(part, self.shapes)
            except CodeError:
                strange.append(part)
                continue
            (codes if code in self.old else strange).append(code)
        return tuple(dict.fromkeys(codes)), tuple(strange)

    # Articles with a number

    def classified(self, goods: Goods, code: ControlCode, facts: Facts) -> Touched:
        if self.moves:
            return self.taken_over(goods, code, facts)
        after = self.code_after(code)
        changes = self.touching(code)
        places = tuple(dict.fromkeys(c.code for c in changes))
        if after is None:
            reason = Message("{code} is gone; whether another number takes it in is to be looked at", code=code)
            if any(c.effect == "wider" for c in changes):
                return Touched(goods, "look again", reason, (), places, (), "undecided")
            return Touched(goods, "no longer controlled", reason, (), places, (), "narrower")
        # Who put an article under a number has said that its words fit; where the words changed, that is open again.
        reworded = any(c.kind not in ("threshold", "status") for c in changes)
        before, _ = _verdict(self.old, code, facts)
        now, missing = _verdict(self.new, after, facts, fits=not reworded)
        if changes and now == "not-met" and before != "not-met":
            reason = Message("by the facts given {code} is no longer met", code=after)
            return Touched(goods, "no longer controlled", reason, (after,), places, (), "narrower")
        narrowing = [c for c in changes if c.effect != "wider"]
        if narrowing and now != "met":
            return self.narrowed(goods, after, narrowing, missing)
        if after != code:
            reason = Message("{code} is {after} now", code=code, after=after)
            return Touched(goods, "number changed", reason, (after,), places, (), "neutral")
        if narrowing:
            reason = Message("by the facts given {code} is met after the change too", code=after)
        elif changes:
            reason = Message("{code} got wider; it stays controlled", code=code)
        else:
            reason = Message("nothing changed at {code}", code=code)
        return Touched(goods, "not touched", reason, (after,), places)

    def narrowed(self, goods: Goods, code: ControlCode, changes: Sequence[Change], missing: tuple[str, ...]) -> Touched:
        places = tuple(dict.fromkeys(c.code for c in changes))
        deciding = missing or tuple(dict.fromkeys(c.detail for c in changes if c.kind == "threshold"))
        reason = change_reason(changes[0])
        if len(changes) > 1:
            reason = Message("{reason}, and {number} more", reason=reason, number=len(changes) - 1)
        return Touched(goods, "look again", reason, (code,), places, deciding, net(changes))

    def taken_over(self, goods: Goods, code: ControlCode, facts: Facts) -> Touched:
        """What became of a number of one list in another; where a part was taken over, the facts may decide."""
        moves = [m for m in self.moves if m.old.contains(code) or code.contains(m.old)]
        if not moves:
            reason = Message(
                "what {new} has for {code} of {old} is not recorded", new=self.new.list, code=code, old=self.old.list
            )
            return Touched(goods, "look again", reason, (), (), (), "undecided")
        codes = tuple(dict.fromkeys(m.new for m in moves if m.new is not None))
        reason = joined("; ", map(_move, moves))
        if all(m.extent == "full" for m in moves):
            return Touched(goods, "number changed", reason, codes, codes, (), "neutral")
        verdicts = {c: _verdict(self.new, c, facts) for c in codes if c in self.new}
        met = tuple(c for c, (verdict, _) in verdicts.items() if verdict == "met")
        if met:
            reason = Message("by the facts given {codes} is met; {moves}", codes=", ".join(met), moves=reason)
            return Touched(goods, "number changed", reason, met, met, (), "neutral")
        failed = [c for c, (verdict, _) in verdicts.items() if verdict == "not-met"]
        if failed:
            reason = Message(
                "by the facts given {codes} is not met, so {list} alone may name it; {moves}",
                codes=", ".join(failed), list=self.old.list, moves=reason,
            )  # fmt: skip
        missing = tuple(dict.fromkeys(m for verdict, names in verdicts.values() if verdict == "unknown" for m in names))
        left = tuple(c for c in codes if c not in failed)
        return Touched(goods, "look again", reason, left, codes, missing, "undecided")

    def code_after(self, code: ControlCode) -> ControlCode | None:
        """The number after the change: itself, where it moved with its place, or None where it is gone."""
        at: ControlCode | None = code
        while at is not None:
            if at in self._moved:
                return ControlCode(self._moved[at] + code[len(at) :])
            at = at.parent
        node = self.new.by_code.get(code)
        return None if node is None or getattr(node, "status", "") == "not used" else code

    def touching(self, code: ControlCode) -> list[Change]:
        """The substantive changes that bear on a number, in the order of the law."""
        found = [c for c in self._by_entry.get(code.entry, ()) if self.bears(c, code)]
        return sorted(found, key=lambda c: order(c.code))

    def bears(self, change: Change, code: ControlCode) -> bool:
        if code in change.touches or any(t.contains(code) for t in change.touches if change.kind == "definition"):
            return True
        for place in {change.code.place, *((change.old_code.place,) if change.old_code else ())}:
            if code.contains(place):
                return True
            if place.contains(code):
                # What is asked above the number is asked of it too; what came or went there beside it is not.
                return change.kind not in ("added", "removed") or place == code
        return False

    # Articles without one

    def unclassified(self, goods: Goods, facts: Facts, strange: tuple[str, ...]) -> Touched:
        if self.index is None or not goods.description or not self._widened:
            return Touched(goods, "not touched", self._noted(strange, Message(_UNTOUCHED)))
        fitting: dict[tuple[ControlCode, str], Fitting] = {}
        for fit in self.fitting(goods.description):
            fitting.setdefault((fit.change.code, fit.change.kind), fit)
        for fact in facts:
            for change in self._by_property.get(fact.key, ()):
                fitting.setdefault((change.code, change.kind), Fitting(change, change.code.place, 0.0))
        judged = (self.brought_in(goods, facts, fit) for fit in fitting.values())
        found = [t for t in judged if t is not None]
        if not found:
            return Touched(goods, "not touched", self._noted(strange, Message(_UNTOUCHED)))
        # Of places alike in urgency the one whose deciding facts can be named says more.
        best = min(found, key=lambda t: (t.urgency, not t.deciding))
        return evolve(best, reason=self._noted(strange, best.reason))

    def _noted(self, strange: tuple[str, ...], reason: str) -> str:
        """The reason with a note on numbers that are none of the old edition."""
        if not strange:
            return reason
        numbers, edition = ", ".join(strange), self.old.address
        return Message("{numbers} is no number of {edition}; {reason}", numbers=numbers, edition=edition, reason=reason)

    def fitting(self, description: str) -> Iterable[Fitting]:
        """The changes that got wider at places a description fits."""
        assert self.index is not None
        try:
            candidates = match(description, self.index, top=CANDIDATES, figures=False).candidates
        except MisuseError:
            return
        for candidate in candidates:
            code = ControlCode(candidate.code)
            for change in self._widened_by_entry.get(code.entry, ()):
                place = change.code.place
                if place.contains(code) or code.contains(place):
                    yield Fitting(change, code, candidate.score)

    def brought_in(self, goods: Goods, facts: Facts, fit: Fitting) -> Touched | None:
        """What facts say of a place that got wider; None where they rule it out, or it was met before."""
        change, score = fit.change, fit.score
        place = self.whole(change.code.place)
        if place not in self.new:
            return None
        # The description fits, as far as a match can tell: the reason says so.
        after, missing = _verdict(self.new, place, facts)
        if after == "not-met":
            return None
        before = _verdict(self.old, place, facts)[0] if place in self.old else "not-met"
        is_whole = place == change.code
        if after == "met":
            if before == "met":
                reason = Message("{place} is met, before the change too", place=place)
                return Touched(goods, "look again", reason, (place,), (place,), (), change.effect, score)
            reason = Message(
                "by its description and the facts given {place} is met since the change; {what}",
                place=place,
                what=goods_reason(change, Role.SENTENCE if is_whole else Role.SENTENCE_OF_PART),
            )
            return Touched(goods, "newly controlled", reason, (place,), (change.code,), (), "wider", score)
        if before == "met":
            return None
        what = goods_reason(change, Role.CLAUSE if is_whole else Role.CLAUSE_OF_PART)
        reason = Message("{fits}, {what}", fits=_fits(place, score), what=what)
        if ruled_out := self.ruled_out(place, fit.code, facts):
            # No single fact decides between all the other parts: naming those of each would bury the answer.
            reason = Message(
                "by the facts given {part} is not met; other parts of {place}, {what}, are open",
                part=ruled_out, place=place, what=what,
            )  # fmt: skip
            missing = ()
        return Touched(goods, "look again", reason, (place,), (change.code,), missing, change.effect, score)

    def whole(self, place: ControlCode) -> ControlCode:
        """The topmost place above that asks for all its items: of such a place a part alone decides nothing."""
        above = self.new.path(place)[:-1] if place in self.new else ()
        return next((n.code for n in above if isinstance(n, Provision) and n.requirement == "all"), place)

    def ruled_out(self, place: ControlCode, fitting: ControlCode, facts: Facts) -> ControlCode | None:
        """The largest part of a place, around what a description fits, that the facts rule out."""
        at: ControlCode | None = self.whole(fitting)
        found = None
        while at is not None and at in self.new and at != place and place.contains(at):
            if _verdict(self.new, at, facts)[0] == "not-met":
                found = at
            at = at.parent
        return found


def _move(move: Passed) -> Message:
    """Where a control went, how far, and on what that rests."""
    return Message(
        "{old} → {new} ({extent}): {remark} [{grade}]",
        old=move.old,
        new=move.new or Message("nothing"),
        extent=Message(move.extent),
        remark=Message(move.remark),
        grade=move.grade,
    )


def _fits(place: ControlCode, score: float) -> Message:
    """How well a description fits a place: below the score of a hint it only may.

    >>> _fits(ControlCode("1C116"), 0.62), _fits(ControlCode("1C116"), 0.11)
    ('the description fits 1C116', 'the description may fit 1C116 (0.11)')
    """
    if not score:  # found by a fact alone
        return Message("a fact given is one that {place} asks for", place=place)
    if score >= FAINT:
        return Message("the description fits {place}", place=place)
    return Message("the description may fit {place} ({score:.2f})", place=place, score=score)


def _verdict(edition: Edition, code: ControlCode, facts: Facts, *, fits: bool = True) -> tuple[str, tuple[str, ...]]:
    """The verdict on a place, and what is missing; with `fits` the words of the place are taken for answered."""
    if not facts:
        return "not-assessed", ()
    verdict, missing = quick_verdict(edition, code, facts)
    # Words that fit answer for a place without items; a yes to a place with items would answer their figures too.
    fits = fits and not edition.children(code)
    if fits and verdict == "unknown" and code in missing and facts.get(property_key(code)) is None:
        return quick_verdict(edition, code, facts.with_fact(read_fact(code, "yes")))
    return verdict, missing


def _codes(code: ControlCode | None) -> tuple[ControlCode, ...]:
    return () if code is None else (code,)


def _grouped(pairs: Iterable[tuple[str, Change]]) -> dict[str, list[Change]]:
    groups: dict[str, list[Change]] = {}
    for key, change in pairs:
        groups.setdefault(key, []).append(change)
    return groups


def impact_between(old: Edition, new: Edition) -> Impact:
    """The change from one edition to another as people judged it, also where a control went to another list.

    Raises `MisuseError` for two lists between which no move is recorded.

    >>> old, new = map(store.load, ("nl-semicon@2023-09-01", "nl-semicon@2024-09-07"))
    >>> impact_between(old, new).judge(Goods(2, "7", "DUV immersion scanner 193 nm")).outcome
    'look again'
    """
    if old.list != new.list:
        return Impact(old, new, (), None, _moves(old.list, new.list), store.shapes(), _cautions(old, new))
    index = open_index([new.address]) if store.is_at_hand(new) else build_index([new])
    changes = reviewed(diff(old, new).changes, judgements(old, new))
    return Impact(old, new, changes, index, (), store.shapes(), _cautions(old, new))


def _moves(old: str, new: str) -> tuple[Passed, ...]:
    """Where the controls of one list went in another, as recorded in lists/lineage.json."""
    moves = tuple(m for m in passed() if m.old_list == old and m.new_list in (new, ""))
    if not any(m.new is not None for m in moves):
        raise MisuseError(
            "expected two editions of one list, found {old} and {new}, between which no move is recorded",
            old=old,
            new=new,
        )
    return moves


def _cautions(old: Edition, new: Edition) -> tuple[str, ...]:
    untouched = Message(
        "an article that is not touched may still be listed or need a licence: only what changed between these two "
        "editions was looked at"
    )
    own = (*old.cautions, *(c for c in new.cautions if c not in old.cautions))
    return (*own, untouched, *announcements(new.list))


SMALL = 2_000
"""Rows below which further processes cost more than they bring."""
_CHUNK = 250


def judged(impact: Impact, goods: Sequence[Goods], jobs: int = 1) -> tuple[Touched, ...]:
    """What the change means for each article, the most urgent first."""
    jobs = 1 if len(goods) < SMALL else jobs
    parts = in_processes(partial(_judged, impact), goods, jobs, _CHUNK)
    return tuple(sorted((touched for part in parts for touched in part), key=lambda touched: touched.urgency))


def _judged(impact: Impact, goods: Sequence[Goods]) -> list[Touched]:
    return [impact.judge(article) for article in goods]
