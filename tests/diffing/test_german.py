"""The rules read German as well: one row a rule, on invented provisions."""

from __future__ import annotations

import pytest

from controllist.diffing.comparison import diff
from controllist.diffing.wording import Words, compare_words
from controllist.language.thresholds import read_thresholds

TABLE = [
    ("Töpfe aus Ton oder Glas", "Töpfe aus Ton, Glas oder Holz", "wider", "alternative added"),
    ("Töpfe, besonders konstruiert für Suppe", "Töpfe, konstruiert für Suppe", "wider", "condition dropped"),
    ("Töpfe", "Töpfe mit Deckel", "narrower", "condition added"),
    ("Töpfe für Suppe", "große Töpfe für Suppe", "narrower", "qualifying word added"),
    ("Töpfe, ausgenommen solche aus Ton", "Töpfe", "wider", "exclusion dropped"),
    ("Töpfe, außer Tontöpfe", "Töpfe, außer Tontöpfe oder Glastöpfe", "narrower", "alternative added"),
    ("Töpfe, außer Tontöpfe", "Töpfe, außer Tontöpfe und Glastöpfe", "narrower", "goods added"),
    ("Töpfe", "Töpfe einschließlich Deckel", "wider", "inclusion added"),
    ("Löffel, konstruiert oder geändert für Suppe", "Löffel, konstruiert für Suppe", "narrower", "alternative dropped"),
    ("Löffel, die konstruiert sind für Suppe", "Löffel, die verwendbar sind für Suppe", "wider", "legal test replaced"),
    (
        "Töpfe mit mindestens zwei der folgenden Teile",
        "Töpfe mit mindestens drei der folgenden Teile",
        "narrower",
        None,
    ),
    ("Stiele aus Holz und Zinn", "Stiele aus Holz oder Zinn", "wider", "connective replaced"),
    ("ein großer Topf aus Ton", "große Töpfe aus Ton", "undecided", "reworded"),
    ("ein runder Topf", "der runde Topf", "neutral", None),
    ("Töpfe mit folgenden Eigenschaften", "Töpfe", "neutral", None),
]


@pytest.mark.parametrize(("before", "after", "effect", "rule"), TABLE)
def test_rule(before, after, effect, rule):
    found = compare_words((Words(before),), (Words(after),), "de")
    assert found.effect == effect
    assert rule is None or rule in [p.rule for p in found.passages]


BOUNDS = [
    ("ein Gewicht größer als 5 kg", "ein Gewicht größer als 9 kg", "narrower", "bound inward"),
    ("ein Gewicht größer als 5 kg", "ein Gewicht größer/gleich 5 kg", "wider", "bound inclusive"),
    (
        "weniger als 5 min für jede Last größer als 2 kg",
        "weniger als 5 min für jede Last größer als 9 kg",
        "undecided",
        None,
    ),
]


@pytest.mark.parametrize(("before", "after", "effect", "rule"), BOUNDS)
def test_a_bound_that_moved_is_told_without_the_words_of_its_comparison(before, after, effect, rule):
    sides = [(Words(text, read_thresholds(text, (), "de")),) for text in (before, after)]
    found = compare_words(sides[0], sides[1], "de")
    assert found.passages == ()
    assert [s.effect for _, _, s in found.shifts] == [effect]
    assert rule is None or found.shifts[0][2].rule == rule


def test_a_condition_that_went_into_the_technical_note(edition_of):
    """The words that join are not looked for there: what is joined may be told otherwise."""
    old = "2B901 | list | Töpfe\n.a | | 'Kessel' aus Zinn für Schiffe und Dampfmaschinen"
    condition = ", deren innere Kammerwände mit heißem Dampf oder sowie heißem Wasser gehärtet werden"
    explained = "'Kessel' = Töpfe, deren {}Kammerwände heißer Dampf, heißes Wasser gehärtet hat"
    new = f"{old}\n.a#technical-note | technical | {explained}"
    for note, effect, rule in (("innere ", "neutral", "words taken over"), ("", "undecided", "reworded")):
        editions = (
            edition_of(text, day, language="de")
            for text, day in ((old + condition, "2020-01-01"), (new.format(note), "2021-01-01"))
        )
        found = {c.code: (c.effect, c.rule) for c in diff(*editions).changes}
        assert found["2B901.a"] == (effect, rule)
