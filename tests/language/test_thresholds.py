"""Thresholds: both wordings give the same facts, named in the words of the text; comparisons split the line."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from controllist.language import words as words_module
from controllist.language.thresholds import read_thresholds

DATA = Path(__file__).parent / "data"
TRUTH = ("eu-annex-i-2025-11-15.oj.truth.json", "eu-cml-2020-02-17.oj.truth.json")


def facts(text: str, above: tuple[str, ...] = (), language: str = "en") -> list[tuple[str, str, str, str]]:
    return [
        (t.property, t.comparison, f"{float(t.quantity.value):g} {t.quantity.unit}".strip(), t.better)
        for t in read_thresholds(text, above, language)
    ]


# The same facts in words and in signs.
PAIRS = [
    ("having a beam length exceeding 5 m", "beam length > 5 m"),
    ("with a beam length of 5 m or more", "beam length ≥ 5 m"),
    ("a beam length equal to or greater than 5 m", "beam length ≥ 5 m"),
    ("a beam length of at least 5 m", "beam length ≥ 5 m"),
    ("a beam length not less than 5 m", "beam length ≥ 5 m"),
    ("a beam length less than 5 m", "beam length < 5 m"),
    ("a beam length below 5 m", "beam length < 5 m"),
    ("a beam length of 5 m or less", "beam length ≤ 5 m"),
    ("a beam length not exceeding 5 m", "beam length ≤ 5 m"),
    ("a beam length of no more than 5 m", "beam length ≤ 5 m"),
    ("a beam length equal to or less than 2,5 m", "beam length ≤ 2.5 m"),
    ("a beam length of up to 5 m", "beam length ≤ 5 m"),
    ("a beam length in excess of 5 m", "beam length > 5 m"),
    ("a heading error less (better) than 0,5°", "heading error < 0.5° (smaller is better)"),
    ("a heading error equal to or less (better) than 0,5°", "heading error ≤ 0.5° (smaller is better)"),
    ("a heading error of 0,5° or less (better)", "heading error ≤ 0.5° (smaller is better)"),
    ("a target gain greater (better) than - 20 dB", "target gain > −20 dB (greater is better)"),
    ("a pump speed exceeding 5 m/s but not exceeding 9 m/s", "pump speed > 5 m/s, ≤ 9 m/s"),
    ("a pump speed of 5 m/s or more but less than 9 m/s", "pump speed ≥ 5 m/s and < 9 m/s"),
    ("operating at frequencies exceeding 5 GHz up to and including 9 GHz",
      "operating at frequencies > 5 GHz to ≤ 9 GHz"),
    ("an inner diameter between 75 and 650 mm", "inner diameter 75 mm to 650 mm"),
    ("more than 1 500 terminals", "> 1500 terminals"),
    ("three or more linear axes", "≥ 3 linear axes"),
    ("a mass exceeding 5 kg at 25 °C", "mass > 5 kg at 25 °C"),
    ("an oven temperature above 958 K (685 °C)", "oven temperature > 958 K (685 °C)"),
    ("a tilt exceeding ± 5°", "tilt > ±5°"),
]  # fmt: skip


# "Better" and "worse" have the direction of the property; where nothing is known of it, that of an accuracy.
JUDGED = [
    ("en", "a beam error no worse than 5 µm", ("beam error", "<=", "5 µm", "")),
    ("en", "a beam error not worse than 5 µm", ("beam error", "<=", "5 µm", "")),
    ("en", "a beam error better than 5 µm", ("beam error", "<", "5 µm", "")),
    ("en", "a beam error of 5 µm or better", ("beam error", "<=", "5 µm", "less")),
    ("nl", "straalafwijking niet slechter dan 5 µm", ("straalafwijking", "<=", "5 µm", "")),
    ("nl", "straalafwijking 5 µm of beter", ("straalafwijking", "<=", "5 µm", "less")),
    ("de", "Auflösung nicht schlechter als 5 µm", ("auflösung", "<=", "5 µm", "")),
    ("de", "Auflösung 5 µm oder besser", ("auflösung", "<=", "5 µm", "less")),
    ("en", "pump efficiency better than 40 %", ("pump efficiency", ">", "40 %", "greater")),
    ("en", "pump efficiency no worse than 40 %", ("pump efficiency", ">=", "40 %", "greater")),
    ("en", "resolution of 12 bit or better", ("resolution", ">=", "12 bit", "greater")),
    ("en", "resolution of 12 nm or better", ("resolution", "<=", "12 nm", "less")),
    ("en", "film uniformity of 97 % or better", ("film uniformity", ">=", "97 %", "greater")),
    ("en", "film uniformity better than 3 %", ("film uniformity", "<", "3 %", "")),  # a deviation
    ("en", "gas purity better than 98 %", ("gas purity", ">", "98 %", "greater")),
    ("en", "aerial gain less (better) than 5 dB", ("aerial gain", "<", "5 dB", "less")),  # the text itself says it
    # A voltage per pressure in dB: 6A001 itself says that -160 dB is better than -180 dB.
    ("en", "sonar sensitivity better than -190 dB", ("sonar sensitivity", ">", "-190 dB", "greater")),
    ("en", "sonar sensitivity no worse than -190 dB", ("sonar sensitivity", ">=", "-190 dB", "greater")),
    ("en", "sonar sensitivity of -190 dB or better", ("sonar sensitivity", ">=", "-190 dB", "greater")),
    ("nl", "sonargevoeligheid beter dan -190 dB", ("sonargevoeligheid", ">", "-190 dB", "greater")),
    ("en", "receiver sensitivity better than -90 dBm", ("receiver sensitivity", "<", "-90 dBm", "")),  # what it hears
    ("en", "distortion content better than -70 dB", ("distortion content", "<", "-70 dB", "")),  # what it adds
    ("nl", "rendement beter dan 40 %", ("rendement", ">", "40 %", "greater")),
    ("de", "Wirkungsgrad von 40 % oder besser", ("wirkungsgrad", ">=", "40 %", "greater")),
]


@pytest.mark.parametrize(("language", "text", "fact"), JUDGED)
def test_better_has_the_direction_of_the_property(language: str, text: str, fact: tuple[str, str, str, str]) -> None:
    assert facts(text, language=language) == [fact]


TABLES: dict[str, Any] = tomllib.loads((Path(words_module.__file__).parent / "words.toml").read_text(encoding="utf-8"))
STRICT = [
    (language, sign, phrase.replace("_", " "))
    for language, table in TABLES.items()
    for sign in "<>"
    for phrase in table["before"][sign]
]


@pytest.mark.parametrize(("language", "sign", "phrase"), STRICT)
def test_every_strict_comparator_takes_in_its_bound_and_is_turned_round(language: str, sign: str, phrase: str) -> None:
    table = TABLES[language]

    def sides(words: str) -> set[str]:
        return {comparison for _, comparison, *_ in facts(f"Q {words} 5 kg", language=language)}

    taking_in = [f"{before} {phrase}" for before in table["equal_or"]] + [f"{phrase} {e}" for e in table["or_equal"]]
    than = " " + table["than"]
    if phrase.endswith(than):
        taking_in += [f"{phrase.removesuffix(than)} {equal}" for equal in table["or_equal"]]
    assert [words for words in taking_in if sides(words) != {sign + "="}] == []
    turned = {"<": ">=", ">": "<="}[sign]
    assert [n for n in table["negations"] if sides(f"{n} {phrase}") != {turned}] == []


@pytest.mark.parametrize(
    ("language", "text", "sides"),
    [
        ("en", "a drive power no lower than 5 W", [">="]),
        ("en", "a drive power of no smaller than 5 W", [">="]),
        ("en", "a drive mass not heavier than 5 kg", ["<="]),
        ("en", "a drive mass that shall not be less than 5 kg", [">="]),
        ("en", "a drive mass not at least 5 kg", ["<"]),
        ("en", "a drive length above or equal to 2 m", [">="]),
        ("en", "a drive length equal to or in excess of 2 m", [">="]),
        ("en", "a drive mass not less than or equal to 5 kg", []),  # in or out: the words leave it open
        ("en", "a drive mass not equal to 5 kg", []),
        ("en", "a drive mass knot lower than 5 kg", ["<"]),  # no word "not"
        ("en", "a drive efficiency not better than 90 %", ["<="]),
        ("nl", "een vermogen niet kleiner dan 5 W", [">="]),
        ("nl", "een vermogen groter of gelijk aan 5 W", [">="]),
        ("de", "eine Leistung nicht unter 5 W", [">="]),
        ("de", "eine Leistung über oder gleich 5 W", [">="]),
        ("cs", "výkon ne větší než 5 W", ["<="]),
    ],
)
def test_negation_and_bound(language: str, text: str, sides: list[str]) -> None:
    assert [comparison for _, comparison, *_ in facts(text, language=language)] == sides


@pytest.mark.parametrize(("words", "signs"), PAIRS)
def test_words_and_signs_give_the_same_facts(words: str, signs: str) -> None:
    def told(text: str) -> list[tuple[object, ...]]:
        return [
            (t.property, t.comparison, t.quantity.value, t.quantity.si_value, t.quantity.si_unit, t.condition, t.better)
            for t in read_thresholds(text)
        ]

    assert told(words) == told(signs) != []


# What a text says, by reading it.
READ = [
    ("light source wavelength ≥ 193 nm", (), [("light source wavelength", ">=", "193 nm", "")]),
    ("maximum 'dedicated chuck overlay' ≤ 1.50 nm", (), [("maximum dedicated chuck overlay", "<=", "1.5 nm", "")]),
    ("capable of a pattern with 'smallest line' ('SL') ≤ 45 nm", (), [("smallest line", "<=", "45 nm", "")]),
    ("≥ 1 preclean chamber, designed to clean", (), [("preclean chamber", ">=", "1", "")]),
    ("chamber designed to operate at < 958 K (685 °C)", (), [("operating temperature", "<", "958 K", "")]),
    ("designed to operate at depths > 300 m", (), [("depth", ">", "300 m", "")]),
    ("rings 600 mm or less in diameter", (), [("diameter", "<=", "600 mm", "")]),
    ("fibres of more than 500 m in length", (), [("length", ">", "500 m", "")]),
    ("'alloys' with more than 35 % copper and 20 % zinc by weight", (), [("copper", ">", "35 %", ""),
      ("zinc", ">", "20 %", "")]),
    ("by mass ≥ 12 % tin or 3 % lead", (), [("tin", ">=", "12 %", ""), ("lead", ">=", "3 %", "")]),
    ("duty cycle > 5 % and 3 % of the pulses", (), [("duty cycle", ">", "5 %", "")]),  # no other constituent
    ("gain > +20 dBm", (), [("gain", ">", "20 dBm", "")]),
    ("a drift of more than + 3 nm", (), [("drift", ">", "3 nm", "")]),
    ("amplifiers for a carrier frequency from 2 GHz", (), [("carrier frequency", ">=", "2 GHz", "")]),
    ("lamps operating at frequencies of 2 GHz upwards", (), [("frequency", ">=", "2 GHz", "")]),
    ("placed 5 m from 2 m masts", (), []),  # no name that is measured in metres stands before "from"
    ("5 mm < gap ≤ 9 mm", (), [("gap", ">", "5 mm", ""), ("gap", "<=", "9 mm", "")]),
    ("able to bear ≥ 250 N force or ≥ 30 Nm torque", (), [("force", ">=", "250 N", ""), ("torque", ">=", "30 Nm", "")]),
    ("hulls, greatest diameter inside the hold > 2 m", ("for operation at depths > 90 m",),
     [("greatest diameter", ">", "2 m", "")]),
    ("erosion rate at nozzle throat < 0.075 mm/s", (), [("erosion rate", "<", "0.075 mm/s", "")]),
    ("frequency range > 37 GHz to ≤ 75 GHz: < 100 µs for any change of frequency > 2.2 GHz",
      ("signal generators by 'switching time'",),
     [("frequency range", ">", "37 GHz", ""), ("frequency range", "<=", "75 GHz", ""), ("switching time", "<",
     "100 µs", ""),
      ("change of frequency", ">", "2.2 GHz", "")]),
    ("exceeding 10 kHz", ("Sonars with any of the following transmitting frequencies:",), [("transmitting frequency",
      ">", "10 kHz", "")]),
    ("ratio of length to inner diameter > 2", (), [("ratio of length to inner diameter", ">", "2", "")]),
    ("200 or more, but fewer than 350, 'joined' and 'working' 'parts'", (), [("parts", ">=", "200", ""), ("parts",
      "<", "350", "")]),
    ('"bias" "stability" < 5 mrad', (), [("bias stability", "<", "5 mrad", "")]),
    ("zinc ≥ 15 % and ≤ 38 % by weight, ≥ 1 further alloying element", (), [("zinc", ">=", "15 %", ""),
     ("zinc", "<=", "38 % by weight", ""), ("further alloying element", ">=", "1", "")]),
    ("slits ≤ 9 µm apart (slit pitch)", (), [("slit pitch", "<=", "9 µm", "")]),
    ("rigs simulating flows with Euler number > 4000", (), [("euler number", ">", "4000", "")]),
    ("chains > 2.5 kilobases in length", (), [("length", ">", "2.5 kilobases", "")]),
    ("able to cruise at ≥ Mach 2", (), [("speed", ">=", "2 Mach", "")]),
    ("loads ≥ 91 kg, capable of exerting ≥ 7 g radial acceleration", (), [("load", ">=", "91 kg", ""),
     ("radial acceleration", ">=", "7 g", "")]),
    ("plant capable of producing 900 kg or more per day of liquid air", (), [("liquid air", ">=", "900 kg", "")]),
    ("≤ 2 g of ferrocene", (), [("ferrocene", "<=", "2 g", "")]),
    ("acid value < 0.5 meq/g", (), [("acid value", "<", "0.5 meq/g", "")]),
    ("an LD index in 6 week old mice of more than 1,4", (), [("ld index", ">", "1.4", "")]),
    ("energy stored during the pulse > 10 kJ", (), [("energy stored", ">", "10 kJ", "")]),
    ("grains with extensibility at maximum stress of more than 5 %", (), [("extensibility", ">", "5 %", "")]),
    ("boron fuels of 85 % purity or higher", (), [("purity", ">=", "85 %", "")]),
    ("'CEP' ≤ 0.5 % distance travelled", (), [("cep", "<=", "0.5 %", "")]),
    ("powder made of material that consists to ≥ 99 % of", (), [("material", ">=", "99 %", "")]),
    ("position error, measured at 700 m range: < 8 m", (), [("position error", "<", "8 m", "")]),
    ("glow measured at the rim for a number of lamps > 5", (), [("number of lamps", ">", "5", "")]),
    ("an own figure of merit > 0.3", (), [("own figure of merit", ">", "0.3", "")]),
    ("> 90 s", ("fuels whose specific impulse under test is",), [("specific impulse", ">", "90 s", "")]),
    ("capable of 5 N; mass 3 kg", (), []),  # no comparator, no threshold
    ("power > 505.62 divided by the square of the frequency", (), []),  # a figure that goes on as a formula is no bound
    ("specified in 3A001.a.5 or ISO 10110", (), []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "above", "expected"), READ)
def test_thresholds_by_reading(text: str, above: tuple[str, ...], expected: list[tuple[str, str, str, str]]) -> None:
    assert facts(text, above) == expected


def test_a_list_inside_a_sentence_is_joined_by_or() -> None:
    assert [t.joined for t in read_thresholds("length > 100 m or mass > 100 g")] == ["and", "or"]
    assert [t.joined for t in read_thresholds("length > 100 m and mass > 100 g")] == ["and", "and"]
    assert [t.joined for t in read_thresholds("length > 100 m; mass > 100 g")] == ["and", "and"]


CONDITIONS = [
    ("loss < 3 dB at 25 °C", "at 25 °C"),
    ("energy > 5 J per pulse", "per pulse"),
    ("drift < 5 nm, measured over 8 hours", "measured over 8 hours"),
    ("loss < 3 dB at a length > 5 m", ""),  # the length is a threshold of its own
    ("loss < 3 dB", ""),
    ("loss < 3 dB when measured at a frequency of 2 GHz or below", "when measured at a frequency of 2 GHz or below"),
    ("loss ≤ 3 dB (smaller is better), measured from 0 to 7 mm", "measured from 0 to 7 mm"),
    ("measured at ≤ 2 GHz: loss < 3 dB", "measured at ≤ 2 GHz"),
    ("gemessen bei mindestens 2 GHz: Verlust < 3 dB", "gemessen bei mindestens 2 GHz"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "condition"), CONDITIONS)
def test_conditions(text: str, condition: str) -> None:
    assert read_thresholds(text, language="de" if text.startswith("gemessen") else "en")[0].condition == condition


MEASURED = [
    ("loss < 3 dB when measured at a frequency of 2 GHz or below", ["loss"]),
    ("measured at ≤ 2 GHz: loss < 3 dB", ["loss"]),
    ("loss < 3 dB measured from 0 to 5 mm for gauges with a stroke > 8 mm", ["loss", "stroke"]),  # these gauges only
    ("loss < 3 dB measured over a length of more than 5 m, mass > 5 kg", ["loss", "mass"]),
    ("pointing accuracy measured at 20 °C of less than 5 µm", ["pointing accuracy"]),  # this is the bound itself
]


@pytest.mark.parametrize(("text", "properties"), MEASURED)
def test_figures_of_a_measuring_rule_limit_no_goods(text: str, properties: list[str]) -> None:
    assert [t.property for t in read_thresholds(text)] == properties


OTHER_LANGUAGES = [
    ("nl", "de golflengte van de lichtbron is korter dan 193 nm", ("<", "193 nm")),
    ("nl", "de golflengte bedraagt 193 nm of meer", (">=", "193 nm")),
    ("nl", "een druk van ten hoogste 1,5 × 10^3 Pa", ("<=", "1500 Pa")),
    ("nl", "kleiner dan of gelijk aan 2,4 nm", ("<=", "2.4 nm")),
    ("de", "Partikelgrößen kleiner als 60 µm", ("<", "60 µm")),
    ("de", "mit einem Flammpunkt über 839 K (566 °C)", (">", "839 K")),
    ("de", "eine Masse von 5 kg oder mehr", (">=", "5 kg")),
    ("cs", "hmotnost přesahující 4 500 kg", (">", "4500 kg")),
    ("cs", "výkon 37,3 kW nebo vyšší", (">=", "37.3 kW")),
    ("cs", "ráže větší než 12,7 mm", (">", "12.7 mm")),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), OTHER_LANGUAGES)
def test_other_languages(language: str, text: str, expected: tuple[str, str]) -> None:
    assert [f[1:3] for f in facts(text, (), language)] == [expected]


def test_a_language_without_words_gives_none() -> None:
    assert read_thresholds("exceeding 5 nm", language="fi") == ()


# --- the drawn names ---


# Six draws by seed (20261124 to 20261129). The names were written by reading, and committed, before the program ran on
# them; on that first run it named 172 of 200, 185 of 200, 93 of 100, 92 of 100, 176 of 200 and 191 of 200 as the reader
# had. What
# was found wrong was mended as a rule, never for a row, so the figures below say less about new texts than those first.
DRAWS = (
    "drawn_properties",
    "drawn_properties_2",
    "drawn_properties_3",
    "drawn_properties_4",
    "drawn_properties_5",
    "drawn_properties_6",
)


def drawn(name: str, official_rows: bool) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if row.get("official", False) is official_rows]


def right(row: dict[str, Any], text: str, above: tuple[str, ...]) -> bool:
    number = row["figure"].replace(",", ".").split(" ")[0]
    found = [
        t.property
        for t in read_thresholds(text, above)
        if t.comparison == row["comparison"] and t.quantity.printed.replace(",", ".").startswith(number)
    ]
    return any(name in row["property"] for name in found)


def test_properties_of_drawn_digest_thresholds() -> None:
    rows = [row for name in DRAWS for row in drawn(name, official_rows=False)]
    wrong = [r["code"] for r in rows if not right(r, r["text"], tuple(r["above"]))]
    assert len(rows) == 600
    assert len(wrong) <= len(rows) * 0.05, wrong


@pytest.mark.official
def test_properties_of_drawn_official_thresholds(official: Path) -> None:
    texts: dict[str, tuple[str, str]] = {}
    for name in TRUTH:
        for node in json.loads((official / "reconstructed" / name).read_text(encoding="utf-8")):
            if node["code"]:
                texts.setdefault(node["code"], (node["text"], node["parent"] or ""))

    def above(code: str) -> tuple[str, ...]:
        found: list[str] = []
        while (code := texts[code][1]) in texts:
            found.insert(0, texts[code][0])
        return tuple(found)

    rows = [row for name in DRAWS for row in drawn(name, official_rows=True)]
    wrong = [r["code"] for r in rows if not right(r, texts[r["code"]][0], above(r["code"]))]
    assert len(rows) == 400
    assert len(wrong) <= len(rows) * 0.05, wrong


# --- laws ---


@given(st.text(max_size=200), st.lists(st.text(max_size=60), max_size=3))
def test_any_text_is_read(text: str, above: list[str]) -> None:
    for found in read_thresholds(text, above):
        start, end = found.quantity.span
        assert 0 <= start < end <= len(text)
        assert found.property


def test_a_word_longer_than_what_is_looked_back_is_read_all_the_same() -> None:
    text = "a" * 1997 + "iedn en 3Hz to 6Hz"
    assert [t.quantity.printed for t in read_thresholds(text, language="nl")] == ["3Hz", "6Hz"]
