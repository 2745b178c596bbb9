"""The answers as tools for an assistant: what each is for, what it takes, the document it gives.

A tool gives the JSON document of the command of its name, with the cautions; an error is one line. Nothing is fetched,
no file is read or written but what the library itself keeps. `protocol` offers the tools to an assistant.

>>> answer("match", {"text": "EUV pellicle", "lists": ["nl-semicon"], "top": 1})["verdict"]
'candidates'
>>> answer("match", {"txt": "EUV pellicle"})
Traceback (most recent call last):
    ...
controllist.errors.MisuseError: match: expected text, lists, as_of, top, language, found 'txt'
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from attrs import frozen

from controllist.app import documents
from controllist.errors import MisuseError
from controllist.index.languages import LANGUAGES
from controllist.registers.tables import Goods
from controllist.schema import document

INSTRUCTIONS = (
    "Looks goods up in export control lists: EU dual-use (Annex I to Regulation (EU) 2021/821), the EU Common Military "
    "List, the Dutch list of semiconductor equipment. Begin with match on a description; hold facts against a "
    "candidate with assess and ask the user its `next` question until nothing is left to ask. Pass the cautions on. "
    "A candidate is no decision, and no candidate or `not-met` never means that no licence is needed. The words are a "
    "digest unless `wording` says official; the law itself is authentic. Numbers of other countries' lists (EAR99, "
    "5A992) are not here."
)

_EDITION = {"type": "string", "description": "an edition as list@date, such as nl-semicon@2024-09-07"}
_WHICH: dict[str, Any] = {
    "lists": {
        "type": "array",
        "items": {"type": "string"},
        "description": "only these lists; the tool lists names all",
    },
    "as_of": {"type": "string", "description": "the editions in force on this date, such as 2024-09-07"},
}
_FACTS = {
    "type": "object",
    "additionalProperties": {"type": ["string", "number"]},
    "description": 'names and values with their units as people write them: {"wavelength": "193 nm", "is it": "yes"}',
}
_CODE = {"type": "string", "description": "a control code such as 3B001.f.1 or ML10.c"}
_ARTICLE = {
    "type": "object",
    "properties": {
        "article": {"type": "string"},
        "description": {"type": "string"},
        "classification": {"type": "string", "description": "the code the owner gave it"},
        "facts": _FACTS,
    },
}


@frozen
class Tool:
    """One tool: what it is for, what it takes, and the answer it gives."""

    name: str
    description: str
    takes: Mapping[str, Mapping[str, Any]]
    needs: tuple[str, ...]
    ask: Callable[..., Any]

    def input_schema(self) -> dict[str, Any]:
        """The JSON schema of the arguments."""
        return {
            "type": "object",
            "properties": dict(self.takes),
            "required": list(self.needs),
            "additionalProperties": False,
        }

    def output_schema(self) -> dict[str, Any] | None:
        """The JSON schema of the answer; None for `lists`, which is no object."""
        return None if self.name == "lists" else {"type": "object", **document(self.name)}


def _assess(facts: Mapping[str, Any] | None = None, **other: Any) -> dict[str, Any]:
    return documents.assess(facts={k: str(v) for k, v in (facts or {}).items()}, **other)


def _impact(articles: list[dict[str, Any]], old: str, new: str, everything: bool = False) -> dict[str, Any]:
    goods = []
    for number, row in enumerate(articles, 1):
        article, description, own = (
            " ".join(str(row.get(key, "")).split()) for key in ("article", "description", "classification")
        )
        facts = tuple((name, str(value)) for name, value in row.get("facts", {}).items())
        goods.append(Goods(number, article, description, own, facts))
    return documents.impact(goods, old, new, everything=everything)


TOOLS: tuple[Tool, ...] = (
    Tool("lists", "The lists and editions at hand.", {"lists": _WHICH["lists"]}, (), documents.lists),
    Tool(
        "show",
        "A provision of a control list with its items and notes.",
        {
            "code": _CODE,
            **_WHICH,
            "edition": _EDITION,
            "notes": {"type": "boolean", "description": "with definitions of the terms used"},
            "related": {"type": "boolean", "description": "with the provisions it names, and those that name it"},
        },
        ("code",),
        documents.show,
    ),
    Tool(
        "match",
        "The control entries that a description of goods may fall under, each with its evidence.",
        {
            "text": {"type": "string", "description": "the goods, in English, Dutch, German or French, figures too"},
            **_WHICH,
            "top": {"type": "integer", "description": f"how many candidates, 1 to {documents.MOST_CANDIDATES}"},
            "language": {"type": "string", "enum": list(LANGUAGES)},
        },
        ("text",),
        documents.match,
    ),
    Tool(
        "assess",
        "Facts about a product against a provision: met, not met or unknown, why, and the fact to ask for next.",
        {
            "code": _CODE,
            "facts": _FACTS,
            **_WHICH,
            "edition": _EDITION,
            "assume_goods": {"type": "boolean", "description": "take the goods for those the headings name"},
        },
        ("code",),
        _assess,
    ),
    Tool(
        "diff",
        "What changed between two editions of a list, and whether a control got wider or narrower.",
        {
            "old": _EDITION,
            "new": _EDITION,
            "substantive": {"type": "boolean", "description": "leave out what changes nobody's classification"},
            "categories": {"type": "array", "items": {"type": "string"}, "description": "only these, such as 3"},
            "codes": {"type": "array", "items": {"type": "string"}, "description": "only below these, such as 3B001"},
        },
        ("old", "new"),
        documents.diff,
    ),
    Tool(
        "impact",
        "Which articles of a register a change of the list touches, the most urgent first.",
        {
            "articles": {"type": "array", "items": _ARTICLE, "description": f"at most {documents.MOST_ARTICLES}"},
            "old": _EDITION,
            "new": _EDITION,
            "everything": {"type": "boolean", "description": "with the articles that are not touched"},
        },
        ("articles", "old", "new"),
        _impact,
    ),
)
_BY_NAME = {tool.name: tool for tool in TOOLS}
_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
    "array": (list,),
    "object": (dict,),
}


def answer(name: str, arguments: Mapping[str, Any]) -> Any:
    """The document a tool gives; raises `MisuseError` for arguments it does not take, and what the question raises."""
    tool = _BY_NAME.get(name)
    if tool is None:
        raise MisuseError(f"expected one of the tools {', '.join(_BY_NAME)}, found {name!r}")
    given = {key: _whole(value, tool.takes.get(key, {})) for key, value in arguments.items() if value is not None}
    _check(name, given, tool.input_schema())
    return tool.ask(**given)


def _whole(value: Any, schema: Mapping[str, Any]) -> Any:
    """The value, 2.0 as 2 where a whole number is wanted: JSON has one kind of numbers, and some write all so."""
    is_whole = schema.get("type") == "integer" and isinstance(value, float) and value.is_integer()
    return int(value) if is_whole else value


def _check(place: str, value: Any, schema: Mapping[str, Any]) -> None:
    """The part of JSON schema that the tools use, with an error of one line that says where."""
    wanted = schema.get("type", "string")
    kinds = [wanted] if isinstance(wanted, str) else wanted
    fits = tuple(kind for name in kinds for kind in _TYPES[name])
    if not isinstance(value, fits) or (isinstance(value, bool) and bool not in fits):
        raise MisuseError(f"{place}: expected {' or '.join(kinds)}, found {json.dumps(value)[:80]}")
    if "enum" in schema and value not in schema["enum"]:
        raise MisuseError(f"{place}: expected one of {', '.join(schema['enum'])}, found {value!r}")
    if isinstance(value, list):
        for number, one in enumerate(value, 1):
            _check(f"{place} {number}", one, schema["items"])
    elif isinstance(value, dict):
        known = schema.get("properties", {})
        beyond = schema.get("additionalProperties", False)
        for key, one in value.items():
            if key in known:
                _check(f"{place}, {key}", one, known[key])
            elif not beyond:
                raise MisuseError(f"{place}: expected {', '.join(known)}, found {key!r}")
            else:
                _check(f"{place}, {key}", one, beyond)
        for key in schema.get("required", ()):
            if key not in value:
                raise MisuseError(f"{place}: expected {key}, found none")
