"""Why a trade word says less than another, and by how much: flags, their words, the table of the guide."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from controllist.index import Index, build_index
from controllist.lexicon import read_line
from controllist.matching import concepts as said_by_concepts
from controllist.matching import hits, match, scoring
from controllist.model import Edition
from controllist.notation import read
from controllist.rendering.matches import match_result, match_text

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "match.md"
LIST = """\
2A998 | list | twinkle shafts
.a | | ball races of glass
2B998 | list | glow plant
.g | | cocks of glass
"""
VOCABULARY = (
    "cock\t2B998.g\tquarter-turn cock\tkogelkraan\t\t\tweak",
    "lined-cock\t2B998.g\tlined ball cock\tbeklede kogelkraan\t\t\t",
    "garden-cock\t-\tgarden ball cock\ttuin kogelkraan\t\t\t",
    *(f"part-{n}\t-\tordinary part {n:03}\tgewoon deel {n:03}\t\t\t" for n in range(120)),
)


@pytest.fixture(scope="module")
def toy() -> Index:
    return build_index([Edition("eu-dual-use", "2024-01-01", "en", "digest", read(LIST))], map(read_line, VOCABULARY))


@pytest.mark.parametrize(
    ("text", "flags", "score"),
    [
        ("valve", (), 1.0),
        ("camera", ("ambiguous",), 0.85),  # other goods have the name too
        ("steel", ("weak",), 0.6),  # the word only hints at what is controlled
    ],
)
def test_a_flagged_trade_word_says_so(index: Index, text: str, flags: Sequence[str], score: float) -> None:
    best = match(text, index).candidates[0]
    assert [(e.kind, e.flags) for e in best.evidence] == [("vocabulary", flags)]
    assert best.score == pytest.approx(score)


def test_goods_of_a_civil_name_are_flagged_where_no_military_use_is_told(editions: tuple[Edition, ...]) -> None:
    line = read_line("lorry\teu-military:ML6\tblink lorry\t\t\t\tmilitary")
    index = build_index(editions, [line])
    civil, army = (match(text, index).candidates[0] for text in ("blink lorry", "blink lorry for the army"))
    assert (civil.evidence[0].flags, army.evidence[0].flags) == (("military",), ())
    assert civil.score == pytest.approx(0.4)


def test_an_english_word_that_was_learned_is_no_trade_word(toy: Index) -> None:
    """`kogelkraan` stands beside "ball" in two lines; so ball races come up, behind what the vocabulary names."""
    named, learned = match("kogelkraan", toy).candidates
    assert (named.code, named.evidence[0].flags) == ("2B998.g", ("weak",))
    assert (learned.code, learned.evidence[0].via, learned.evidence[0].flags) == ("2A998.a", "ball", ("learned",))


def test_the_reasons_say_it_in_words(toy: Index, index: Index) -> None:
    said = match_text(match("kogelkraan", toy))
    assert "'kogelkraan': a trade word, a weak sign\n" in said
    assert "'kogelkraan': an English word that goes with it (as 'ball')\n" in said
    assert "'camera': a trade word, said of other goods too\n" in match_text(match("camera", index))


def test_the_document_holds_them(toy: Index) -> None:
    found = match_result(match("kogelkraan", toy), None, False)["candidates"]
    assert [e["flags"] for c in found for e in c["evidence"]] == [["weak"], ["learned"]]


@pytest.mark.parametrize(
    ("what", "factor"),
    [
        ("flag `ambiguous`", hits.FLAGS["ambiguous"]),
        ("flag `weak`", hits.FLAGS["weak"]),
        ("flag `military`", hits.UNSPOKEN_MILITARY),
        ("second code of its line", said_by_concepts.BY_RANK[1]),
        ("another form of the term", hits.FORMS["stem"]),
        ("a term that is a part of a compound", hits.FORMS["compound"]),
        ("a term of another language", hits.OTHER_LANGUAGE),
        ("a term inside a longer one", hits.INNER),
        ("a term behind ordinary goods that lead the description", hits.AFTER),
        ("the last part of a compound that is a term itself", hits.HEAD_OF_COMPOUND),
        ("its English words stand in the provision", said_by_concepts.TERM_WORDS),
        ("the word in the provision", scoring.TEXT),
        ("an English word that goes with it", scoring.TRANSLATED),
        ("a word of its stem", scoring.SAME_STEM),
        ("a word that is a part of trade words for the provision", scoring.PART_OF_TERM),
        ("either of the two where the word is a trade word that says more than 0.8", scoring.BESIDE_TERM),
    ],
)
def test_the_guide_tells_the_factors(what: str, factor: float) -> None:
    row = re.search(rf"^\| {re.escape(what)}[^|]*\| (?P<factor>[\d.]+) \|$", GUIDE.read_text("utf-8"), re.MULTILINE)
    assert row is not None, f"no row {what!r} in {GUIDE.name}"
    assert float(row["factor"]) == factor
