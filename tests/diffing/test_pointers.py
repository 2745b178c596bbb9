"""A note that only points elsewhere changes nothing that is controlled, whatever it points at."""

from __future__ import annotations

from controllist.diffing.comparison import diff

OLD = """
2B901 | list | pots
.a | | pots of tin
#see-also.1 | see-also | lids: 2B902
2B902 | | lids
"""


def test_a_changed_pointer_is_no_change_of_substance(edition_of):
    old, new = edition_of(OLD), edition_of(OLD.replace("lids: 2B902", "lids: 2B903"), day="2021-01-01")
    (change,) = diff(old, new).changes
    assert (change.kind, change.code, change.effect) == ("note-changed", "2B901#see-also.1", "neutral")
    assert change.substantive is False


def test_other_words_about_the_goods_are_one(edition_of):
    old, new = edition_of(OLD), edition_of(OLD.replace("pots of tin", "pots of clay"), day="2021-01-01")
    (change,) = diff(old, new).changes
    assert (change.code, change.substantive) == ("2B901.a", True)
