"""An edition as a searchable segment: what a word weighs where, and what belongs together."""

from __future__ import annotations

import pytest

from controllist.index import Index
from controllist.index.segment import Segment, build_segment, head_keys
from controllist.index.words import key
from controllist.model import Edition
from controllist.notation import read


def segment_of(text: str) -> Segment:
    return build_segment(Edition("eu-dual-use", "2024-01-01", "en", "digest", read(text)))


def weight(segment: Segment, word: str, code: str) -> float:
    return dict(segment.postings(key(word))).get(segment.codes.index(code), 0.0)


def test_the_head_of_a_provision_weighs_more_than_what_it_is_for() -> None:
    segment = segment_of("1A001 | list | things\n.a | | pumps for pipes\n.b | | pipes for pumps\n")
    assert weight(segment, "pumps", "1A001.a") > weight(segment, "pumps", "1A001.b") > 0


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("valves for gas", "valves"),
        ("valves, cocks, with bellows", "valves cocks"),
        ("pumps > 5 kW", "pumps"),
        ("for mixing of powder: ball mills", "ball mills"),
        ("specially designed", "specially"),  # never empty where the text is not
    ],
)
def test_heads(text: str, heads: str) -> None:
    assert head_keys(text) == {key(word) for word in heads.split()}


def test_a_condition_weighs_less_than_a_control() -> None:
    """Under `all` and `any` the children describe one control; under `list` each is one."""
    segment = segment_of("1A001 | all | pumps\n.a | | seals\n1A002 | list | pumps\n.a | | seals\n")
    assert weight(segment, "seals", "1A002.a") > weight(segment, "seals", "1A001.a") > 0


def test_conditions_and_parts_belong_to_their_control() -> None:
    segment = segment_of(
        "1A001 | list | pumps\n.a | all | big ones\n.a.1 | | > 5 kW\n.a#part.1 | part | further conditions\n"
    )
    controls = {code: segment.codes[segment.control[at]] for at, code in enumerate(segment.codes)}
    assert controls["1A001.a.1"] == controls["1A001.a#part.1"] == "1A001.a"


def test_excluding_notes_are_kept_apart_and_place_not_used_left_out() -> None:
    segment = segment_of("1A001 | list | pumps\n.a | not-used |\n#note | excludes | bicycle pumps\n")
    assert "1A001.a" not in segment.codes
    assert not segment.postings(key("bicycle"))
    assert [segment.codes[at] for at, _ in segment.exclusions(key("bicycle"))] == ["1A001#note"]


def test_defined_terms_are_spelled_out() -> None:
    segment = segment_of('"zork"#definition | definition | pump without seals\n1A001 | list | "zorks"\n')
    assert not segment.postings(key("seals"))  # the plural is not the term
    segment = segment_of('"zork"#definition | definition | pump without seals\n1A001 | list | "zork"\n')
    assert 0 < weight(segment, "seals", "1A001") < weight(segment, "zork", "1A001")


def test_software_knows_the_entries_it_is_for(index: Index) -> None:
    segment = index.segments[0]
    assert spelled(segment, "intangible") == {"2D350": ["2B350"], "2E350": ["2B350"]}
    assert spelled(segment, "making") == {}


def test_what_makes_goods_knows_them_and_is_apart_from_software() -> None:
    segment = segment_of(
        "7A003 | list | compasses\n7B003 | list | equipment to test compasses\n7D003 | list | software\n"
    )
    assert spelled(segment, "making") == {"7B003": ["7A003"]}
    assert spelled(segment, "intangible") == {}


def spelled(segment: Segment, sort: str) -> dict[str, list[str]]:
    """The codes of entries of a sort with those of the entries they are about."""
    codes, related = segment.entry_codes, segment.related[sort]
    return {codes[int(n)]: [codes[m] for m in numbers] for n, numbers in related.items()}


def test_rarity_falls_with_the_entries_that_have_a_word(index: Index) -> None:
    assert index.rarity(key("lasers")) > index.rarity(key("plant")) > 0
    assert index.rarity("zwuffel") == 0
