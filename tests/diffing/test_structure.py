"""What happens to a place as a whole: in use or kept empty, how its items combine, what is told of any change."""

from __future__ import annotations

import pytest

from controllist.diffing.comparison import diff
from controllist.errors import MisuseError
from tests.diffing.pots import PANS, told


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        # A place kept empty controls nothing, when it comes and when it goes.
        ((".b | all", ".ab | not-used |\n.b | all"), ("2B901.ab", "added", "neutral", "place kept empty", False)),
        ((".a | | soup pots made of tin", ".a | not-used |"), ("2B901.a", "status", "narrower", "item dropped", True)),
    ],
)
def test_places_kept_empty(edition_of, edit, expected):
    (code, *rest) = expected
    assert told(edition_of, PANS, PANS.replace(*edit)) == {code: tuple(rest)}


def test_a_place_used_again(edition_of):
    old = PANS.replace(".a | | soup pots made of tin", ".a | not-used |")
    (change,) = diff(edition_of(old), edition_of(PANS, "2021-01-01")).changes
    assert (change.effect, change.rule, change.detail) == ("wider", "item added", "used again")
    assert (change.before, change.after) == ("not used", "soup pots made of tin")
    condition = PANS.replace(".b.2 | | lid that locks", ".b.2 | not-used |")
    (change,) = diff(edition_of(condition), edition_of(PANS, "2021-01-01")).changes
    assert (change.effect, change.rule) == ("narrower", "condition added under all")


def test_a_whole_entry_is_a_control(edition_of):
    new = PANS + "2B902 | | ovens\n"
    assert told(edition_of, PANS, new) == {"2B902": ("added", "wider", "control added", True)}
    assert told(edition_of, new, PANS) == {"2B902": ("removed", "narrower", "control dropped", True)}


def test_a_heading_controls_nothing(edition_of):
    new = "2B | heading | kitchens\n" + PANS.strip("\n")
    assert told(edition_of, PANS, new)["2B"] == ("added", "neutral", "heading", False)
    assert told(edition_of, new, PANS)["2B"] == ("removed", "neutral", "heading", False)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"list": "other"}, "the lists toy and other"),
        ({"language": "cs"}, "the languages en and cs"),
        ({"wording": "official"}, "toy@2020-01-01 in our digest and toy@2021-01-01 in the official wording"),
    ],
)
def test_what_cannot_be_compared_fairly_is_refused(edition_of, fields, told):
    old, new = edition_of(PANS), edition_of(PANS, "2021-01-01", **fields)
    with pytest.raises(MisuseError, match=f"found {told}; with force"):
        diff(old, new)
    found = diff(old, new, force=True)
    assert found.cautions == (f"compared by force: {told}",)
    assert (found.old, found.new) == (str(old.address), str(new.address))
    assert diff(old, edition_of(PANS, "2021-01-01")).cautions == ()


def test_changes_bear_their_cause(edition_of):
    old, new = edition_of(PANS), edition_of(PANS.replace("> 5 l", "> 6 l"), "2021-01-01")
    assert [c.cause for c in diff(old, new).changes] == ["amendment"]
    assert [c.cause for c in diff(old, new, cause="corrigendum").changes] == ["corrigendum"]


@pytest.mark.parametrize(
    ("before", "after", "basis"),
    [
        ("", "", "checked"),
        ("@secondary a | why", "", "secondary"),
        ("", "@secondary a | why", "secondary"),
        ("@secondary a | why", "@inferred a; b | why", "inferred"),
        ("@inferred a; b | why", "@secondary a | why", "inferred"),
    ],
)
def test_a_change_is_as_sure_as_its_less_sure_side(edition_of, before, after, basis):
    """The side without a remark has the basis of its file."""
    old, new = (
        "2B901 | | pots > {} l\n{}\n".format(size, f"  {mark}" if mark else "")
        for size, mark in ((5, before), (6, after))
    )
    (change,) = diff(edition_of(old), edition_of(new, "2021-01-01")).changes
    assert change.basis.grade == basis


def test_a_provision_that_gets_its_first_items_combines_nothing_anew(edition_of):
    old = "2B901 | list | pots\n.a | | pans\n"
    new = "2B901 | list | pots\n.a | any | pans\n.a.1 | | made of tin\n"
    kinds = {(c.kind, c.code) for c in diff(edition_of(old), edition_of(new, "2021-01-01")).changes}
    assert kinds == {("added", "2B901.a.1")}
    back = {(c.kind, c.code) for c in diff(edition_of(new), edition_of(old, "2021-01-01")).changes}
    assert back == {("removed", "2B901.a.1")}


@pytest.mark.parametrize(
    "edit",
    [
        ("#note | excludes | toys", "#note | excludes | toys and models"),
        (".a | | pans made", ".a | | large pans made"),
    ],
)
def test_what_moved_says_where_it_was(edition_of, edit):
    """`detail` of a renumbered item is its old code; whatever else changed is told apart."""
    old = "2B901 | list | pots\n.a | | pans made of copper\n.b | | jars made of burnt clay\n#note | excludes | toys\n"
    new = old.replace(".b | | jars", ".c | | jars").replace(*edit)
    found = {c.code: c for c in diff(edition_of(old), edition_of(new, "2021-01-01")).changes}
    moved = found["2B901.c"]
    assert (moved.kind, moved.old_code, moved.detail, moved.rule) == (
        "renumbered",
        "2B901.b",
        "was 2B901.b",
        "same words",
    )
    assert (moved.effect, moved.substantive, moved.before) == ("neutral", False, "jars made of burnt clay")
    assert len(found) == 2
