"""Phrases found in small letters are those found where case is ignored, in any text and in every profile."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from controllist.profiles import profile, slugs
from controllist.profiles.endings import last_words
from controllist.profiles.phrases import Phrases, phrases

WORDS = (
    "All",
    "all of the following",
    "EACH of",
    "each",
    "nicht",
    "ß",
    "µ",
    "ſ",
    "İ",
    "ı",
    "K",
    "k",
    "S",
    " ",
    ", ",
    "10",
    "Ä",
)
TEXTS = st.lists(st.sampled_from(WORDS), max_size=8).map("".join)
PATTERNS = (["all of the following", "each of"], ["\\bk\\b", "s+"], ["ä|ß"], ["(?:s|ſ)", "i"], ["K"], [])


def spans(found: Phrases, text: str, *, ignoring_case: bool) -> list[tuple[int, int]]:
    return [match.span() for match in (found.pattern if ignoring_case else found).finditer(text)]


@given(TEXTS, st.sampled_from(PATTERNS))
@example("followıng", ["following"])
@example("ſ", ["s"])
def test_small_letters_find_what_ignoring_case_finds(text: str, written: list[str]) -> None:
    found = phrases(written)
    assert spans(found, text, ignoring_case=False) == spans(found, text, ignoring_case=True)
    first = re.compile(found.pattern.pattern, re.IGNORECASE).search(text)
    told = found.search(text)
    assert (told and told.span()) == (first and first.span())


@pytest.mark.parametrize("slug", slugs())
@given(text=st.text(alphabet='all oftheEACH nicht:;,"–µ', max_size=60))
def test_the_phrases_of_a_profile_find_the_same(slug: str, text: str) -> None:
    known = profile(slug)
    for found in (known.all_of, known.any_of, known.excludes, known.includes):
        assert found.small is not None
        assert spans(found, text, ignoring_case=False) == spans(found, text, ignoring_case=True)


@given(st.text(alphabet="ab_1 .,;:!–)”µ", max_size=60))
def test_the_last_words_of_a_text_end_in_a_word(text: str) -> None:
    whole = re.sub(r"\W*\Z", "", text).lower()
    assert last_words(text) == whole[-40:]
