"""Articles against a change: an invented list of ovens, and the Dutch extension of 7 September 2024."""

from __future__ import annotations

import csv
import hashlib
import json

import pytest
from attrs import evolve

from controllist import notation, store
from controllist.app.questions import compare
from controllist.assessing.facts import Facts
from controllist.cli import main
from controllist.codes import ControlCode
from controllist.diffing.changes import Change
from controllist.diffing.comparison import diff
from controllist.index import build_index
from controllist.lineage import Passed
from controllist.model import Edition, Source
from controllist.registers.impact import (
    OUTCOMES,
    Fitting,
    Impact,
    Touched,
    impact_between,
    judged,
    summary,
    what_changed,
)
from controllist.registers.tables import Goods
from controllist.rendering.registers import impact_result, impact_text
from controllist.rendering.translation import output_language, translated

OLD = """2B901 | list | ovens for ceramics
.a | | tunnel kilns, maximum temperature > 1500 °C
.b | | muffle furnaces, chamber volume > 5 m³
.c | | rotary kilns for clinker
.d | | salt bath furnaces
.e | | microwave sintering furnaces, power > 10 kW
"""
NEW = """2B901 | list | ovens for ceramics
.a | | tunnel kilns, maximum temperature > 1700 °C
.b | | muffle furnaces, chamber volume > 3 m³
.c | not-used |
.e | | microwave sintering furnaces, power > 10 kW
.f | | spark plasma sintering presses
.g | | salt bath furnaces
"""


def move(old: ControlCode, new: ControlCode, extent: str, remark: str, grade: str) -> Passed:
    return Passed("toy", old, "other", new, "2024-01-01", extent, remark, grade)


def edition(lines: str, day: str) -> Edition:
    return Edition("nl-semicon", day, "en", "digest", notation.read(lines))


@pytest.fixture(scope="module")
def impact() -> Impact:
    old, new = edition(OLD, "2020-01-01"), edition(NEW, "2021-01-01")
    return Impact(old, new, diff(old, new).changes, build_index([new], ()))


def goods(description: str = "", classification: str = "", **facts: str) -> Goods:
    given = tuple((name.replace("_", " "), value) for name, value in facts.items())
    return Goods(2, "1", description, classification, given)


@pytest.mark.parametrize(
    ("row", "outcome", "codes"),
    [
        # The place is kept empty: whoever stood there does no more.
        (goods(classification="2B901.c"), "no longer controlled", ()),
        # Moved with the same words.
        (goods(classification="2b901d"), "number changed", ("2B901.g",)),
        # Nothing there, nothing above.
        (goods(classification="2B901.e"), "not touched", ("2B901.e",)),
        # A bound moved out: what is in stays in.
        (goods(classification="2B901.b"), "not touched", ("2B901.b",)),
        # A bound moved in, and the fact that decides is not known.
        (goods(classification="2B901.a"), "look again", ("2B901.a",)),
        # ... or known.
        (goods(classification="2B901.a", maximum_temperature="1600 °C"), "no longer controlled", ("2B901.a",)),
        (goods(classification="2B901.a", maximum_temperature="1800 °C"), "not touched", ("2B901.a",)),
        # The most urgent of several numbers speaks.
        (goods(classification="2B901.e; 2B901.c"), "no longer controlled", ()),
        # Not classified, and the description fits what is new or wider.
        (goods("spark plasma sintering press"), "look again", ("2B901.f",)),
        (goods("muffle furnace", "none", chamber_volume="4 m³"), "newly controlled", ("2B901.b",)),
        (goods("muffle furnace", "none", chamber_volume="2 m³"), "not touched", ()),
        # Not classified, and nothing wider speaks of it.
        (goods("wooden spoon", "-"), "not touched", ()),
        # A fact that cannot be read is told, not passed over.
        (goods("muffle furnace", "", chamber_volume=""), "look again", ()),
    ],
)
def test_outcome(impact, row, outcome, codes):
    found = impact.judge(row)
    assert (found.outcome, found.codes) == (outcome, codes), found.reason
    assert found.reason


SCANNERS = """3B902 | list | exposure tools for wafers
.a | | laser ablation benches
.b | all | wavelength and overlay
.b.1 | | wavelength ≥ 193 nm
.b.2 | any | overlay
.b.2.a | | overlay ≤ 1.5 nm
.b.2.b | | mix-and-match overlay ≤ 2.5 nm
"""


