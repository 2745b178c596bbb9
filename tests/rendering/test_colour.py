"""Colour adds and never tells: without its signs every text is the one without colour, and only text is painted."""

from __future__ import annotations

import re
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from controllist.cli import main
from controllist.rendering.colour import Kind, painted, wanted

SIGN = re.compile(r"\x1b\[\d+m")
PIECES = st.sampled_from(
    [
        "! ",
        "  ",
        "    ",
        "\n",
        "3B001.f.4  ",
        ": wider",
        " [-",
        "-]",
        "{+",
        "+} ",
        " │ ",
        "+ ",
        "? ",
        "met",
        "‹193›",
        "word ",
    ]
)
Capture = pytest.CaptureFixture[str]


@given(st.lists(PIECES, max_size=40).map("".join), st.sampled_from(get_args(Kind)))
def test_law_the_words_are_the_same_without_the_signs(text: str, kind: Kind) -> None:
    assert SIGN.sub("", painted(text, kind)) == text


@given(st.lists(PIECES, max_size=40).map("".join), st.sampled_from(get_args(Kind)))
def test_law_no_colour_runs_over_the_end_of_a_line(text: str, kind: Kind) -> None:
    for line in painted(text, kind).split("\n"):
        signs = SIGN.findall(line)
        assert all((sign == "\x1b[0m") == (at % 2 == 1) for at, sign in enumerate(signs))
        assert len(signs) % 2 == 0


@pytest.mark.parametrize(
    ("kind", "text", "shown"),
    [
        # where a control bites red, where something is open magenta, and "not met" never green
        ("diff", "  3B001.f.4  threshold: wider [bound]", "  <1>3B001.f.4</>  threshold: <31>wider</> [bound]"),
        ("diff", "  3B001.f.4  text: ruimer", "  <1>3B001.f.4</>  text: <31>ruimer</>"),
        ("diff", "3B001  direction undecided as a whole", "<1>3B001</>  direction undecided as a whole"),
        ("verdict", "3B501.f: not met (wording: checked)", "<1>3B501.f</>: <1>not met</> (wording: checked)"),
        ("verdict", "  + 3B501.f met", "  <31>+</> <1>3B501.f</> met"),
        ("verdict", "  ? ML1.a words", "  <35>?</> <1>ML1.a</> words"),
        ("match", " 1. 3B001.l  nl-semicon@2024-09-07  0.45", " 1. <1>3B001.l</>  nl-semicon@2024-09-07  <1>0.45</>"),
        ("match", "      -0.47 '193 nm'", "      <31>-0.47</> '193 nm'"),
        ("impact", "       3  newly controlled", "       3  <31>newly controlled</>"),
        ("provision", "  .a  bound ‹≥ 193 nm›", "  <1>.a</>  bound <35>‹≥ 193 nm›</>"),
        # a caution with the line it goes on with, and the words behind it left alone
        ("match", "! one\n  two\nthree", "<35>! one</>\n  <35>two</>\nthree"),
        # words that changed: over a line end, and side by side each column by itself
        ("diff", "    - at [-most\n      five-] W", "    - at <31>[-most</>\n      <31>five-]</> W"),
        ("diff", "      [-a │ {+b\n      c-] │ d+}", "      <31>[-a</> │ <32>{+b</>\n      <31>c-]</> │ <32>d+}</>"),
        ("error", "controllist: expected a date", "<31>controllist:</> expected a date"),
    ],
)
def test_what_is_painted(kind: Kind, text: str, shown: str) -> None:
    marked = SIGN.sub(lambda m: "</>" if m[0] == "\x1b[0m" else f"<{m[0][2:-1]}>", painted(text, kind))
    assert marked == shown


@pytest.mark.parametrize(
    ("environment", "terminal", "windows", "on"),
    [
        ({}, False, False, False),
        ({"TERM": "xterm-256color"}, True, False, True),
        ({"TERM": "xterm-256color"}, False, False, False),  # into a file or a pager
        ({"TERM": "dumb"}, True, False, False),
        ({"TERM": "xterm", "NO_COLOR": "1"}, True, False, False),
        ({"TERM": "xterm", "NO_COLOR": ""}, True, False, True),  # no-color.org: present and not empty
        ({"FORCE_COLOR": "1"}, False, False, True),
        ({"FORCE_COLOR": "0", "TERM": "xterm"}, False, False, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False, False),  # who refuses wins
        ({}, True, True, False),  # the old console of Windows would print the signs
        ({"WT_SESSION": "x"}, True, True, True),
    ],
)
def test_when_colour_is_on(environment: dict[str, str], terminal: bool, windows: bool, on: bool) -> None:
    assert wanted(environment, terminal=terminal, windows=windows) is on


CHANGE = ("diff", "nl-semicon@2023-09-01", "nl-semicon@2024-09-07")


@pytest.mark.parametrize("form", ["text", "json", "md", "html"])
def test_only_text_is_painted(form: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    main([*CHANGE, "--format", form])
    plain = capsys.readouterr().out
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("FORCE_COLOR", "1")
    main([*CHANGE, "--format", form])
    coloured = capsys.readouterr().out
    assert (coloured != plain) is (form == "text")
    assert SIGN.sub("", coloured) == plain
    assert "\x1b" not in plain


def test_an_error_is_one_line_with_colour_too(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert main(["shwo"]) == 2
    told = capsys.readouterr().err
    assert told.startswith("\x1b[31mcontrollist:\x1b[0m expected")
    assert told.count("\n") == 1
