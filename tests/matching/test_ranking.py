"""What is shown for a description: as if every entry that may be likely had been worked out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from controllist.codes import EditionAddress
from controllist.index import Index, build_index, open_index
from controllist.lexicon import Concept, read_line
from controllist.matching import match
from controllist.matching.explanation import Weighed, excluding, rounded, weigh
from controllist.matching.learned import THRESHOLD
from controllist.matching.query import read_query
from controllist.matching.ranking import IN_RESERVE, ROUNDED, TAIL, WORKED_OUT, ranked
from controllist.matching.scoring import Scorer
from controllist.model import Edition
from controllist.notation import read

NEWEST = ("eu-dual-use@2025-11-15", "eu-military@2024-02-19", "nl-semicon@2025-04-01")
CASES = Path(__file__).parents[1] / "cases" / "goods.jsonl"
TEXTS = [json.loads(line)["text"] for line in CASES.read_text(encoding="utf-8").splitlines()][::4]


@pytest.fixture(scope="module")
def shipped() -> Index:
    """Without the learned model: what is estimated of words and terms is held against what they come to."""
    return evolve(open_index([EditionAddress.parse(address) for address in NEWEST]), model=None)


def shown(weighed: list[Weighed], top: int) -> tuple[float, list[Weighed]]:
    """The score of the best, and what is shown of those weighed."""
    best = weighed[0].score if weighed else 0.0
    return best, [w for w in weighed[:top] if w.score >= best * TAIL] if best >= THRESHOLD else []


def all_weighed(scorer: Scorer, top: int) -> list[Weighed]:
    """All entries that may be likely, worked out and in order, written apart from the code."""
    likely = scorer.estimates(min(WORKED_OUT, top + IN_RESERVE))
    scored = [s for _, number in likely if (s := scorer.worked_out(number)).score > 0]
    of_union = [s.list.startswith("eu-") for s in scorer.index.segments]
    scored.sort(key=lambda s: (-round(s.raw, 4), of_union[s.segment], s.segment, s.document))
    speaking = excluding(scorer)
    return sorted((weigh(scorer, s, speaking) for s in scored), key=lambda w: -w.score)


@pytest.mark.parametrize("top", [1, 3, 10])
def test_who_is_left_out_would_not_have_been_shown(shipped: Index, top: int) -> None:
    spared = 0
    for text in TEXTS:
        scorer = Scorer(read_query(text, shipped), shipped)
        every, some = all_weighed(scorer, top), ranked(scorer, top)
        assert shown(some, top) == shown(every, top), text
        spared += len(every) - len(some)
    assert spared > len(TEXTS)


def most_beyond(text: str, index: Index) -> float:
    """By how much at most an entry is worth more than estimated, rounding and what `short_by` tells allowed for."""
    scorer = Scorer(read_query(text, index), index)
    speaking = excluding(scorer)
    beyond = -1.0
    for estimate, number in scorer.estimates(WORKED_OUT):
        weighed = weigh(scorer, scorer.worked_out(number), speaking)
        allowed = scorer.short_by() + ROUNDED * len(weighed.grounds)
        beyond = max(beyond, weighed.score + estimate / scorer.whole - allowed)
    return beyond


def test_no_provision_is_worth_more_than_estimated(shipped: Index) -> None:
    assert [text for text in TEXTS if most_beyond(text, shipped) > 0] == []


@pytest.mark.parametrize("text", ["111-48-8", "valve 111-48-8", "mixing software", "valve with software for mixing"])
def test_what_is_not_estimated_is_allowed_for(concepts: tuple[Concept, ...], text: str) -> None:
    """A CAS number, and a word for software in a list whose software is about no other entry."""
    lines = "1C350 | list | precursors\n.1 | | thiodiglycol, CAS 111-48-8\n2D350 | | mixing programs\n"
    index = build_index([Edition("eu-dual-use", "2024-01-01", "en", "digest", read(lines))], concepts)
    assert most_beyond(text, index) <= 0


def test_a_cas_number_in_a_text_says_as_much_as_a_trade_word(concepts: tuple[Concept, ...]) -> None:
    """It is estimated to say less; of two provisions that are worth the same the first one counts."""
    lines = "1C350 | list | precursors\n.1 | | CAS 111-48-8\n.2 | | its esters\n"
    index = build_index(
        [Edition("eu-dual-use", "2024-01-01", "en", "digest", read(lines))],
        [*concepts, read_line("esters\t1C350.2\t111-48-8\t\t\t\t")],
    )
    (spoken,) = Scorer(read_query("111-48-8", index), index).spoken
    assert list(spoken[5].values()) == [spoken[3][-1]]
    assert match("111-48-8", index).candidates[0].code == "1C350.1"


def test_who_tells_most_of_an_entry_is_the_only_one_that_does(shipped: Index) -> None:
    for text in TEXTS[::4]:
        for _, _, said, meetings, _, telling in Scorer(read_query(text, shipped), shipped).spoken:
            for number, most in said.items():
                alike = [m for m in meetings if m[0].get(number, 0.0) * m[6] == most]
                assert telling[number] is (alike[0] if len(alike) == 1 else None)


@given(st.floats(0, 2), st.integers(0, 20_001), st.integers(-3, 3))
def test_a_share_is_rounded_as_python_rounds_it(share: float, steps: int, near: int) -> None:
    """Anywhere, half way between two steps, and a little beside it."""
    half = (steps + 0.5) / 10_000
    for value in (share, half, half + near * 1e-12, steps / 10_000):
        assert repr(rounded(value)) == repr(round(value, 4))
