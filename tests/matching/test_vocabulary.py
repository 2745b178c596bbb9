"""The trade vocabulary: its file form, its compounds, its languages."""

from __future__ import annotations

import pytest

from controllist.codes import ControlCode
from controllist.errors import DamagedDataError
from controllist.index import Index, build_index
from controllist.index.vocabulary import Vocabulary, build_vocabulary
from controllist.lexicon import Concept, read_line
from controllist.matching import match
from controllist.model import Edition, Provision


@pytest.fixture
def vocabulary(index: Index) -> Vocabulary:
    return index.vocabulary


@pytest.mark.parametrize(
    "line", ["valve\t2B350", "valve\tnonsense\ta\tb\tc\td\t", "\t2B350\ta\tb\tc\td\t", "v\t2B350\ta\tb\tc\td\te\tf"]
)
def test_a_line_that_cannot_be_read_is_told(line: str) -> None:
    with pytest.raises(DamagedDataError):
        read_line(line, "toy line 1")


def test_lists_other_than_the_first_are_named() -> None:
    assert read_line("x\teu-military:ML6.a,2B350.g\tx\t\t\t").codes == (
        ("eu-military", "ML6.a"),
        ("eu-dual-use", "2B350.g"),
    )


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("voertuigonderdelen", ["voertuig", "onderdelen"]),
        ("hogedrukkogelkraan", ["hogedruk", "kogelkraan"]),
        ("Hochdruckventil", ["hochdruck", "ventil"]),
        ("kleppenhuis", ["kleppen", "huis"]),
        ("quarkbeker", []),  # nothing here is known
        ("bolometerhuis", ["bolometer", "huis"]),  # a word of the list
        ("klep", []),
    ],
)
def test_compounds(index: Index, word: str, parts: list[str]) -> None:
    assert list(index.split(word)) == parts


def test_one_part_may_be_unknown(index: Index) -> None:
    assert index.split("rondkijkcamera") == ("rondkijk", "camera")


def test_parts_are_learned_from_other_compounds() -> None:
    """`ontsteking` is no term by itself; two compounds share it beside parts that are."""
    rows = (
        "a\t2B350\tigniter\tontstekingsklep; klep\t\t\t",
        "b\t2B350\tignition coil\tontstekingspomp; pomp\t\t\t",
        "c\t2B350\tmechanism\tmechanisme\t\t\t",
        "d\t1C350\tking of kings\t\t\t\t",  # an English word is no part of a Dutch compound
    )
    made = build_index([], [read_line(row) for row in rows])
    assert made.split("ontstekingsmechanismen") == ("ontstekings", "mechanismen")
    assert "ontsteking" not in made.vocabulary.terms


def test_spelling_is_repaired_towards_known_words(index: Index) -> None:
    repaired = index.repair("fakumpomp")
    assert repaired is not None
    assert repaired[0] == "fakumpomp" or repaired[0].startswith("faku")
    assert 0 < repaired[1] < 1
    assert index.repair("fietsbel") is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("kleppen voor de fabriek", "nl"),
        ("Ventile für die Anlage", "de"),
        ("vannes pour l'usine", "fr"),
        ("valves for the plant", "en"),
        ("kogelkranen", "nl"),
        ("Kugelhahn", "de"),
    ],
)
def test_language(vocabulary: Vocabulary, text: str, language: str) -> None:
    assert vocabulary.detect(text) == language


def test_order_of_concepts_does_not_matter(editions: tuple[Edition, ...], concepts: tuple[Concept, ...]) -> None:
    forwards, backwards = build_vocabulary(concepts), build_vocabulary(concepts[::-1])
    for term in forwards.terms:
        names = {forwards.entry(n.concept).id for n in forwards.named(term)}
        assert names == {backwards.entry(n.concept).id for n in backwards.named(term)}
    assert build_index(editions, concepts).entries == 8


@pytest.mark.parametrize("term", ["Vector 23", "Vector IV", "Vector 21 rangefinder"])
def test_a_make_with_a_number_meets_no_provision_by_its_word(term: str) -> None:
    """Vector 23 is a rangefinder; ML7 has expression vectors."""
    vectors = Provision(ControlCode("ML7"), "entry", text="expression vectors")
    edition = Edition("eu-military", "2024-01-01", "en", "digest", (vectors,))

    def found(english: str) -> list[str]:
        concept = read_line(f"finder\teu-military:ML5\t{english}\tafstandzoeker\t\t\t")
        return [c.code for c in match("afstandzoeker", build_index([edition], [concept])).candidates]

    assert found(term) == []
    assert found("vector") == ["ML7"]
