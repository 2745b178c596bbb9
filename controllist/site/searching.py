"""What the search in the browser needs, as script files: rules of spelling, trade words, texts of editions.

Words meet by the keys of `controllist.index.words`. The rules that make them are data here, taken from that module,
so that a browser spells as the program does; `tests/extras` holds both to the same words. A list has a file of its
trade words and each edition one of its texts; a page loads them when somebody begins to search.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from controllist.index.compounds import LINKS
from controllist.index.languages import SMALL_WORDS
from controllist.index.vocabulary import JOINING, LONGEST_TERM
from controllist.index.words import spelling_rules
from controllist.lexicon import LANGUAGES, Concept
from controllist.model import Definition, Edition, Node, Provision
from controllist.rendering.tree import NOTE_WORDS
from controllist.site.shelves import Shelf

_NAMES = {"en": "English", "nl": "Dutch", "de": "German", "fr": "French"}


def rules(shelves: Sequence[Shelf]) -> bytes:
    """How words are spelt alike, which words say nothing, and what there is to search."""
    return _file(
        "rules",
        {
            "spelling": spelling_rules(),
            "small": sorted({w for small in SMALL_WORDS.values() for w in small}),
            "joining": sorted(JOINING),
            "links": LINKS,
            "longest": LONGEST_TERM,
            "languages": [_NAMES[language] for language in LANGUAGES],
            "notes": NOTE_WORDS,
            "lists": [{"list": s.list, "editions": [e.applies_from for e in s.editions]} for s in shelves],
        },
    )


def terms(name: str, concepts: Iterable[Concept]) -> bytes:
    """The trade words of one list: a row for each concept with its codes there, its flags, its terms by language."""
    rows = [
        [
            " ".join(code for listed, code in concept.codes if listed == name),
            " ".join(sorted(concept.flags)),
            *("; ".join(concept.terms[language]) for language in LANGUAGES),
        ]
        for concept in concepts
        if any(listed == name for listed, _ in concept.codes)
    ]
    return _file(f"terms/{name}", rows)


def texts(edition: Edition) -> bytes:
    """The words of an edition: a row for each node with its code, kind, parent and text."""
    rows = [
        [n.code, n.kind, n.parent or "", f"{n.term}: {n.text}" if isinstance(n, Definition) and n.term else n.text]
        for n in edition.nodes
        if _told(n) and edition.by_code.get(n.code) is n
    ]
    return _file(f"texts/{edition.address}", rows)


def _told(node: Node) -> bool:
    """Whether a node can be found: by its words, or as a provision whose items have them."""
    if isinstance(node, Provision):
        return node.status == "in force"
    return bool(node.text) and node.kind != "see-also"


def _file(name: str, data: Any) -> bytes:
    told = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # JSON allows two line ends that older scripts do not; nothing else in JSON can end a script's text.
    told = told.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"controllist.take({json.dumps(name)},{told});\n".encode()
