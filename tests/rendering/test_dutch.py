"""Nothing a user meets has no Dutch: labels, sentences, errors, questions, cautions, remarks of the lists."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import get_args

import pytest

from controllist import store
from controllist.assessing.facts import Facts
from controllist.assessing.questions import missing_facts
from controllist.assessing.verdict import assess
from controllist.cli import main
from controllist.diffing.changes import ChangeKind, Effect
from controllist.matching.cautions import CATCH_ALL, MILITARY_END_USE, OTHER_REGIMES
from controllist.registers.impact import OUTCOMES
from controllist.rendering import changes, provisions, verdicts
from controllist.rendering import lines as layout
from controllist.rendering.dutch import SENTENCES
from controllist.rendering.translation import catalogue, output_language, translated

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
    with output_language("nl"):
        assert translated(said) == dutch.format(*names)
    assert translated(said) == said


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
    with output_language("nl"):
        # Between quotation marks stand the words of the list.
        asked = [re.sub(r"“[^”]*”", "“”", translated(question)) for question in questions]
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


CHOSEN = sorted(
    {
        *get_args(ChangeKind),
        *get_args(Effect),
        *OUTCOMES,
        *changes.ARROWS.values(),
        *verdicts.WORDS.values(),
        *verdicts.HOW.values(),
        *provisions.NOTE_WORDS.values(),
        *filter(None, provisions.REQUIREMENT_WORDS.values()),
        *(CATCH_ALL, OTHER_REGIMES, MILITARY_END_USE),
        *("digest", "official", "checked", "secondary", "inferred", "found", "same entry, other item", "not found"),
    }
)


@pytest.mark.parametrize("text", CHOSEN)
def test_every_label_that_a_value_chooses_has_dutch(text: str) -> None:
    assert text in catalogue("nl")


def test_terms_of_the_field() -> None:
    with output_language("nl"):
        assert "vangnet" in translated(CATCH_ALL)
        assert "vergunning" in translated(CATCH_ALL)
        assert "bijlage IV" in translated(OTHER_REGIMES)
        assert translated("threshold") == "drempelwaarde"


def test_nothing_is_called_exempt() -> None:
    """No Dutch text says that goods are exempt or free; a negation may."""
    for words in (*catalogue("nl").values(), *(dutch for _, dutch in SENTENCES)):
        assert "vrijgesteld" not in words
        assert not re.search(r"(?<!niet )\b(?:vergunning)?vrij\b", words)
