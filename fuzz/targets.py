"""What is fuzzed: one target for each door through which a stranger's text comes in.

A target makes a seed, and runs one input. Running may raise a `ControlListError`, which is the answer to input that
means nothing; anything else that comes out is a finding, and so is an answer that breaks a promise.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from functools import lru_cache
from random import Random
from typing import Any

from attrs import frozen

from controllist import notation, serialize, store
from controllist.assessing.facts import Facts, read_facts_file, read_setting
from controllist.blocks import Document, characters
from controllist.codes import order, parse_code
from controllist.diffing import patch
from controllist.errors import CodeError, ControlListError
from controllist.index import Index, open_index
from controllist.ingest import parse_bytes
from controllist.language.names import read_names
from controllist.language.quantities import parse_quantity, read_quantities
from controllist.language.references import read_references
from controllist.language.terms import defined_terms, read_terms
from controllist.language.thresholds import read_requirement, read_thresholds
from controllist.matching import match
from controllist.parsing import parse
from controllist.profiles import profile
from controllist.readers import read
from controllist.registers.records import decision_of, question_of, read_record
from controllist.registers.sources import goods_in, table_of
from controllist.rendering.results import edition_result
from fuzz import seeds
from fuzz.mutating import mutated_json, mutated_lines_of_json, mutated_markup, mutated_package

Input = str | bytes


class BrokenPromiseError(AssertionError):
    """An answer that breaks a promise: a lost character, a code that does not come back."""


@frozen
class Target:
    """`seed` gives a sound input, `run` takes any; `within` changes what an input holds and keeps its form sound."""

    name: str
    seed: Callable[[Random], Input]
    run: Callable[[Any], object]
    within: Callable[[Any, Random], Input] | None = None


def encoded(text: str) -> bytes:
    """Lone surrogates as the bytes a broken program writes."""
    return text.encode("utf-8", "surrogatepass")


def _reads(data: Input) -> Document:
    return read(data if isinstance(data, bytes) else encoded(data), "input")


def _whole(data: Input, slug: str) -> None:
    """Read and parse: each character of the blocks is in the tree or in a named class of discards."""
    document = _reads(data)
    edition = parse(document, profile(slug), list=slug, applies_from="2099-01-01")
    held = sum(characters(document.blocks).values())
    told = sum(n for _, n in edition.counts)
    # A word parted at the end of a line is joined: its hyphen alone may go.
    hyphens = sum(b.text.rstrip().endswith(("-", "\u00ad", "‐")) for b in document.blocks)
    if not held - hyphens <= told <= held:
        raise BrokenPromiseError(f"{held} characters in the blocks, {told} in the tree and its discards")
    for problem in edition.problems:
        if problem.message.startswith("expected ") and "characters in the nodes" in problem.message:
            raise BrokenPromiseError(problem.message)
    if serialize.from_json(serialize.to_json(edition)) != edition:
        raise BrokenPromiseError("the edition does not come back from JSON")


def _plain(data: Input) -> None:
    """Plain text: no letter or digit of the file is missing in the blocks."""
    raw = data if isinstance(data, bytes) else encoded(data)
    document = read(raw, "input")
    if document.form == "layout-text":
        held = sum(c.isalpha() for c in raw.decode("utf-8", "ignore"))
        told = sum(c.isalpha() for b in document.blocks for c in b.label + b.text)
        if told < held:
            raise BrokenPromiseError(f"{held} letters in the file, {told} in the blocks")
    _whole(raw, "eu-dual-use")


def _ingest(data: Input) -> None:
    parse_bytes(data if isinstance(data, bytes) else encoded(data), list="eu-military", applies_from="2099-01-01")


def _codes(text: str) -> None:
    for line in text.split("\n"):
        try:
            code = parse_code(line)
        except CodeError:
            continue
        if parse_code(str(code)) != code:
            raise BrokenPromiseError(f"{line!r} gives {code!r}, which gives {parse_code(str(code))!r}")
        parent = code.parent
        if parent is not None and not order(parent) < order(code):
            raise BrokenPromiseError(f"{parent!r} is not before {code!r}")


def _quantities(text: str) -> None:
    for quantity in read_quantities(text):
        if quantity.printed and quantity.printed not in text and " " not in quantity.printed.strip():
            raise BrokenPromiseError(f"{quantity.printed!r} does not stand in the text")
    for line in text.split(","):
        try:
            parse_quantity(line)
        except ControlListError:
            continue


def _meaning(text: str) -> None:
    read_thresholds(text, language=("en", "en", "nl", "de", "fr")[len(text) % 5])


def _words(text: str) -> None:
    read_references(text)
    read_terms(text)
    defined_terms(text)
    read_names(text)
    parts = text.split(";")
    read_requirement(parts[0], parts[1:])


def _facts(text: str) -> None:
    for line in text.split("\n"):
        try:
            Facts.of([read_setting(line)])
        except ControlListError:
            continue
    read_facts_file(text, "input")


@lru_cache
def _index(*names: str) -> Index:
    return open_index([store.editions(name)[-1] for name in names])


def _query(text: str) -> None:
    """Nine in ten against the shortest list, for what can break does not hang on how many entries there are."""
    found = match(text, _index(*(store.shipped_lists() if len(text) % 10 == 0 else ("nl-semicon",))), top=5)
    for candidate in found.candidates:
        if not candidate.evidence:
            raise BrokenPromiseError(f"{candidate.code} without evidence")


def _csv(text: Input) -> None:
    tuple(goods_in(table_of(io.BytesIO(text if isinstance(text, bytes) else encoded(text)), "register.csv")))


def _jsonl(text: Input) -> None:
    tuple(goods_in(table_of(io.BytesIO(text if isinstance(text, bytes) else encoded(text)), "register.jsonl")))


def _notation(text: str) -> None:
    nodes = notation.read(text)
    if notation.read(notation.write(nodes)) != nodes:
        raise BrokenPromiseError("the nodes do not come back from their lines")


def _edition(draw: Random) -> str:
    page = seeds.xhtml(draw)
    return serialize.to_json(parse_bytes(page.encode(), list="eu-dual-use", applies_from="2099-01-01"))


def _patch(draw: Random) -> str:
    old, new = (serialize.from_json(_edition(draw)) for _ in range(2))
    return patch.to_json(patch.make_patch(old, new))


def _written(text: str) -> None:
    """Our own JSON of an edition and that of `parse`: what is taken comes back, and every way up ends."""
    edition = serialize.from_json(text)
    if serialize.from_json(serialize.to_json(edition)) != edition:
        raise BrokenPromiseError("the edition does not come back from JSON")
    for node in edition.nodes:
        edition.path(node.code)


def _result(text: str) -> None:
    """The JSON that `parse` prints and other programs may write."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return
    if isinstance(data, dict):
        edition = serialize.from_result(data)
        serialize.to_json(edition)


