"""Facts held against a provision: met, not met or unknown, with the tree the verdict rests on.

"Met" never rests on a guess. A figure needs a fact (or facts from which the law's own formula computes it); words need
a yes; every exclusion that speaks of the provision needs a no; a text that has not been seen stays unknown.

>>> from controllist.model import Edition, Provision
>>> pump = Provision(ControlCode("2B999"), "entry", text="pumps", requirement="list")
>>> big = Provision(ControlCode("2B999.a"), "item", pump.code, "flow rate > 5 m³/h")
>>> edition = Edition("eu-dual-use", "2030-01-01", "en", "digest", (pump, big))
>>> assess(edition, "2B999", Facts.of({"flow rate": "4 m³/h"})).verdict
'not-met'
>>> found = assess(edition, "2B999", Facts.of({"flow rate": "100 l/min", "is it": "yes"}))
>>> found.verdict, [step.words for step in found.root.deciding()]
('met', ['pumps', 'flow rate > 5 m³/h'])

What an assessment gives: a verdict, the tree it rests on, and the facts that are missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from attrs import field, frozen

from controllist.assessing.answers import Answers, answers, goods_class, group_class, names_it
from controllist.assessing.facts import Fact, Facts, two_values, words_of
from controllist.assessing.formulas import Computed, compute
from controllist.assessing.logic import COMBINE, VERDICT_LABELS, Verdict, agreed, every, negated, some, words_beside
from controllist.assessing.plan import (
    Check,
    Figure,
    Group,
    Key,
    NotUsed,
    Plan,
    Planner,
    Specified,
    Unseen,
    Words,
    planner,
)
from controllist.assessing.wording import goods_that_come_with, within
from controllist.codes import ControlCode
from controllist.errors import MisuseError
from controllist.messages import Message, joined
from controllist.model import GRADES, Edition, Grade

StepKind = Literal[
    "assessment", "provision", "items", "whole", "figures", "figure", "words", "lead", "reference", "not specified",
    "exclusion", "note", "not used", "unseen",
]  # fmt: skip

AS_A_WHOLE = Message("answered as a whole")
"""Why of a step that its own code answers; of what stands below it only the exclusions are kept as steps."""


@frozen
class Step:
    """One check with its verdict: `words` quotes the provision, `facts` tells which facts were held against it.

    `requirement` says how `steps` combine (`all`, `any`, `list`, `cautious`), `negated` that the verdict is the
    opposite of theirs. `why` is one clause for a reader.
    """

    code: ControlCode
    kind: StepKind
    verdict: Verdict
    words: str = ""
    why: str = ""
    facts: tuple[str, ...] = ()
    basis: Grade = "checked"
    requirement: str = ""
    negated: bool = False
    steps: tuple[Step, ...] = ()
    key: Key | None = None

    def leaves(self) -> Iterator[Step]:
        """The steps without steps of their own."""
        if not self.steps:
            yield self
        for step in self.steps:
            yield from step.leaves()

    def deciding(self) -> Iterator[Step]:
        """The leaves the verdict rests on: all that are open while it is open, else those that settle it."""
        if not self.steps:
            yield self
            return
        for step in self.steps:
            if step.verdict == self.wanted:
                yield from step.deciding()

    @property
    def wanted(self) -> Verdict:
        """The verdict of those steps that give this one."""
        return negated(self.verdict) if self.negated else self.verdict


@frozen
class Missing:
    """A fact that is not known and could still decide: `property` is the name to give it under."""

    property: str
    unit: str
    question: str
    key: Key
    codes: tuple[ControlCode, ...] = ()
    answer: Literal["figure", "yes or no"] = "yes or no"
    computed_from: tuple[str, ...] = ()
    """Other properties from which it can be computed, where the law gives the formula."""


@frozen
class Assessment:
    """Facts held against one provision of one edition."""

    edition: Edition = field(repr=False, eq=False)
    code: ControlCode
    facts: Facts
    verdict: Verdict
    root: Step = field(repr=False)
    plan: Plan = field(repr=False, eq=False)
    assume_goods: bool = False
    cautions: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()

    @property
    def basis(self) -> Grade:
        """The worst basis among the words that decide."""
        return max(_grades(self.root), key=GRADES.index, default="checked")


def _grades(step: Step) -> Iterator[Grade]:
    """The grades of the steps the verdict rests on, of those that say how they combine as well."""
    yield step.basis
    for inner in step.steps:
        if inner.verdict == step.wanted:
            yield from _grades(inner)


_DEEPEST_REFERENCE = 4
_ANSWERED, _NOT_ANSWERED = Message("answered"), Message("not answered")
_NOT_USED, _NOT_SEEN = Message("the law does not use this place"), Message("its text has not been seen")


def assess(
    edition: Edition, code: str, facts: Facts | None = None, *, assume_goods: bool = False, strict: bool = True
) -> Assessment:
    """The verdict on a provision.

    `assume_goods` takes the goods for those the headings name, as a match has found them; `strict` refuses names that
    are unknown or ambiguous here. Raises `NotFoundError` for a code the edition has not, `MisuseError` for a wrong
    dimension, an unknown name, or two values for one property.
    """
    facts = Facts() if facts is None else facts
    plans = planner(edition)
    plan = plans.plan(code)
    found = answers(plan, facts, strict=strict)
    evaluation = Evaluation(plans, found, facts, assume_goods=assume_goods)
    root = evaluation.step(plan.root)
    return Assessment(
        edition,
        plan.code,
        facts,
        root.verdict,
        root,
        plan,
        assume_goods,
        tuple(dict.fromkeys(evaluation.cautions)),
        tuple(found.unused),
    )


class Evaluation:
    """One pass over a tree of checks; `cautions` gathers what a reader of the verdict must know."""

    def __init__(
        self,
        plans: Planner,
        found: Answers,
        facts: Facts,
        *,
        assume_goods: bool = False,
        on_the_way: frozenset[str] = frozenset(),
    ) -> None:
        self.plans, self.answers, self.facts = plans, found, facts
        self.assume_goods, self.on_the_way = assume_goods, on_the_way
        self.cautions: list[str] = []
        self._computed: dict[tuple[str, tuple[str, ...]], Computed | None] = {}

    def step(self, check: Check, *, apart: bool = False) -> Step:
        """The verdict on one check, with those below it; `apart` where it is one of several alternatives of a text,
        which a yes to the whole does not answer."""
        if isinstance(check, Group):
            return self._group(check, apart=apart)
        if isinstance(check, Figure):
            return self._figure(check) if apart else self._stated(self._figure(check))
        if isinstance(check, Words):
            return self._stated(self._words(check))
        if isinstance(check, Specified):
            return self._specified(check)
        if isinstance(check, NotUsed):
            return Step(check.code, "not used", "not-met", "", _NOT_USED, (), check.basis.grade)
        return self._unseen(check)

    def _unseen(self, check: Unseen) -> Step:
        self.cautions.append(
            Message(
                "the text of {code} has not been seen ({words}), so nothing can be said of it",
                code=check.code,
                words=Message(check.words),
            )
        )
        return Step(check.code, "unseen", "unknown", check.words, _NOT_SEEN, (), "unknown")

    def _group(self, check: Group, *, apart: bool = False) -> Step:
        apart = apart or (check.kind == "figures" and check.way != "all")
        steps = tuple(self.step(inner, apart=apart) for inner in check.checks)
        verdicts = [s.verdict for s in steps]
        verdict = words_beside(*verdicts) if check.kind == "whole" else COMBINE[check.way](verdicts)
        requirement = "list" if check.listed else check.way
        if check.kind == "exclusion" and self.answers.exclusions is not None:
            verdict = self._agreed(verdict, self.answers.exclusions)
        if check.negated:
            verdict = negated(verdict)
        kind: StepKind = check.kind  # type: ignore[assignment]
        # A bare grouping, and a heading whose text has not been seen and says nothing, carry no basis of their own.
        grade = check.basis.grade if check.basis and (check.words or check.basis.grade != "unknown") else "checked"
        step = Step(check.code, kind, verdict, check.words, "", (), grade, requirement, check.negated, steps)
        answered = check.kind in ("provision", "note", "items", "whole") or (apart and check.kind == "figures")
        return self._stated_group(step) if answered else step

    def _stated_group(self, step: Step) -> Step:
        """A provision answered as a whole by its code: its exclusions and what has not been seen still count."""
        fact = self.answers.stated.get(step.code)
        if fact is None:
            return step
        apart = [s for s in step.steps if s.kind == "exclusion"]
        alone = every(s.verdict for s in step.steps if s not in apart) if apart else step.verdict
        own = self._agreed(alone, fact)
        if own == "met" and any(leaf.kind == "unseen" for leaf in step.leaves()):
            return step
        verdict = every([own, *(s.verdict for s in apart)])
        return Step(
            step.code, step.kind, verdict, step.words, AS_A_WHOLE, (str(fact),), step.basis,
            step.requirement, step.negated, tuple(apart), step.key,
        )  # fmt: skip

    def _stated(self, step: Step) -> Step:
        """A leaf answered by its code."""
        fact = self.answers.stated.get(step.code)
        if fact is None:
            return step
        verdict = self._agreed(step.verdict, fact)
        facts = step.facts or (str(fact),)
        why = step.why if step.verdict == verdict else _ANSWERED
        return Step(step.code, step.kind, verdict, step.words, why, facts, step.basis, key=step.key)

    def _agreed(self, verdict: Verdict, fact: Fact) -> Verdict:
        """What a yes or no says, where the figures do not say the opposite."""
        stated: Verdict = "met" if fact.answer else "not-met"
        if verdict not in ("unknown", stated):
            raise MisuseError(
                "expected facts that agree, found {fact} and others by which it is {verdict}",
                fact=fact,
                verdict=Message(VERDICT_LABELS[verdict]),
                property=fact.name,
            )
        return stated

    # --- figures ---

    def _figure(self, check: Figure) -> Step:
        fact = self.answers.figures.get(check.key[1])
        computed = self._compute(check)
        told = self._against(check, fact) if fact else None
        worked = self._against(check, computed.fact) if computed else None
        if fact and computed and told != worked and "unknown" not in (told, worked):
            raise two_values(fact, computed.fact)
        used, verdict = (fact, told) if told not in (None, "unknown") or computed is None else (computed.fact, worked)
        grade = check.basis.grade
        if used is None or verdict is None:
            return Step(check.code, "figure", "unknown", check.words, Message("not known"), (), grade, key=check.key)
        why = self._reason(check, used, verdict)
        told_facts: tuple[str, ...] = (str(used),)
        if computed is not None and used is computed.fact:
            told_facts = tuple(str(f) for f in computed.sources)
            why = joined("; ", (computed.how, why))
        return Step(check.code, "figure", verdict, check.words, why, told_facts, grade, key=check.key)

    def _against(self, check: Figure, fact: Fact) -> Verdict:
        """The fact against the bound. Where the law prints the bound in a second unit, rounded, and the fact is told in
        that unit, both must say the same: 290 °C is above 563 K, yet not above the 290 °C beside it."""
        threshold = check.threshold
        figure = fact.figure_for(threshold.quantity)
        if figure is None:
            return "unknown"
        if fact.condition and threshold.condition and not _same_condition(fact, threshold.condition):
            return "unknown"
        verdict = figure.against(threshold.comparison, threshold.quantity.measure)
        if check.alternative is None or fact.unit.symbol != check.alternative.unit:
            return verdict
        return agreed([verdict, figure.against(threshold.comparison, check.alternative.measure)])

    def _reason(self, check: Figure, fact: Fact, verdict: Verdict) -> str:
        condition = check.threshold.condition
        if condition and not fact.condition and verdict != "unknown":
            self.cautions.append(
                Message(
                    "{fact} is taken as told {condition}, as {code} asks",
                    fact=fact,
                    condition=condition,
                    code=check.code,
                )
            )
        beside = goods_that_come_with(check.text, [check.threshold.quantity.span[0]])
        if beside and verdict != "unknown":
            self.cautions.append(
                Message(
                    "{fact} is taken as a figure of what {code} names first, not of “{beside}”",
                    fact=fact,
                    code=check.code,
                    beside=beside,
                )
            )
        if verdict == "unknown":
            if condition and fact.condition:
                return Message("told {fact}, asked {condition}", fact=fact.condition, condition=condition)
            beside = f" ({check.alternative.printed})" if check.alternative else ""
            return Message("{figure} does not settle {bound}", figure=fact.printed, bound=f"{_bound(check)}{beside}")
        template = "{figure} is {bound}" if verdict == "met" else "{figure} is not {bound}"
        return Message(template, figure=fact.printed, bound=_bound(check))

    def _compute(self, check: Figure) -> Computed | None:
        known = (check.key[1], check.constants)
        if known not in self._computed:
            self._computed[known] = compute(check, self.answers.figures)
        return self._computed[known]

    # --- words ---

    def _words(self, check: Words) -> Step:
        kind: StepKind = "lead" if check.lead else "words"
        verdict: Verdict = "unknown"
        facts: tuple[str, ...] = ()
        why: str = _NOT_ANSWERED
        said = self.answers.lead if check.lead else self.answers.answers.get(check.key)
        if said is not None:
            verdict, facts, why = ("met" if said.answer else "not-met"), (str(said),), _ANSWERED
        told = self._told(check)
        if told is not None:
            if said is not None and told[0] != verdict:
                raise MisuseError(
                    "expected facts that agree, found {first} and {second}",
                    first=said,
                    second=told[1],
                    property=said.name,
                )
            verdict, facts, why = (
                told[0],
                (str(told[1]),),
                Message("named in these words") if told[0] == "met" else told[2],
            )
        elif said is None and check.lead and self.assume_goods:
            verdict, why = "met", Message("taken for granted: the goods are those named here")
        return Step(check.code, kind, verdict, check.words, why, facts, check.basis.grade, key=check.key)

    def _told(self, check: Words) -> tuple[Verdict, Fact, str] | None:
        """What kind, material, name or CAS number say of these words, where they plainly do."""
        for fact in self.answers.told:
            if fact.key == "goods":
                here, there = group_class(check.code), goods_class(fact.printed)
                of_entry = check.lead or check.code == check.code.entry
                if of_entry and here and there and here != there:
                    return (
                        "not-met",
                        fact,
                        Message("{entry} is about {goods}", entry=check.code.entry, goods=Message(here)),
                    )
            elif not check.beside_figures and any(names_it(fact.printed, t) for t in (check.words, *check.includes)):
                return "met", fact, ""
        return None

    # --- references ---

    def _specified(self, check: Specified) -> Step:
        stated = {
            c: f for c, f in self.answers.stated.items() if any(within(c, k) or within(k, c) for k in check.codes)
        }
        # A yes counts for the place itself or one inside it: 3A001 alone does not say 3A001.a.5. A no must cover all.
        yes = [f for c, f in stated.items() if f.answer and any(within(c, code) for code in check.codes)]
        no = [f for c, f in stated.items() if not f.answer]
        refused = check.codes and all(
            any(within(code, c) for c, f in stated.items() if not f.answer) for code in check.codes
        )
        verdict: Verdict = "unknown"
        facts: tuple[str, ...] = ()
        why: str = _NOT_ANSWERED
        if yes:
            verdict, facts, why = "met", tuple(map(str, yes)), _ANSWERED
        elif refused:
            verdict, facts, why = "not-met", tuple(map(str, no)), _ANSWERED
        else:
            verdict, facts = self._follow(check)
            if verdict != "unknown":
                why = Message("by the facts held against {place}", place=check.printed)
        return Step(check.code, "reference", verdict, check.printed, why, facts, check.basis.grade, key=check.key)

    def _follow(self, check: Specified) -> tuple[Verdict, tuple[str, ...]]:
        """The verdict at the places referred to: with the facts of the goods where they are the same goods, else with
        those told for that place (`3A001.a: sample rate = …`)."""
        if len(self.on_the_way) >= _DEEPEST_REFERENCE or check.list not in ("", self.plans.edition.list):
            return "unknown", ()
        verdicts: list[Verdict] = []
        used: list[str] = []
        for code in check.codes:
            facts = self._facts_for(check, code)
            if code in self.on_the_way or code not in self.plans.edition or not len(facts):
                verdicts.append("unknown")
                continue
            plan = self.plans.plan(code)
            found = answers(plan, facts, strict=False)
            if not found.anything:
                verdicts.append("unknown")
                continue
            inner = Evaluation(self.plans, found, facts, on_the_way=self.on_the_way | {code})
            step = inner.step(plan.root)
            verdicts.append(step.verdict)
            if step.verdict != "unknown":
                used += [f for s in step.deciding() for f in s.facts]
                self.cautions += inner.cautions
        return some(verdicts) if verdicts else "unknown", tuple(dict.fromkeys(used))

    def _facts_for(self, check: Specified, code: ControlCode) -> Facts:
        scoped = [
            Fact(f.name.partition(":")[2].strip(), f.printed, f.figure, f.unit, f.answer, f.condition)
            for place, facts in self.answers.scoped.items()
            if ControlCode(place).contains(code) or code.contains(place)
            for f in facts
        ]
        if scoped or not check.same_goods:
            return Facts.gathered(scoped)
        # A yes to "is it" speaks of the provision assessed, not of the one it points to.
        return Facts({k: f for k, f in self.facts.by_key.items() if f.name.casefold() != "is it"})


def _same_condition(fact: Fact, condition: str) -> bool:
    return set(words_of(condition)) <= set(words_of(fact.condition)) or set(words_of(fact.condition)) <= set(
        words_of(condition)
    )


def _sign(check: Figure) -> str:
    return {"<=": "≤", ">=": "≥"}.get(check.threshold.comparison, check.threshold.comparison)


def _bound(check: Figure) -> str:
    """The bound as printed, with its sign: `≤ 1.50 nm`."""
    return f"{_sign(check)} {check.threshold.quantity.printed}"


QuickVerdict = str


def quick_verdict(
    edition: Edition, code: str, facts: Facts | Mapping[str, str]
) -> tuple[QuickVerdict, tuple[str, ...]]:
    """The verdict alone, and the properties missing for it: for a program that asks about thousands of places.

    The goods are taken for those the headings name. `not-assessed` where no fact answers a question of the provision;
    names it does not know are passed over.
    """
    given = facts if isinstance(facts, Facts) else Facts.of(facts)
    plans = planner(edition)
    plan = plans.plan(code)
    found = answers(plan, given, strict=False)
    if not found.anything:
        return "not-assessed", ()
    try:
        root = Evaluation(plans, found, given, assume_goods=True).step(plan.root)
    except MisuseError:
        return "unknown", ()
    if root.verdict != "unknown":
        return root.verdict, ()
    names = dict.fromkeys(_property(step) for step in root.deciding() if step.kind != "unseen")
    return "unknown", tuple(names)


def _property(step: Step) -> str:
    """The name a missing fact is asked under: the property of a figure, the code of words."""
    if step.key is not None and step.key[0] == "figure":
        return step.key[1].replace("-", " ")
    return str(step.code)
