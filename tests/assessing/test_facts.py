"""Facts as people write them, and what is refused in one line."""

from __future__ import annotations

from fractions import Fraction

import pytest

from controllist.assessing.descriptions import facts_in
from controllist.assessing.facts import (
    Facts,
    concepts,
    property_key,
    read_fact,
    read_facts_file,
    read_setting,
    words_of,
)
from controllist.assessing.logic import Interval
from controllist.errors import MisuseError, SourceError
from controllist.language.quantities import parse_quantity
from controllist.language.thresholds import read_thresholds
from controllist.language.units import find_unit


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
        ("1.5 +/- 0.1 nm", "1.4e-9", "1.6e-9"),
        ("1.5 +- 0.1 nm", "1.4e-9", "1.6e-9"),
        ("1.4 nm to 1.7 nm", "1.4e-9", "1.7e-9"),
        ("1.4…1.7 nm", "1.4e-9", "1.7e-9"),
        ("1.4..1.7 nm", "1.4e-9", "1.7e-9"),
        ("-40 °C to -20 °C", "233.15", "253.15"),
        ("10 ± 5 °C", "278.15", "288.15"),
        ("DN 25", "25", "25"),
        ("Mach 3", "3", "3"),
        ("1e3 Hz", "1000", "1000"),
        ("1.5E-3 Hz", "0.0015", "0.0015"),
        ("10^6 Hz", "1e6", "1e6"),
        ("-10^-3 m", "-0.001", "-0.001"),
        ("−2×10^3 m", "-2000", "-2000"),
        ("2 · 10^3 m", "2000", "2000"),
        ("1 234 567,5 m", "1234567.5", "1234567.5"),
        ("3:2", "1.5", "1.5"),
        ("2,5 : 0,5", "5", "5"),
        ("12 kW at 20 °C", "12000", "12000"),
    ],
)
def test_figures(written: str, low: str, high: str) -> None:
    figure = read_fact("x", written).figure
    assert figure is not None
    assert (figure.low, figure.high) == (Fraction(low), Fraction(high))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("at least 5 kW", ">= 5 kW"),
        ("no less than 5 kW", ">= 5 kW"),
        ("minstens 5 kW", ">= 5 kW"),
        ("nicht unter 5 kW", ">= 5 kW"),
        ("above or equal to 5 kW", ">= 5 kW"),
        ("5 kW or more", ">= 5 kW"),
        ("5 kW of minder", "<= 5 kW"),
        ("over 5 kW", "> 5 kW"),
        ("equal to 5 kW", "5 kW"),
        ("no more than 5 kW at 20 °C", "<= 5 kW at 20 °C"),
    ],
)
def test_a_side_in_words_is_the_side_in_signs(written: str, expected: str) -> None:
    told, signs = read_fact("drive power", written), read_fact("drive power", expected)
    assert told.figure == signs.figure is not None
    assert (told.unit, told.condition) == (signs.unit, signs.condition)


@pytest.mark.parametrize("written", ["better than 5 nm", "5 µm or better", "about 5 kW", "two or more"])
def test_no_side_is_guessed(written: str) -> None:
    """Better has the direction of a property that a fact need not name as the law does."""
    assert read_fact("drive error", written).figure is None


@pytest.mark.parametrize(
    ("written", "low", "high", "low_open", "high_open"),
    [
        ("> 5 kW", "5000", None, True, False),
        ("more than 5 kW", "5000", None, True, False),
        ("over 5 kW", "5000", None, True, False),
        (">5kW", "5000", None, True, False),
        (">= 5 kW", "5000", None, False, False),
        ("≥ 5 kW", "5000", None, False, False),
        ("at least 5 kW", "5000", None, False, False),
        ("< 5 kW", None, "5000", False, True),
        ("less than 5 kW", None, "5000", False, True),
        ("under 5 kW", None, "5000", False, True),
        ("<= 5 kW", None, "5000", False, False),
        ("≤ 5 kW", None, "5000", False, False),
        ("at most 5 kW", None, "5000", False, False),
        ("Up to 5 kW", None, "5000", False, False),
    ],
)
def test_one_side_of_a_figure(written: str, low: str | None, high: str | None, low_open: bool, high_open: bool) -> None:
    figure = read_fact("x", written).figure
    assert figure == Interval(low and Fraction(low), high and Fraction(high), low_open, high_open)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "written",
    [
        "> 1.4 to 1.7 nm",  # a side and a range
        "1.7–1.4 nm",  # the wrong way round
        "1.4 nm to 1.7 kg",
        "5:0",
        "1e9999 m",
        "10^12345 m",
        "5 furlong to 6 furlong",
        "5 " + "m" * 300,
    ],
)
def test_what_looks_like_a_figure_and_is_none(written: str) -> None:
    """It is kept as words, since what a fact says in words is never held against a bound."""
    assert read_fact("x", written).figure is None


