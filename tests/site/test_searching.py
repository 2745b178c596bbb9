"""The files of the search: script that is data, with the words and codes of the lists. Browsers are in tests/extras."""

from __future__ import annotations

import json
import re
from typing import Any

from controllist import lexicon, store
from controllist.codes import ControlCode
from controllist.model import Edition, Provision
from controllist.site import Site
from controllist.site.indexes import terms, texts


def data(file: bytes) -> tuple[str, Any]:
    """What a data file hands to `controllist.take`."""
    found = re.fullmatch(r'controllist\.take\("([^"]+)",(.*)\);\n', file.decode(), re.DOTALL)
    assert found is not None
    return found[1], json.loads(found[2])


def test_trade_words_keep_their_codes_by_list() -> None:
    valve = "ball-valve\t2B350.g,eu-military:ML1\tball valve\tkogelkraan; kogelklep\tKugelhahn\tvanne\tweak\n"
    lines = valve + "kettle\t-\tkettle\t\t\t\t\n"
    concepts = list(lexicon.read_text(lines))
    name, rows = data(terms("eu-dual-use", concepts))
    assert name == "terms/eu-dual-use"
    assert rows == [["2B350.g", "weak", "ball valve", "kogelkraan; kogelklep", "Kugelhahn", "vanne"]]
    assert data(terms("eu-military", concepts))[1][0][0] == "ML1"
    assert data(terms("nl-semicon", concepts))[1] == []


def test_texts_have_all_words_of_an_edition(dutch: Site) -> None:
    name, rows = data(dutch.page("data/texts/nl-semicon@2024-09-07.js"))
    assert name == "texts/nl-semicon@2024-09-07"
    edition = store.load(name.removeprefix("texts/"))
    assert [code for code, *_ in rows] == [
        n.code for n in edition.nodes if isinstance(n, Provision) or (n.text and n.kind != "see-also")
    ]
    assert all(edition[code].text == text and (edition[code].parent or "") == parent for code, _, parent, text in rows)


def test_rules_name_every_list_and_edition(dutch: Site) -> None:
    _, rules = data(dutch.page("data/rules.js"))
    assert rules["lists"] == [{"list": "nl-semicon", "editions": ["2023-09-01", "2024-09-07", "2025-04-01"]}]
    assert {"first", "second", "third", "endings", "plain"} <= rules["spelling"].keys()


def test_text_cannot_leave_its_string() -> None:
    odd = 'a "</script>" \\ and\u2028'
    _, rows = data(
        texts(Edition("l", "2024-01-01", "en", "digest", (Provision(ControlCode("2B901"), "entry", text=odd),)))
    )
    assert rows == [["2B901", "entry", "", odd]]
