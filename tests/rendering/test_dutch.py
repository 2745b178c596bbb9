"""Nothing a user meets has no Dutch: sentences with holes, errors, questions, cautions, remarks of the lists."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

import controllist
from controllist import store
from controllist.assessing.facts import Facts
from controllist.assessing.questions import missing_facts
from controllist.assessing.verdict import assess
from controllist.cli import main
from controllist.rendering import lines as layout
from controllist.rendering.dutch import SENTENCES
from controllist.rendering.labels import speaking, told

ROOM = Path(controllist.__file__).parent
Capture = pytest.CaptureFixture[str]

FILLINGS = {
    "bound": "≤ 5 nm", "number": "7", "code": "3B001.f", "list": "eu-dual-use", "date": "2024-09-07",
    "dates": "2024-09-07, 2025-01-01", "edition": "nl-semicon@2024-09-07", "place": "nl-semicon:3B001.l",
    "act": "Act 7", "opt": " [x]",
}  # fmt: skip
"""What may stand in a hole of each kind; in a hole for any words its number stands."""


@pytest.mark.parametrize(("english", "dutch"), SENTENCES)
def test_a_sentence_names_the_same_things_in_both(english: str, dutch: str) -> None:
    holes = re.findall(r"\{(\w*)\}", english)
    names = [FILLINGS.get(hole, f"[{n}]") for n, hole in enumerate(holes)]
    said = re.sub(r"\{\w*\}", "{}", english).format(*names)
    with speaking("nl"):
        assert told(said) == dutch.format(*names)
    assert told(said) == said


def bare(sentence: str) -> str:
    """A sentence with `{}` for each hole, whatever its name, and one for several in a row."""
    return re.sub(r"\{\}(?:[ @:]?\{\})+", "{}", re.sub(r"\{\w*\}", "{}", sentence))


FORMS = {bare(english): dutch for english, dutch in SENTENCES}


def dutch_of(template: str) -> str | None:
    """The Dutch of a sentence with `{}` for its holes, whatever kind of words they take; None where it has none."""
    template = bare(template)
    if template in FORMS:
        return FORMS[template]
    kinds = ("[x]", "3B001.f", "nl-semicon@2024-09-07", "eu-dual-use", "2024-09-07", "7", "≤ 5 nm", "met", "; [x]")
    holes = template.count("{}")
    if holes > 3:
        return None
    for names in product(kinds, repeat=holes):
        said = template.format(*names) if holes else template
        with speaking("nl"):
            dutch = told(said)
        if dutch != said and not re.search(r"\b(?:expected|found|the|is not|by)\b", re.sub(r"`[^`]*`", "", dutch)):
            return dutch
    return None


def template(node: ast.expr) -> str | None:
    """A text as it stands in the source, `{}` where something is put in; None for what is no text."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(v.value) if isinstance(v, ast.Constant) else "{}" for v in node.values)
    return None


NOT_FOR_USERS = (
    # for those who read official files into lists, and keep lists and words
    "readers/", "parsing/", "profiles/", "notation.py", "ingest.py", "limits.py", "serialize.py", "schema/",
    "integrity.py", "lexicon.py", "index/", "diffing/patching.py", "diffing/reviews.py", "store/folders.py",
    "store/remarks.py", "store/counterparts.py", "language/words.py",
    # what publishers answer
    "fetching/cellar.py", "fetching/dutch.py", "fetching/transport.py", "fetching/cache.py",
    # over a line or beyond one machine: read by programs
    "services/answers.py", "services/assistants.py", "services/protocol.py", "services/partitions.py",
)  # fmt: skip
"""Modules and rooms whose errors stay in English."""


NAMED_FIELD = re.compile(r"\{[a-z]\w*(?:![rs])?\}")
"""A template with fields has its Dutch in the catalogue of messages: `test_messages.py`."""


def raised(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args):
            continue
        if node.func.id in ("MisuseError", "NotFoundError", "SourceError", "CodeError", "DamagedDataError"):
            text = template(node.args[0])
            if text is not None and not NAMED_FIELD.search(text):
                yield text


