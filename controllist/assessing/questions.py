"""What to ask next: the missing facts of an assessment as questions to an engineer, the one that settles most first.

A question is tried out: each answer that would make a difference is put in, and what stays open is counted. The
question with the least left open on average comes first; among equals the one the law puts first.

A walk through the questions of an assessment: answer, pass over, go back, until the verdict is settled.

>>> from controllist.codes import ControlCode
>>> from controllist.model import Edition, Provision
>>> from controllist.assessing.verdict import assess
>>> entry = Provision(ControlCode("2B999"), "entry", text="flow rate > 5 m³/h")
>>> edition = Edition("eu-dual-use", "2030-01-01", "en", "digest", (entry,))
>>> walk = Interview.begin(assess(edition, "2B999"))
>>> walk.question.question
'What is the flow rate, in m³/h (2B999: “flow rate > 5 m³/h”)?'
>>> walk.reply("6").assessment.verdict, walk.reply("don't know").question
('met', None)

The same facts over the editions of a list: since when a product is controlled.

>>> from controllist.model import Edition, Provision
>>> def with_bound(day, figure):
...     entry = Provision(ControlCode("2B999"), "entry", text=f"flow rate > {figure} m³/h")
...     return Edition("eu-dual-use", day, "en", "digest", (entry,))
>>> editions = with_bound("2030-01-01", 9), with_bound("2031-01-01", 5)
>>> [(m.edition.applies_from, m.verdict) for m in over_time(editions, "2B999", Facts.of({"flow rate": "7 m³/h"}))]
[('2030-01-01', 'not-met'), ('2031-01-01', 'met')]
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise

from attrs import evolve, frozen

from controllist.assessing.facts import Facts, concepts, read_fact
from controllist.assessing.formulas import inputs_of
from controllist.assessing.logic import COMBINE, Interval, Verdict, every, negated, words_beside
from controllist.assessing.plan import LEAD, Check, Figure, Group, Key, NotUsed, Specified, Unseen, Words, leaves
from controllist.assessing.verdict import AS_A_WHOLE, Assessment, Missing, Step, assess
from controllist.codes import ControlCode
from controllist.errors import MisuseError
from controllist.messages import Message, joined
from controllist.model import Edition, Provision
from controllist.normalize import raised_exponents

_MOST_TRIED = 60


def missing_facts(assessment: Assessment) -> tuple[Missing, ...]:
    """The facts that are not known and could still decide, each once, in the order of the law.

    Empty where the verdict is settled, and where only texts that have not been seen keep it open.
    """
    if assessment.verdict != "unknown":
        return ()
    checks = _by_key(assessment)
    open_keys: dict[Key, list[ControlCode]] = {}
    for step in assessment.root.deciding():
        if step.key is not None and step.key in checks:
            open_keys.setdefault(step.key, []).append(step.code)
    return tuple(
        _missing(key, checks[key], tuple(dict.fromkeys(codes)), assessment) for key, codes in open_keys.items()
    )


def next_question(assessment: Assessment, passed_over: Iterable[Key] = ()) -> Missing | None:
    """The missing fact that settles most; None where nothing is left to ask.

    `passed_over` are questions to which the answer is not known.

    >>> from controllist.model import Edition, Provision
    >>> from controllist.assessing.verdict import assess
    >>> pump = Provision(ControlCode("2B999"), "entry", text="pumps", requirement="list")
    >>> big = Provision(ControlCode("2B999.a"), "item", pump.code, "flow rate > 5 m³/h")
    >>> edition = Edition("eu-dual-use", "2030-01-01", "en", "digest", (pump, big))
    >>> next_question(assess(edition, "2B999")).question
    'Is it one of these: “pumps” (2B999)?'
    >>> next_question(assess(edition, "2B999", Facts.of({"is it": "yes"}))).question
    'What is the flow rate, in m³/h (2B999.a: “flow rate > 5 m³/h”)?'
    """
    skipped = set(passed_over)
    wanted = [m for m in missing_facts(assessment) if m.key not in skipped]
    if len(wanted) < 2:
        return wanted[0] if wanted else None
    checks = _by_key(assessment)
    # Trying out hundreds of questions is slow and pointless: the first ones of the law stand for the rest.
    tried = wanted[:_MOST_TRIED]
    return min(tried, key=lambda m: _left_open(assessment, checks[m.key], m.key))


def _by_key(assessment: Assessment) -> dict[Key, list[Check]]:
    found: dict[Key, list[Check]] = {}
    for leaf in leaves(assessment.plan.root):
        if not isinstance(leaf, NotUsed | Unseen):
            found.setdefault(leaf.key, []).append(leaf)
    return found


# --- what an answer would settle ---


def _left_open(assessment: Assessment, checks: list[Check], key: Key) -> Fraction:
    """How many leaves stay open on average over the answers that make a difference."""
    outcomes = [_try(assessment.plan.root, assessment.root, key, answer)[1] for answer in _answers(checks)]
    return Fraction(sum(outcomes), len(outcomes))


def _answers(checks: list[Check]) -> list[Interval | bool]:
    """Yes and no; for a figure a value at each bound and on either side of it."""
    figures = [c for c in checks if isinstance(c, Figure)]
    if not figures:
        return [True, False]
    bounds = sorted({_bound(f) for f in figures})
    points = [bounds[0] - 1, *bounds, bounds[-1] + 1]
    points += [(a + b) / 2 for a, b in pairwise(bounds)]
    # Values on which all figures agree are one answer: a single bound has two sides, not three.
    sides: dict[tuple[Verdict, ...], Interval | bool] = {}
    for point in map(Interval.point, sorted(points)):
        sides.setdefault(tuple(point.against(f.threshold.comparison, _bound(f)) for f in figures), point)
    return list(sides.values())[:9]


def _bound(figure: Figure) -> Fraction:
    return figure.threshold.quantity.measure


def _try(check: Check, step: Step, key: Key, answer: Interval | bool) -> tuple[Verdict, int]:
    """The verdict with this answer put in, and how many open leaves it leaves that could still decide."""
    if isinstance(check, Group):
        if step.why == AS_A_WHOLE:
            return _try_answered(check, step, key, answer)
        inner = [_try(c, s, key, answer) for c, s in zip(check.checks, step.steps, strict=True)]
        outcomes = [v for v, _ in inner]
        if check.kind == "whole":
            verdict: Verdict = words_beside(*outcomes)
        else:
            verdict = COMBINE[check.way](outcomes)
        return (negated(verdict) if check.negated else verdict), sum(n for _, n in inner) if verdict == "unknown" else 0
    verdict = step.verdict
    if verdict == "unknown" and not isinstance(check, NotUsed | Unseen) and check.key == key:
        if isinstance(check, Figure) and isinstance(answer, Interval):
            verdict = answer.against(check.threshold.comparison, _bound(check))
        else:
            verdict = "met" if answer else "not-met"
    return verdict, int(verdict == "unknown")


def _try_answered(check: Group, step: Step, key: Key, answer: Interval | bool) -> tuple[Verdict, int]:
    """The same for what was answered as a whole: only its exclusions can still turn it."""
    apart = [c for c in check.checks if isinstance(c, Group) and c.kind == "exclusion"]
    denied = step.verdict == "not-met" and all(s.verdict != "not-met" for s in step.steps)
    inner = [_try(c, s, key, answer) for c, s in zip(apart, step.steps, strict=True)]
    verdict: Verdict = "not-met" if denied else every(v for v, _ in inner)
    return verdict, sum(n for _, n in inner) if verdict == "unknown" else 0


# --- how a question reads ---


def _missing(key: Key, checks: list[Check], codes: tuple[ControlCode, ...], assessment: Assessment) -> Missing:
    first = next((c for c in checks if not isinstance(c, Group) and c.code in codes), checks[0])
    if isinstance(first, Figure):
        return _missing_figure(key, first, codes, assessment)
    if isinstance(first, Specified):
        return Missing(str(first.codes[0]), "", _ask_reference(first), key, codes)
    assert isinstance(first, Words)
    if key == LEAD:
        return Missing(
            "is it", "", _ask_lead([c for c in checks if isinstance(c, Words) and c.code in codes]), key, codes
        )
    return Missing(str(first.code), "", _ask_words(first), key, codes)


def _missing_figure(key: Key, figure: Figure, codes: tuple[ControlCode, ...], assessment: Assessment) -> Missing:
    quantity = figure.threshold.quantity
    inputs = tuple(concepts()[i].names[0] for i in inputs_of(key[1]) if i in concepts())
    name = figure.threshold.property
    question = _ask_figure(figure)
    told = next((s for s in assessment.root.deciding() if s.key == key and s.facts), None)
    if told is not None:
        question = Message("{question} ({why}: a more exact value would decide)", question=question, why=told.why)
    elif inputs:
        question = Message("{question} It can be computed from {inputs}.", question=question, inputs=_and(inputs))
    return Missing(name, quantity.unit, question, key, codes, "figure", inputs)


def _ask_figure(figure: Figure) -> Message:
    """The property by name, with the words that ask for it, since a name alone can read oddly."""
    threshold = figure.threshold
    condition = f" {threshold.condition}" if threshold.condition else ""
    unit = threshold.quantity.unit
    name, code, words = threshold.property, figure.code, _plain(figure.words)
    if unit:
        return Message(
            "What is the {property}, in {unit} ({code}: “{words}”)?",
            property=raised_exponents(f"{name}{condition}"),
            unit=raised_exponents(unit),
            code=code,
            words=words,
        )
    if threshold.quantity.value.denominator == 1 and figure.words.startswith(("≥", ">", "<", "≤")):
        return Message(
            "How many, counted as “{property}”{condition} ({code}: “{words}”)?",
            property=name,
            condition=condition,
            code=code,
            words=words,
        )
    return Message(
        "What is the {property}, as a plain number ({code}: “{words}”)?",
        property=f"{name}{condition}",
        code=code,
        words=words,
    )


def _ask_lead(checks: list[Words]) -> Message:
    """One question for all headings on the way down, the entry first."""
    headings = [f"“{_plain(c.words)}” ({c.code})" for c in checks]
    named = Message("{heading}", heading=headings[0])
    for heading in list(dict.fromkeys(headings))[1:]:
        named = Message("{first}, and more exactly {second}", first=named, second=heading)
    return _with_covered(Message("Is it one of these: {named}?", named=named), checks)


def _ask_words(check: Words) -> Message:
    code, words = check.code, _plain(check.words)
    if check.exclusion:
        return Message("Is it what this note leaves out: “{words}” ({code})?", words=words, code=code)
    if check.beside_figures:
        template = "The figures apart, does this describe it: “{words}” ({code})?"
    else:
        template = "Does this describe it: “{words}” ({code})?"
    return _with_covered(Message(template, words=words, code=code), [check])


def _with_covered(question: Message, checks: list[Words]) -> Message:
    """The question with what the notes say is covered, where they say so."""
    covered = [_plain(text) for c in checks for text in c.includes]
    if not covered:
        return question
    template = "{question} A note says that this covers {covered}."
    return Message(template, question=question, covered="; ".join(covered[:6]))


def _ask_reference(check: Specified) -> Message:
    if check.negated:
        template = "Is it specified in {place}, so that these words leave it out: “{words}” ({code})?"
    elif check.same_goods:
        template = "Is it specified in {place}: “{words}” ({code})?"
    else:
        template = "Is what these words name specified in {place}: “{words}” ({code})?"
    place = f"{check.printed} of {check.list}" if check.list else check.printed
    return Message(template, place=place, words=_plain(check.words), code=check.code)


def _plain(text: str) -> str:
    return raised_exponents(" ".join(text.split()))


def _and(names: tuple[str, ...]) -> str:
    return " and ".join(names) if len(names) < 3 else f"{', '.join(names[:-1])} and {names[-1]}"


def answer(assessment: Assessment, missing: Missing, value: str) -> Facts:
    """The facts with an answer to a question, as a person typed it.

    Raises `MisuseError` where the answer is no figure in a fitting unit, or no yes or no.
    """
    name = missing.property
    text = value.strip()
    if missing.answer == "figure" and missing.unit and _bare(text):
        text = f"{text} {missing.unit}"
    return assessment.facts.with_fact(read_fact(name, text))


def _bare(text: str) -> bool:
    """Whether a typed answer is a number alone, so that the unit asked for is meant."""
    return bool(text) and all(c in "0123456789.,-− " for c in text)


DONT_KNOW = frozenset({"don't know", "dont know", "unknown", "?", "skip", "weet niet", "weiß nicht", "je ne sais pas"})
BACK = frozenset({"back", "terug", "zurück", "retour"})


@frozen
class Interview:
    """Where the walk stands; every step is a new value, so that going back is taking the one before."""

    assessment: Assessment
    passed_over: tuple[Key, ...] = ()
    before: Interview | None = None

    @classmethod
    def begin(cls, assessment: Assessment) -> Interview:
        return cls(assessment)

    @property
    def question(self) -> Missing | None:
        """What to ask now; None at the end."""
        return next_question(self.assessment, self.passed_over)

    def reply(self, text: str) -> Interview:
        """The walk after an answer: a value, yes, no, don't know, or back.

        Raises `MisuseError` for an answer that does not fit the question.
        """
        said = text.strip().casefold()
        if said in BACK:
            return self.before or self
        question = self.question
        if question is None:
            return self
        if said in DONT_KNOW:
            return evolve(self, passed_over=(*self.passed_over, question.key), before=self)
        facts = answer(self.assessment, question, text)
        now = self.assessment
        again = assess(now.edition, now.code, facts, assume_goods=now.assume_goods)
        if question.answer == "yes or no" and not any(f.answer is not None for f in facts if f not in now.facts):
            raise MisuseError("expected yes or no, found {found!r}", found=text)
        return Interview(again, (*self.passed_over, question.key), self)


@frozen
class Moment:
    """One edition's answer; `verdict` is `not in the list` where the edition has no such provision."""

    edition: Edition
    code: ControlCode
    verdict: str
    why: str
    assessment: Assessment | None = None


