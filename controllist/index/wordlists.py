"""Words of everyday trade language that say what kind of goods a text is about, and words that say little.

They steer how a description is read (see `controllist.matching.query`): none of them points to a control. The words of
all four languages stand in `wordlists.toml`, each list with what it is for. Most are compared by key, so one form of a
word is enough. Making all these keys takes longer than several answers, so `make seal` writes them into `wordkeys.tsv`,
which is read here; `controllist.index.wordkeys` makes it, and a test holds the two files together.

>>> "public" in EVERYDAY, KIND_PHRASES["source", "code"], sorted(STAGES)
(False, 'software', ['development', 'production', 'use'])
"""

from __future__ import annotations

from pathlib import Path

KEYS = Path(__file__).with_name("wordkeys.tsv")


def _lines() -> dict[str, list[str]]:
    """What stands behind each name."""
    found = {}
    for line in KEYS.read_text(encoding="utf-8").splitlines():
        name, _, told = line.partition("\t")
        found[name] = told.split(" ")
    return found


_LINES = _lines()


def _list(name: str) -> frozenset[str]:
    """A list by its name; empty for a new one that is not sealed yet, or `make seal` could not be run."""
    return frozenset(_LINES.get(name, ()))


def _lists(name: str) -> dict[str, frozenset[str]]:
    """The lists of one name by what follows it: `uses.nuclear`."""
    head = f"{name}."
    return {told.removeprefix(head): frozenset(keys) for told, keys in _LINES.items() if told.startswith(head)}


GENERIC = _list("generic")
PART_WORDS = _list("part")
SOFTWARE_WORDS = _list("software")
TECHNOLOGY_WORDS = _list("technology")
MAKING = _list("making")
MILITARY_WORDS = _list("military")
MISSILE = _list("missile")
EVERYDAY = _list("everyday")
STAGES = _lists("stages")
USES = _lists("uses")
CIVIL_USES = _lists("civil")

PURPOSE_WORDS = _list("purpose")
QUALIFYING_WORDS = _list("qualifying")
WHOLE_WORDS = _list("whole")
NEGATING = _list("negating")
KIND_PHRASES: dict[tuple[str, str], str] = {
    (first, second): means
    for means, pairs in _lists("pairs").items()
    for first, _, second in (pair.partition("_") for pair in pairs)
}

PARTS = tuple(_LINES.get("compounding", ()))
