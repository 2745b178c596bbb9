"""The catalogue of messages: the same fields in every language, and Dutch for each template a module makes."""

from __future__ import annotations

import ast
import pickle
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import controllist
from controllist.errors import MisuseError
from controllist.messages import Message, in_language, joined
from controllist.rendering.translation import catalogue, output_language, translated

PACKAGE = Path(controllist.__file__).parent
MADE_OF_TEMPLATES = sorted(
    path.relative_to(PACKAGE)
    for pattern in (
        "app/*.py",
        "assessing/*.py",
        "cli/*.py",
        "registers/*.py",
        "store/*.py",
        "matching/cautions.py",
        "site/*.py",
        "lineage.py",
    )
    for path in PACKAGE.glob(pattern)
)
"""Modules whose words to a reader are all messages."""


def fields(template: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(template) if name)


def words(template: str) -> str:
    """What a template says besides its fields."""
    return "".join(literal for literal, *_ in string.Formatter().parse(template))


def made(path: Path) -> Iterator[tuple[str, ast.expr]]:
    """Each call of `Message` or of an error in a module: its name and its first argument."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and node.args:
            name = ast.unparse(node.func).rpartition(".")[2]
            if name in ("Message", "line", "say") or name.endswith("Error"):
                yield name, node.args[0]


@pytest.mark.parametrize(("english", "dutch"), catalogue("nl").items())
def test_a_message_has_the_same_fields_in_dutch(english: str, dutch: str) -> None:
    assert fields(english) == fields(dutch)


@pytest.mark.parametrize("module", MADE_OF_TEMPLATES, ids=str)
def test_every_template_of_a_module_has_dutch(module: Path) -> None:
    given = [ast.literal_eval(first) for _, first in made(PACKAGE / module) if isinstance(first, ast.Constant)]
    with output_language("nl"):
        without = [t for t in given if any(map(str.isalpha, words(t))) and translated(Message(t)) == t]
    assert without == []


@pytest.mark.parametrize("module", MADE_OF_TEMPLATES, ids=str)
def test_no_message_of_a_module_is_a_finished_sentence(module: Path) -> None:
    assert [ast.unparse(first) for _, first in made(PACKAGE / module) if isinstance(first, ast.JoinedStr)] == []


def test_a_message_is_translated_with_the_messages_in_its_fields() -> None:
    reasons = joined(
        "; ", [Message("{figure} is not {bound}", figure="1.6 nm", bound="≤ 1.50 nm"), Message("answered")]
    )
    message = Message("{question} ({why}: a more exact value would decide)", question="Overlay?", why=reasons)
    assert message == "Overlay? (1.6 nm is not ≤ 1.50 nm; answered: a more exact value would decide)"
    with output_language("nl"):
        assert (
            translated(message)
            == "Overlay? (1.6 nm is niet ≤ 1.50 nm; beantwoord: een nauwkeuriger waarde zou beslissen)"
        )


def test_a_message_of_no_catalogue_stays_english() -> None:
    assert in_language(Message("{n} vats", n=3), {}) == "3 vats"


def test_a_message_and_an_error_are_pickled_with_their_fields() -> None:
    error = pickle.loads(pickle.dumps(MisuseError("expected a value for {property}, found none", property="overlay")))
    assert (error.message.template, error.message.fields) == (
        "expected a value for {property}, found none",
        {"property": "overlay"},
    )
    assert error.facts == {"property": "overlay"}


def test_braces_in_what_a_user_typed_stay_as_they_are() -> None:
    assert str(MisuseError("expected yes or no, found {found!r}", found="{property}")) == (
        "expected yes or no, found '{property}'"
    )
