"""Uses that goods are said to be for, and the entries that come first for them (a made-up list)."""

from __future__ import annotations

import pytest

from controllist.index import Index, build_index
from controllist.matching import match
from controllist.matching.query import read_query
from controllist.matching.uses import uses_in
from controllist.model import Edition
from controllist.notation import read

TEXT = """\
0B999 | | glow valves
1A099 | | glow valves
2A299 | | glow valves
2B399 | | glow valves
"""


@pytest.fixture(scope="module")
def index() -> Index:
    edition = Edition("eu-dual-use", "2024-01-01", "en", "digest", read(TEXT))
    return build_index([edition], [])


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("glow valve", "1A099", "0B999"),
        ("glow valve (opgegeven eindgebruik: kernenergie)", "0B999", "2B399"),
        ("glow valves for the chemical industry", "2B399", "0B999"),
    ],
)
def test_a_use_puts_its_entries_first(index: Index, text: str, first: str, last: str) -> None:
    codes = [c.entry for c in match(text, index).candidates]
    assert (codes[0], codes[-1], len(codes)) == (first, last, 4)


def test_entries_for_missiles_step_back_where_nothing_tells_of_one() -> None:
    edition = Edition("eu-dual-use", "2024-01-01", "en", "digest", read("2B199 | | dusk ovens\n2B099 | | dusk ovens\n"))
    index = build_index([edition], [])
    for text, gap in (("dusk ovens", True), ("dusk ovens for rockets", False), ("schemeroven voor raketten", False)):
        uses = uses_in(read_query(text, index))
        assert (uses.factor("2B199") < uses.factor("2B099")) is gap


def test_a_chemical_name_is_no_use(index: Index) -> None:
    """What the goods are called tells no use, but a nuclear word anywhere keeps category 0 up."""
    assert not uses_in(read_query("chemical glow valve", index)).told
    assert uses_in(read_query("uranium glow valve", index)).nuclear


def test_a_use_of_everyday_life_lowers_the_score_and_hides_nothing(index: Index) -> None:
    plain, everyday = match("glow valve for pumps", index), match("glow valve for schools", index)
    assert everyday.best < plain.best
    assert {c.entry for c in everyday.candidates} == {c.entry for c in plain.candidates}


CIVIL = """\
6A999 | list | dusk radar
#note | excludes | dusk radar for weather observation or civil automobiles
6A998 | list | dawn sonar
#note | excludes | if both hold
#note.a | excludes | medical use, peak power < 5 kW
"""


@pytest.mark.parametrize(
    ("text", "out"),
    [
        ("dusk radar for weather stations", True),
        ("dusk radar voor personenauto's", True),
        ("Wetterradar: dusk radar", True),
        ("dusk radar for ships", False),
        ("medical dawn sonar", False),  # the note asks for a figure as well
    ],
)
def test_a_civil_use_that_a_note_takes_out_costs_and_is_shown(text: str, out: bool) -> None:
    edition = Edition("eu-dual-use", "2024-01-01", "en", "digest", read(CIVIL))
    best = match(text, build_index([edition], [])).candidates[0]
    assert [x.provision for x in best.exclusions] == (["6A999#note"] if out else [])
    assert all(x.score < 0 and x.query_text for x in best.exclusions)
