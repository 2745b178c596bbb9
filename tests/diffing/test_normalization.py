"""What is never a change, and what must never be overlooked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from controllist.diffing.equivalence import equivalences, key, levelled, same
from controllist.diffing.wording import compare
from controllist.normalize import fold

SAME = [
    ("‘Stirring speed’ of 1 500 rpm;", "'stirring speed' of 1500 rpm"),
    ("a speed of 1,5 m/s; and", "a speed of 1.5 m/s."),
    ("whisks 'driven by hand';and", "whisks 'driven by hand'; or"),
    ("optimized and synthesized", "optimised and synthesised"),
    ("an accuracy of better than 5 µm", "an accuracy of better (less) than 5 μm"),
    ("equal to or less (better) than 5 µm", "equal to or better (less) than 5 µm"),
    ("For the purposes of 2B901.a., 'crust' is the outside", "'Crust' is the outside"),
    ("In 2B901 and 2B902, 'crust' is the outside", "'Crust' is the outside"),
    ("Technical Note: 'crust' is the outside", "'crust' is the outside"),
    ("baking at 180oC", "baking at 180 °C"),
    ("photo- sensitive glazes", "photosensitive glazes"),
    ("havingall", "having all"),
    ("For the purposes of Note 2, 'crust' is the outside", "'Crust' is the outside"),
    ("For the purpose of this entry, 'crust' is the outside", "'Crust' is the outside"),
    ("2B901 does not control pots of tin", "2B901 does not apply to pots of tin"),
    ("2B901.a through 2B901.c", "2B901.a to 2B901.c"),
    ("UF 6 resistant", "UF6 resistant"),
    ("a surface of 5 m 2", "a surface of 5 m²"),
    ("ovens; or 2B901.a. continued", "ovens"),
    ("dishes of 20 mm x 30 mm", "dishes of 20 mm × 30 mm"),
    ("fluence above 10¹² n/cm²", "fluence above 1012 n/cm2"),
    ("fluence above 10¹² ions/cm²", "fluence above 1012 ions/cm2"),
    ("drift of 10 - /month", "drift of 10⁻⁷/month"),
    ("0.1 % of the value or better", "≤ 0.1 % of the value (smaller is better)"),
    ("purity better than 5 %", "purity > 5 % (greater is better)"),
    ("purity, better than 5 %", "purity > 5 % (greater is better)"),
    ("having both of the following", "having all of the following"),
    ("labelled", "labeled"),
    ("pots, e.g. of tin", "pots, eg of tin"),
    ("pots (approx. 5)", "pots (approx 5)"),
    ("2B901.a to f", "2B901.a to 2B901.f"),
    ("2B901.a.includes steam ovens", "2B901.a includes steam ovens"),
    ("a load of less than 7 x 10 N/m ; and 6 2", "a load of less than 7 × 10⁶ N/m²; and"),
    ("For the purposes of 2B901.a. materials, 'crust' is the outside", "'Crust' is the outside"),
    ("in the range of \uf073 and \uf0f2 idt", "in the range of σ and ∫ idt"),
]
DIFFERENT = [
    ("fluence above 10¹² n/cm²", "fluence above 10¹³ n/cm²"),
    ("more than 5 W", "more than 6 W"),
    ("more than 5 W", "5 W or more"),
    ("gain of -80 dB", "gain of 80 dB"),
    ("1.2 m", "12 m"),
    ("0.1 % of the value or better", "< 0.1 % of the value (smaller is better)"),
    ("purity better than 5 %", "purity better than 6 %"),
    ("from 10⁵ to 10⁶ n/cm²", "from 10⁵ to 10⁷ n/cm²"),
    ("drift of 10 - /month", "drift of 10⁻⁷/year"),  # an exponent is lost, and something else is another
    ("fluence above 10¹² n/cm²", "fluence above 1012 ions/cm2"),
    ("pots", "lids"),
    ("1.5 m", "15 m"),
    ("ovens specified in 2B901.a", "ovens specified in 2B901.b"),
    ("sulphite", "sulphate"),
    ("tin or clay", "tin and clay"),
    ("cast iron", "iron"),
    ("ovens; and 6 pots", "ovens"),
    ("2B901.a materials of tin", "materials of tin"),
]


@pytest.mark.parametrize(("before", "after"), SAME)
def test_the_same(before, after):
    assert same(before, after)
    assert same(after, before)
    assert compare(before, after).nothing


@pytest.mark.parametrize(("before", "after"), DIFFERENT)
def test_not_the_same(before, after):
    assert not same(before, after)
    assert not compare(before, after).nothing


def test_every_equivalence_gives_its_reason_once():
    assert len({e.name for e in equivalences()}) == len(equivalences())
    assert all(len(e.reason) > 10 for e in equivalences())


@given(st.text(alphabet="abcdefg 0123456789.,;:-–—'\"“”‘’\u00a0°×^⁰¹²()", max_size=60))
def test_law_what_normalize_erases_is_never_substantive(text):
    assert compare(text, fold(text)).editorial


@given(st.text(max_size=80))
def test_law_levelling_never_fails_and_is_stable_on_itself(text):
    assert same(text, text)
    assert key(text) == key(text)
    assert isinstance(levelled(text), str)


SPOKEN_OF = """
note technical notes: 1 2 in for the purposes of 3a001.b. 3a001 ml9 continued ; , . : and or x × * ( ) oc o º °
uf 6 m 2 ghz^2 ^235u 230-2:19881 through to both of the ieee std analyzer airfoil meter liter vapor sulfur
"""
PIECES = st.sampled_from([*SPOKEN_OF.split(), *(w for pair in SAME + DIFFERENT for text in pair for w in text.split())])


@given(st.lists(PIECES, max_size=12), st.sampled_from(["", " "]))
def test_an_equivalence_that_is_passed_over_had_nothing_to_level(pieces, joint):
    text = fold(joint.join(pieces)).casefold()
    for equivalence in equivalences():
        assert equivalence.apply(text) == (text := equivalence.pattern.sub(equivalence.replacement, text))
