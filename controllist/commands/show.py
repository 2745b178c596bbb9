"""`controllist show`: a provision with its items and notes, or a whole edition."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable

from attrs import evolve

from controllist import catalogue
from controllist.codes import ControlCode
from controllist.commands import _editions
from controllist.errors import CodeError, NotFoundError
from controllist.links import definitions_used, referring_to
from controllist.model import Edition, Node
from controllist.rendering.results import edition_result
from controllist.rendering.tree import show_markdown, show_text

EXAMPLES = (
    "controllist show 3B001.f",
    "controllist show 3b001f1b --as-of 2022-01-01 --notes",
    "controllist show ML10.c --format json",
    "controllist show eu-dual-use@2025-11-15 --format md",
    "controllist show 3B001.f.4 --list nl-semicon --history",
)

_OTHER_COUNTRY = re.compile(r"EAR99|\d[A-E]99\d.*|[0-9][A-E]6\d\d.*", re.IGNORECASE)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE|EDITION", help="a code such as 3B001.f.1, or an edition list@date")
    _editions.arguments(parser)
    parser.add_argument("--notes", action="store_true", help="with definitions of the terms used")
    parser.add_argument(
        "--related", action="store_true", help="with the provisions referred to, and those that refer here"
    )
    parser.add_argument(
        "--history", action="store_true", help="through all editions at hand, with what changed and where it went"
    )
    parser.add_argument("--format", choices=("text", "json", "md"), default="text", help="text (default), json or md")


def run(options: argparse.Namespace) -> int:
    if re.fullmatch(r"[a-z0-9-]+@\S+", options.code):
        options.edition, options.code = options.code, ""
        address, mark, place = options.edition.partition(":")
        if mark and "=" not in options.edition:
            options.edition, options.code = address, place
    if not options.code:
        answer = _editions.answering(options)
        return _print(options, answer, [(e, tuple(e.nodes)) for e in answer.editions])
    code = _code(options.code)
    if options.history:
        # It brings the room that compares editions, for which a plain look must not wait.
        from controllist.commands import _history

        return _history.run(options, code)
    # Without definitions and references, the files with the entry are enough: a look must not cost a whole edition.
    alone = None if options.notes or options.related else code
    answer = _editions.answering(options, alone)
    answers, results = _holding(answer, code, options)
    if not results and alone is not None:
        answer = _editions.answering(options)
        answers, results = _holding(answer, code, options)
    if not results:
        editions = ", ".join(str(e.address) for e in answer.editions)
        raise NotFoundError(f"{code} is not in {editions}{_editions.near(code, answer.editions)}", code=code)
    # Only the lists that have the code answer, so only what must be said of them stands before it.
    return _print(options, evolve(answer, answers=tuple(answers), missing=()), results)


def _holding(
    answer: _editions.Answering, code: ControlCode, options: argparse.Namespace
) -> tuple[list[_editions.Answer], list[tuple[Edition, tuple[Node, ...]]]]:
    """The answers whose edition has the code, each with the nodes to show."""
    answers: list[_editions.Answer] = []
    results: list[tuple[Edition, tuple[Node, ...]]] = []
    for one in answer.answers:
        at = _editions.found_code(one.edition, code)
        if at is not None:
            answers.append(one)
            results.append((one.edition, tuple(_with_terms(one.edition, one.edition.subtree(at), options))))
    return answers, results


def _code(text: str) -> ControlCode:
    """The code typed; one of another country's list gets a plain answer."""
    if _OTHER_COUNTRY.fullmatch(text.strip()):
        raise NotFoundError(f"{text.strip()} is a number of another country's list, not of the lists here", code=text)
    try:
        return catalogue.find_code(text)
    except CodeError as error:
        raise NotFoundError(error.message, code=text) from None


def _with_terms(edition: Edition, nodes: Iterable[Node], options: argparse.Namespace) -> Iterable[Node]:
    """The nodes, with the definitions of the terms they use (`--notes`) and the places they name (`--related`)."""
    shown = list(nodes)
    yield from shown
    have = {n.code for n in shown}
    more: dict[ControlCode, Node] = {}
    for node in shown:
        if options.notes:
            more.update((d.code, d) for d in definitions_used(edition, node.code))
        if options.related:
            for reference in edition.references(node.code):
                more.update((c, edition[c]) for c in reference.codes if c in edition)
    if options.related:
        more.update((n.code, n) for n in referring_to(edition, have))
    yield from (node for code, node in more.items() if code not in have)


def _print(
    options: argparse.Namespace,
    answer: _editions.Answering,
    results: list[tuple[Edition, tuple[Node, ...]]],
) -> int:
    if options.format == "json":
        document = {
            "query": options.code or options.edition,
            "as_of": answer.as_of,
            "as_of_exact": answer.exact,
            "cautions": list(answer.cautions),
            "results": [edition_result(edition, nodes) for edition, nodes in results],
        }
        print(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        render = show_text if options.format == "text" else show_markdown
        print(render(results, answer.cautions))
    return 0
