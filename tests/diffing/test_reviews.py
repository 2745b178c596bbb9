"""Judgements by people decide where rules do not, and are held against the rules."""

from __future__ import annotations

import json

import pytest

from controllist.diffing.comparison import diff
from controllist.diffing.reviews import conflicts, of_pair, read, reviewed
from controllist.errors import DamagedDataError

OLD = "2B901 | list | pots\n.a | | pots for soup\n.b | | pots > 5 l\n"
NEW = "2B901 | list | pots\n.a | | pots for stew\n.b | | pots > 6 l\n"


def line(**fields: object) -> str:
    row = {
        "old": "2020-01-01",
        "code": "2B901.a",
        "kind": "text",
        "effect": "wider",
        "reason": "every soup is a stew here",
        "places": ["2B901.a"],
    }
    return json.dumps({**row, **fields})


@pytest.fixture
def changes(edition_of):
    return diff(edition_of(OLD), edition_of(NEW, "2021-01-01")).changes


def test_a_judgement_decides_where_no_rule_does(changes):
    assert [c.effect for c in changes] == ["undecided", "narrower"]
    soup, _ = reviewed(changes, read(line()))
    assert (soup.effect, soup.decided_by, soup.rule) == ("wider", "review", "review: every soup is a stew here")
    for row, substantive in ((line(), True), (line(substantive=True), True), (line(substantive=False), False)):
        assert reviewed(changes, read(row))[0].substantive is substantive


@pytest.mark.parametrize(
    ("after", "effect"),
    [("pots > 6 l", "narrower"), ("pots > 4 l", "wider"), ("pots > 5 l (5 litres)", "neutral")],
)
def test_whatever_a_rule_says_stands(edition_of, after, effect):
    old = OLD.replace("pots for soup", "pots for stew")
    (change,) = diff(edition_of(old), edition_of(NEW.replace("pots > 6 l", after), "2021-01-01")).changes
    other = "narrower" if effect == "wider" else "wider"
    judgement = read(line(code="2B901.b", kind=change.kind, effect=other))
    assert reviewed([change], judgement) == (change,)
    assert (change.effect, change.decided_by) == (effect, "rule")


@pytest.mark.parametrize("kind", ["threshold", "added", "status"])
def test_a_judgement_of_another_kind_of_change_says_nothing_of_it(changes, kind):
    reviews = read(line(kind=kind))
    assert reviewed(changes, reviews)[0].decided_by == "rule"
    (conflict,) = conflicts(changes, reviews)
    assert conflict.change is None


def test_a_judgement_never_overrules_a_rule_but_is_named(changes):
    reviews = read(line(code="2B901.b", kind="threshold"))
    assert reviewed(changes, reviews)[1].effect == "narrower"
    (conflict,) = conflicts(changes, reviews)
    assert "the review says wider, the rule 'bound inward' narrower" in str(conflict)


def test_a_judgement_that_agrees_with_a_rule_is_no_conflict(changes):
    assert conflicts(changes, read(line(code="2B901.b", kind="threshold", effect="narrower"))) == ()


def test_a_judgement_of_nothing_is_named(changes):
    (conflict,) = conflicts(changes, read(line(code="2B902")))
    assert "no such change" in str(conflict)


def test_before_and_after_tell_changes_of_one_place_apart(changes):
    assert reviewed(changes, read(line(after="pots for broth")))[0].effect == "undecided"
    assert reviewed(changes, read(line(after="pots for stew")))[0].effect == "wider"


def test_a_judgement_fits_the_same_change_at_the_place_of_the_other_reading(changes):
    reviews = read(line(code="2B901.z", also=["2B901.a"]))
    assert reviewed(changes, reviews)[0].decided_by == "review"
    assert conflicts(changes, reviews) == ()


def test_a_judgement_of_one_wording_speaks_of_that_one_alone(edition_of):
    reviews = read(line(wording="digest", why="the official text numbers its notes otherwise"))
    digests = edition_of(OLD), edition_of(NEW, "2021-01-01")
    official = edition_of(OLD, wording="official"), edition_of(NEW, "2021-01-01", wording="official")
    assert of_pair(reviews, *digests) == reviews
    assert of_pair(reviews, *official) == ()
    assert of_pair(read(line()), *official) != ()
    assert of_pair(reviews, digests[1], digests[1]) == ()


@pytest.mark.parametrize(
    "bad",
    [
        line(wording="digest"),
        line(wording="draft", why="no such wording"),
        line(also="2B901.z"),
        "no JSON",
        line(effect="better"),
        line(kind="other"),
        line(reason=" "),
        line(places=[]),
        line(old="2020-13-01"),
        json.dumps({"old": "2020-01-01"}),
    ],
)
def test_a_line_that_cannot_be_used_is_named_with_its_number(bad):
    with pytest.raises(DamagedDataError, match="line 2"):
        read(line() + "\n" + bad)
