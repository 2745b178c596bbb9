"""Descriptions to entries: what comes first, by what evidence, and when nothing does."""

from __future__ import annotations

import pickle

import pytest
from attrs import evolve
from attrs.exceptions import FrozenInstanceError
from hypothesis import given
from hypothesis import strategies as st

from controllist.errors import MisuseError
from controllist.index import Index, build_index
from controllist.index.words import listed
from controllist.lexicon import Concept, read_line
from controllist.matching import Evidence, Exclusion, Match, match
from controllist.matching.cautions import VAGUE, with_cautions
from controllist.matching.hits import AFTER, find_hits, heads_ordinary
from controllist.matching.query import read_query
from controllist.matching.results import with_evidence
from controllist.model import Edition, Provision


def first(found: Match) -> str:
    return found.candidates[0].code if found.candidates else "none"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ball valves", "2B350.g"),
        ("Kleppen", "2B350.g"),
        ("Kugelhähne aus Edelstahl", "2B350.g"),
        ("vanne à boisseau sphérique", "2B350.g"),
        ("hogedrukkogelkraan", "2B350.g"),  # compound
        ("vacuumpomp", "2B350.i"),  # the dots forgotten
        ("vaccum pump", "2B350.i"),  # misspelt
        ("thiodiglycol", "1C350.1"),  # a word of the list alone
        ("111-48-8", "1C350.1"),
        ("natriumsulfide, technische kwaliteit", "1C350.2"),
        ("warmtebeeldcamera", "6A003.b.4"),
        ("onderdelen voor pantservoertuigen", "ML6.a"),
        ("pantservoertuigonderdelen", "ML6.a"),
        ("software for valves", "2D350"),
        ("technologie voor de vervaardiging van kleppen", "2E350"),
        ("magnetic bearings", "2A001.b"),
    ],
)
def test_first(index: Index, text: str, code: str) -> None:
    assert first(match(text, index)) == code


@pytest.mark.parametrize("text", ["ethernet switch", "office chair", "kantoorstoel", "webcam"])
def test_none(index: Index, text: str) -> None:
    found = match(text, index)
    assert (found.verdict, found.candidates) == ("none", ())


def test_the_vocabulary_beats_nothing_but_words(index: Index) -> None:
    """`switch` inside `ethernet switch` is no switch of its own."""
    assert match("ethernet switch with valve", index).best < match("valve", index).best


@pytest.mark.parametrize(
    ("text", "kind", "via"),
    [
        ("thiodiglycol", "exact", ""),
        ("vessel for reactions", "stem", ""),
        ("kogelkraan", "vocabulary", "kogelkraan"),
        ("hogedrukkogelkraan", "compound", "kogelkraan"),
        ("kogelkrsan", "spelling", "kogelkraan"),
        ("CAS 111-48-8", "cas", ""),
    ],
)
def test_evidence_names_the_way(index: Index, text: str, kind: str, via: str) -> None:
    ways = {(e.kind, e.via) for e in match(text, index).candidates[0].evidence}
    assert (kind, via) in ways


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("imager", "6A003.b"),  # imaging
        ("precursor chemicals", "1C350"),  # precursors
        ("reactor", "2B350.a"),  # reaction vessels
    ],
)
def test_words_of_one_stem_meet(index: Index, text: str, code: str) -> None:
    assert code in {c.code for c in match(text, index).candidates}
    assert {e.kind for c in match(text, index).candidates for e in c.evidence} <= {"stem", "exact"}


def test_the_head_of_a_compound_that_is_a_term_speaks_as_well(editions: tuple[Edition, Edition]) -> None:
    rows = ("a\teu-military:ML6\t\tgevechtsklep; gevecht\t\t\t", "b\t2B350.g\tvalve\tklep\tVentil\t\t")
    found = match("gevechtskleppen", build_index(editions, [read_line(row) for row in rows]))
    assert [c.entry for c in found.candidates[:2]] == ["ML6", "2B350"]
    assert found.candidates[0].score > found.candidates[1].score


