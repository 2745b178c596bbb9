"""Kept records: JSON documents, checked when they are read."""

from __future__ import annotations

import json
from typing import Any

from controllist.errors import SourceError
from controllist.records.making import OUTCOMES, Decision, Question

FORMAT = "controllist-record/1"


def read_record(text: str, name: str) -> dict[str, Any]:
    """The document of a record; raises `SourceError` for anything else."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"expected a record in {name}, found no JSON ({error})") from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise SourceError(f"expected a record ({FORMAT}) in {name}, found something else")
    for key, kind in (("asked", dict), ("decision", dict), ("editions", list), ("match", dict), ("assessments", list)):
        if not isinstance(document.get(key), kind):
            raise SourceError(f"expected {key!r} in the record {name}, found {type(document.get(key)).__name__}")
    if document["decision"].get("outcome") not in OUTCOMES:
        raise SourceError(f"expected an outcome in the record {name}, found {document['decision'].get('outcome')!r}")
    return document


def question_of(document: dict[str, Any]) -> Question:
    """The question a record holds, with its editions pinned."""
    asked = document["asked"]
    try:
        return Question(
            text=asked["text"],
            article=asked["article"],
            facts=tuple((f["name"], f["value"]) for f in asked["facts"]),
            editions=tuple(asked["editions"]),
            codes=tuple(asked["codes"]),
            top=asked["top"],
            language=asked["language"],
            assume_goods=asked["assume_goods"],
            as_of=asked["as_of"],
            as_of_exact=asked["as_of_exact"],
            cautions=tuple(asked["cautions"]),
        )
    except (KeyError, TypeError) as error:
        raise SourceError(f"expected a whole question in a record, found it without {error}") from None


def decision_of(document: dict[str, Any]) -> Decision:
    """The decision a record holds."""
    told = document["decision"]
    try:
        return Decision(told["outcome"], told["code"], told["list"], told["by"], told["on"], told["reason"])
    except KeyError as error:
        raise SourceError(f"expected a whole decision in a record, found it without {error}") from None
