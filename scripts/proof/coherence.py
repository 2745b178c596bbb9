"""What must hold between the lines themselves: the same words for the same law, every term explained, sound files.

>>> law = fold_law("1A001.a. does not control Seals of 5 mm; and"), fold_law("1A001.a. does not control seals of 5 mm.")
>>> law[0] == law[1]
True
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from controllist import store
from controllist.codes import EditionAddress, order
from controllist.diffing import reviews
from controllist.diffing.comparison import diff
from controllist.errors import ControlListError
from controllist.model import Edition, Node, Provision
from controllist.normalize import fold
from controllist.store import lists
from controllist.store.texts import NEEDED
from scripts.proof.pairing import Pair, says_nothing
from scripts.proof.texts import Disagreement, tidy

_END = re.compile(r"[\s;,.:]*(?:[;,.]\s*(?:and|or|and/or))?[\s;,.:]*$")
_BARE_LEAD_IN = re.compile(
    r"""
    (?: (?:ML\d|\d[A-E]\d)[\w.]*
      | \b (?: having | being | any | all | both | either | meeting | as | follows | by | the | following | of | these
        | and | or | characteristics | described | other | criteria | to | includes?
        | do(?:es)?\s(?:not\s)?(?:control|apply)? | goods | equipment | devices | tools | items ) \b
      | [\s:;,.] )*
    """,
    re.IGNORECASE | re.VERBOSE,
)
_EDITION_KEYS = {**NEEDED, "list": str, "applies_from": str, "applies_until": str, "wording": str, "corrigenda": list}
_LIST_KEYS = ("list", "title", "title_nl", "authority", "scope", "date_means", "address", "known", "announced")
_BESIDE = {"edition.json", "news.md", "reviews.jsonl", "README.md"}


# --- the same words for the same law ---


def fold_law(text: str) -> str:
    """The law's words with everything levelled that only printing changes: case, blanks, the word that joins items."""
    return _END.sub("", fold(tidy(text)).casefold().replace(" ", ""))


def unlike_lines(pairs: Iterable[tuple[str, Pair]], by_place: bool = False) -> list[Disagreement]:
    """Where the law says the same twice and our lines differ; each pair comes with the address of its edition.

    `by_place` compares a place with itself only, for texts in another language. Lead-ins without content ("having all
    of the following") are left out: there a line may sum up what follows.
    """
    lines: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for address, one in pairs:
        law = one.official.text
        if says_nothing(one.official) or _BARE_LEAD_IN.fullmatch(law) or re.match(r"Not used", law):
            continue
        kind = "provision" if isinstance(one.digest, Provision) else str(one.digest.kind)
        if by_place:
            kind = str(one.digest.code)
        lines[kind, fold_law(_at_home(law, one.official))][_at_home(one.digest.text, one.digest)].append(
            f"{address}:{one.digest.code}"
        )
    found = []
    for ours in lines.values():
        if len(ours) > 1:
            (first, at), *rest = sorted(ours.items(), key=lambda item: (-len(item[1]), item[0]))
            found += [Disagreement(w, "same line", f"{at[0]}: {first}", text) for text, where in rest for w in where]
    return found


def _at_home(text: str, node: Node) -> str:
    """A text with its own place named alike wherever it stands."""
    return text.replace(str(node.code.place), "§").replace(str(node.code.entry), "§")


# --- definitions ---


def unexplained_terms(ours: Edition, law: Edition | None = None) -> list[Disagreement]:
    """The terms in double quotation marks that no definition of the edition explains, though the law explains them."""
    explained = set()
    if law is not None:
        explained = {use.term.casefold() for n in law.nodes for use, at in law.terms(n.code) if at and not use.local}
    found: dict[tuple[str, str], Disagreement] = {}
    for node in ours.nodes:
        for use, where in ours.terms(node.code):
            if use.local or where is not None or (law is not None and use.term.casefold() not in explained):
                continue
            key = (node.code.entry, use.term)
            found.setdefault(
                key, Disagreement(str(node.code), "definition", f'"{use.term}" explained', "not explained")
            )
    return list(found.values())


def terms_used(edition: Edition) -> int:
    """How many uses of terms in double quotation marks an edition has."""
    return sum(not use.local for n in edition.nodes for use, _ in edition.terms(n.code))


# --- basis ---


def grades(edition: Edition) -> dict[str, int]:
    """How many lines rest on what: checked, secondary, inferred, unknown."""
    counts = Counter(node.basis.grade for node in edition.nodes)
    return {grade: counts[grade] for grade in ("checked", "secondary", "inferred", "unknown") if counts[grade]}


