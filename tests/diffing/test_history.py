"""One provision through the editions."""

from __future__ import annotations

from controllist import catalogue
from controllist.diffing.history import history


def test_the_dutch_scanner_through_three_editions():
    editions = [catalogue.load(a) for a in catalogue.editions("nl-semicon")]
    found = history("3B001.f.4", editions)
    assert [m.edition for m in found] == [str(e.address) for e in editions]
    assert [m.code for m in found] == ["3B001.f.4"] * 3
    assert [[(c.kind, c.effect) for c in m.changes] for m in found] == [[], [("threshold", "wider")], []]


def test_a_provision_is_followed_under_its_older_code(edition_of):
    first = edition_of("2B901 | list | pots\n.a | | pots for boiling potatoes in salted water\n")
    second = edition_of(
        "2B901 | list | pots\n.a | | sieves\n.b | | pots for boiling potatoes in salted water\n", "2021-01-01"
    )
    found = history("2B901.b", [first, second])
    assert [m.code for m in found] == ["2B901.a", "2B901.b"]
    assert [c.kind for c in found[1].changes] == ["renumbered"]


def test_a_new_provision_did_not_stand_before(edition_of):
    first = edition_of("2B901 | list | pots\n.a | | ladles\n")
    second = edition_of("2B901 | list | pots\n.a | | ladles\n.b | | sieves of fine wire\n", "2021-01-01")
    found = history("2B901.b", [first, second])
    assert [m.code for m in found] == [None, "2B901.b"]
    assert [c.kind for c in found[1].changes] == ["added"]
