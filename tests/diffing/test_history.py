"""One provision through the editions."""

from __future__ import annotations

import json

import pytest

from controllist import store
from controllist.cli import main
from controllist.diffing.histories import history
from controllist.lineage import passed


def test_the_dutch_scanner_through_three_editions():
    editions = [store.load(a) for a in store.editions("nl-semicon")]
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


def test_a_correction_is_a_step_of_its_own(edition_of):
    lines = "2B901 | list | pots\n.a | | ladles\n.b | | sieves of fine wire\n"
    printed, corrected = edition_of(lines), edition_of(lines.replace(".a | | ladles", ".a | not-used |"))
    found = history("2B901.a", [printed, corrected])
    assert [m.cause for m in found] == ["amendment", "corrigendum"]
    assert [(c.kind, c.cause) for c in found[1].changes] == [("status", "corrigendum")]


def test_one_edition_alone_has_no_steps(edition_of):
    only = edition_of("2B901 | list | pots\n.a | | ladles\n")
    assert [(m.edition, m.code, m.changes) for m in history("2B901.a", [only])] == [("toy@2020-01-01", "2B901.a", ())]
    assert [m.code for m in history("2B901.b", [only])] == [None]
    assert history("2B901.a", []) == ()


POTS = """
2B901 | list | pots
.a | list | pots for soup
.a.1 | | ladles of tin
.a.2 | | lids
.a#note | excludes | pots of a doll's house
.b | | sieves
"""


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        ((".a | list | pots for soup", ".a | list | large pots for soup"), True),  # at the provision itself
        ((".a.1 | | ladles of tin", ".a.1 | | small ladles of tin"), True),  # below it
        ((".a.2 | | lids\n", ""), True),
        (("doll's house", "doll's kitchen"), True),  # in its notes
        (("2B901 | list | pots\n", "2B901 | list | tin pots\n"), True),  # above it, which bears on all below
        ((".b | | sieves", ".b | | fine sieves"), False),  # beside it
        ((".b | | sieves", ".b | | sieves\n.c | | forks"), False),
        ((".b | | sieves", ".b | | sieves\n#note | excludes | forks"), True),  # a note on the whole entry
    ],
)
def test_which_changes_concern_a_provision(edition_of, edit, told):
    first, second = edition_of(POTS), edition_of(POTS.replace(*edit), "2021-01-01")
    _, now = history("2B901.a", [first, second])
    assert bool(now.changes) is told


def test_a_new_neighbour_of_the_entry_above_does_not_concern_an_item(edition_of):
    first, second = edition_of(POTS), edition_of(POTS + "2B902 | | ovens\n", "2021-01-01")
    assert history("2B901.a", [first, second])[1].changes == ()


def test_a_provision_that_is_gone_today_has_no_past_here(edition_of):
    """The code is that of the newest edition: what it names there is followed, nothing else."""
    days = ["2020-01-01", "2021-01-01", "2022-01-01"]
    texts = [POTS, POTS.replace(".b | | sieves", ".b | | fine sieves"), POTS.replace(".b | | sieves\n", "")]
    editions = [edition_of(text, day) for text, day in zip(texts, days, strict=True)]
    assert [(m.edition[-10:], m.code, m.changes) for m in history("2B901.b", editions)] == [(d, None, ()) for d in days]


def run(capsys, *arguments):
    status = main(["show", *arguments, "--history"])
    out = capsys.readouterr()
    return status, out.out, out.err


def test_show_tells_the_extension_and_the_way_to_annex_i(capsys):
    status, out, _ = run(capsys, "3B001.f.4", "--list", "nl-semicon")
    assert status == 0
    assert "≤ 1.50 nm, now ≤ 2.40 nm" in out
    assert out.index("nl-semicon@2023-09-01") < out.index("nl-semicon@2024-09-07") < out.index("≤ 1.50 nm")
    assert "nl-semicon:3B001.f.4 → eu-dual-use:3B501.f.1.b (part)" in " ".join(out.split())


