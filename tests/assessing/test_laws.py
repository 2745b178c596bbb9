"""Laws of assessing, under Hypothesis: facts only close what is open, order and units do not matter, negation swaps."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from controllist import store
from controllist.assessing.facts import Fact, Facts, read_fact
from controllist.assessing.logic import COMBINE, Interval, Verdict, agreed, every, negated, some
from controllist.assessing.plan import Figure, leaves, planner
from controllist.assessing.questions import missing_facts, next_question
from controllist.assessing.verdict import Assessment, assess, quick_verdict
from controllist.codes import ControlCode
from controllist.errors import MisuseError
from controllist.language import Comparison
from controllist.model import Edition, Note, Provision, Requirement

# The first example of a run loads the units and the formulas, which takes longer than any deadline.
unhurried = settings(deadline=None)
VERDICTS = st.sampled_from(["met", "not-met", "unknown"])
NAMES = ("flow rate", "inlet bore", "motor torque", "stage count")
UNITS = {"flow rate": "m³/h", "inlet bore": "mm", "motor torque": "Nm", "stage count": ""}
SIGNS: dict[Comparison, str] = {"<": "<", "<=": "≤", ">": ">", ">=": "≥"}
OPPOSITE: dict[Comparison, Comparison] = {"<": ">=", ">=": "<", ">": "<=", "<=": ">"}
SWAPPED: dict[Requirement, Requirement] = {"all": "any", "any": "all", "list": "all"}

Leaf = tuple[str, Comparison, int]
Tree = Leaf | tuple[Requirement, list["Tree"]]

leaf = st.tuples(st.sampled_from(NAMES), st.sampled_from(list(SIGNS)), st.integers(1, 9))
trees = st.recursive(
    leaf,
    lambda inner: st.tuples(st.sampled_from(["all", "any"]), st.lists(inner, min_size=1, max_size=4)),
    max_leaves=12,
)
facts_told = st.dictionaries(st.sampled_from(NAMES), st.tuples(st.integers(0, 10), st.integers(0, 3)), max_size=4)


def nodes_of(tree: Tree, code: str, parent: str | None) -> Iterator[Provision]:
    """An invented list in the shape of a tree: figures at the leaves, all and any above."""
    kind = "entry" if parent is None else "item"
    above = ControlCode(parent) if parent else None
    if isinstance(tree[1], list):
        yield Provision(ControlCode(code), kind, above, requirement=tree[0])  # type: ignore[arg-type]
        for number, inner in enumerate(tree[1], 1):
            yield from nodes_of(inner, f"{code}.{number}", code)
    else:
        name, sign, bound = tree  # type: ignore[misc]
        words = f"{name} {SIGNS[sign]} {bound} {UNITS[name]}".strip()
        yield Provision(ControlCode(code), kind, above, words)


def edition_of(tree: Tree) -> Edition:
    return Edition("eu-dual-use", "2030-01-01", "en", "digest", tuple(nodes_of(tree, "2B999", None)))


def told(values: dict[str, tuple[int, int]]) -> list[tuple[str, str]]:
    """Facts as people write them: a figure, or a range from it upwards."""
    return [
        (n, f"{low} {UNITS[n]}".strip() if not more else f"{low} to {low + more} {UNITS[n]}".strip())
        for n, (low, more) in values.items()
    ]


def verdict_on(tree: Tree, values: dict[str, tuple[int, int]]) -> Verdict:
    return assess(edition_of(tree), "2B999", Facts.of(told(values)), strict=False).verdict


def negation(tree: Tree) -> Tree:
    if isinstance(tree[1], list):
        return SWAPPED[tree[0]], [negation(inner) for inner in tree[1]]  # type: ignore[index]
    name, sign, bound = tree  # type: ignore[misc]
    return name, OPPOSITE[sign], bound


@unhurried
@given(trees, facts_told)
def test_negating_every_comparison_swaps_met_and_not_met(tree: Tree, values: dict[str, tuple[int, int]]) -> None:
    """The opposite of an all of figures is an any of the opposite figures."""
    assert verdict_on(negation(tree), values) == negated(verdict_on(tree, values))


@unhurried
@given(trees, facts_told, st.sampled_from(NAMES), st.tuples(st.integers(0, 10), st.integers(0, 3)))
def test_a_further_fact_never_turns_a_verdict_round(
    tree: Tree, values: dict[str, tuple[int, int]], name: str, more: tuple[int, int]
) -> None:
    assume(name not in values)
    before, after = verdict_on(tree, values), verdict_on(tree, {**values, name: more})
    assert before in ("unknown", after)


@unhurried
@given(trees, facts_told, st.randoms())
def test_order_of_facts_is_irrelevant(tree: Tree, values: dict[str, tuple[int, int]], random: object) -> None:
    pairs = told(values)
    shuffled = list(pairs)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    edition = edition_of(tree)
    one, other = (assess(edition, "2B999", Facts.of(p), strict=False) for p in (pairs, shuffled))
    assert one.verdict == other.verdict
    assert missing_facts(one) == missing_facts(other)


@unhurried
@given(trees, st.integers(0, 10_000))
def test_the_unit_of_a_fact_is_irrelevant(tree: Tree, micrometres: int) -> None:
    """A bore in µm, mm or m is the same bore."""
    edition = edition_of(tree)
    millimetres, metres = Fraction(micrometres, 1000), Fraction(micrometres, 10**6)
    written = [f"{micrometres} µm", f"{float(millimetres):.3f} mm", f"{float(metres):.6f} m"]
    found = {assess(edition, "2B999", Facts.of({"inlet bore": w}), strict=False).verdict for w in written}
    assert len(found) == 1


@unhurried
@given(trees, facts_told)
def test_every_leaf_quotes_what_stands_there(tree: Tree, values: dict[str, tuple[int, int]]) -> None:
    edition = edition_of(tree)
    for step in assess(edition, "2B999", Facts.of(told(values)), strict=False).root.leaves():
        assert step.words
        assert step.words in edition[step.code].text


@unhurried
@given(trees, facts_told)
def test_the_quick_verdict_agrees(tree: Tree, values: dict[str, tuple[int, int]]) -> None:
    edition = edition_of(tree)
    quick, names = quick_verdict(edition, "2B999", dict(told(values)))
    if quick == "not-assessed":
        return
    found = assess(edition, "2B999", Facts.of(told(values)), assume_goods=True, strict=False)
    assert quick == found.verdict
    assert (quick == "unknown") == bool(names)


def settle(assessment: Assessment, answers: dict[str, int]) -> tuple[Assessment, int]:
    """Answer every question the walk asks; how many it took."""
    asked = 0
    while (question := next_question(assessment)) is not None:
        asked += 1
        assert asked <= len(NAMES) + 1, "asked more questions than there are"
        value = f"{answers[question.property]} {UNITS[question.property]}".strip()
        assessment = assess(
            assessment.edition, assessment.code, assessment.facts.with_fact(read_fact(question.property, value))
        )
    return assessment, asked


@unhurried
@given(trees, st.fixed_dictionaries({n: st.integers(0, 10) for n in NAMES}))
def test_the_walk_through_the_questions_ends_with_the_verdict_of_all_facts(tree: Tree, answers: dict[str, int]) -> None:
    """At most one question a property, and the verdict is the one that all facts together give."""
    end, asked = settle(assess(edition_of(tree), "2B999"), answers)
    assert end.verdict == verdict_on(tree, {n: (v, 0) for n, v in answers.items()})
    assert end.verdict != "unknown"
    assert asked <= len(NAMES)


# --- the logic itself ---


@unhurried
@given(st.lists(VERDICTS), st.lists(VERDICTS))
def test_the_tables_are_monotone(before: list[Verdict], noise: list[Verdict]) -> None:
    """Closing what is open in a list of verdicts never turns the combined verdict round."""
    closed = [
        n if b == "unknown" and i < len(noise) else b
        for i, (b, n) in enumerate(zip(before, noise + before, strict=False))
    ]
    for combine in COMBINE.values():
        assert combine(before) in ("unknown", combine(closed)) or not before


@unhurried
@given(st.lists(VERDICTS))
def test_all_and_any_are_each_others_negation(verdicts: list[Verdict]) -> None:
    assert every(verdicts) == negated(some([negated(v) for v in verdicts]))
    assert agreed(verdicts) in ("unknown", every(verdicts))


values = st.fractions(min_value=-10, max_value=10, max_denominator=8)


@unhurried
@given(st.lists(values, min_size=2, max_size=2), values, st.sampled_from(list(SIGNS)))
@example([Fraction(1), Fraction(1)], Fraction(1), "<")  # at the bound a strict sign fails and an inclusive one holds
@example([Fraction(1), Fraction(1)], Fraction(1), "<=")
def test_a_range_says_what_all_its_values_say(ends: list[Fraction], bound: Fraction, sign: Comparison) -> None:
    low, high = sorted(ends)
    points = [low, high, (low + high) / 2, *([bound] if low <= bound <= high else [])]
    each = {Interval.point(p).against(sign, bound) for p in points}
    assert Interval(low, high).against(sign, bound) == (each.pop() if len(each) == 1 else "unknown")


@unhurried
@given(st.lists(values, min_size=1, max_size=1), values, st.sampled_from(list(SIGNS)))
def test_comparisons_split_the_line(point: list[Fraction], bound: Fraction, sign: Comparison) -> None:
    here = Interval.point(point[0])
    assert here.against(OPPOSITE[sign], bound) == negated(here.against(sign, bound))


# --- exclusions ---


@unhurried
@given(facts_told, st.sampled_from(["yes", "no", None]))
def test_met_only_where_every_exclusion_is_answered_no(
    values_told: dict[str, tuple[int, int]], answer: str | None
) -> None:
    entry = Provision(ControlCode("2B999"), "entry", None, "flow rate > 5 m³/h")
    note = Note(ControlCode("2B999#note"), "note-excludes", entry.code, "stages for garden fountains")
    edition = Edition("eu-dual-use", "2030-01-01", "en", "digest", (entry, note))
    pairs = [*told(values_told), *([("2B999#note", answer)] if answer else [])]
    found = assess(edition, "2B999", Facts.of(pairs), strict=False)
    assert found.verdict != "met" or answer == "no"
    assert answer != "yes" or found.verdict == "not-met"


@unhurried
@given(st.sampled_from(store.load("eu-dual-use@2025-11-15").provisions))
def test_no_facts_never_settle_more_than_a_place_not_used(provision: Provision) -> None:
    """Without facts nothing is met, and only places the law keeps empty are not met."""
    found = assess(store.load("eu-dual-use@2025-11-15"), provision.code)
    assert found.verdict != "met"
    unused = [s for s in found.root.leaves() if s.kind == "not used"]
    assert found.verdict == "unknown" or unused


def test_a_fact_is_one_value() -> None:
    one: Fact = read_fact("inlet bore", "5 mm")
    again = read_fact("inlet bore", "0.005 m")
    assert Facts.gathered([one, again]) == Facts.gathered([one])
    with pytest.raises(MisuseError, match=r"5 mm.*6 mm"):
        Facts.gathered([one, read_fact("inlet bore", "6 mm")])


# --- on the law itself ---

REAL = store.load("eu-dual-use@2025-11-15")
ASKING = [p for p in REAL.provisions if p.kind not in ("category", "group") and REAL.thresholds(p.code)]


def figures_of(code: str) -> list[tuple[str, Fraction, str]]:
    """The figures a provision asks for: name, bound and unit."""
    found = [leaf for leaf in leaves(planner(REAL).plan(code).root) if isinstance(leaf, Figure)]
    return [(f.threshold.property, f.threshold.quantity.value, f.threshold.quantity.unit) for f in found]


@unhurried
@given(st.sampled_from(ASKING), st.data())
def test_facts_on_a_real_provision_only_close_what_is_open(provision: Provision, data: st.DataObject) -> None:
    """Figures at, below and above the bounds of the law, told one after the other."""
    asked = figures_of(provision.code)[:4]
    facts, before = Facts(), assess(REAL, provision.code).verdict
    for name, bound, unit in asked:
        value = bound * data.draw(st.sampled_from([Fraction(1, 2), Fraction(1), Fraction(2)]))
        fact = read_fact(name, f"{float(value):.9g} {unit}".strip())
        try:
            facts = facts.with_fact(fact)
            after = assess(REAL, provision.code, facts, strict=False).verdict
        except MisuseError:
            return  # two values for one property
        assert before in ("unknown", after)
        before = after


@unhurried
@given(st.sampled_from(ASKING), st.sampled_from([Fraction(1, 2), Fraction(1), Fraction(2)]))
def test_leaves_of_a_real_provision_quote_its_words(provision: Provision, factor: Fraction) -> None:
    pairs = {n: f"{float(bound * factor):.9g} {unit}".strip() for n, bound, unit in figures_of(provision.code)}
    try:
        found = assess(REAL, provision.code, Facts.of(pairs), strict=False)
    except MisuseError:
        return  # two names of one property, or a stated average power that its pulse energy and rate contradict
    for step in found.root.leaves():
        assert step.words in REAL[step.code].text or step.kind == "not used"
        assert step.words or step.kind == "not used"
