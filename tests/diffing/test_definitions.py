"""What the coming, going and changing of definitions and marked terms does: one row a rule of docs/direction.md."""

from __future__ import annotations

import pytest
from attrs import evolve

from controllist.codes import ControlCode
from controllist.diffing.alignment import align
from controllist.diffing.comparison import diff
from controllist.model import Definition, Edition, Provision
from tests.diffing.pots import PANS, differing, told

TERM = '"pot"#definition | definition | a vessel of tin{}\n'


def test_a_definition_comes_and_goes(edition_of):
    assert told(edition_of, PANS, PANS + TERM.format("")) == {
        '"pot"#definition': ("definition", "neutral", "term defined", True)
    }
    assert told(edition_of, PANS + TERM.format(""), PANS) == {
        '"pot"#definition': ("definition", "undecided", "explanation dropped", True)
    }


@pytest.mark.parametrize(
    ("addition", "effect", "rule"),
    [
        (" or clay", "wider", "alternative added"),
        (", having a lid", "narrower", "condition added"),
        (" AND", "neutral", None),
    ],
)
def test_a_term_takes_in_more_or_less(edition_of, addition, effect, rule):
    found = told(edition_of, PANS + TERM.format(""), PANS + TERM.format(addition))
    if rule is None:
        assert found == {}  # a connective at the end says nothing
    else:
        assert found == {'"pot"#definition': ("definition", effect, rule, True)}


def test_words_that_only_got_or_lost_their_marks(edition_of):
    """`pot` is now a term: quoted, and defined; the words stand."""
    old = PANS.replace("soup pots", "soup pot")
    new = PANS.replace("soup pots", 'soup "pot"') + TERM.format("")
    assert told(edition_of, old, new)["2B901.a"] == ("text", "neutral", "term marked", False)
    assert told(edition_of, new, old)["2B901.a"] == ("text", "neutral", "term marked", False)
    quoted = PANS.replace("soup pots", 'soup "pot"')
    assert told(edition_of, old, quoted) == {}  # quoted, but nothing explains it
    noted = PANS + "#note | excludes | a pot of clay\n" + TERM.format("")
    marked = noted.replace("a pot of", 'a "pot" of')
    assert told(edition_of, noted.replace(TERM.format(""), ""), marked)["2B901#note"] == (
        "note-changed", "neutral", "term marked", False,
    )  # fmt: skip


def test_a_term_that_kept_its_marks_was_not_marked(edition_of):
    """Another word lost its marks, which nothing explains; the term beside it is explained only now, or no longer."""
    old = PANS.replace("soup pots made of tin", 'soup "pot" made of "tin"')
    new = PANS.replace("soup pots made of tin", 'soup "pot" made of tin') + TERM.format("")
    assert set(told(edition_of, old, new)) == {'"pot"#definition'}
    assert set(told(edition_of, new, old)) == {'"pot"#definition'}
    both = old.replace("of tin", "of tin") + TERM.format("")
    assert told(edition_of, both, new) == {}  # explained before as well


def test_which_terms_were_marked_is_told(edition_of):
    tin, wax = '"tin"#definition | definition | a metal\n', '"wax"#definition | definition | no metal\n'
    old = PANS.replace("soup pots made of tin", '"soup" pots of "tin" or wax or lead') + tin
    new = PANS.replace("soup pots made of tin", 'soup pots of tin or "wax" or "lead"') + wax
    found = {c.code: c for c in diff(edition_of(old), edition_of(new, "2021-01-01")).changes}
    assert found["2B901.a"].detail == "marked as terms: tin → wax"
    assert (found["2B901.a"].before, found["2B901.a"].rule) == (edition_of(old)["2B901.a"].text, "term marked")
    gone = {c.code: c for c in diff(edition_of(old), edition_of(new.replace(wax, ""), "2021-01-01")).changes}
    assert gone["2B901.a"].detail == "marked as terms: tin → –"


def test_a_term_explained_by_two_notes_is_found_at_the_one_that_is_new(edition_of):
    """The first place that explains it stands in both editions, the second one alone took the definition over."""
    old = "2B901 | | \"stewing\" pots\n#technical-note.1 | technical | 'stewing' of pots means little fire\n"
    new = old + "#technical-note.2 | technical | 'stewing' means slow boiling in little water\n"
    old += '"stewing"#definition | definition | slow boiling in little water\n'
    found = {c.code: c.rule for c in diff(edition_of(old), edition_of(new, "2021-01-01")).changes}
    assert found['"stewing"#definition'] == "term defined elsewhere now"


def test_the_entries_printed_before_a_definition_only_point():
    def edition(day: str, label: str) -> Edition:
        entry = Provision(ControlCode("2B901"), "entry", text="pots")
        code = ControlCode('"pot"#definition')
        return Edition(
            "toy",
            day,
            "en",
            "digest",
            (entry, Definition(code, "definition", text="a vessel", label=label, term="pot")),
        )

    (change,) = diff(edition("2020-01-01", "(2 4)"), edition("2021-01-01", "(2)")).changes
    assert (change.kind, change.effect, change.substantive, change.rule) == ("definition", "neutral", False, "pointer")
    assert (change.before, change.after, change.detail) == ("(2 4)", "(2)", "entries named: 2, 4, now 2")
    assert diff(edition("2020-01-01", "(2 4)"), edition("2021-01-01", "2, 4")).changes == ()
    assert diff(edition("2020-01-01", ""), edition("2021-01-01", "(2)")).changes == ()


@pytest.mark.parametrize(("before", "after"), [("2B901#note", "2B902#note"), ("2B902#note", "2B901#note")])
def test_a_definition_that_hangs_on_another_note_has_moved(edition_of, before, after):
    lines = "2B901 | | pots\n#note | explains | tin\n2B902 | | pans\n#note | explains | clay\n" + TERM.format("")

    def edition(day: str, note: str) -> Edition:
        made = edition_of(lines, day)
        hangs = [evolve(n, parent=ControlCode(note)) if isinstance(n, Definition) else n for n in made.nodes]
        return evolve(made, nodes=tuple(hangs))

    (pair,) = differing(align(edition("2020-01-01", before), edition("2021-01-01", after)))
    assert (pair.new.code, pair.how) == ('"pot"#definition', "moved")
    (change,) = diff(edition("2020-01-01", before), edition("2021-01-01", after)).changes
    assert (change.kind, change.effect, change.detail) == ("moved", "neutral", f"stands at {after} now")
    assert differing(align(edition("2020-01-01", before), edition("2021-01-01", before))) == []


def test_a_term_is_paired_with_one_spelling_of_it(edition_of):
    """`Lid` and `lid` are one term; where both stand now, the second one is new."""
    old = edition_of(PANS + '"Lid"#definition | definition | a cover\n')
    new = edition_of(
        PANS + '"Lid"#definition | definition | a cap\n"lid"#definition | definition | a hat\n', "2021-01-01"
    )
    found = align(old, new)
    assert [(p.old and p.old.code, p.new.code, p.how) for p in differing(found)] == [
        ('"Lid"#definition', '"Lid"#definition', "same place"),
        (None, '"lid"#definition', "added"),
    ]
    small = edition_of(PANS + '"lid"#definition | definition | a cover\n', "2021-01-01")
    assert align(old, small).new_of['"Lid"#definition'] == '"lid"#definition'
