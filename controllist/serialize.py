"""Editions as JSON, out and back without loss.

`to_json` and `from_json` are for keeping an edition; every field that differs from its default is written, so that a
later field does not change older files. What programs read from `show` and `parse` is made in `rendering.results`.

>>> from controllist.model import Edition, Provision
>>> from controllist.codes import ControlCode
>>> e = Edition("toy", "2024-01-01", "en", "digest", (Provision(ControlCode("1A001"), "entry", text="pumps"),))
>>> from_json(to_json(e)) == e
True
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from attrs import NOTHING, Attribute, fields

from controllist.codes import ControlCode
from controllist.errors import SourceError
from controllist.locations import Location
from controllist.model import Act, Basis, Definition, Edition, Node, Note, Problem, Provision, Source, Status
from controllist.profiles import origin_of

FORMAT = "controllist-edition/1"

_DEFINITION = re.compile(r'"(?P<term>.+)"#definition(?:~\d+)?')
_NODE_CLASSES: dict[str, type[Node]] = {c.__name__: c for c in (Provision, Note, Definition)}
_VALUES: dict[str, type] = {"basis": Basis, "location": Location, "act": Act, "source": Source}
_CODES = {"code", "parent", "scope"}


def to_json(edition: Edition) -> str:
    """One JSON document, keys in a fixed order, one node a line."""
    # What the profile of the list tells is left to it, so that it can be mended there.
    head = _plain(edition, leave_out=("nodes", "origin"))
    if edition.origin != origin_of(edition.profile):
        head["origin"] = edition.origin
    nodes = ",\n".join(json.dumps({"class": type(n).__name__, **_plain(n)}, ensure_ascii=False) for n in edition.nodes)
    body = json.dumps({"format": FORMAT, **head}, ensure_ascii=False)
    return f'{body[:-1]}, "nodes": [\n{nodes}\n]}}\n'


def from_json(text: str) -> Edition:
    """The edition that `to_json` wrote; raises `SourceError` for anything else."""
    try:
        data = json.loads(text)
        if data.pop("format", None) != FORMAT:
            raise ValueError(f"no {FORMAT} document")
        nodes = tuple(_build(_NODE_CLASSES[n.pop("class")], n) for n in data.pop("nodes"))
        _check_parents(nodes)
        told = {"origin": origin_of(str(data.get("profile", ""))), **data, "nodes": nodes}
        edition: Edition = _build(Edition, told)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise SourceError(f"expected an edition written by controllist, found something else ({error})") from None
    return edition


def _plain(value: Any, leave_out: tuple[str, ...] = ()) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for attribute in fields(type(value)):
        item = getattr(value, attribute.name)
        if attribute.name in leave_out or _is_default(attribute, item):
            continue
        found[attribute.name] = _plain_item(item)
    return found


def _is_default(attribute: Attribute[Any], item: Any) -> bool:
    return attribute.default is not NOTHING and bool(attribute.default == item)


def _plain_item(item: Any) -> Any:
    if isinstance(item, tuple):
        return [_plain_item(x) for x in item]
    if hasattr(type(item), "__attrs_attrs__"):
        return _plain(item)
    return item


def _build(kind: type, data: dict[str, Any]) -> Any:
    made: dict[str, Any] = {}
    allowed = _allowed(kind)
    for name, item in data.items():
        if name == "basis" and isinstance(item, dict):
            item = _basis(tuple(item.items()))
        elif name in _VALUES and isinstance(item, dict):
            item = _build(_VALUES[name], item)
        elif name == "about":
            item = tuple(_code(x) for x in item)
        elif name == "problems":
            item = tuple(_build(Problem, x) for x in item)
        elif name == "counts":
            item = tuple((str(k), int(v)) for k, v in item)
        elif name == "cautions":
            item = tuple(_text(x) for x in item)
        elif name in _CODES and item is not None:
            item = _code(item)
        classes, values = allowed[name]
        if not isinstance(item, classes) or (values and item not in values):
            raise TypeError(f"{name} is {item!r:.60}")
        # Nodes share the words of closed sets: less memory, and told alike at a glance.
        made[name] = values[item] if values else item
    return kind(**made)


@lru_cache(maxsize=1000)
def _basis(data: tuple[tuple[str, Any], ...]) -> Any:
    """The basis of a line; lines that rest on the same share one value."""
    return _build(Basis, dict(data))


def _code(item: Any) -> ControlCode:
    return ControlCode(_text(item))


def _text(item: Any) -> str:
    if not isinstance(item, str):
        raise TypeError(f"{item!r:.60} is no text")
    return item


@lru_cache
def _allowed(kind: type) -> dict[str, tuple[tuple[type, ...], Mapping[Any, Any]]]:
    """For each field of a class what its value may be: classes, and the words of a closed set.

    >>> sorted(_allowed(Provision)["status"][1])
    ['in force', 'not used']
    """
    hints = get_type_hints(kind)
    found = {a.name: _classes(hints[a.name]) for a in fields(kind)}
    return {name: (classes, {word: word for word in words}) for name, (classes, words) in found.items()}


def _classes(hint: Any) -> tuple[tuple[type, ...], frozenset[str]]:
    if get_origin(hint) is Literal:
        return (str,), frozenset(get_args(hint))
    if get_origin(hint) in (UnionType, Union):
        found = [_classes(h) for h in get_args(hint)]
        values = frozenset[Any]().union(*(v for _, v in found))
        # None stands beside the words of a set, and passes with them.
        return tuple(c for classes, _ in found for c in classes), values and values | {None}
    return (get_origin(hint) or hint,), frozenset()


def _check_parents(nodes: Iterable[Node]) -> None:
    """Raise `ValueError` where a node stands before its parent: a ring of parents would never end."""
    seen: set[str] = set()
    awaited: set[str] = set()
    for node in nodes:
        if node.parent is not None and node.parent not in seen:
            awaited.add(node.parent)
        if node.code in awaited:
            raise ValueError(f"{node.code} stands behind what is below it")
        seen.add(node.code)


def from_result(data: dict[str, Any]) -> Edition:
    """The edition told by the JSON of `parse` or by one result of `show` (the fixed keys only).

    Raises `SourceError` where keys are missing or have another type.
    """
    try:
        nodes = tuple(_node_of_result(row) for row in data["nodes"])
        _check_parents(nodes)
        return Edition(
            list=str(data["list"]),
            applies_from=str(data["edition"]),
            language=str(data.get("language", "en")),
            wording="official" if data.get("wording") == "official" else "digest",
            nodes=nodes,
            title=str(data.get("title", "")),
            source=Source(name=str(data.get("source", ""))),
            profile=str(data["list"]),
            origin=origin_of(str(data["list"])),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SourceError(f"expected the JSON of `controllist parse`, found something else ({error!r})") from None


def _node_of_result(row: dict[str, Any]) -> Node:
    code, kind = ControlCode(row["code"]), row["kind"]
    parent = ControlCode(row["parent"]) if row.get("parent") else None
    basis = Basis(**row["basis"]) if isinstance(row.get("basis"), dict) else Basis("checked")
    shared = (code, kind, parent, str(row["text"]), basis, str(row.get("label", "")), str(row.get("remark", "")))
    named = _DEFINITION.fullmatch(code)
    if kind == "definition" and ("term" in row or named):
        scope = ControlCode(row["scope"]) if row.get("scope") else None
        return Definition(*shared, term=str(row.get("term") or (named["term"] if named else "")), scope=scope)
    # An item of a definition has its kind and is a note.
    if kind.startswith("note") or kind in ("technical-note", "see-also", "definition"):
        about = tuple(ControlCode(a) for a in row.get("about", ()))
        return Note(*shared, about=about, requirement=row.get("requirement"))
    status: Status = "not used" if row.get("status") == "not used" else "in force"
    return Provision(*shared, requirement=row.get("requirement"), status=status)