@pytest.mark.parametrize(
    ("old", "facts", "outcome", "code", "direction"),
    [
        # The whole entry is new. The wavelength alone is met; the overlay asked beside it is not: other parts are open.
        ("", {"wavelength": "193 nm", "overlay": "1.6 nm", "mix-and-match_overlay": "3 nm"},
         "look again", "3B902", "wider"),
        # Both are met.
        ("", {"wavelength": "193 nm", "overlay": "1.4 nm"}, "newly controlled", "3B902", "wider"),
        # The entry stood there with the ablation benches: only the scanners are new.
        ("3B902 | list | exposure tools for wafers\n.a | | laser ablation benches\n",
         {"wavelength": "193 nm", "overlay": "1.6 nm", "mix-and-match_overlay": "3 nm"}, "not touched", None, ""),
        # One of several that are asked together: what is missing is named.
        ("3B902 | list | exposure tools for wafers\n.a | | laser ablation benches\n",
         {"wavelength": "193 nm"}, "look again", "3B902.b", "wider"),
        # A bound of one alternative moved out, below a condition of the whole.
        (SCANNERS.replace("1.5 nm", "1.0 nm"),
         {"wavelength": "100 nm", "overlay": "1.4 nm"}, "not touched", None, ""),
        (SCANNERS.replace("1.5 nm", "1.0 nm"),
         {"wavelength": "193 nm", "overlay": "1.4 nm", "mix-and-match_overlay": "3 nm"},
         "newly controlled", "3B902.b", "wider"),
    ],
)  # fmt: skip
def test_a_condition_of_several_is_judged_with_the_others(old, facts, outcome, code, direction):
    before, after = edition(old or OLD, "2020-01-01"), edition(SCANNERS, "2021-01-01")
    impact = Impact(before, after, diff(before, after).changes, build_index([after], ()))
    found = impact.judge(goods("exposure tool for wafers, wavelength and overlay", "none", **facts))
    assert (found.outcome, found.direction) == (outcome, direction), found.reason
    assert found.codes == ((code,) if code else ()), found.reason


def test_a_part_that_the_facts_rule_out_is_named_and_not_what_all_other_parts_ask():
    before, after = edition(OLD, "2020-01-01"), edition(SCANNERS, "2021-01-01")
    impact = Impact(before, after, diff(before, after).changes, build_index([after], ()))
    facts = {"wavelength": "100 nm"}
    found = impact.judge(goods("exposure tool for wafers, wavelength and overlay", "none", **facts))
    assert found.reason == "by the facts given 3B902.b is not met; other parts of 3B902, which is new, are open"
    assert found.deciding == ()


def test_a_scanner_whose_overlay_is_above_the_bound_of_annex_i():
    impact = catalogue_change("eu-dual-use@2021-09-09", "eu-dual-use@2025-11-15")
    found = impact.judge(goods("DUV immersion scanner 193 nm, overlay 1.6 nm"))
    assert (found.outcome, found.codes) == ("look again", ("3B501",))
    assert "3B501.f is not met" in found.reason
    below = impact.judge(goods("DUV immersion scanner 193 nm, overlay 1.4 nm", minimum_resolvable_feature_size="38 nm"))
    assert below.outcome == "newly controlled", below.reason


def catalogue_change(old: str, new: str) -> Impact:
    before, after = store.load(old), store.load(new)
    return Impact(before, after, diff(before, after).changes, build_index([after]), (), store.shapes())


def test_the_reason_names_place_and_deciding_fact(impact):
    found = impact.judge(goods(classification="2B901.a"))
    assert "2B901.a" in found.reason
    assert any("1700" in d for d in found.deciding)


KILNS = """2B903 | list | kilns
.a | | tunnel kilns, gas fired, for bricks, tiles or pipes
#note | excludes | kilns for tableware
"""


@pytest.mark.parametrize(
    ("new", "reason", "direction"),
    [
        # Old and new words stand beside each other, with the word before them.
        (KILNS.replace("tiles or pipes", "tiles or ducts"),
         "2B903.a changed, direction undecided: “or pipes”, now “or ducts”", "undecided"),
        (KILNS.replace("tunnel kilns", "thin-walled tunnel kilns"),
         "2B903.a got narrower: added “thin-walled”", "narrower"),
        # A note that takes out.
        (KILNS + "#note.2 | excludes | kilns of schools\n",
         "2B903#note.2 got narrower: new: “kilns of schools”", "narrower"),
    ],
)  # fmt: skip
def test_the_reason_quotes_old_and_new_words(new, reason, direction):
    before, after = edition(KILNS, "2020-01-01"), edition(new, "2021-01-01")
    found = Impact(before, after, diff(before, after).changes, None).judge(goods(classification="2B903.a"))
    assert (found.outcome, found.reason, found.direction) == ("look again", reason, direction)


