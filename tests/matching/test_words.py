"""Keys under which spellings meet, and those that must stay apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from controllist.index.words import joined, key, keys, plain, words


@pytest.mark.parametrize(
    "together",
    [
        "valve valves",
        "ventiel ventielen Ventil Ventile",  # the Dutch `ie` for the German `i`
        "pomp pompen pompe pompes",
        "pump pumps Pumpe Pumpen",
        "buis buizen",  # s becomes z
        "schroef schroeven",  # f becomes v
        "battery batteries",
        "camera Kamera caméra",
        "fosfaat phosphate Phosphat",
        "fluoride Fluorid",
        "filtratie filtration Filtration",
        "technologie technologies Technologien technology",
        "compressor compresseur Kompressor",
        "machine machines Maschine Maschinen",
        "aluminium aluminum",
        "virus viruses virussen",
        "lens lenzen lenses",
        "graphite grafiet Graphit",  # no ending of a quality, though it looks like one
        "composite composites composieten",
        "porosité porosity porositeit Porosität",
        "fibre fiber fibres",
        "magnetisch magnetic magnétique magnetische",
        "wapen wapens",
        "wagen wagens",
        "oven ovens",
        "toren torens",
        "kogelmolen kogelmolens",
        "screen screens",
        "cameralens cameralenzen",
        "schip schepen",
        "zwaar zware",
        "militair militaire militaires",
        "nucleair nucléaire nucleaire",
        "spectrum spectra Spektrum",
        "bacterium bacteria bacterie bacteriën Bakterium Bakterien bactéries",
        "virus Viren virussen",
        "toxin toxins toxine toxines Toxine toxinen",
        "resin resins résine résines",
        "Gewehr Gewehre Gewehren",
        "Rohr Rohre Rohren",
        "Sperre Sperren",
        "Papier Papiere",
        "Säure Säuren",
        "métal métaux metal metals metaal metalen",
        "signal signaux signals signaal signalen",
        "matériau matériaux material materials materiaal",
        "vaisseau vaisseaux",
        "tuyau tuyaux",
        "armour armor",
        "vapour vapor vapeur",
        "armoured armored",
        "temperature temperatuur Temperatur température Temperaturen",
        "structure structuur Struktur structures",
        "measure measures",
        "frequency frequencies frequentie frequenties Frequenz fréquence fréquences",
        "substance substances substantie substanties Substanz",
    ],
)
def test_one_key(together: str) -> None:
    assert len({key(word) for word in together.split()}) == 1


@pytest.mark.parametrize("apart", ["valve value", "laser lader", "sodium sodomy", "gas glas", "toluene toluidine"])
def test_keys_apart(apart: str) -> None:
    assert len({key(word) for word in apart.split()}) == 2


def test_written_together_or_apart() -> None:
    assert joined(keys("koolstof vezel")) == joined(keys("koolstofvezels"))
    assert joined(keys("F-16")) == joined(keys("F16")) == "f16"


def test_cas_numbers_are_one_word_and_phone_numbers_none() -> None:
    assert [w.text for w in words("CAS 7719-12-2.") if w.sort == "cas"] == ["7719-12-2"]
    assert not [w for w in words("tel. 020-555-1234") if w.sort == "cas"]


def test_places_quote_the_text() -> None:
    text = "Röntgenapparaat, 40°C"
    assert [text[w.start : w.end] for w in words(text)] == [w.text for w in words(text)]


@given(st.text(alphabet=st.characters(categories=("Ll", "Lu", "Nd")), min_size=1, max_size=30))
def test_a_key_is_never_empty_and_stays_itself_in_other_case(word: str) -> None:
    assert key(word)
    if plain(word.upper()) == plain(word.lower()):  # not so for ŉ and its kin
        assert key(word.upper()) == key(word.lower())


@given(st.text(max_size=60))
def test_any_text_has_words(text: str) -> None:
    for word in words(text):
        assert text[word.start : word.end] == word.text
