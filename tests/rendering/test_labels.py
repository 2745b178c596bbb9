"""Labels in Dutch: none is missing, none is printed past `label`, and what every answer says is said in Dutch too."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

import controllist
from controllist.diffing.changes import ChangeKind, Effect
from controllist.matching.cautions import CATCH_ALL, MILITARY_END_USE, OTHER_REGIMES
from controllist.registers.judging import OUTCOMES
from controllist.rendering import batch, changes, histories, impacts, matches, page, records, tree, verdicts
from controllist.rendering.dutch import LABELS, SENTENCES
from controllist.rendering.labels import catalogue, label, speaking, told

ROOM = Path(controllist.__file__).parent
SPEAKING = {
    module.__name__: module for module in (batch, changes, histories, impacts, matches, page, records, tree, verdicts)
}


def calls_of_label(path: Path) -> Iterator[str]:
    """The words given to `label` as they stand, both of a choice between two."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "label":
            for inner in ast.walk(node.args[0]):
                if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
                    compared = any(isinstance(x, ast.Compare | ast.Subscript) for x in ast.walk(node.args[0]))
                    if not compared or inner.value in LABELS or " " in inner.value:
                        yield inner.value


TOLD = sorted({w for p in [*ROOM.glob("rendering/*.py"), *ROOM.glob("cli/*.py")] for w in calls_of_label(p)} - {"x"})
CHOSEN = sorted(
    {
        *get_args(ChangeKind),
        *get_args(Effect),
        *OUTCOMES,
        *changes.ARROWS.values(),
        *changes._HEADING,
        *impacts._HEADING,
        *records._HEADING,
        *verdicts.WORDS.values(),
        *verdicts.HOW.values(),
        *matches._WAYS.values(),
        *matches._FLAGS.values(),
        matches._LEARNED,
        *matches._ASSESSED.values(),
        *tree.NOTE_WORDS.values(),
        *filter(None, tree.REQUIREMENT_WORDS.values()),
        *("digest", "official", "checked", "secondary", "inferred", "found", "same entry, other item", "not found"),
    }
)


@pytest.mark.parametrize("words", TOLD)
def test_every_label_that_is_printed_has_a_dutch_one(words: str) -> None:
    assert words in LABELS


@pytest.mark.parametrize("words", CHOSEN)
def test_every_label_that_is_chosen_has_a_dutch_one(words: str) -> None:
    assert words in LABELS


def unlabelled(source: str) -> Iterator[str]:
    """English words that a function prints past `label` and `told`: those for people, not those of JSON."""
    for function in ast.parse(source).body:
        if not isinstance(function, ast.FunctionDef) or "Any]" in ast.unparse(function.returns or ast.Constant("")):
            continue
        passed = {
            id(inner)
            for node in ast.walk(function)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("label", "told")
            for inner in ast.walk(node)
        }
        passed |= {
            id(inner)
            for node in ast.walk(function)
            if isinstance(node, ast.Compare | ast.Dict)
            for inner in ast.walk(node)
        }
        for node in ast.walk(function):
            if id(node) in passed or not isinstance(node, ast.Constant) or not isinstance(node.value, str):
                continue
            if node.value == ast.get_docstring(function, clean=False):
                continue
            # Markup, options of commands and names of columns are no words to a reader.
            bare = re.sub(r"<[^<>]*>?|^[^<>]*>|--[a-z]+|[\w-]+=\"[^\"]*\"?|controllist \w+", "", node.value)
            if re.search(r"(?<![\w.])[A-Za-z][a-z]{2,}(?: |:|$).*[a-z:]|^[ #-]*[A-Z][a-z]{3,}[ :]*$", bare):
                yield node.value


def test_the_search_for_words_past_label_finds_them() -> None:
    source = 'def f(n: int) -> str:\n    return f"{n} articles found" + label("of these")'
    assert list(unlabelled(source)) == [" articles found"]


@pytest.mark.parametrize("name", SPEAKING)
def test_no_words_are_printed_past_label(name: str) -> None:
    said = set(unlabelled(Path(str(SPEAKING[name].__file__)).read_text(encoding="utf-8")))
    composed = {english for english, _ in SENTENCES} | catalogue("nl").keys()
    known = {
        "the text of the edition changed",  # in JSON alone
        # chosen here, and given to `label` or `told` by whoever prints it
        *(s for s in said if s in LABELS or any(s.strip(" :;") in e for e in composed)),
        "how the conditions combine has not been seen",  # in a caution, which stays in English there
        # what a reader made of an official file: for those who keep lists, in English (`parse --format summary`)
        *(
            s
            for s in said
            if re.search(r"blanks apart|doubtful reading|nodes from|the source|deepest|to be sure|kept as", s)
        ),
    }
    assert said - known == set()


@pytest.mark.parametrize("sentence", [CATCH_ALL, OTHER_REGIMES, MILITARY_END_USE])
def test_what_every_answer_says_is_said_in_dutch(sentence: str) -> None:
    with speaking("nl"):
        assert told(sentence) != sentence


def test_terms_of_the_field() -> None:
    with speaking("nl"):
        assert "vangnet" in told(CATCH_ALL)
        assert "bijlage IV" in told(OTHER_REGIMES)
        assert label("threshold") == "drempelwaarde"
        assert "vergunning" in told(CATCH_ALL)


def test_nothing_is_called_exempt() -> None:
    """No Dutch label or sentence says that goods are exempt or free; a negation may."""
    for words in (*LABELS.values(), *(dutch for _, dutch in SENTENCES)):
        assert "vrijgesteld" not in words
        assert not re.search(r"(?<!niet )\b(?:vergunning)?vrij\b", words)
