"""Words without the ending that grammar asks for, and what they stand for."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from controllist.diffing.language_rules import phrases

EN = phrases("en")


@pytest.mark.parametrize(
    "forms",
    [
        ("use", "used", "using", "uses"),
        ("controller", "controllers"),
        ("assembly", "assemblies"),
        ("alloy", "alloys"),
        ("key", "keys"),
        ("coat", "coated", "coating", "coatings"),
    ],
)
def test_forms_of_one_word(forms: tuple[str, ...]) -> None:
    assert len({EN.stem(form) for form in forms}) == 1


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("bed", "bed"),  # one letter is no word
        ("aged", "ag"),
        ("body", "bod"),
        ("3ed", "3ed"),  # a figure has no ending
        ("10s", "10s"),
        ("lid", "lid"),
        ("", ""),
    ],
)
def test_what_is_left_of_a_word(word: str, stem: str) -> None:
    assert EN.stem(word) == stem


def test_a_language_without_a_table_has_signs_and_codes_alone() -> None:
    none = phrases("xx")
    assert (none.role("or"), none.stem("used"), none.concept("used")) == ("or", "used", "used")
    assert not none.opens_condition("having")
    assert not none.excluding.search("other than")


@pytest.mark.parametrize(
    ("word", "condition", "restricting"),
    [
        ("having", True, True),
        ("designed", True, True),
        ("for", False, True),
        ("lid", False, False),
        ("havings", False, False),
    ],
)
def test_what_opens_a_condition(word: str, condition: bool, restricting: bool) -> None:
    assert (EN.opens_condition(word), EN.is_restricting(word)) == (condition, restricting)


def test_a_pattern_may_be_written_over_several_lines() -> None:
    """The table breaks its patterns; the break and the blanks beside it are no part of them."""
    assert EN.is_restricting("usable")  # the first word of a line
    assert EN.goods.fullmatch("software")
    assert EN.excluding.search("goods not controlled here")
    assert not EN.excluding.search("goods not controlledhere")


def test_counts_begin_at_one() -> None:
    assert (EN.counts["one"], EN.counts["two"], EN.counts["ten"], len(EN.counts)) == (1, 2, 10, 10)


@pytest.mark.parametrize(
    ("text", "brought"),
    [
        ("'Pots' include kettles.", True),
        ("Lids are covered.", True),
        ("LIDS INCLUDED", True),
        ("'Pots' do not include kettles", False),
        ("the lid uncovered", False),  # the sign of a word, not the word
        ("the coverings of lids", False),
        ("", False),
    ],
)
def test_a_note_that_brings_in(text: str, brought: bool) -> None:
    assert EN.brings_in(text) is brought


@pytest.mark.parametrize("language", ["en", "cs", "de"])
@given(data=st.data())
def test_law_what_names_has_its_sign(language: str, data: st.DataObject) -> None:
    """The signs spare the search, and never find less than it does."""
    spoken = phrases(language)
    text = data.draw(st.from_regex(re.compile(spoken.naming.pattern, re.IGNORECASE), fullmatch=True))
    assert spoken.brings_in(f"pots {text}")