def test_ordinary_goods_in_a_compound_do_not_name_it(editions: tuple[Edition, Edition]) -> None:
    """A plough of reactors is not the plough of a farm."""
    rows = ("a\t-\tplough\tploeg\tPflug\t\t", "b\t2B350.a\treactor\treactor\tReaktor\t\t")
    made = build_index(editions, [read_line(row) for row in rows])
    assert match("Reaktorpflug", made, language="de").best > 0.2 > match("Pflug", made, language="de").best


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("bearings, magnetc", True),
        ("bearings of Magnetc", False),  # a short word with a capital is a name
        ("Magnetc bearings", True),  # the first word has one anyway
        ("goods, Thiodiglycl", True),  # a longer one is misspelt
    ],
)
def test_names_are_not_repaired(index: Index, text: str, met: bool) -> None:
    kinds = {e.kind for c in match(text, index, language="en").candidates for e in c.evidence}
    assert ("spelling" in kinds) is met


def test_an_excluding_note_is_shown_and_costs(index: Index) -> None:
    found = match("tapered roller bearings", index)
    candidate = next(c for c in found.candidates if c.entry == "2A001")
    assert [x.provision for x in candidate.exclusions] == ["2A001.a#note"]
    assert candidate.exclusions[0].score < 0


@pytest.mark.parametrize(
    ("text", "vague"),
    [
        ("steel", True),  # a weak sign and nothing else
        ("camera", True),  # other goods have the name too
        ("valve", False),
        ("steel reaction vessel", False),  # the vessel stands in the list
    ],
)
def test_words_of_other_goods_alone_are_told(index: Index, text: str, vague: bool) -> None:
    assert (VAGUE in with_cautions(match(text, index), index).cautions) is vague


def test_cautions_say_what_was_searched_and_what_is_not_covered(index: Index) -> None:
    for text in ("kleppen", "kantoorstoel"):
        said = " ".join(with_cautions(match(text, index), index).cautions)
        assert "eu-dual-use@2024-01-01" in said
        assert "Articles 4, 5, 9 and 10" in said
        assert "nl-semicon" in said  # a shipped list that was not searched
        assert "sanctions" in said


@pytest.mark.parametrize("text", ["", "  ", "!?"])
def test_a_text_without_words_is_misuse(index: Index, text: str) -> None:
    with pytest.raises(MisuseError):
        match(text, index)


def test_top_below_one_is_misuse(index: Index) -> None:
    with pytest.raises(MisuseError):
        match("valve", index, top=0)


# Laws

DESCRIPTIONS = st.lists(
    st.sampled_from(
        sorted(
            listed(
                "valve Kugelhahn kleppen thermal imaging camera for with steel 20 kW laser sodium sulphide vacuum pump "
                "software onderdelen pantservoertuig bearings tapered roller switch ethernet bicycle the 111-48-8 , ."
            )
        )
    ),
    min_size=1,
    max_size=12,
).map(" ".join)


@given(DESCRIPTIONS.filter(lambda text: any(c.isalnum() for c in text)))
def test_scores_add_up_and_stay_in_bounds(index: Index, text: str) -> None:
    found = match(text, index)
    ranks = [c.rank for c in found.candidates]
    assert ranks == list(range(1, len(ranks) + 1))
    assert [c.score for c in found.candidates] == sorted((c.score for c in found.candidates), reverse=True)
    for candidate in found.candidates:
        assert 0 <= candidate.score <= 1.0005
        parts = sum(e.score for e in candidate.evidence) + sum(x.score for x in candidate.exclusions)
        assert candidate.score == pytest.approx(parts, abs=0.001)
        for e in candidate.evidence:
            assert text[slice(*e.query_span)] == e.query_text
            assert e.provision_text


@given(DESCRIPTIONS.filter(lambda text: any(c.isalnum() for c in text)))
def test_same_input_same_answer(index: Index, text: str) -> None:
    assert match(text, index) == match(text, index)


def test_order_of_entries_does_not_matter(editions: tuple[Edition, Edition], concepts: tuple[Concept, ...]) -> None:
    """Entries turned round, everything below each kept in order."""
    dual, military = editions
    blocks: list[list[object]] = []
    for node in dual.nodes:
        if isinstance(node, Provision) and node.kind == "entry":
            blocks.append([])
        if blocks:
            blocks[-1].append(node)
    turned = Edition(
        dual.list,
        dual.applies_from,
        "en",
        "digest",
        tuple(n for b in reversed(blocks) for n in b),  # type: ignore[misc]
    )
    straight, crooked = build_index(editions, concepts), build_index((turned, military), concepts)
    for text in ("kleppen", "thermal imaging camera", "vacuum pump of steel", "lasers 30 kW"):
        assert {(c.code, c.score) for c in match(text, straight).candidates} == {
            (c.code, c.score) for c in match(text, crooked).candidates
        }


