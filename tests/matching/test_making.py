"""What makes goods is found by the goods it makes (made-up provisions)."""

from __future__ import annotations

import pytest

from controllist.index import Index, build_index
from controllist.lexicon import read_line
from controllist.matching import match
from controllist.matching.query import read_query
from controllist.model import Edition
from controllist.notation import read

CIVIL = """\
7A | heading | goods
7A999 | | glow gyros
7B | heading | equipment
7B999 | | equipment for production of goods specified in 7A999
8A | heading | goods
8A999 | | dusk boats
8B | heading | equipment
8B999 | | equipment to make things of this category
"""
ARMS = """\
ML4 | | torpedoes
ML18 | list | production equipment
.a | | production of goods that the EU Common Military List specifies
"""


@pytest.fixture(scope="module")
def index() -> Index:
    editions = [
        Edition("eu-dual-use", "2024-01-01", "en", "digest", read(CIVIL)),
        Edition("eu-military", "2024-01-01", "en", "digest", read(ARMS)),
    ]
    concepts = [
        read_line("gyro\t7A999\tglow gyro\tgloeigyro\t\t\t"),
        read_line("boat\t8A999\tdusk boat\tschemerboot\t\t\t"),
        read_line("torpedo\teu-military:ML4\ttorpedo\ttorpedo\tTorpedo\t\t"),
    ]
    return build_index(editions, concepts)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("glow gyros", "7A999"),
        ("production equipment for glow gyros", "7B999"),
        ("apparatuur voor de vervaardiging van gloeigyro's", "7B999"),
        ("Productie-apparatuur voor schemerboten", "8B999"),  # it names no goods: those of its category
        ("matrijzen voor de productie van torpedo's", "ML18"),
        ("torpedo's", "ML4"),
        ("software for torpedoes", "ML4"),  # software makes nothing
    ],
)
def test_equipment_is_found_by_what_it_makes(index: Index, text: str, first: str) -> None:
    assert match(text, index).candidates[0].entry == first


@pytest.mark.parametrize(
    ("text", "making"),
    [
        ("glow gyros", ""),
        ("production equipment for glow gyros", "lead"),
        ("moulds for the production of torpedoes", "aside"),
        ("technology for the production of torpedoes", ""),
    ],
)
def test_how_a_description_speaks_of_making(index: Index, text: str, making: str) -> None:
    assert read_query(text, index).making == making
