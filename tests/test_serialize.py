"""Editions as JSON: out and back without loss, and nothing else taken for one."""

from __future__ import annotations

import json

import pytest
from attrs import evolve

from controllist import store
from controllist.codes import ControlCode
from controllist.errors import SourceError
from controllist.locations import Location
from controllist.model import Act, Definition, Edition, Note, Problem, Provision, Source
from controllist.rendering.results import edition_result
from controllist.serialize import from_json, from_result, to_json

TOY = Edition(
    "toy",
    "2024-01-01",
    "en",
    "digest",
    (
        Provision(ControlCode("1A901"), "entry", text="vats", requirement="list"),
        Provision(ControlCode("1A901.a"), "item", ControlCode("1A901"), "lids"),
    ),
)


@pytest.mark.parametrize("name", store.shipped_lists())
def test_law_every_shipped_edition_comes_back(name: str) -> None:
    for address in store.editions(name):
        edition = store.load(address)
        assert from_json(to_json(edition)) == edition


def test_law_all_fields_come_back() -> None:
    edition = evolve(
        store.load("nl-semicon@2024-09-07"),
        problems=(Problem("odd label", Location("a.txt", 3, 4), ControlCode("3B001.a"), "reading", "the page"),),
        counts=(("text", 100), ("page number", 3)),
        act=Act(title="toy act", adopted="2024-01-01"),
        source=Source("a.txt", "layout-text", "00ff", "converter 1", "3X"),
        cautions=("mind this",),
    )
    assert from_json(to_json(edition)) == edition


def test_nodes_share_the_words_of_closed_sets() -> None:
    """Each is one string, however many nodes have it: a list has five thousand."""
    edition = from_json(to_json(store.load("nl-semicon@2024-09-07")))
    for words in ([n.kind for n in edition.nodes], [n.requirement for n in edition.provisions]):
        assert len({id(word) for word in words}) == len(set(words)) < len(words)


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


@pytest.mark.parametrize(
    ("sound", "odd"),
    [
        ('"text": "vats"', '"text": 5'),
        ('"kind": "entry"', '"kind": "oddity"'),
        ('"code": "1A901"', '"code": null'),
        ('"parent": "1A901"', '"parent": ["1A901"]'),
        ('"requirement": "list"', '"requirement": "some"'),
        ('"applies_from": "2024-01-01"', '"applies_from": true'),
        ('"nodes": [', '"cautions": [[]], "nodes": ['),
        ('"nodes": [', '"colour": "red", "nodes": ['),
        ('"nodes": [', '"act": ' + "[" * 50_000 + ', "nodes": ['),
    ],
)
def test_a_field_of_another_kind_is_refused(sound: str, odd: str) -> None:
    text = to_json(TOY)
    assert sound in text
    with pytest.raises(SourceError, match="expected an edition written by controllist"):
        from_json(text.replace(sound, odd, 1))


def test_a_ring_of_parents_is_refused() -> None:
    """Whoever went up from a node of it would never arrive; a parent stands before what is below it."""
    vats, lids = TOY.nodes
    for nodes in ((evolve(vats, parent=lids.code), lids), (evolve(vats, parent=vats.code), lids), (lids, vats)):
        with pytest.raises(SourceError, match="stands behind what is below it"):
            from_json(to_json(evolve(TOY, nodes=nodes)))
    assert from_json(to_json(evolve(TOY, nodes=(lids,)))).path(lids.code) == (lids,)


def test_the_json_of_parse_is_the_same_tree_again() -> None:
    """The item of a definition has its kind and is a note; a definition has its term, wherever its code stands."""
    vat = Definition(ControlCode('"vat"#definition'), "definition", None, "a tub or:", label="1.", term="vat")
    tub = Note(ControlCode('"vat"#definition.a'), "definition", vat.code, "a jar;", label="a.")
    edition = evolve(TOY, nodes=(vat, tub, *TOY.nodes))
    again = from_result(json.loads(json.dumps(edition_result(edition))))
    assert [(type(n), n.code, n.kind, n.parent, n.text) for n in again.nodes] == [
        (type(n), n.code, n.kind, n.parent, n.text) for n in edition.nodes
    ]
    assert [n.term for n in again.definitions] == [n.term for n in edition.definitions]