def test_reason_and_direction_of_goods_without_a_number_agree():
    before = edition(KILNS, "2020-01-01")
    after = edition(KILNS.replace("tiles or pipes", "tiles or ducts"), "2021-01-01")
    impact = Impact(before, after, diff(before, after).changes, build_index([after], ()))
    found = impact.judge(goods("gas fired tunnel kiln for bricks", "none"))
    assert (found.outcome, found.direction) == ("look again", "undecided")
    assert found.reason == (
        "the description fits 2B903.a, which changed, direction undecided (“or pipes”, now “or ducts”)"
    )


@pytest.mark.parametrize(
    ("score", "said", "dutch"),
    [
        (0.62, "the description fits 2B903.a, ", "de omschrijving past bij 2B903.a, dat gewijzigd is"),
        (0.35, "the description fits 2B903.a, ", "de omschrijving past bij 2B903.a, dat gewijzigd is"),
        (0.11, "the description may fit 2B903.a (0.11), ", "de omschrijving past misschien bij 2B903.a (0.11), dat"),
        (0.0, "a fact given is one that 2B903.a asks for, ", "naar een gegeven feit vraagt 2B903.a, dat gewijzigd is"),
    ],
)
def test_a_faint_match_is_no_fit(score, said, dutch):
    before = edition(KILNS, "2020-01-01")
    after = edition(KILNS.replace("tiles or pipes", "tiles or ducts"), "2021-01-01")
    (change,) = diff(before, after).changes
    impact = Impact(before, after, (change,), build_index([after], ()))
    found = impact.brought_in(goods("kiln", "none"), Facts(), Fitting(change, change.code, score))
    assert found is not None
    assert found.reason.startswith(said)
    with output_language("nl"):
        assert translated(found.reason).startswith(dutch)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        # Passages far apart are quoted apart, beyond the second they are counted.
        ("a one b c d e f two g h i j k three", "a ONE1 b c d e f TWO2 g h i j k THREE3",
         "“a one”, now “a ONE1”; “f two”, now “f TWO2”; 1 more in its words"),
        # A comma more is no passage.
        ("boats: grey", "boats, grey and blue", "added “and blue”"),
        # What is long ends in an ellipsis.
        ("hulls", "hulls " + "of steel " * 40, "added “" + "of steel " * 15 + "of …”"),
    ],
)  # fmt: skip
def test_passages(before, after, said):
    code = ControlCode("2B903.a")
    assert what_changed(Change("text", code, code, "undecided", True, before, after)) == said


def test_a_number_that_is_none_is_told(impact):
    assert "9Z999 is no number of" in impact.judge(goods("spark plasma sintering press", "9Z999")).reason


def test_urgency_puts_what_may_be_controlled_first(impact):
    rows = [
        goods(classification="2B901.e"),
        goods(classification="2B901.c"),
        goods(classification="2B901.d"),
        goods(classification="2B901.a"),
        goods("spark plasma sintering press"),
        goods("muffle furnace", "none", chamber_volume="4 m³"),
    ]
    found = sorted((impact.judge(r) for r in rows), key=lambda t: t.urgency)
    assert [t.outcome for t in found] == [
        "newly controlled",
        "look again",
        "look again",
        "number changed",
        "no longer controlled",
        "not touched",
    ]
    assert [t.direction for t in found[1:3]] == ["wider", "narrower"]
    assert list(summary(found)) == list(OUTCOMES)


def test_several_processes_say_the_same(impact):
    rows = [goods("spark plasma sintering press" if n % 7 == 0 else f"spoon {n}") for n in range(2100)]
    assert list(judged(impact, rows, 2)) == list(judged(impact, rows, 1))


def test_what_became_of_a_number_of_another_list():
    old, new = edition(OLD, "2020-01-01"), edition(NEW, "2021-01-01")
    moves = (
        move(ControlCode("2B901.a"), ControlCode("2B501.m"), "full", "kilns", "checked"),
        move(ControlCode("2B901.b"), ControlCode("2B501.n"), "part", "up to 3 m³", "checked"),
    )
    impact = Impact(old, new, (), None, moves)
    assert impact.judge(goods(classification="2B901.a")).outcome == "number changed"
    part = impact.judge(goods(classification="2B901.b"))
    assert (part.outcome, part.codes, "up to 3 m³" in part.reason) == ("look again", ("2B501.n",), True)
    assert "not recorded" in impact.judge(goods(classification="2B901.c")).reason


