"""How often matching finds the right entry, beside plain tools, and what a change gained and lost.

    python scripts/accuracy_match.py                 tables, gains and losses against the frozen run, floors
    python scripts/accuracy_match.py --freeze        make this run the frozen one (docs/accuracy/match.json)
    python scripts/accuracy_match.py --write         put the tables into docs/accuracy.md, raise the floors
    python scripts/accuracy_match.py --failures      rows of our own not found first, by what went wrong

Rows come from ../shared/eval/goods-dev*.jsonl (absent in a fresh clone: told, not hidden), tests/cases/goods.jsonl and
tests/cases/fresh*.jsonl. A third of the rows of goods.jsonl is held out: they are counted, never shown. Exit status 1
where a figure is below its floor (docs/accuracy/floors.json).
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import zlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import baselines
from attrs import frozen
from committed import ACCURACY, below_floors, raise_floors, write_between

from controllist import store
from controllist.index import Index, open_index
from controllist.matching import match

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared" / "eval"
OWN = ROOT / "tests" / "cases" / "goods.jsonl"
FRESH = {ROOT / "tests" / "cases" / f"{name}.jsonl": name for name in ("fresh", "fresh-2")}
SETS = ("shared", "own", *FRESH.values())
FROZEN = ROOT / "docs" / "accuracy" / "match.json"
DEEP = 10
SHORT = 8


@frozen
class Row:
    """A description with the codes that answer it; `expected` empty for goods on no list."""

    id: str
    text: str
    lang: str
    expected: tuple[str, ...]
    level: str
    list: str
    set: str
    held_out: bool


@frozen
class Outcome:
    """Where the right entry came (0: not among ten), whether the item was right, and the best score."""

    rank: int
    item: bool
    best: float
    found: bool
    """Whether the verdict is candidates."""


def rows() -> list[Row]:
    """All rows at hand, the shared ones first."""
    found: list[Row] = []
    for path in (*sorted(SHARED.glob("goods-dev*.jsonl")), OWN, *FRESH):
        if not path.is_file():
            print(f"absent: {path}", file=sys.stderr)
            continue
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                found.append(_row(json.loads(line), {OWN: "own", **FRESH}.get(path, "shared")))
    return found


def _row(data: dict[str, Any], where: str) -> Row:
    held = where == "own" and bool(data.get("held_out", zlib.crc32(data["id"].encode()) % 3 == 0))
    expected = tuple(data["expected"])
    return Row(data["id"], data["text"], data["lang"], expected, data["level"], data["list"], where, held)


def entry(code: str) -> str:
    return code.partition(".")[0]


def outcome(row: Row, ranking: Sequence[tuple[str, str, float]]) -> Outcome:
    """Judge a ranking of (list, code, score): right is any expected entry of the row's list, each entry once."""
    seen: list[tuple[str, str]] = []
    rank, item = 0, False
    for name, code, _ in ranking:
        place = (name, entry(code))
        if place in seen:
            continue
        seen.append(place)
        if _right(row, name, code):
            rank = len(seen)
            item = any(_agree(code, e) for e in row.expected)
            break
    best, found = (ranking[0][2], bool(ranking[0][1])) if ranking else (0.0, False)
    return Outcome(rank if rank <= DEEP else 0, item, best, found)


def _right(row: Row, name: str, code: str) -> bool:
    if row.level == "list":
        return name == row.list
    return entry(code) in {entry(c) for c in row.expected} and name == _list_of(code, row.list)


def _list_of(code: str, told: str) -> str:
    if told == "nl-semicon":
        return told
    return "eu-military" if code.startswith("ML") else "eu-dual-use"


def _agree(found: str, wanted: str) -> bool:
    """Whether one code is the other or lies on its path."""
    return found == wanted or found.startswith(wanted + ".") or wanted.startswith(found + ".")


def ours(index: Index) -> Callable[[str], list[tuple[str, str, float]]]:
    """Matching as a user gets it: nothing below the threshold. An empty code carries the score that fell short."""

    def rank(text: str) -> list[tuple[str, str, float]]:
        found = match(text, index, top=DEEP)
        return [(c.list, c.code, c.score) for c in found.candidates] or [("", "", found.best)]

    return rank


def plain_tools(index: Index) -> dict[str, Callable[[str], list[tuple[str, str, float]]]]:
    """The baselines over the text of each entry of every list."""
    texts: dict[str, str] = {}
    for segment in index.segments:
        for number, first in enumerate(segment.first):
            words = " ".join(segment.texts[first : segment.last[number]])
            texts[f"{segment.list}:{segment.codes[first]}"] = words

    def ranked(score: baselines.Scorer) -> Callable[[str], list[tuple[str, str, float]]]:
        def rank(text: str) -> list[tuple[str, str, float]]:
            return [(*name.split(":"), value) for name, value in score(text)[:DEEP]]  # type: ignore[misc]

        return rank

    return {
        "BM25": ranked(baselines.bm25(texts)),
        "character n-grams": ranked(baselines.character_ngrams(texts)),
        "rapidfuzz token_set": ranked(baselines.token_set(texts)),
    }


