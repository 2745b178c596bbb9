"""The same in other words: what a side may say otherwise without saying something else."""

from __future__ import annotations

import pytest

from controllist.diffing.phrases import phrases
from controllist.diffing.rephrasing import same_in_other_words

BEFORE = ("slow", "baking", "units")


@pytest.mark.parametrize(
    ("gone", "come", "same"),
    [
        ("", "( sbu )", True),  # the abbreviation of the words before it, put beside them
        ("", "( gpu )", False),  # that of other words
        ("", "sbu", False),  # not in brackets: a word more
        ("", "( sbu grills )", False),  # more than an abbreviation
        ("slow baking units", "sbu", True),  # instead of its words
        ("slow baking units", "gpu", False),
        ("tin and iron", "iron and tin", False),  # a joining word may join something else
        ("tin , iron", "iron , tin", True),
        ("solid state", "solid-state", True),
    ],
)
def test_the_same_in_other_words(gone: str, come: str, same: bool) -> None:
    assert same_in_other_words(phrases("en"), gone.split(), come.split(), BEFORE) is same
