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
        raise SourceError(
            "expected a record in {file}, found no JSON ({reason})", file=name, reason=str(error)
        ) from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise SourceError("expected a record ({format}) in {file}, found something else", format=FORMAT, file=name)
    for key, kind in (("asked", dict), ("decision", dict), ("editions", list), ("match", dict), ("assessments", list)):
        if not isinstance(document.get(key), kind):
            raise SourceError(
                "expected {key!r} in the record {file}, found {found}",
                key=key,
                file=name,
                found=type(document.get(key)).__name__,
            )
    if document["decision"].get("outcome") not in OUTCOMES:
        raise SourceError(
            "expected an outcome in the record {file}, found {found!r}",
            file=name,
            found=document["decision"].get("outcome"),
        )
    return document


def question_of(document: dict[str, Any]) -> Question:
    """The question a record holds, with its editions pinned; raises `SourceError` where it is not whole."""
    asked = document["asked"]
    _check(asked, "question", _ASKED)
    for key in ("editions", "codes", "cautions"):
        _check(dict(enumerate(asked[key])), key, dict.fromkeys(range(len(asked[key])), (str,)))
    for fact in asked["facts"]:
        _check(fact if isinstance(fact, dict) else {}, "fact", {"name": (str,), "value": (str,)})
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


def decision_of(document: dict[str, Any]) -> Decision:
    """The decision a record holds; raises `SourceError` where it is not whole."""
    told = document["decision"]
    _check(told, "decision", dict.fromkeys(("outcome", "code", "list", "by", "on", "reason"), (str,)))
    return Decision(told["outcome"], told["code"], told["list"], told["by"], told["on"], told["reason"])


_ASKED: dict[Any, tuple[type, ...]] = {
    "text": (str,),
    "article": (str,),
    "facts": (list,),
    "editions": (list,),
    "codes": (list,),
    "top": (int,),
    "language": (str, type(None)),
    "assume_goods": (bool,),
    "as_of": (str, type(None)),
    "as_of_exact": (bool,),
    "cautions": (list,),
}


def _check(found: dict[Any, Any], what: str, kinds: dict[Any, tuple[type, ...]]) -> None:
    """Raise `SourceError` where a value is missing or of another type than it was written with."""
    for key, kind in kinds.items():
        if key not in found:
            raise SourceError("expected a whole {part} in a record, found it without {key!r}", part=what, key=key)
        if not isinstance(found[key], kind) or (kind == (int,) and isinstance(found[key], bool)):
            raise SourceError(
                "expected {key!r} of the {part} in a record as it was written, found {found!r:.60}",
                key=key,
                part=what,
                found=found[key],
            )