def test_losing_a_trade_word_never_raises_the_score(
    editions: tuple[Edition, Edition], concepts: tuple[Concept, ...], index: Index
) -> None:
    fewer = build_index(editions, [c for c in concepts if c.id != "ball-valve"])
    for text in ("ball valve", "kogelkraan van staal", "Kugelhahn"):
        with_it = {c.entry: c.score for c in match(text, index).candidates}
        without = {c.entry: c.score for c in match(text, fewer).candidates}
        assert without.get("2B350", 0.0) <= with_it["2B350"]


def test_own_words_find_their_own_entry(index: Index) -> None:
    segment = index.segments[0]
    for code in ("2A001.b", "6A005", "1C350.1", "2B350.i"):
        text = segment.texts[segment.place[code]]
        assert match(text, index).candidates[0].entry == code.partition(".")[0]


def test_a_faint_candidate_is_told_to_be_a_hint(index: Index) -> None:
    faint = match("garden shed with steel roof and an imaging thing", index)
    sure = match("ball valves", index)
    for found, hint in ((faint, 0 < faint.best < 0.35 and faint.verdict == "candidates"), (sure, False)):
        assert any("take it as a hint" in c for c in with_cautions(found, index).cautions) is hint


@pytest.mark.parametrize(
    ("text", "led"),
    [
        ("ethernet switch for a ball valve", True),
        ("webcam for a ball valve", True),
        ("vacuum pump for a ball valve", False),  # goods of the lists lead
        ("ethernet switch", False),  # nothing behind it
        ("ball valve with ethernet switch", False),
    ],
)
def test_ordinary_goods_may_lead_a_description(index: Index, text: str, led: bool) -> None:
    query = read_query(text, index)
    assert heads_ordinary(query, find_hits(query, index)) is led


def test_what_ordinary_goods_are_for_says_half(index: Index) -> None:
    """A switch for valves is a switch: the valve behind it keeps half of what it says."""
    query = read_query("ethernet switch for a ball valve", index)
    plain = read_query("vacuum pump for a ball valve", index)
    valve, other = (
        next(h for h in find_hits(q, index) if index.vocabulary.entry(h.concept).id == "ball-valve")
        for q in (query, plain)
    )
    assert valve.strength == pytest.approx(AFTER * other.strength)


def test_nobody_writes_to_a_candidate_or_its_evidence_though_they_have_no_slots(index: Index) -> None:
    found = match("kogelkraan", index)
    for value in (found.candidates[0], found.candidates[0].evidence[0]):
        for name in ("score", "remark"):
            with pytest.raises(FrozenInstanceError):
                setattr(value, name, 1.0)
    assert pickle.loads(pickle.dumps(found)) == found
    assert len({found, match("kogelkraan", index)}) == 1


def test_more_evidence_changes_score_and_evidence_alone(index: Index) -> None:
    told = Evidence("quantity", "25 kW", (8, 13), "6A005", "> 20 kW", -0.12344)
    first = match("kogelkraan", index).candidates[0]
    one = evolve(first, rank=2, assessment="unknown", missing=("power",), exclusions=(Exclusion("", "", "", 0.0),))
    more = evolve(one, score=round(one.score - 0.12344, 4), evidence=(*one.evidence, told))
    assert with_evidence(one, told) == more


def test_a_code_in_a_description_is_told_as_what_it_is(index: Index) -> None:
    """A code met as a word often stands in provisions that leave its goods out, so the answer says that it is one."""
    known = index.segments[0].entry_codes[0]
    told = with_cautions(match(f"pump, ECCN {known.lower()}.a, EAR99, 7A999", index), index).cautions
    assert [c for c in told if c.startswith(f"the description names {known}: a code counts as a word here")]
    assert not [c for c in with_cautions(match("pump 12 V", index), index).cautions if "names" in c]