Group = tuple[str, Callable[[Row], bool]]
GROUPS: tuple[Group, ...] = (
    ("shared, Dutch dual-use", lambda r: r.set == "shared" and r.lang == "nl" and r.list == "eu-dual-use"),
    ("shared, English", lambda r: r.set == "shared" and r.lang == "en"),
    ("shared, military", lambda r: r.set == "shared" and r.list == "eu-military"),
    ("shared, nl-semicon", lambda r: r.set == "shared" and r.list == "nl-semicon"),
    ("own, open rows", lambda r: r.set == "own" and not r.held_out),
    ("own, held out", lambda r: r.set == "own" and r.held_out),
    ("own, English", lambda r: r.set == "own" and r.lang == "en"),
    ("own, Dutch", lambda r: r.set == "own" and r.lang == "nl"),
    ("own, German", lambda r: r.set == "own" and r.lang == "de"),
    ("own, French", lambda r: r.set == "own" and r.lang == "fr"),
    ("own, eu-dual-use", lambda r: r.set == "own" and r.list == "eu-dual-use"),
    ("own, eu-military", lambda r: r.set == "own" and r.list == "eu-military"),
    ("own, nl-semicon", lambda r: r.set == "own" and r.list == "nl-semicon"),
    ("fresh, written 2026-11-28", lambda r: r.set == "fresh"),
    ("fresh-2, Dutch dual-use", lambda r: r.set == "fresh-2" and r.list == "eu-dual-use"),
    ("fresh-2, Dutch military", lambda r: r.set == "fresh-2" and r.list == "eu-military"),
    ("all, up to 3 words", lambda r: len(r.text.split()) <= 3),
    ("all, 4 to 12 words", lambda r: 4 <= len(r.text.split()) <= 12),
    ("all, more than 12 words", lambda r: len(r.text.split()) > 12),
)


COMPARED = (
    "shared, Dutch dual-use", "shared, English", "own, open rows", "own, held out", "fresh, written 2026-11-28",
    "fresh-2, Dutch dual-use", "fresh-2, Dutch military",
)  # fmt: skip
"""The groups that the plain tools are measured on as well."""
HELD = (*COMPARED, "shared, military")
"""The groups that have floors; the others are parts of them."""


def figures(found: Iterable[tuple[Row, Outcome]]) -> dict[str, float]:
    """First, in five, in ten, mean reciprocal rank, and items right where the label is an item."""
    listed = [(r, o) for r, o in found if r.level != "none"]
    if not listed:
        return {}
    ranks = [o.rank for _, o in listed]
    items = [o.item for r, o in listed if r.level == "item"]
    return {
        "rows": len(ranks),
        "first": _share(rank == 1 for rank in ranks),
        "in five": _share(0 < rank <= 5 for rank in ranks),
        "in ten": _share(0 < rank <= 10 for rank in ranks),
        "mean reciprocal rank": sum(1 / rank for rank in ranks if rank) / len(ranks),
        "item": _share(items) if items else float("nan"),
    }


def _share(values: Iterable[bool]) -> float:
    held = list(values)
    return sum(held) / len(held) if held else float("nan")


def separation(found: Iterable[tuple[Row, Outcome]]) -> dict[str, float]:
    """How well the best score parts listed from unlisted goods."""
    listed = sorted(o.best for r, o in found if r.level != "none")
    unlisted = sorted(o.best for r, o in found if r.level == "none")
    if not listed or not unlisted:
        return {}
    above = sum((a > b) + 0.5 * (a == b) for a in listed for b in unlisted)
    bound = listed[int(0.05 * len(listed))]
    return {
        "listed": len(listed),
        "unlisted": len(unlisted),
        "area": above / (len(listed) * len(unlisted)),
        "false alarms at 95 % found": _share(b >= bound for b in unlisted),
    }


def verdicts(found: Iterable[tuple[Row, Outcome]]) -> dict[str, float]:
    """What the verdict makes of it: listed goods with candidates, unlisted goods with candidates."""
    held = list(found)
    return {
        "listed": sum(r.level != "none" for r, _ in held),
        "with candidates": _share(o.found for r, o in held if r.level != "none"),
        "unlisted": sum(r.level == "none" for r, _ in held),
        "false alarms": _share(o.found for r, o in held if r.level == "none"),
    }


def table(name: str, measured: dict[str, dict[str, float]]) -> list[str]:
    heads = list(next(iter(measured.values())))
    lines = [f"| {name} | {' | '.join(heads)} |", "|---" * (len(heads) + 1) + "|"]
    for row, values in measured.items():
        cells = (f"{v:.0f}" if h in ("rows", "listed", "unlisted") else f"{v:.2f}" for h, v in values.items())
        lines.append(f"| {row} | {' | '.join(cells)} |")
    return lines


