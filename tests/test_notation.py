"""The digest notation: read, written again, refused with file and line."""

from __future__ import annotations

import pytest

from controllist import notation
from controllist.errors import DamagedDataError
from controllist.model import Basis, Definition, Note, Provision

TOY = """# a comment is overlooked
3 | heading | toys
3B | heading | machines for toys
3B001 | list | toy presses; parts specially designed for them
.a | all | for wood
.a.1 | | force > 5 kN
.a.2 | not-used |
.a#note | excludes for .a.1, 3B002 | presses for schools:
.a#note.1 | excludes | with < 2 stations
.a#technical-note.1 | technical | 'station' = place where one toy is pressed
  @remark the law misprints the word
.b#part.1 | part any |
  @inferred another list | the goods are the same
3B002 | | "toy" ovens
"toy"#definition | definition | (3) thing to play with
.a | | made of wood
#note | explains | puzzles count
"""


def test_read_gives_kinds_parents_and_bases() -> None:
    nodes = {n.code: n for n in notation.read(TOY, Basis("checked", "a copy"))}
    assert nodes["3"].kind == "category"
    assert (nodes["3B"].kind, nodes["3B"].parent) == ("group", "3")
    assert (nodes["3B001"].kind, nodes["3B001"].parent) == ("entry", "3B")
    item = nodes["3B001.a"]
    assert isinstance(item, Provision)
    assert (item.requirement, item.parent) == ("all", "3B001")
    assert nodes["3B001.a.2"].status == "not used"  # type: ignore[attr-defined]
    note = nodes["3B001.a#note"]
    assert isinstance(note, Note)
    assert note.about == ("3B001.a.1", "3B002")
    assert nodes["3B001.a#note.1"].parent == "3B001.a#note"
    assert nodes["3B001.a#technical-note.1"].parent == "3B001.a", "a heading that is left out is no parent"
    assert nodes["3B001.a#technical-note.1"].remark == "the law misprints the word"
    assert nodes["3B001.b#part.1"].basis == Basis("inferred", "another list", "the goods are the same")
    assert nodes["3B002"].basis == Basis("checked", "a copy")
    term = nodes['"toy"#definition']
    assert isinstance(term, Definition)
    assert (term.term, term.scope) == ("toy", None)
    assert nodes['"toy"#definition.a'].parent == term.code
    assert nodes['"toy"#definition#note'].parent == term.code


def test_law_write_gives_the_lines_again() -> None:
    basis = Basis("checked", "a copy")
    nodes = notation.read(TOY, basis)
    assert notation.read(notation.write(nodes, basis), basis) == nodes


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("3B001 list presses\n", r"expected `place \| kind \| words`, found '3B001 list presses' \(f line 1\)"),
        ("3B001 | some | presses\n", r"expected a kind .* found 'some' \(f line 1\)"),
        ("3B001 | | presses\n3B001 | | presses\n", r"expected each code once, found 3B001 again \(f line 2\)"),
        ("  @remark alone\n", r"expected a provision before a remark \(f line 1\)"),
        ("3B001 | | presses\n  @guess x\n", r"expected @secondary.*found @guess \(f line 2\)"),
    ],
)
def test_a_bad_line_is_named(text: str, message: str) -> None:
    with pytest.raises(DamagedDataError, match=message):
        notation.read(text, name="f")
