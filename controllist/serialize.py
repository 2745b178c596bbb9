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
from typing import Any

from attrs import NOTHING, Attribute, fields

from controllist.codes import ControlCode
from controllist.errors import SourceError
from controllist.locations import Location
from controllist.model import Act, Basis, Definition, Edition, Node, Note, Problem, Provision, Source, Status

FORMAT = "controllist-edition/1"

_NODE_CLASSES: dict[str, type[Node]] = {c.__name__: c for c in (Provision, Note, Definition)}
_VALUES: dict[str, type] = {"basis": Basis, "location": Location, "act": Act, "source": Source}
_CODES = {"code", "parent", "scope"}


def to_json(edition: Edition) -> str:
    """One JSON document, keys in a fixed order, one node a line."""
    head = _plain(edition, leave_out=("nodes",))
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
        edition: Edition = _build(Edition, {**data, "nodes": nodes})
    except (ValueError, KeyError, TypeError, AttributeError) as error:
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
    for name, item in data.items():
        if name in _CODES and item is not None:
            made[name] = ControlCode(item)
        elif name in _VALUES and isinstance(item, dict):
            made[name] = _build(_VALUES[name], item)
        elif name == "about":
            made[name] = tuple(ControlCode(x) for x in item)
        elif name == "problems":
            made[name] = tuple(_build(Problem, x) for x in item)
        elif name == "counts":
            made[name] = tuple((str(k), int(v)) for k, v in item)
        else:
            made[name] = tuple(item) if isinstance(item, list) else item
    return kind(**made)


def from_result(data: dict[str, Any]) -> Edition:
    """The edition told by the JSON of `parse` or by one result of `show` (the fixed keys only).

    Raises `SourceError` where keys are missing or have another type.
    """
    try:
        nodes = tuple(_node_of_result(row) for row in data["nodes"])
        return Edition(
            list=str(data["list"]),
            applies_from=str(data["edition"]),
            language=str(data.get("language", "en")),
            wording="official" if data.get("wording") == "official" else "digest",
            nodes=nodes,
            title=str(data.get("title", "")),
            source=Source(name=str(data.get("source", ""))),
            profile=str(data["list"]),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise SourceError(f"expected the JSON of `controllist parse`, found something else ({error!r})") from None


def _node_of_result(row: dict[str, Any]) -> Node:
    code, kind = ControlCode(row["code"]), row["kind"]
    parent = ControlCode(row["parent"]) if row.get("parent") else None
    basis = Basis(**row["basis"]) if isinstance(row.get("basis"), dict) else Basis("checked")
    shared = (code, kind, parent, str(row["text"]), basis, str(row.get("label", "")), str(row.get("remark", "")))
    if kind == "definition":
        return Definition(*shared, term=code.split('"')[1] if '"' in code else "")
    if kind.startswith("note") or kind in ("technical-note", "see-also"):
        about = tuple(ControlCode(a) for a in row.get("about", ()))
        return Note(*shared, about=about, requirement=row.get("requirement"))
    status: Status = "not used" if row.get("status") == "not used" else "in force"
    return Provision(*shared, requirement=row.get("requirement"), status=status)


def act_result(act: Act) -> dict[str, str]:
    """An act as JSON, without its empty fields."""
    return {name: value for name, value in _plain(act).items() if value}
