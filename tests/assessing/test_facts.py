"""Facts as people write them, and what is refused in one line."""

from __future__ import annotations

from fractions import Fraction

import pytest

from controllist.assessing.descriptions import facts_in
from controllist.assessing.facts import Facts, read_fact, read_facts_file, read_setting
from controllist.assessing.properties import concepts, property_key, same_property, words_of
from controllist.errors import MisuseError, SourceError
from controllist.meaning.parameters import read_thresholds
from controllist.meaning.units import find_unit


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [
        ("193 nm", "193e-9", "193e-9"),
        ("1,6nm", "1.6e-9", "1.6e-9"),  # the decimal comma, no blank
        ("1.4–1.7 nm", "1.4e-9", "1.7e-9"),
        ("1.4-1.7nm", "1.4e-9", "1.7e-9"),
        ("1.4 to 1.7 nm", "1.4e-9", "1.7e-9"),
        ("1.5 ± 0.1 nm", "1.4e-9", "1.6e-9"),
        ("3 GHz - 5 GHz", "3e9", "5e9"),
        ("-40°C", "233.15", "233.15"),
        ("-40 to 85 °C", "233.15", "358.15"),
        ("5×10^13 n/cm²", "5e17", "5e17"),
        ("10⁻³ Pa", "1e-3", "1e-3"),
        ("1 800 000", "1800000", "1800000"),  # groups of three
        ("100:1", "100", "100"),
        ("99.9995 %", "0.999995", "0.999995"),
        ("2.5 GSPS", "2.5e9", "2.5e9"),
        ('1/2"', "0.0127", "0.0127"),
        ("5-axis", "5", "5"),
    ],
)
def test_figures(written: str, low: str, high: str) -> None:
    figure = read_fact("x", written).figure
    assert figure is not None
    assert (figure.low, figure.high) == (Fraction(low), Fraction(high))


@pytest.mark.parametrize("grams", ["100 g", "100 g_n"])
def test_a_symbol_with_two_meanings_means_what_the_law_means(grams: str) -> None:
    """g beside an acceleration is that of gravity: 100 g is not above 100 g, and 101 g is."""
    bound = next(t.quantity for t in read_thresholds("accelerations > 100 g"))
    assert bound.si_unit == "m/s²"
    figure = read_fact("acceleration", grams).figure_for(bound)
    assert figure is not None
    assert figure.low == bound.si_value
    assert read_fact("mass", "3 kg").figure_for(bound) is None


def test_a_code_is_a_name_of_its_own() -> None:
    """`2B350.a` and `2B350` are two names, and a code may be typed as people do."""
    facts = Facts.of({"2B350.a": "yes", "2B350": "no", "3b501f1b": "yes"})
    assert len(facts) == 3
    assert facts.get("3B501.f.1.b") is not None


def test_one_side_only() -> None:
    figure = read_fact("x", "> 5 kW").figure
    assert figure is not None
    assert (figure.low, figure.high, figure.low_open) == (Fraction(5000), None, True)


def test_a_condition_stays_with_the_figure() -> None:
    assert read_fact("resistivity", "12000 ohm-cm at 20 °C").condition == "at 20 °C"


@pytest.mark.parametrize("yes", ["yes", "Ja", "oui", "true", "JA"])
def test_yes_in_four_languages(yes: str) -> None:
    assert read_fact("x", yes).answer is True


@pytest.mark.parametrize("no", ["no", "nee", "nein", "non", "false"])
def test_no_in_four_languages(no: str) -> None:
    assert read_fact("x", no).answer is False


@pytest.mark.parametrize("words", ["SiGe", "about right", "5 furlong", "-"])
def test_what_is_no_figure_stays_words(words: str) -> None:
    fact = read_fact("material", words)
    assert fact.figure is None
    assert fact.answer is None


def test_two_values_are_an_error_in_either_order() -> None:
    pairs = [("NA", "1.35"), ("numerical aperture", "0.93")]
    messages = []
    for order in (pairs, pairs[::-1]):
        with pytest.raises(MisuseError) as caught:
            Facts.of(order)
        messages.append(str(caught.value))
    assert messages[0] == messages[1]


def test_the_same_value_twice_is_one_value() -> None:
    assert len(Facts.of([("overlay", "1.6 nm"), ("DCO", "0.0016 µm")])) == 1


@pytest.mark.parametrize("text", ["wavelength", "=5", "wavelength=", ""])
def test_a_setting_needs_name_and_value(text: str) -> None:
    with pytest.raises(MisuseError, match="NAME=VALUE"):
        read_setting(text)


def test_files() -> None:
    toml = read_facts_file('wavelength = "193 nm"\nNA = 1.35\n"is it" = true\n', "a.toml")
    written = read_facts_file('{"facts": {"wavelength": "193 nm", "NA": 1.35, "is it": true}}', "a.json")
    assert toml == written
    aperture = toml.get("numerical-aperture")
    assert aperture is not None
    assert aperture.figure is not None
    assert aperture.figure.low == Fraction("1.35")  # not the float nearest to it


@pytest.mark.parametrize("text", ["= = =", "{", "[1, 2", '{"a": '])
def test_a_broken_file_is_told_in_one_line(text: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_facts_file(text, "broken.toml")
    assert "broken.toml" in str(caught.value)


@pytest.mark.parametrize("text", ['{"a": [1]}', '{"a": {"b": 1}}', '{"a": null}'])
def test_lists_and_tables_are_no_values(text: str) -> None:
    with pytest.raises(MisuseError):
        read_facts_file(text, "a.json")


# --- names ---


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("golflengte", "wavelength"),
        ("Wellenlänge", "longueur d'onde"),
        ("overlay", "maximum 'dedicated chuck overlay'"),
        ("NA", "numerieke apertuur"),
        ("MRF", "minimum resolvable feature size"),
    ],
)
def test_names_that_mean_one_figure(one: str, other: str) -> None:
    assert same_property(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("peak power", "average power"), ("ambient temperature", "temperature"), ("output power", "power supply")],
)
def test_names_that_do_not(one: str, other: str) -> None:
    assert not same_property(one, other)


def test_no_name_belongs_to_two_concepts() -> None:
    owners: dict[str, str] = {}
    for concept in concepts().values():
        for name in concept.names:
            key = " ".join(words_of(name))
            assert owners.setdefault(key, concept.slug) == concept.slug, f"{name} is in two concepts"
            assert property_key(name) == concept.slug


def test_every_concept_has_a_unit_that_exists() -> None:
    for concept in concepts().values():
        if concept.unit:
            find_unit(concept.unit)


# --- descriptions ---


def test_facts_in_a_description() -> None:
    told = facts_in("diepe ultraviolet immersiescanner 193 nm, overlay 1,6 nm")
    assert [str(f) for f in told] == ["wavelength = 193 nm", "overlay = 1,6 nm"]


@pytest.mark.parametrize(
    "text", ["steel plate 193 nm", "cabinet 2 m high, 50 kg", "NA", "overlay network with 5 nodes"]
)
def test_a_figure_without_a_name_is_left_alone(text: str) -> None:
    assert facts_in(text) == ()


def test_two_figures_for_one_name_are_left_out() -> None:
    assert facts_in("laser, wavelength 532 nm or wavelength 1064 nm") == ()
