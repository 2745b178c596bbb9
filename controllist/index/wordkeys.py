"""The keys of the word lists, as `wordkeys.tsv` holds them: made of `wordlists.toml` by `make seal`, never by a user.

>>> keys_written({"by_key": {"part": {"en": "valve", "fr": "vannes"}}, "as_written": {"whole": {"en": "of"}}})
'part\\tfalf fan\\nwhole\\tof\\ncompounding\\tvalve vannes\\n'
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from controllist.errors import MisuseError
from controllist.index.words import key, plain

WORDS = Path(__file__).with_name("wordlists.toml")
LANGUAGES = ("en", "nl", "de", "fr")
_SHORT = 3
"""So short a word cuts compounds only where it is told to."""


def word_tables() -> dict[str, Any]:
    """What `wordlists.toml` holds."""
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


def keys_written(tables: Mapping[str, Any]) -> str:
    """The content of `wordkeys.tsv`: a name, a tab and what is compared, a list a line.

    Raises `MisuseError` for a list in another language.
    """
    by_key = dict(_lists(tables.get("by_key", {})))
    short = _words_of(tables.get("compounding", {}))
    long = [word for words in by_key.values() for word in words if len(word) > _SHORT]
    lines: dict[str, Iterable[str]] = {
        **{name: map(key, words) for name, words in by_key.items()},
        **dict(_lists(tables.get("as_written", {}))),
        **{f"pairs.{name}": pairs for name, pairs in _lists(tables.get("pairs", {}))},
        "compounding": map(plain, (*short, *long)),
    }
    return "".join(f"{name}\t{' '.join(sorted(set(told)))}\n" for name, told in lines.items())


def _lists(tables: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, list[str]]]:
    """Each list with its name; one inside another is named after both."""
    for name, table in tables.items():
        unknown = [told for told, words in table.items() if not isinstance(words, dict) and told not in LANGUAGES]
        if unknown:
            raise MisuseError(f"expected one of the languages {', '.join(LANGUAGES)} in {name}, found {unknown[0]!r}")
        if table.keys() <= set(LANGUAGES):
            yield above + name, _words_of(table)
        else:
            yield from _lists(table, f"{above}{name}.")


def _words_of(table: Mapping[str, str | list[str]]) -> list[str]:
    """The words of a list in all its languages; two that stand together are joined by `_`."""
    words = []
    for told in table.values():
        words += told.split() if isinstance(told, str) else [pair.replace(" ", "_") for pair in told]
    return words
