"""What `show` and `parse` give to programs: the fixed JSON keys of an edition's nodes, in reading order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from controllist.addresses import linked
from controllist.model import Basis, Definition, Edition, Node, Note, Problem, Provision

if TYPE_CHECKING:
    from fractions import Fraction

    from controllist.language import Reference, Threshold  # a match asks for a basis and must not pay for these


def edition_result(edition: Edition, nodes: Iterable[Node] | None = None) -> dict[str, Any]:
    """One R of the contract: the edition and the nodes asked for (all of them by default)."""
    return {
        "list": edition.list,
        "edition": edition.applies_from,
        "wording": edition.wording,
        "title": edition.title,
        "source": edition.source.name,
        **linked(edition.list, edition.applies_from),
        "problems": [problem_result(p) for p in edition.problems],
        "nodes": [node_result(edition, node) for node in (edition.nodes if nodes is None else nodes)],
    }


def wording_result(edition: Edition) -> dict[str, str]:
    """On whose words an answer about an edition rests: our digest, or the official wording of a file."""
    return {"edition": str(edition.address), "wording": edition.wording, "source": edition.source.name}


def node_result(edition: Edition, node: Node) -> dict[str, Any]:
    """The keys of one node; a note's `about` and a definition's `term` come on top."""
    provision = isinstance(node, Provision)
    found: dict[str, Any] = {
        "code": node.code,
        "kind": node.kind,
        "parent": node.parent,
        **linked(edition.list, edition.applies_from, node.code),
        "text": node.text,
        "basis": basis_result(node.basis),
        "requirement": getattr(node, "requirement", None),
        "thresholds": [threshold_result(t) for t in edition.thresholds(node.code)],
        "references": [reference_result(r) for r in edition.references(node.code)],
        "regime": edition.regime(node.code) if provision else None,
        "status": node.status if isinstance(node, Provision) else None,
    }
    if isinstance(node, Note) and node.about:
        found["about"] = list(node.about)
    if isinstance(node, Definition):
        found["term"] = node.term
        if node.scope is not None:
            found["scope"] = node.scope
    if node.label:
        found["label"] = node.label
    if node.remark:
        found["remark"] = node.remark
    return found


def basis_result(basis: Basis) -> dict[str, str]:
    return {"grade": basis.grade, "source": basis.source, "reasoning": basis.reasoning}


def problem_result(problem: Problem) -> dict[str, Any]:
    place = problem.location
    return {
        "kind": problem.kind,
        "message": problem.message,
        "code": problem.code,
        "source": place.source,
        "page": place.page or None,
        "line": place.line or None,
        "surer": problem.surer or None,
    }


def number(value: Fraction) -> str:
    """An exact number as text: decimal where it has an end, else a fraction.

    >>> from fractions import Fraction
    >>> number(Fraction(3, 2)), number(Fraction(1, 3)), number(Fraction(4_000_000))
    ('1.5', '1/3', '4000000')
    """
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    digits = 0
    while (value * 10**digits).denominator != 1:
        digits += 1
    scaled = abs(value.numerator * 10**digits // value.denominator)
    sign = "-" if value < 0 else ""
    if not digits:
        return f"{sign}{scaled}"
    text = str(scaled).rjust(digits + 1, "0")
    return f"{sign}{text[:-digits]}.{text[-digits:]}"


def threshold_result(threshold: Threshold) -> dict[str, Any]:
    quantity = threshold.quantity
    return {
        "property": threshold.property,
        "comparison": threshold.comparison,
        "value": number(quantity.value),
        "unit": quantity.unit,
        "si_value": None if quantity.si_value is None else number(quantity.si_value),
        "si_unit": quantity.si_unit,
        "printed": quantity.printed,
        "condition": threshold.condition,
        "alternative": quantity.alternative,
    }


def reference_result(reference: Reference) -> dict[str, Any]:
    return {
        "codes": list(reference.codes),
        "role": reference.role,
        "printed": reference.printed,
        "list": reference.list,
    }
