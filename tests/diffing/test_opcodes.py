"""Two texts laid side by side: the longest run first, of several the first one, as difflib does without junk."""

from __future__ import annotations

from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from controllist.diffing.opcodes import Line, opcodes


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("", "", []),
        ("pots", "", ["- pots"]),
        ("", "pots", ["+ pots"]),
        ("pots", "pots", ["pots"]),
        ("pots", "pans", ["pots > pans"]),
        ("tin pots", "pots", ["- tin", "pots"]),
        ("pots", "tin pots", ["+ tin", "pots"]),
        ("tin pots of ships", "clay pots of many ships", ["tin > clay", "pots of", "+ many", "ships"]),
        # The longer run wins over the one before it.
        ("pots or pans of tin", "pans of tin or pots", ["- pots or", "pans of tin", "+ or pots"]),
        # Of two runs of one length the first on the old side wins, and there the first on the new one.
        ("tin pots", "pots tin", ["+ pots", "tin", "- pots"]),
        ("tin", "tin or tin", ["tin", "+ or tin"]),
        # A longer run is found right behind a shorter one that went on in no other way.
        ("a b c d e x f g h i j k", "f g h i j k y a b c d e", ["- a b c d e x", "f g h i j k", "+ y a b c d e"]),
        # A word that stands twice may be taken where it makes the longer run.
        ("of tin of clay", "of clay", ["- of tin", "of clay"]),
    ],
)
def test_what_stays_comes_and_goes(old: str, new: str, told: list[str]) -> None:
    before, after = old.split(), new.split()
    said = []
    for tag, i, k, j, m in opcodes(Line.of(before), after):
        was, now = " ".join(before[i:k]), " ".join(after[j:m])
        said.append({"equal": was, "delete": f"- {was}", "insert": f"+ {now}", "replace": f"{was} > {now}"}[tag])
    assert said == told


FEW_WORDS = st.lists(st.sampled_from(["pots", "pans", "of", "or", "tin"]), max_size=14)


@given(FEW_WORDS, FEW_WORDS)
def test_law_the_same_as_difflib(old: list[str], new: list[str]) -> None:
    assert opcodes(Line.of(old), new) == SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


MANY_WORDS = st.lists(st.sampled_from([*"abcdefgh"]), max_size=40)


@given(MANY_WORDS, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 6), MANY_WORDS), max_size=4))
def test_law_the_same_as_difflib_for_a_text_that_was_edited(
    old: list[str], edits: list[tuple[int, int, list[str]]]
) -> None:
    """Long runs that go over what came or went: those the search passes over."""
    new = [*old]
    for at, went, came in edits:
        new[at : at + went] = came[:6]
    assert opcodes(Line.of(old), new) == SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def test_many_words() -> None:
    """More words than there are characters of one byte."""
    old = [f"word{n}" for n in range(3000)]
    new = [*old[:1000], "pots", *old[1001:2000], *old[2500:2800], "lids", *old[2800:]]
    told = [("equal", 0, 1000), ("replace", 1000, 1001), ("equal", 1001, 2000), ("delete", 2000, 2500)]
    told += [("equal", 2500, 2800), ("insert", 2800, 2800), ("equal", 2800, 3000)]
    assert [op[:3] for op in opcodes(Line.of(old), new)] == told
