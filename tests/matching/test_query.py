"""How a description is read: what the goods are, what only goes with them."""

from __future__ import annotations

import pytest

from controllist.index import Index, build_index
from controllist.index.languages import Language
from controllist.lexicon import read_line
from controllist.matching.hits import find_hits, locants
from controllist.matching.query import Query, read_query
from controllist.model import Edition
from controllist.notation import read


def roles(query: Query) -> dict[str, str]:
    return {p.text: p.role for p in query.pieces if p.sort == "content"}


def heaviest(query: Query) -> str:
    return max(query.pieces, key=lambda p: p.weight).text


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("stainless steel ball valve", "valve"),
        ("camera with steel housing", "camera"),
        ("camera, steel", "camera"),
        ("valve for vacuum pump", "valve"),
        ("onderdelen voor voertuigen", "voertuigen"),  # parts hand the lead to the whole
        ("(onderdelen voor) kleppen", "kleppen"),
        ("software for valves", "valves"),
        ("steel parts of valves", "valves"),
        ("caméra thermique portable", "caméra"),  # French puts the noun first
        ("AB-1234X: valve", "valve"),  # a part number is not the thing
    ],
)
def test_head(index: Index, text: str, head: str) -> None:
    assert heaviest(read_query(text, index)) == head


@pytest.mark.parametrize(
    ("text", "language", "goods"),
    [
        ("valves", "en", {"thing"}),
        ("software for valves", "en", {"software"}),
        ("valve control software", "en", {"software"}),
        ("technologie voor kleppen", "nl", {"technology"}),
        ("kleppen en software", "nl", {"thing", "software"}),
        ("pump with software", "en", {"thing"}),
        ("programmatuur en technologie voor pompen", "nl", {"software", "technology"}),
        ("Source code for valve control", "en", {"software"}),
        ("know-how for making valves", "en", {"technology"}),
        ("besturingssoftware voor kleppen", "nl", {"software"}),
        ("Reparaturverfahren für Ventile", "de", {"technology"}),
        ("handleiding voor kleppen", "nl", {"technology"}),
        ("Wartungshandbuch für Pumpen", "de", {"technology"}),
        ("service manual of a pump", "en", {"technology"}),
        ("manual valve", "en", {"thing"}),  # worked by hand
    ],
)
def test_kind_of_goods(index: Index, text: str, language: Language, goods: set[str]) -> None:
    assert set(read_query(text, index, language).goods) == goods


def test_purpose_weighs_less_than_the_goods(index: Index) -> None:
    query = read_query("valve for steel camera", index)
    assert roles(query) == {"valve": "goods", "steel": "purpose", "camera": "purpose"}


def test_military_use_is_noticed(index: Index) -> None:
    assert read_query("valves for military use", index).military
    assert read_query("kleppen voor militair gebruik", index).military
    assert not read_query("valves for civil use", index).military


def test_numbers_and_units_are_no_words(index: Index) -> None:
    query = read_query("valve 40 mm 1/2 DN50", index)
    assert [p.text for p in query.pieces if p.sort == "content"] == ["valve"]


def test_a_long_text_is_about_what_it_begins_with(index: Index) -> None:
    query = read_query("Ball valve. " + "It is delivered with a camera and much else. " * 30, index)
    assert heaviest(query) == "valve"
    assert query.weight < 12


def test_pieces_quote_the_text(index: Index) -> None:
    text = "Hochdruckventile, Wärmebildkamera"
    for piece in read_query(text, index).pieces:
        assert text[piece.start : piece.end] == piece.text


@pytest.mark.parametrize(
    ("text", "language", "taken"),
    [
        ("valve without steel housing, camera", "en", ["steel", "housing"]),
        ("klep zonder camera", "nl", ["camera"]),
        ("vanne sans caméra", "fr", ["caméra"]),
        ("Ventil ohne Kamera", "de", ["Kamera"]),
        ("without camera", "en", []),  # nothing else is told
        ("valve with camera", "en", []),
    ],
)
def test_what_goods_have_not_weighs_nothing(index: Index, text: str, language: Language, taken: list[str]) -> None:
    pieces = read_query(text, index, language).pieces
    assert [p.text for p in pieces if p.sort == "content" and p.weight == 0] == taken


def test_a_kind_of_software_that_is_a_term_is_still_software(editions: tuple[Edition, ...]) -> None:
    made = build_index(editions, [read_line("x\t2D350\tcontrol software\tbesturingssoftware\t\t\t")])
    assert read_query("besturingssoftware", made, "nl").goods == ("software",)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("N,N-diisopropyl-(beta)-aminoethanol", ["N", "N", "beta"]),
        ("2-chloroethanol", ["2"]),
        ("O-rings", []),  # no long word behind
        ("pumps, 2 valves", []),  # a count, not a place
        ("alpha plane", []),
    ],
)
def test_places_in_a_molecule(index: Index, text: str, places: list[str]) -> None:
    query = read_query(text, index)
    assert [query.pieces[at].text for at in sorted(locants(query))] == places


def test_a_chemical_is_found_with_and_without_the_places_in_its_name(index: Index) -> None:
    for text in ("sodium sulphide", "S-sodium-(beta)-sulphide", "1-sodium sulphide"):
        query = read_query(text, index)
        assert index.vocabulary.entry(find_hits(query, index)[0].concept).id == "sodium-sulphide"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("parts for F-16V", ["F-16V"]),  # one name, and an F-16
        ("parts for F-16", ["F-16"]),
        ("a BC-547B transistor", ["BC-547B", "transistor"]),  # one name, of no arms
        ("pump P-12 mm", ["pump", "P-12", "mm"]),
    ],
)
def test_designations_are_one_name(text: str, words: list[str]) -> None:
    edition = Edition("eu-military", "2024-01-01", "en", "digest", read("ML10 | | aircraft\n"))
    index = build_index([edition], [read_line("f16\teu-military:ML10\tF-16\t\t\t\t")])
    pieces = [p for p in read_query(text, index, "en").pieces if p.sort not in ("small", "part")]
    assert [p.text for p in pieces] == words
    assert [p.known for p in pieces if "F-16" in p.text] == [True] * ("F-16" in text)
