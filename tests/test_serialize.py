"""Editions as JSON: out and back without loss, and nothing else taken for one."""

from __future__ import annotations

import pytest
from attrs import evolve

from controllist import catalogue
from controllist.codes import ControlCode
from controllist.errors import SourceError
from controllist.locations import Location
from controllist.model import Act, Edition, Problem, Source
from controllist.serialize import from_json, to_json


@pytest.mark.parametrize("name", catalogue.LISTS)
def test_law_every_shipped_edition_comes_back(name: str) -> None:
    for address in catalogue.editions(name):
        edition = catalogue.load(address)
        assert from_json(to_json(edition)) == edition


def test_law_all_fields_come_back() -> None:
    edition = evolve(
        catalogue.load("nl-semicon@2024-09-07"),
        problems=(Problem("odd label", Location("a.txt", 3, 4), ControlCode("3B001.a")),),
        counts=(("text", 100), ("page number", 3)),
        act=Act(title="toy act", adopted="2024-01-01"),
        source=Source("a.txt", "layout-text", "00ff", "converter 1", "3X"),
        cautions=("mind this",),
    )
    assert from_json(to_json(edition)) == edition


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"format": "other"}',
        '{"format": "controllist-edition/1"}',
        '{"format": "controllist-edition/1", "nodes": [{}]}',
    ],
)
def test_something_else_is_refused(text: str) -> None:
    with pytest.raises(SourceError, match="expected an edition written by controllist"):
        from_json(text)


def test_an_empty_edition_is_one() -> None:
    empty = Edition("toy", "2024-01-01", "en", "digest", ())
    assert from_json(to_json(empty)) == empty