@pytest.mark.parametrize(
    ("overlay", "outcome", "codes", "told"),
    [
        ("1.4 nm", "number changed", ["3B901.x"], "by the facts given 3B901.x is met"),
        ("1.6 nm", "look again", [], "by the facts given 3B901.x is not met, so nl-semicon alone may name it"),
        (None, "look again", ["3B901.x"], "up to 1.5 nm"),
    ],
)
def test_the_facts_decide_which_part_of_a_licence_line_went(overlay, outcome, codes, told):
    old = edition("3B901 | list | scanners\n.f | | overlay ≤ 2.4 nm\n", "2020-01-01")
    new = edition("3B901 | list | scanners\n.x | | overlay ≤ 1.5 nm\n", "2021-01-01")
    moves = (move(ControlCode("3B901.f"), ControlCode("3B901.x"), "part", "up to 1.5 nm", "checked"),)
    facts = {"overlay": overlay} if overlay else {}
    found = Impact(old, new, (), None, moves).judge(goods(classification="3B901.f", **facts))
    assert (found.outcome, list(found.codes)) == (outcome, codes)
    assert told in found.reason


REGISTER = """Article;Description;Classification;Facts
1;DUV immersion scanner for wafers;;wavelength=193 nm, measured
2;EUV pellicle;3B001.l;
3;Spring washer;none;
4;Pellicle production tool;3B001.m;
"""


@pytest.fixture
def register(tmp_path):
    path = tmp_path / "register.csv"
    path.write_text(REGISTER.replace(", measured", ""), encoding="utf-8")
    return path


def run(capsys, *arguments):
    status = main(["impact", *map(str, arguments)])
    out = capsys.readouterr()
    return status, out.out, out.err


def test_a_change_has_the_direction_that_people_gave_it_as_in_diff():
    old, new = (store.load(f"eu-dual-use@{day}") for day in ("2021-09-09", "2025-11-15"))
    seen = {(c.code, c.effect, c.decided_by) for c in impact_between(old, new).changes}
    told = {(c.code, c.effect, c.decided_by) for c in compare(old, new, corrections=False).diff.changes}
    assert seen == told
    assert any(source == "review" for _, _, source in seen)


def test_the_scanner_that_the_extension_may_catch(capsys, register):
    before = hashlib.sha256(register.read_bytes()).hexdigest()
    pair = ("--from", "nl-semicon@2023-09-01", "--to", "nl-semicon@2024-09-07")
    status, out, _ = run(capsys, register, *pair, "--format", "json")
    document = json.loads(out)
    (article,) = document["articles"]
    assert (status, article["article"], article["outcome"], article["direction"]) == (1, "1", "look again", "wider")
    assert "dedicated chuck overlay" in article["deciding"]
    assert document["summary"]["not touched"] == 3
    assert any("may still be listed" in c for c in document["cautions"])
    assert hashlib.sha256(register.read_bytes()).hexdigest() == before


def test_licence_lines_of_the_dutch_list_in_annex_i(capsys, register):
    pair = ("--from", "nl-semicon@2025-04-01", "--to", "eu-dual-use@2025-11-15")
    _, out, _ = run(capsys, register, *pair, "--format", "json", "--all")
    found = {a["article"]: a for a in json.loads(out)["articles"]}
    assert (found["2"]["outcome"], found["2"]["codes"]) == ("number changed", ["3B501.m"])
    assert (found["4"]["outcome"], found["4"]["codes"]) == ("look again", [])


@pytest.mark.parametrize("format", ["text", "md", "html"])
def test_formats(capsys, register, format):
    pair = ("--from", "nl-semicon@2023-09-01", "--to", "nl-semicon@2024-09-07")
    _, out, _ = run(capsys, register, *pair, "--format", format)
    assert "DUV immersion scanner" in out
    assert "Spring washer" not in out


def test_the_answer_says_on_whose_words_it_rests(capsys, register):
    pair = ("--from", "nl-semicon@2023-09-01", "--to", "nl-semicon@2024-09-07")
    _, out, _ = run(capsys, register, *pair, "--format", "json")
    assert [w["wording"] for w in json.loads(out)["wordings"]] == ["digest", "digest"]
    for form in ("text", "md", "html"):
        assert "our digest" in run(capsys, register, *pair, "--format", form)[1]


