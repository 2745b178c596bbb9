"""Words that are but a part of trade words: where they lead, how much they say, and that the evidence tells."""

from __future__ import annotations

import pytest

from controllist.index import Index, build_index
from controllist.index.expansion import LEAST, learn_places, spread
from controllist.index.words import key
from controllist.lexicon import Concept, read_line
from controllist.matching import match
from controllist.matching.scoring import PART_OF_TERM
from controllist.model import Edition
from controllist.notation import read

LIST = """\
2B998 | list | glow plant
.g | | cocks of glass
2B999 | | whirl tubs
"""
VOCABULARY = (
    "tub-cock\t2B998.g\ttwinkle blue cock\tglinster kraan\t\t\t",
    "tub\t2B999\tround twinkle tub\tglinsterkuip\t\t\t",
    "sharp-tub\t2B999\tsharp twinkle tub; twinkle oval tub\tscherpe glinsterkuip\t\t\t",
    "wash-tub\t-\tgarden tub\ttuinkuip\t\t\t",
)


@pytest.fixture(scope="module")
def toy() -> Index:
    return build_index([Edition("eu-dual-use", "2024-01-01", "en", "digest", read(LIST))], map(read_line, VOCABULARY))


def concepts() -> list[Concept]:
    return [read_line(line) for line in VOCABULARY]


def weight(word: str, held: list[Concept], code: str) -> int:
    """The weight of a word for a code in hundredths, 0 where it does not lead there."""
    line = learn_places(held, str.split).get(key(word), "")
    return next((int(p.split(":")[2]) for p in line.split("\x1f") if f":{code}:" in p), 0)


def test_a_part_of_a_trade_word_finds_the_goods(toy: Index) -> None:
    """No text and no whole term has the word `twinkle`; most terms with it are of tubs."""
    found = match("twinkle", toy).candidates
    assert [c.code for c in found] == ["2B999", "2B998.g"]
    evidence = found[0].evidence[0]
    assert (evidence.kind, evidence.flags) == ("vocabulary", ("part",))
    assert "twinkle" in evidence.via
    assert found[0].score == pytest.approx(evidence.score)
    assert evidence.score <= PART_OF_TERM


def test_a_part_of_a_compound_does_as_well(toy: Index) -> None:
    assert match("glinsterbak", toy).candidates[0].code == "2B999"


def test_a_whole_trade_word_says_more_than_its_parts(toy: Index) -> None:
    best = match("round twinkle tub", toy).candidates[0]
    assert (best.score, best.evidence[0].flags) == (pytest.approx(1.0), ())


def test_more_concepts_say_more_and_ordinary_goods_take_away() -> None:
    held = concepts()
    assert weight("twinkle", held, "2B999") > weight("twinkle", held, "2B998.g") > 0
    more = read_line("oval-tub\t2B999\tgrey twinkle tub\t\t\t\t")
    assert weight("twinkle", [*held, more], "2B999") > weight("twinkle", held, "2B999")
    ordinary = [read_line(f"lamp-{n}\t-\tlamp{n} twinkle\t\t\t\t") for n in range(9)]
    assert weight("twinkle", [*held, *ordinary], "2B999") < weight("twinkle", held, "2B999")


def test_what_is_flagged_weak_says_less() -> None:
    plain, weak = (weight("lined", [read_line(f"a\t2B998.g\tlined\t\t\t\t{f}")], "2B998.g") for f in ("", "weak"))
    assert 0 < weak < plain


def test_a_word_of_too_many_goods_leads_nowhere() -> None:
    everywhere = [read_line(f"thing-{n}\t2B{n:03}\tvery long name with bolt number{n}\t\t\t\t") for n in range(300)]
    assert key("bolt") not in learn_places(everywhere, str.split)
    assert LEAST > 0


def test_ordinary_goods_alone_lead_nowhere() -> None:
    assert learn_places([read_line("kettle\t-\ttwinkle kettle\t\t\t\t")], str.split) == {}


@pytest.mark.parametrize(("sums", "places"), [([], 1.0), ([0.0], 1.0), ([2.0], 1.0), ([2.0, 2.0], 2.0)])
def test_the_spread_counts_equal_places(sums: list[float], places: float) -> None:
    assert spread(sums) == pytest.approx(places)