def over_time(
    editions: Iterable[Edition], code: ControlCode | str, facts: Facts, *, assume_goods: bool = False
) -> tuple[Moment, ...]:
    """The verdict of each edition that was given, in their order.

    A name that one edition asks for may be unknown to another; one that none knows is a `MisuseError`, as is a wrong
    dimension.
    """
    found: list[Moment] = []
    refused: list[MisuseError] = []
    having = [e for e in editions if isinstance(e.by_code.get(code), Provision)]
    for edition in editions:
        if edition not in having:
            found.append(Moment(edition, ControlCode(code), "not in the list", _absent(edition, code)))
            continue
        try:
            assessment = assess(edition, code, facts, assume_goods=assume_goods)
        except MisuseError as error:
            refused.append(error)
            assessment = assess(edition, code, facts, assume_goods=assume_goods, strict=False)
        found.append(Moment(edition, assessment.code, assessment.verdict, _why(assessment), assessment))
    if refused and len(refused) == len(having):
        raise refused[0]
    return tuple(found)


def _absent(edition: Edition, code: ControlCode | str) -> Message:
    return Message("{edition} has no {code}", edition=edition.address, code=code)


def _why(assessment: Assessment) -> str:
    """The reason in a line: the figures that decide, or what is missing."""
    if assessment.verdict == "unknown":
        missing = [m.property for m in missing_facts(assessment)]
        if not missing:
            return Message("a text that decides has not been seen")
        if len(missing) > 4:
            return Message(
                "missing: {properties} and {number} more", properties=tuple(missing[:4]), number=len(missing) - 4
            )
        return Message("missing: {properties}", properties=tuple(missing))
    reasons = dict.fromkeys(s.why for s in assessment.root.deciding() if s.why and s.kind in ("figure", "not used"))
    return joined("; ", list(reasons)[:6]) if reasons else Message("by the answers given")
