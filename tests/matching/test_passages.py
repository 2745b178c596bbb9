"""Long texts: the sentence that names the goods is found among those that do not."""

from __future__ import annotations

import pytest

from controllist.index import Index
from controllist.matching import match
from controllist.matching.passages import KEPT_SHARE, LEAST_WORDS, LONG, is_long, passages_of

PRAISE = (
    "Zweeler Brothers have worked in the quiet town of Oberblomp since the days of their grandfather. "
    "Every morning the whole crew meets for coffee and plans what the customers across the county have asked for. "
)
GOODS = "The newest offer of the house is a shut-off valve that never drips."
SHEET = f"{PRAISE}{GOODS} {PRAISE}Come and see us on the first Sunday of any month, or write to the office."


def test_a_long_text_is_found_by_the_sentence_that_names_the_goods(index: Index) -> None:
    assert is_long(SHEET)
    best = match(SHEET, index).candidates[0]
    alone = match(GOODS, index).candidates[0]
    assert (best.code, best.rank) == (alone.code, 1) == ("2B350.g", 1)
    assert best.score == pytest.approx(KEPT_SHARE * alone.score, abs=0.001)
    assert best.score == pytest.approx(sum(e.score for e in best.evidence), abs=0.001)
    for e in best.evidence:
        assert SHEET[slice(*e.query_span)] == e.query_text


def test_each_entry_comes_once(index: Index) -> None:
    entries = [(c.list, c.entry) for c in match(f"{SHEET} {GOODS} {GOODS}", index).candidates]
    assert len(entries) == len(set(entries))


def test_a_long_text_without_goods_finds_none(index: Index) -> None:
    assert match(PRAISE * 2, index).verdict == "none"


def test_a_short_text_has_no_passages() -> None:
    assert not is_long(GOODS)
    assert is_long("word " * LONG)


@pytest.mark.parametrize(
    "text", ["", "one", "One. Two. Three.", PRAISE, SHEET, "a line\nanother line\n\n", "x.y.z" * 30]
)
def test_passages_lose_no_word(text: str) -> None:
    """In order, apart, and together all the words of the text."""
    places = passages_of(text)
    assert [w for start, end in places for w in text[start:end].split()] == text.split()
    assert all(len(text[start:end].split()) >= LEAST_WORDS for start, end in places[:-1])
