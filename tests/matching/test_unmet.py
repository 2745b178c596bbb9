"""Why a description has no candidate is said: ordinary goods, and words nobody knows."""

from __future__ import annotations

import json

import pytest

from controllist.cli import main
from controllist.codes import ControlCode
from controllist.index import Index, build_index
from controllist.lexicon import read_line
from controllist.matching import match
from controllist.matching.unmet import with_unmet
from controllist.model import Edition, Provision
from controllist.rendering.matches import match_html, match_markdown, match_text


@pytest.fixture(scope="module")
def index() -> Index:
    valves = Provision(ControlCode("2B350"), "entry", text="chemical plant: valves of fluoropolymer, under licence")
    concepts = [
        read_line("valve\t2B350\tvalve\tklep\tVentil\tvanne\t"),
        read_line("bath\t-\tbath duck; tap\tbadeend\tBadeente\t\t"),
    ]
    return build_index([Edition("eu-dual-use", "2024-01-01", "en", "digest", (valves,))], concepts)


@pytest.mark.parametrize(
    ("text", "ordinary", "unknown"),
    [
        ("bath ducks", ("bath ducks",), ()),
        ("bath duck, zorkish", ("bath duck",), ("zorkish",)),
        ("zorkish wimble", (), ("zorkish", "wimble")),
        ("gele badeend", ("badeend",), ("gele",)),
        ("valve", (), ()),  # it has a candidate
    ],
)
def test_the_words_that_tell_why(index: Index, text: str, ordinary: tuple[str, ...], unknown: tuple[str, ...]) -> None:
    found = with_unmet(match(text, index), index)
    assert (found.ordinary, found.unknown) == (ordinary, unknown)


def test_every_format_says_why(index: Index) -> None:
    found = with_unmet(match("bath duck, zorkish", index), index)
    for written in (match_text(found), match_markdown(found), match_html(found)):
        assert "ordinary goods: " in written
        assert "nor to the vocabulary: " in written
    assert "too few of them lead to one entry" in match_text(match("bath duck", index))


def test_the_command_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["match", "handboeien zorkelix", "--list", "nl-semicon", "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["ordinary"], told["unknown"]) == (["handboeien"], ["zorkelix"])
    main(["match", "handboeien zorkelix", "--list", "nl-semicon", "--output-lang", "nl"])
    assert "in de woordenlijst als gewone goederen: 'handboeien'" in capsys.readouterr().out
