"""The service of docs/guide/service.md, run as it stands there, with FastAPI's own client."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from controllist.schema import document

pytest.importorskip("fastapi")
GUIDE = Path(__file__).parent.parent.parent / "docs" / "guide" / "service.md"
OLD, NEW = "nl-semicon@2023-09-01", "nl-semicon@2024-09-07"


@pytest.fixture(scope="module")
def client() -> Any:
    from fastapi.testclient import TestClient

    code = re.search(r"^```python\n(.*?)^```$", GUIDE.read_text(encoding="utf-8"), re.M | re.S)
    assert code is not None
    names: dict[str, Any] = {"__name__": "service"}
    exec(compile(code[1], str(GUIDE), "exec"), names)
    with TestClient(names["app"]) as client:
        yield client


def check(name: str, answer: Any) -> Any:
    assert answer.status_code == 200, answer.text
    found = answer.json()
    jsonschema.Draft202012Validator(document(name)).validate(found)
    return found


def test_the_five_questions(client: Any) -> None:
    assert check("show", client.get("/show/3b001l", params={"as_of": "2024-10-01"}))["results"]
    found = check("match", client.get("/match", params={"text": "EUV pellicle", "top": 2}))
    assert {c["code"] for c in found["candidates"]} == {"3B001.l", "3B501.m"}
    assert found["cautions"]
    answer = check("assess", client.post("/assess/3B501.f.1.b", json={"facts": {"wavelength": "193 nm"}}))
    assert answer["next"]["question"]
    changes = check("diff", client.get("/diff", params={"old": OLD, "new": NEW, "substantive": True}))["changes"]
    assert [(c["code"], c["effect"]) for c in changes] == [("3B001.f.4", "wider")]
    goods = [{"article": "7", "description": "DUV immersion scanner 193 nm"}, {"article": "8", "description": "bench"}]
    touched = check("impact", client.post("/impact", params={"old": OLD, "new": NEW}, json=goods))
    assert [(a["article"], a["outcome"]) for a in touched["articles"]] == [("7", "look again")]


def test_errors_are_one_line_with_a_status(client: Any) -> None:
    for answer, status, words in (
        (client.get("/show/EAR99"), 404, "another country's list"),
        (client.get("/show/3B001.zz"), 404, "is not in"),
        (client.get("/match", params={"text": "pump", "as_of": "soon"}), 422, "expected a date"),
        (client.post("/assess/3B501.f.1.b", json={"facts": {"wavelength": "3 kg"}}), 422, "expected"),
        (client.get("/diff", params={"old": "/etc/passwd", "new": NEW}), 422, "expected an edition"),
    ):
        assert answer.status_code == status
        assert words in answer.json()["error"]
        assert "\n" not in answer.json()["error"]


def test_many_at_once_get_what_one_alone_gets(client: Any) -> None:
    texts = ["EUV pellicle", "kogelkranen", "thermal imaging camera", "zitbank"]
    alone = {text: client.get("/match", params={"text": text}).json() for text in texts}
    facts = {"facts": {"overlay": "1.6 nm"}}
    verdict = client.post("/assess/3B501.f.1.b", json=facts).json()
    with ThreadPoolExecutor(8) as pool:
        found = pool.map(lambda t: (t, client.get("/match", params={"text": t}).json()), texts * 4)
        verdicts = pool.map(lambda _: client.post("/assess/3B501.f.1.b", json=facts).json(), range(8))
        assert all(answer == alone[text] for text, answer in found)
        assert all(json.dumps(v) == json.dumps(verdict) for v in verdicts)