def test_show_asks_both_lists_that_have_a_number(capsys):
    _, out, _ = run(capsys, "3B001.l", "--format", "json")
    results = {r["list"]: r for r in json.loads(out)["results"]}
    assert any("→ eu-dual-use:3B501.m (full)" in line for line in results["nl-semicon"]["lineage"])
    assert [m["edition"] for m in results["nl-semicon"]["moments"]] == [str(a) for a in store.editions("nl-semicon")]


def test_a_plain_look_tells_the_way_between_lists_too(capsys):
    assert main(["show", "3B001.l", "--format", "json"]) == 0
    results = {r["list"]: r["lineage"] for r in json.loads(capsys.readouterr().out)["results"]}
    assert any("→ eu-dual-use:3B501.m (full)" in line for line in results["nl-semicon"])
    assert main(["show", "ML10.c", "--format", "json"]) == 0
    assert [r["lineage"] for r in json.loads(capsys.readouterr().out)["results"]] == [[]]


def test_show_sets_the_correction_of_2026_apart(capsys):
    _, out, _ = run(capsys, "3B501.f.1.a", "--format", "json")
    document = json.loads(out)
    (result,) = document["results"]
    assert [(m["edition"], m["cause"], m["code"]) for m in result["moments"]] == [
        ("eu-dual-use@2021-09-09", "amendment", None),
        ("eu-dual-use@2025-11-15", "amendment", "3B501.f.1.a"),
        ("eu-dual-use@2025-11-15", "corrigendum", "3B501.f.1.a"),
    ]
    assert [(c["effect"], c["cause"]) for c in result["moments"][2]["changes"]] == [("narrower", "corrigendum")]
    assert any("2023-12-16" in c for c in document["cautions"])


@pytest.mark.parametrize("format", ["text", "md"])
def test_what_was_not_there_is_told(capsys, format):
    _, out, _ = run(capsys, "3B501.m", "--format", format)
    assert "not there" in out
    assert "added: wider" in out


@pytest.mark.parametrize(("arguments", "status"), [(["1A999"], 1), (["3B001", "--as-of", "2024-01-01"], 2)])
def test_wrong_use_is_one_line(capsys, arguments, status):
    got, out, err = run(capsys, *arguments)
    assert (got, out, len(err.strip().splitlines())) == (status, "", 1)


def test_every_recorded_move_starts_at_a_place_that_stood_and_ends_at_one_that_stands():
    assert passed()
    for move in passed():
        assert any(move.old in store.load(a) for a in store.editions(move.old_list)), move
        if move.new is not None:
            assert move.new in store.load(store.editions(move.new_list)[-1]), move


def test_every_recorded_move_leads_from_a_place_to_a_place():
    """The older end stands in the newest Dutch edition, the newer end in the newest of its list; `none` has no end."""
    newest = {name: store.load(store.editions(name)[-1]) for name in ("nl-semicon", "eu-dual-use")}
    for move in passed():
        assert move.old in newest[move.old_list], move
        assert (move.new is None) == (move.extent == "none"), move
        assert move.new is None or move.new in newest[move.new_list], move


@pytest.mark.parametrize("place", ["3B001.l", "3B001.m", "3B001.f.4", "3B001.d.12", "3B001.a.4", "3B001.d.19", "3D007"])
def test_every_licence_line_of_the_dutch_list_has_an_answer(place):
    assert any(move.old == place for move in passed() if move.old_list == "nl-semicon")


@pytest.mark.parametrize("format", ["text", "md"])
def test_a_plain_look_tells_what_became_of_a_licence_line(capsys, format):
    assert main(["show", "3B001.l", "--list", "nl-semicon", "--format", format]) == 0
    assert "→ eu-dual-use:3B501.m (full)" in capsys.readouterr().out.replace("\n      ", " ")
    assert main(["show", "3B501.m", "--list", "eu-dual-use", "--format", format]) == 0
    assert "nl-semicon:3B001.l →" in capsys.readouterr().out.replace("\n      ", " ")
    assert main(["show", "2B350", "--list", "eu-dual-use", "--format", format]) == 0
    assert "between lists" not in capsys.readouterr().out
