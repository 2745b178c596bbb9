"""The word lists: what a description is read with is what `wordlists.toml` says, by list and language."""

from __future__ import annotations

from pathlib import Path

import pytest

from controllist.errors import MisuseError
from controllist.index import cache, wordlists
from controllist.index.wordkeys import keys_written, word_tables
from controllist.index.words import key


def test_the_keys_are_those_of_the_words() -> None:
    kept = wordlists.KEYS.read_text(encoding="utf-8")
    assert kept == keys_written(word_tables()), "`make seal` writes the keys of wordlists.toml anew"


LISTS = [name for name in vars(wordlists) if name.isupper() and not name.startswith("_") and name != "KEYS"]


@pytest.mark.parametrize("name", LISTS)
def test_no_list_is_empty(name: str) -> None:
    """A list whose name is spelled otherwise in the two files would be."""
    assert getattr(wordlists, name)


@pytest.mark.parametrize(
    ("word", "words"),
    [
        ("Ersatzteile", wordlists.PART_WORDS),
        ("pièces", wordlists.PART_WORDS),
        ("handleiding", wordlists.TECHNOLOGY_WORDS),
        ("Wartung", wordlists.STAGES["use"]),
        ("nucléaire", wordlists.USES["nuclear"]),
        ("Straßenbahn", wordlists.CIVIL_USES["railway"]),
        ("consumenten", wordlists.EVERYDAY),
    ],
)
def test_a_word_of_any_language_is_met_by_its_key(word: str, words: frozenset[str]) -> None:
    assert key(word) in words


def test_words_that_open_something_are_compared_as_written() -> None:
    assert {"t.b.v", "für", "destinée"} <= wordlists.PURPOSE_WORDS
    assert "fur" not in wordlists.PURPOSE_WORDS


def test_two_words_of_one_meaning() -> None:
    assert wordlists.KIND_PHRASES["savoir", "faire"] == "technology"
    assert wordlists.KIND_PHRASES["code", "source"] == "software"


def test_short_words_cut_compounds_only_where_that_is_said() -> None:
    """`jig` and `die` are things that make others, and stand inside many a word that has nothing to do with them."""
    assert {"as", "kop", "pruf", "handleiding"} <= set(wordlists.PARTS)
    assert not {"jig", "die", "les"} & set(wordlists.PARTS)
    assert list(wordlists.PARTS) == sorted(set(wordlists.PARTS))


def test_a_list_in_another_language_is_told() -> None:
    with pytest.raises(MisuseError, match=r"expected one of the languages en, nl, de, fr in part, found 'it'"):
        keys_written({"by_key": {"part": {"en": "valve", "it": "valvola"}}, "as_written": {}})


def test_other_keys_make_what_was_built_with_the_old_ones_count_for_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "__file__", str(tmp_path / "cache.py"))
    stamps = set()
    for keys in ("part\tdel\n", "part\tdel pis\n"):
        (tmp_path / "wordkeys.tsv").write_text(keys, encoding="utf-8")
        stamps.add(cache.code_checksum.__wrapped__())
    assert len(stamps) == 2