ERRORS = sorted(
    {
        text
        for path in ROOM.rglob("*.py")
        if not path.relative_to(ROOM).as_posix().startswith(NOT_FOR_USERS)
        for text in raised(path)
    }
)


@pytest.mark.parametrize("text", ERRORS)
def test_every_error_a_user_meets_has_dutch(text: str) -> None:
    assert dutch_of(text) or is_part_of_a_sentence(text), text


def test_the_search_for_what_has_no_dutch_finds_it() -> None:
    assert dutch_of("expected a kiln at {}, found the {}") is None
    assert dutch_of("no edition of {} is at hand") == "geen uitgave van {} is aanwezig"


SAYING = (
    "store/choosing.py",
    "matching/cautions.py", "impact/judging.py", "impact/wording.py", "impact/registers.py", "lineage.py",
    "services/choosing.py", "services/finding.py", "services/verdicts.py", "services/histories.py",
    "services/recording.py", "services/adding.py", "registers/classifying.py", "registers/sources.py",
    "fetching/checking.py", "rendering/records.py", "cli/add.py", "cli/assess.py", "cli/batch.py",
    "cli/browse.py", "cli/impact.py", "cli/record.py", "cli/fetch.py", "cli/show.py",
    "cli/diff.py", "cli/_output.py",
)  # fmt: skip
"""Modules whose texts answers or commands say."""
NAMES = {"in force", "is it", "the text of the edition changed"}
"""Names of states and facts, and what only JSON says: no words to a reader."""