def test_a_fetched_or_added_file_is_named():
    old, new = edition(OLD, "2020-01-01"), edition(NEW, "2021-01-01")
    new = evolve(new, wording="official", source=Source("annex.xhtml"))
    assert impact_result(old, new, [], ())["wordings"][1] == {
        "edition": str(new.address),
        "wording": "official",
        "source": "annex.xhtml",
    }
    assert f"{old.address}: our digest; {new.address}: official wording of annex.xhtml" in impact_text(old, new, [], ())


def test_of_many_deciding_facts_text_names_the_first_and_json_all():
    old, new = edition(OLD, "2020-01-01"), edition(NEW, "2021-01-01")
    row = Touched(goods("kiln"), "look again", "why", (), (), tuple(f"fact {n}" for n in range(1, 12)), "wider")
    assert "why; decided by fact 1, fact 2," in (text := " ".join(impact_text(old, new, [row], ()).split()))
    assert text.endswith("fact 8 and 3 more")
    assert len(impact_result(old, new, [row], ())["articles"][0]["deciding"]) == 11


@pytest.mark.parametrize("format", ["text", "json", "md", "html"])
def test_out_writes_to_a_file_what_would_be_printed(capsys, register, tmp_path, format):
    pair = ("--from", "nl-semicon@2023-09-01", "--to", "nl-semicon@2024-09-07", "--format", format)
    printed = run(capsys, register, *pair)
    out = tmp_path / f"impact.{format}"
    assert run(capsys, register, *pair, "-o", out)[:2] == (printed[0], "")
    assert out.read_text(encoding="utf-8") == printed[1]


def test_out_does_not_write_over_the_register_nor_into_a_folder_that_is_not_there(capsys, register, tmp_path):
    pair = ("--from", "nl-semicon@2023-09-01", "--to", "nl-semicon@2024-09-07")
    status, out, err = run(capsys, register, *pair, "-o", register)
    assert (status, out, "expected another file to write to" in err) == (2, "", True)
    assert register.read_text(encoding="utf-8").startswith("Article;")
    assert run(capsys, register, *pair, "-o", tmp_path / "nowhere" / "impact.txt")[0] == 3


@pytest.mark.parametrize(
    ("arguments", "help_named"),
    [
        (["impact", "r.csv", "--from", "a@1", "--to", "a@2", "--onto", "x"], "`controllist impact --help`"),
        (["impact"], "`controllist impact --help`"),
        # An action of a command has a help of its own.
        (["record", "make", "pump", "--onto", "x"], "`controllist record make --help`"),
        (["match", "pump", "--onto"], "`controllist match --help`"),
    ],
)
def test_wrong_use_points_to_the_help_of_the_command(capsys, arguments, help_named):
    assert main(arguments) == 2
    assert help_named in capsys.readouterr().err


def test_nothing_touched_is_exit_0(capsys, register):
    edition = str(store.editions("nl-semicon")[-1])
    assert run(capsys, register, "--from", edition, "--to", edition)[0] == 0


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["missing.csv", "--from", "nl-semicon@2023-09-01", "--to", "nl-semicon@2024-09-07"], 3),
        ([None, "--from", "nl-semicon@2023-09-01", "--to", "eu-military@2020-02-17"], 2),
        ([None, "--from", "nl-semicon@2023-09-01"], 2),
        ([None, "--from", "nl-semicon@2023-09-01", "--to", "nl-semicon@2024-09-07", "--description", "Nothing"], 2),
    ],
)
def test_wrong_use_is_one_line(capsys, register, arguments, status):
    got, out, err = run(capsys, *[a or register for a in arguments])
    assert (got, out) == (status, "")
    assert len(err.strip().splitlines()) == 1


def test_a_spreadsheet_says_what_the_same_rows_in_csv_say(capsys, register, tmp_path):
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl writes the spreadsheet of this test")
    pytest.importorskip("python_calamine", reason="python-calamine reads spreadsheets")
    book = openpyxl.Workbook()
    for row in csv.reader(register.read_text(encoding="utf-8").splitlines(), delimiter=";"):
        book.active.append(row)
    sheet = tmp_path / "register.xlsx"
    book.save(sheet)
    before = sheet.read_bytes()
    pair = ("--from", "nl-semicon@2023-09-01", "--to", "nl-semicon@2024-09-07", "--format", "json", "--all")
    told = [json.loads(run(capsys, path, *pair)[1])["articles"] for path in (register, sheet)]
    assert len(told[0]) == 4
    assert told[0] == told[1]
    assert sheet.read_bytes() == before
