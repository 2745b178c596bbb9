"""Learning the model: how often goods of each entry are called what, counted over texts whose entries are known.

A naive Bayes classifier: for each kind of feature and each class (an entry of a list, or ordinary goods) the logarithm
of the feature's share, smoothed. Texts are counted as they are, each for its classes; no figure is fitted to rows.

>>> model = learned([Taught("ball valve", {"eu-dual-use:2B350": 1.0}), Taught("office chair", {ORDINARY: 1.0})])
>>> max(model.read("valves").shares.items(), key=lambda pair: pair[1])[0]
'eu-dual-use:2B350'
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from attrs import frozen

from controllist.index.features import KINDS, Kind, features
from controllist.index.model import ORDINARY, STEP, Learned, Model
from controllist.lexicon import Concept
from controllist.model import Definition, Edition

ALPHA = 0.1
"""What each feature has beforehand in each class. Measured on folds of the rows to learn from: .03 and .3 are worse."""
LATER_CODE = 0.95
"""What each code of a concept behind the first one counts less."""
WEAK = 0.8
"""What a concept flagged `weak` counts."""
SILENT = frozenset({"category", "group", "see-also", "note-excludes"})
"""Nodes of an edition that do not say what it controls."""


@frozen
class Taught:
    """A text and the classes it is taught for, each with how much it counts."""

    text: str
    classes: Mapping[str, float]


def class_name(name: str, code: str) -> str:
    """The class of goods under a code of a list: its entry.

    >>> class_name("eu-dual-use", "2B350.g#note.1")
    'eu-dual-use:2B350'
    """
    return f"{name}:{code.partition('#')[0].partition('.')[0]}"


def of_concepts(concepts: Iterable[Concept]) -> Iterable[Taught]:
    """The terms of the vocabulary."""
    for concept in concepts:
        worth = WEAK if "weak" in concept.flags else 1.0
        classes = {} if concept.codes else {ORDINARY + concept.id: 1.0}
        for rank, (name, code) in enumerate(concept.codes):
            classes.setdefault(class_name(name, code), worth * LATER_CODE**rank)
        for terms in concept.terms.values():
            yield from (Taught(term, classes) for term in terms)


def of_edition(edition: Edition) -> Iterable[Taught]:
    """The provisions of an edition and the notes on them."""
    for node in edition.nodes:
        if not isinstance(node, Definition) and node.text and node.kind not in SILENT:
            yield Taught(node.text, {class_name(edition.list, node.code): 1.0})


def learned(texts: Iterable[Taught], classes: frozenset[str] | None = None) -> Model:
    """The model of these texts; of `classes` only, if they are given, and of ordinary goods."""
    counts: dict[Kind, dict[str, dict[str, float]]] = {kind: {} for kind in KINDS}
    having: dict[Kind, dict[str, int]] = {kind: {} for kind in KINDS}
    number = 0
    for taught in texts:
        wanted = {c: n for c, n in taught.classes.items() if classes is None or c in classes or c.startswith(ORDINARY)}
        if not wanted:
            continue
        number += 1
        for kind, name, _, _ in features(taught.text):
            having[kind][name] = having[kind].get(name, 0) + 1
            counted = counts[kind].setdefault(name, {})
            for one, times in wanted.items():
                counted[one] = counted.get(one, 0.0) + times
    names = sorted({one for counted in counts["word"].values() for one in counted})
    return Model(names, {kind: _of_kind(counts[kind], having[kind], names, number) for kind in KINDS})


def _of_kind(counts: dict[str, dict[str, float]], having: dict[str, int], names: list[str], number: int) -> Learned:
    """What is learned of the features of one kind."""
    places = {name: at for at, name in enumerate(names)}
    totals = dict.fromkeys(names, 0.0)
    for counted in counts.values():
        for one, times in counted.items():
            totals[one] += times
    features_known = sorted(counts)
    base = [round(math.log(ALPHA / (totals[name] + ALPHA * len(counts))), 4) for name in names]
    rarity = [round(math.log((1 + number) / (1 + having[name])) + 1, 2) for name in features_known]
    starts, classes, steps = [0], [], []
    for name in features_known:
        for one, times in sorted(counts[name].items()):
            step = round(math.log(1 + times / ALPHA) / STEP)
            if step:
                classes.append(places[one])
                steps.append(min(step, 255))
        starts.append(len(classes))
    return Learned(features_known, base, rarity, starts, classes, steps)