def said_in(path: Path) -> Iterator[str]:
    """Texts of several words that are no error, no help of an option, no example and no docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    left: set[int] = set()
    for node in ast.walk(tree):
        called = node.func if isinstance(node, ast.Call) else None
        name = called.id if isinstance(called, ast.Name) else called.attr if isinstance(called, ast.Attribute) else ""
        doc = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        example = isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "EXAMPLES"
        if doc or example or name.endswith("Error") or name in ("add_argument", "add_parser", "compile", "DictReader"):
            left |= {id(inner) for inner in ast.walk(node)}
        if isinstance(node, ast.JoinedStr):
            left |= {id(value) for value in node.values}
    for node in ast.walk(tree):
        text = template(node) if isinstance(node, ast.expr) and id(node) not in left else None
        if text and re.search(r"[A-Za-z]{2,}[,:;]? [a-z{(]", text):
            yield text


def is_part_of_a_sentence(text: str) -> bool:
    """Whether a text that others go on with, or begin, stands in a sentence that has Dutch."""
    pieces = ".*?".join(map(re.escape, bare(text).strip(" ;,").split("{}")))
    return any(re.search(pieces, english, re.S) for english in FORMS)


@pytest.mark.parametrize("name", SAYING)
def test_what_modules_say_has_dutch(name: str) -> None:
    without = [t for t in said_in(ROOM / name) if not dutch_of(t) and not is_part_of_a_sentence(t)]
    assert [t for t in without if t not in NAMES] == []


def shipped_remarks() -> set[str]:
    """What the shipped lists say of themselves: remarks, cautions, on what lines rest, what came after, what moved."""
    found: set[str] = set()
    for name in store.shipped_lists():
        listing = store.info(name)
        found |= {listing.not_covered, *(k.remark for k in (*listing.known, *listing.announced))}
        for address in store.editions(name):
            edition = store.load(address)
            found |= set(edition.cautions)
            for node in edition.nodes:
                found.add(node.remark)
                found |= set() if node.basis.grade == "checked" else {node.basis.source, node.basis.reasoning}
    moves = json.loads((store.shipped_folder() / "lineage.json").read_text(encoding="utf-8"))["moves"]
    return (found | {move["remark"] for move in moves}) - {""}


def test_every_remark_of_the_lists_has_dutch_in_remarks_nl_tsv() -> None:
    dutch = store.remarks("nl")
    assert {"has no Dutch": shipped_remarks() - dutch.keys(), "is said nowhere": dutch.keys() - shipped_remarks()} == {
        "has no Dutch": set(),
        "is said nowhere": set(),
    }
    figures = {english: (re.findall(r"\d+", english), re.findall(r"\d+", said)) for english, said in dutch.items()}
    assert [e for e, (left, right) in figures.items() if sorted(left) != sorted(right)] == []


ASKED = [
    (address, code)
    for address, codes in {
        "eu-dual-use@2025-11-15": "0B001 1A004 2B350 3A001 3B501 4A003 5A002 6A002 8A001 3D002 3E001",
        "eu-military@2024-02-19": "ML1 ML5 ML10 ML17",
        "nl-semicon@2024-09-07": "3B001 3D007 3E005",
    }.items()
    for code in codes.split()
]
FRAMES = (
    r"^(?:What|How|Is (?:it|what)|Does|The figures)\b"
    r"|can be computed|A note says|more exactly|specified in|would decide"
)


@pytest.mark.parametrize(("address", "code"), ASKED)
def test_every_question_is_asked_in_dutch(address: str, code: str) -> None:
    questions = [m.question for m in missing_facts(assess(store.load(address), code, Facts.of({})))]
    assert questions
    with speaking("nl"):
        # Between quotation marks stand the words of the list.
        asked = [re.sub(r"“[^”]*”", "“”", told(question)) for question in questions]
    assert [question for question in asked if re.search(FRAMES, question)] == []


ENGLISH = r"\b(?:the|and|with|which|answered|known|not|whether)\b"


@pytest.mark.parametrize(
    "arguments",
    [
        ("match", "night vision goggles for the army"),
        ("match", "zzz", "--list", "nl-semicon"),
        ("match", "EUV pellicle", "--as-of", "2022-06-01"),
        ("show", "3B001", "--as-of", "2024-01-01"),
        ("show", "3B001.f.4", "--list", "nl-semicon", "--history"),
        ("assess", "3B001.f.4", "--list", "nl-semicon", "--set", "overlay=2 nm", "--assume-goods"),
        ("lists",),
    ],
)
def test_the_cautions_and_remarks_of_answers_are_dutch(
    arguments: tuple[str, ...], capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layout, "width", lambda: 10_000)
    main([*arguments, "--output-lang", "nl"])
    lines = capsys.readouterr().out.splitlines()
    ours = [line for line in lines if re.match(r" *(?:!|\(|.*opmerking|tussen lijsten)", line)]
    said = [re.sub(r"[“\"'`][^“”\"'`]*[”\"'`]", "", line) for line in ours]
    assert said or arguments == ("lists",)
    assert [line for line in said if re.search(ENGLISH, line)] == []


@pytest.mark.parametrize(
    ("arguments", "dutch"),
    [
        (["shwo", "3B001"], "verwacht: een van de opdrachten"),
        (["show"], "deze argumenten ontbreken: CODE|EDITION (zie `controllist show --help`)"),
        (["show", "3B001", "--as-of", "2024-13-01"], "verwacht: een datum zoals 2024-09-07; gevonden: '2024-13-01'"),
        (["match", "x", "--top", "none"], "verwacht: een geheel getal vanaf 1; gevonden: 'none'"),
        (["show", "3B001", "--list", "eu-dualuse"], "; bedoelde u 'eu-dual-use'?"),
        (
            ["assess", "3B501.f.1.b", "--set", "overlay=3 kg"],
            "verwacht voor overlay: een getal in een eenheid zoals nm",
        ),
        (["show", "3B777"], "3B777 staat niet in"),
        (["batch", "nothing.csv"], "verwacht: een tabel; gevonden: nothing.csv"),
    ],
)
def test_an_error_is_told_in_the_language_asked_for(
    arguments: list[str], dutch: str, capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([*arguments, "--output-lang", "nl"]) in (1, 2, 3)
    error = capsys.readouterr().err
    assert dutch in error
    assert error.count("\n") == 1
    (tmp_path / "controllist.toml").write_text('output-lang = "nl"\n', encoding="utf-8")
    main(arguments)
    assert capsys.readouterr().err == error