def report(all_rows: Sequence[Row], runs: dict[str, list[Outcome]], rate: float) -> tuple[list[str], dict[str, float]]:
    """The tables as Markdown, and the figures that have floors."""
    own = list(zip(all_rows, runs["controllist"], strict=True))
    by_group = {name: figures((r, o) for r, o in own if chosen(r)) for name, chosen in GROUPS}
    by_group = {name: values for name, values in by_group.items() if values}
    by_tool: dict[str, dict[str, float]] = {}
    parted: dict[str, dict[str, float]] = {}
    for tool, outcomes in runs.items():
        pairs = list(zip(all_rows, outcomes, strict=True))
        for name in COMPARED:
            values = figures((r, o) for r, o in pairs if dict(GROUPS)[name](r))
            if values:
                by_tool[f"{name}: {tool}"] = values
        for name in SETS:
            values = separation([(r, o) for r, o in pairs if r.set == name])
            if values:
                parted[f"{name}: {tool}"] = values
    lines = table("rows", by_group) if by_group else []
    lines += ["", *table("rows: tool", dict(sorted(by_tool.items())))] if by_tool else []
    lines += ["", *table("best score: tool", parted)] if parted else []
    judged = {name: verdicts((r, o) for r, o in own if r.set == name) for name in SETS}
    judged = {name: values for name, values in judged.items() if values["listed"] and values["unlisted"]}
    lines += ["", *table("verdict", judged)] if judged else []
    lines += ["", f"{rate:,.0f} short descriptions a second (up to {SHORT} words, warm, processor time of one core)."]
    floors = {f"{g}: {f}": by_group[g][f] for g in HELD if g in by_group for f in ("first", "in five")}
    floors |= {f"{g}: area": v["area"] for g, v in parted.items() if g.endswith("controllist")}
    return lines, floors


def changes(all_rows: Sequence[Row], outcomes: Sequence[Outcome]) -> list[str]:
    """Row by row what moved against the frozen run; held-out rows are only counted."""
    if not FROZEN.is_file():
        return ["no frozen run yet"]
    before = json.loads(FROZEN.read_text(encoding="utf-8"))["ranks"]
    lines: list[str] = []
    counts = {"gained": 0, "lost": 0, "held out, gained": 0, "held out, lost": 0}
    for row, now in zip(all_rows, outcomes, strict=True):
        if row.id not in before or row.level == "none":
            continue
        old, new = before[row.id] or DEEP + 1, now.rank or DEEP + 1
        if old == new:
            continue
        word = "gained" if new < old else "lost"
        counts[f"held out, {word}" if row.held_out else word] += 1
        if not row.held_out:
            lines.append(f"{word}: {row.id} {old} → {new} {row.text[:70]!r}")
    return [*sorted(lines), ", ".join(f"{n} {name}" for name, n in counts.items())]


def main() -> int:
    options = _options()
    all_rows = rows()
    index = open_index([store.choose(name).address for name in store.shipped_lists() if store.editions(name)])
    ranker = ours(index)
    ranker("warm-up")
    short = [row.text for row in all_rows if len(row.text.split()) <= SHORT]
    for text in short:
        match(text, index, top=5)
    started = time.process_time()
    for text in short:
        match(text, index, top=5)
    rate = len(short) / (time.process_time() - started)
    tools = {"controllist": ranker} | ({} if options.quick else plain_tools(index))
    runs = {name: [outcome(row, rank(row.text)) for row in all_rows] for name, rank in tools.items()}
    lines, measured = report(all_rows, runs, rate)
    print("\n".join(lines))
    print("\n".join(["", "against the frozen run:", *changes(all_rows, runs["controllist"])]))
    if options.failures:
        print("\n".join(_failures(all_rows, runs["controllist"], ranker)))
    if options.freeze:
        ranks = {r.id: o.rank for r, o in zip(all_rows, runs["controllist"], strict=True)}
        FROZEN.parent.mkdir(parents=True, exist_ok=True)
        FROZEN.write_text(json.dumps({"ranks": ranks}, indent=0) + "\n", encoding="utf-8")
    if options.write:
        write_between(ACCURACY, "match", lines)
        raise_floors(measured)
    faults = below_floors(measured)
    print("\n".join(faults), file=sys.stderr)
    return 1 if faults else 0


def _failures(all_rows: Sequence[Row], outcomes: Sequence[Outcome], rank: Callable[[str], Any]) -> list[str]:
    lines = ["", "not found first (own, open rows, and fresh ones):"]
    for row, o in zip(all_rows, outcomes, strict=True):
        if row.set != "shared" and not row.held_out and row.level != "none" and o.rank != 1:
            found = " ".join(f"{code}:{score:.2f}" for _, code, score in rank(row.text)[:4])
            lines.append(f"{row.id} {o.rank or '-'} {row.text[:70]!r} wants {'/'.join(row.expected)} got {found}")
    lines += ["", "unlisted that look listed (own, open rows, and fresh ones):"]
    for row, o in zip(all_rows, outcomes, strict=True):
        if row.set != "shared" and not row.held_out and row.level == "none" and o.found:
            lines.append(f"{row.id} {o.best:.2f} {row.text[:70]!r} got {rank(row.text)[0][1]}")
    return lines


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    for name, text in (
        ("--freeze", "make this run the frozen one"),
        ("--write", "put the tables into docs/accuracy.md, and raise the floors"),
        ("--failures", "show our own open rows not found first"),
        ("--quick", "leave the plain tools out"),
    ):
        parser.add_argument(name, action="store_true", help=text)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