def groundless(edition: Edition) -> list[Disagreement]:
    """Lines that do not say on what they rest: no source, no reasoning for an inference, or mere memory."""
    found = []
    for node in edition.nodes:
        basis = node.basis
        said = f"{basis.grade} {basis.source} | {basis.reasoning}"
        if not basis.source:
            found.append(Disagreement(str(node.code), "basis", "a source", said))
        if basis.grade == "inferred" and not basis.reasoning:
            found.append(Disagreement(str(node.code), "basis", "a reasoning", said))
        if re.search(r"\[M\]|\bfrom memory\b|\bremembered\b", f"{node.text} {said}") and basis.grade != "unknown":
            found.append(Disagreement(str(node.code), "basis", "no memory", said))
    return found


# --- judgements and files ---


def review_conflicts(name: str) -> tuple[int, list[str]]:
    """How many judgements stand beside the editions of a list, and those that the rules contradict."""
    editions = store.editions(name)
    count, found = 0, []
    for address in editions:
        path = lists.shipped_folder() / name / address.date / "reviews.jsonl"
        if not path.is_file():
            continue
        judged = reviews.read(path.read_text(encoding="utf-8"), str(path.name))
        count += len(judged)
        for old in sorted({r.old for r in judged}):
            if EditionAddress(name, old) not in editions:
                found.append(f"{address}: judgements against {old}, which is not shipped")
                continue
            pair = store.load(EditionAddress(name, old)), store.load(address)
            conflicts = reviews.conflicts(diff(*pair).changes, reviews.of_pair(judged, *pair))
            found += [f"{address}: {conflict}" for conflict in conflicts]
    return count, found


def unsound_files(name: str) -> list[str]:
    """What is wrong with the files of a list: keys, types, dates, parts missing or not told, order of lines."""
    folder = lists.shipped_folder() / name
    found = _unsound_list(folder)
    for path in sorted(folder.glob("*/edition.json")):
        found += _unsound_edition(path, name)
    return found


def _unsound_list(folder: Path) -> list[str]:
    data, fault = _json(folder / "list.json")
    if data is None:
        return [fault]
    found = [f"{folder.name}/list.json: no {key}" for key in _LIST_KEYS if key not in data]
    dates = [row.get("date", "") for row in data.get("known", ())]
    if dates != sorted(dates):
        found.append(f"{folder.name}/list.json: known editions not in the order of their dates")
    found += [
        f"{folder.name}/list.json: {row.get('date', 'announced')} has no basis"
        for row in (*data.get("known", ()), *data.get("announced", ()))
        if not row.get("basis", {}).get("source")
    ]
    shipped = {path.parent.name for path in folder.glob("*/edition.json")}
    return found + [f"{folder.name}/list.json: {day} is shipped, not known" for day in sorted(shipped - set(dates))]


def _unsound_edition(path: Path, name: str) -> list[str]:
    where = f"{name}/{path.parent.name}"
    data, fault = _json(path)
    if data is None:
        return [fault]
    found = [
        f"{where}/edition.json: {key} missing or no {kind.__name__}"
        for key, kind in _EDITION_KEYS.items()
        if not isinstance(data.get(key), kind)
    ]
    if found:
        return found
    if (data["list"], data["applies_from"], data["wording"]) != (name, path.parent.name, "digest"):
        found.append(f"{where}/edition.json: list, date or wording is not that of its folder")
    told = {f"{part}.{data['language']}.txt" for part in data["parts"]} | _BESIDE
    there = {p.name for p in path.parent.iterdir()}
    found += [f"{where}/{file}: not told in edition.json" for file in sorted(there - told)]
    found += [f"{where}/{file}: told in edition.json, not there" for file in sorted(told - _BESIDE - there)]
    try:
        edition = store.load(f"{name}@{path.parent.name}")
    except ControlListError as error:
        return [*found, f"{where}: {error}"]
    if name == "nl-semicon":  # the Dutch regulation has an order of its own: l, m, f, d, a
        return found
    return found + [f"{where}: {code} stands behind {before}" for before, code in _out_of_order(edition.provisions)]


def _out_of_order(provisions: Sequence[Provision]) -> list[tuple[str, str]]:
    codes = [p.code for p in provisions if p.kind in ("entry", "item") and "#" not in p.code]
    return [(a, b) for a, b in pairwise(codes) if order(a) > order(b)]


def _json(path: Path) -> tuple[Mapping[str, Any] | None, str]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        return None, f"{path.parent.name}/{path.name}: {error}"
    return (data, "") if isinstance(data, dict) else (None, f"{path.parent.name}/{path.name}: no object")