def _printed(draw: Random) -> str:
    return json.dumps(edition_result(serialize.from_json(_edition(draw))), ensure_ascii=False)


def _apply(text: str) -> None:
    read = patch.from_json(text)
    base = serialize.from_json(serialize.to_json(read.old))
    patch.apply(read, base)


def _record(text: str) -> None:
    document = read_record(text, "input")
    question_of(document)
    decision_of(document)


def _text_of(run: Callable[[str], object]) -> Callable[[Input], object]:
    return lambda given: run(given if isinstance(given, str) else given.decode("utf-8", "surrogateescape"))


TARGETS: dict[str, Target] = {
    t.name: t
    for t in (
        Target("read-text", seeds.text, _plain),
        Target("read-military", seeds.military, lambda d: _whole(d, "eu-military")),
        Target("read-markdown", seeds.markdown, lambda d: _whole(d, "eu-dual-use")),
        Target("read-xhtml", seeds.xhtml, lambda d: _whole(d, "eu-dual-use"), mutated_markup),
        Target("read-formex", seeds.formex, lambda d: _whole(d, "eu-dual-use"), mutated_markup),
        Target("read-dutch", seeds.dutch, lambda d: _whole(d, "nl-semicon"), mutated_markup),
        Target("read-package", seeds.package, lambda d: _whole(d, "eu-dual-use"), mutated_package),
        Target("ingest", seeds.military, _ingest),
        Target("codes", seeds.codes, _text_of(_codes)),
        Target("quantities", seeds.words, _text_of(_quantities)),
        Target("thresholds", seeds.words, _text_of(_meaning)),
        Target("words", seeds.words, _text_of(_words)),
        Target("facts", seeds.facts, _text_of(_facts)),
        Target("query", seeds.description, _text_of(_query)),
        Target("register-csv", seeds.table, _csv),
        Target("register-jsonl", seeds.lines, _jsonl, mutated_lines_of_json),
        Target("notation", seeds.notation, _text_of(_notation)),
        Target("edition-json", _edition, _text_of(_written), mutated_json),
        Target("edition-result", _printed, _text_of(_result), mutated_json),
        Target("patch", _patch, _text_of(_apply), mutated_json),
        Target("record", seeds.record, _text_of(_record), mutated_json),
    )
}