@pytest.mark.parametrize(
    ("told", "law", "fits"),
    [
        ("5 mm", "depth > 3 m", True),
        ("5 kg", "depth > 3 m", False),
        ("5 %", "content > 3 %", True),
        ("5", "content > 3 %", False),  # a bare number is never taken for a per cent
        ("0.05", "content > 3 ppm", False),
        ("100 ppm", "content > 3 %", True),
        ("5", "axes > 3", True),
        ("Mach 3", "speed > Mach 2", True),
        ("3 m", "speed > Mach 2", False),
        ("yes", "depth > 3 m", False),
    ],
)
def test_a_figure_on_the_scale_of_the_law(told: str, law: str, fits: bool) -> None:
    bound = parse_quantity(law.partition(" > ")[2])
    figure = read_fact("x", told).figure_for(bound)
    assert (figure is not None) is fits
    if figure is not None and bound.si_value is not None:
        assert figure == read_fact("x", told).figure


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("5 mm", "0.005 m", True),
        ("5 mm", "5 m", False),
        ("5 mm", "5 to 6 mm", False),
        ("5 mm", "< 5 mm", False),
        ("5 kg", "5 m", False),  # the same number of another kind
        ("yes", "ja", True),
        ("yes", "no", False),
        ("SiGe", "sige", True),
        ("SiGe", "GaAs", False),
        ("5 mm", "yes", False),
        ("SiGe", "yes", False),
    ],
)
def test_whether_two_facts_say_the_same(one: str, other: str, same: bool) -> None:
    assert read_fact("x", one).says(read_fact("x", other)) is same
    assert read_fact("x", other).says(read_fact("x", one)) is same


def test_facts_grow_as_new_values() -> None:
    facts = Facts.of({"overlay": "1.6 nm", "NA": "1.35"})
    more = facts.with_fact(read_fact("wavelength", "193 nm"))
    assert [len(facts), len(more)] == [2, 3]
    with pytest.raises(MisuseError, match="one value"):
        facts.with_fact(read_fact("overlay", "1.7 nm"))


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("3b501f1b", "3B501.f.1.b"),
        ("ml10c", "ML10.c"),
        ("GSN.a", "GSN.a"),
        ("3A001.a.5: sample rate", "3A001.a.5: sample-rate"),
        ("NA", "numerical-aperture"),
        ("3D printing", "3d printing"),  # no code
        ("overlay: worst case", "overlay worst case"),
    ],
)
def test_what_a_name_is_known_by(name: str, key: str) -> None:
    assert read_fact(name, "yes").key == key


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


@pytest.mark.parametrize("text", ["[1, 2]", "[]", '{"facts": 5}', '{"facts": ["a"]}'])
def test_a_file_of_something_else_is_told(text: str) -> None:
    with pytest.raises(SourceError, match=r"expected names and values in a\.json, found a (?:list|int)"):
        read_facts_file(text, "a.json")


def test_a_blank_before_a_document_does_not_matter() -> None:
    assert len(read_facts_file(' \n {"NA": 1}', "a.json")) == 1


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
    assert property_key(one) == property_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("peak power", "average power"), ("ambient temperature", "temperature"), ("output power", "power supply")],
)
def test_names_that_do_not(one: str, other: str) -> None:
    assert property_key(one) != property_key(other)


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
    ("text", "told"),
    [
        ("numerical aperture of 1.35", ["numerical aperture = 1.35"]),
        ("numerical aperture: 1.35", ["numerical aperture = 1.35"]),
        ("numerical aperture is up to 1.35", ["numerical aperture = 1.35"]),
        ("laser with 2 kW average output power", ["average output power = 2 kW"]),
        ("2 kW average output power for 5 kg", ["average output power = 2 kW"]),
        ("2 kW average output power each", ["average output power = 2 kW"]),
        ("laser with a high average output power of 2 kW", ["average output power = 2 kW"]),
        ("overlay 1.6 nm (NA 1.35)", ["overlay = 1.6 nm", "NA = 1.35"]),
        ("overlay, 1.6 nm", []),  # the comma parts them
        ("overlay 1.6 kg", []),  # no length
        ("overlay 1.6 nm, overlay 1.6 nm", ["overlay = 1.6 nm"]),
        ("krypton excimer laser 248 nm", ["wavelength = 248 nm"]),
        ("laser 247 nm", []),  # no line of a laser everyone knows
        ("EUV 13.5 nm", ["wavelength = 13.5 nm"]),
        ("laser of 532 kg", []),
        ("storage temperature 300 K (27 °C)", None),  # said twice in two units is said once
    ],
)
def test_a_known_name_right_beside_its_figure(text: str, told: list[str] | None) -> None:
    found = [str(f) for f in facts_in(text)]
    assert found == told if told is not None else len(found) <= 1


@pytest.mark.parametrize(
    "text", ["steel plate 193 nm", "cabinet 2 m high, 50 kg", "NA", "overlay network with 5 nodes"]
)
def test_a_figure_without_a_name_is_left_alone(text: str) -> None:
    assert facts_in(text) == ()


def test_two_figures_for_one_name_are_left_out() -> None:
    assert facts_in("laser, wavelength 532 nm or wavelength 1064 nm") == ()
