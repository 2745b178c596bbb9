"""How quick and how large: ratios within one run where something compares, else figures of this machine.

    python scripts/bench.py             print the tables
    python scripts/bench.py --write     put them into docs/performance.md, between its marks
    python scripts/bench.py --only diff run one part; with --write the other lines of the page stay as they are

Every ratio compares two things measured in turn in this run, so that a slow moment of the machine meets both. What
runs in this process is timed by the processor's clock, whole processes and the register by the clock on the wall. What
needs an official text is left out, and said, where ../shared/official is not beside the checkout.
"""

from __future__ import annotations

import argparse
import difflib
import gc
import io
import json
import os
import platform
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable
from pathlib import Path

from attrs import frozen
from committed import between_marks, write_between
from lxml import etree

from controllist import lexicon, store
from controllist.assessing.facts import Facts
from controllist.assessing.verdict import assess
from controllist.codes import EditionAddress, parse_code
from controllist.diffing.comparison import diff
from controllist.index import open_index, wordlists
from controllist.index.segment import build_segment
from controllist.index.vocabulary import build_vocabulary
from controllist.ingest import parse_bytes
from controllist.matching import match
from controllist.registers.impact import change_between
from controllist.registers.tables import Goods
from controllist.rendering.results import edition_result
from controllist.serialize import from_json

ROOT = Path(__file__).resolve().parent.parent
OFFICIAL = ROOT.parent / "shared" / "official"
ANNEX = OFFICIAL / "reconstructed" / "eu-annex-i-2025-11-15.oj.xhtml"
CASES = ROOT / "tests" / "cases" / "goods.jsonl"
PAGE = ROOT / "docs" / "performance.md"
BYTE_CODE = str(Path(tempfile.gettempdir()) / f"controllist-bench-{os.getuid()}")
BARE = "import attrs, lxml.etree, rapidfuzz"
NEWEST = ("eu-dual-use@2025-11-15", "eu-military@2024-02-19", "nl-semicon@2025-04-01")
DESCRIPTIONS = (
    "ball valve stainless steel DN50",
    "koolstofvezelgaren",
    "thermal imaging camera 640x512",
    "Rillenkugellager ABEC 9",
    "vannes à boisseau sphérique",
    "turbomolecular pump",
    "accelerometer bias stability 100 µg",
    "office chair with armrests",
    "frequentieomvormer 800 Hz",
    "hydrogen fluoride",
    "spare parts for helicopter",
    "Ethernet switch 24 ports",
)


@frozen
class Line:
    """One row: what was measured, the figure, what it is held against, the bound and whether it holds."""

    name: str
    figure: str
    against: str = ""
    bound: str = ""
    holds: bool | None = None


def seconds(call: Callable[[], object], times: int = 5) -> list[float]:
    """Processor seconds of each of `times` calls, after one that is not counted."""
    call()
    return [seconds_once(call) for _ in range(times)]


Clock = Callable[[], float]


def in_turn(
    mine: Callable[[], object], theirs: Callable[[], object], times: int = 5, clock: Clock = time.process_time
) -> tuple[float, float, float]:
    """Median seconds of both and the median ratio, measured alternately."""
    mine(), theirs()
    pairs: list[tuple[float, float]] = []
    for _ in range(times):
        pairs.append((seconds_once(mine, clock), seconds_once(theirs, clock)))
    ours, others = (statistics.median(p[i] for p in pairs) for i in (0, 1))
    return ours, others, statistics.median(a / b for a, b in pairs)


def seconds_once(call: Callable[[], object], clock: Clock = time.process_time) -> float:
    """Seconds of one call: of the processor, so that other programs count little, or of whatever the clock tells."""
    gc.collect()
    start = clock()
    call()
    return clock() - start


def ratio_line(
    name: str,
    mine: Callable[[], object],
    theirs: Callable[[], object],
    what: str,
    bound: float,
    times: int = 5,
    clock: Clock = time.process_time,
) -> Line:
    ours, others, ratio = in_turn(mine, theirs, times, clock)
    figure = f"{ratio:.2f} × ({1000 * ours:.0f} ms : {1000 * others:.0f} ms)"
    return Line(name, figure, what, f"≤ {bound:g} ×", ratio <= bound)


def program(*arguments: str) -> Callable[[], object]:
    """A process of its own, with the byte code kept as an installed package has it, for all modules alike."""
    kept = {**os.environ, "PYTHONPYCACHEPREFIX": BYTE_CODE, "PYTHONDONTWRITEBYTECODE": ""}
    return lambda: subprocess.run([sys.executable, *arguments], check=False, capture_output=True, cwd="/", env=kept)


def cold() -> list[Line]:
    """Whole processes: start of Python, imports and the command."""
    bare = program("-c", BARE)
    what = "a process that imports attrs, lxml.etree, rapidfuzz"
    module = ("-m", "controllist")
    return [
        ratio_line("import controllist", program("-c", "import controllist"), bare, what, 1.0, 9, time.perf_counter),
        ratio_line("show 3B001.f, cold", program(*module, "show", "3B001.f"), bare, what, 3.0, 9, time.perf_counter),
        ratio_line("match, cold", program(*module, "match", "EUV pellicle"), bare, what, 3.0, 9, time.perf_counter),
    ]


def parsing() -> list[Line]:
    if not ANNEX.is_file():
        return [Line("parse of Annex I", "left out", "the official texts are not beside the checkout")]
    data = ANNEX.read_bytes()

    def ours() -> object:
        return parse_bytes(data, list="eu-dual-use", applies_from="2025-11-15", name=ANNEX.name)

    def theirs() -> object:
        return "".join(etree.parse(io.BytesIO(data)).getroot().itertext())

    edition = parse_bytes(data, list="eu-dual-use", applies_from="2025-11-15", name=ANNEX.name)
    # Once, in a process that has understood nothing yet: later calls would find their answers kept.
    understood = seconds_once(lambda: edition_result(edition))
    return [
        ratio_line("parse of Annex I, OJ XHTML", ours, theirs, "lxml.etree.parse and itertext", 12.0, 11),
        Line("all of Annex I understood", f"{understood:.2f} s", "", "< 2 s", understood < 2),
    ]


def matching() -> list[Line]:
    index = open_index([EditionAddress.parse(a) for a in NEWEST])
    table = sqlite3.connect(":memory:")
    table.execute("create virtual table p using fts5(code, text)")
    rows = [(n.code, n.text) for a in NEWEST for n in store.load(a).nodes]
    table.executemany("insert into p values (?, ?)", rows)

    def ours() -> object:
        return [match(text, index, top=10) for text in DESCRIPTIONS]

    def theirs() -> object:
        asked = (" OR ".join(f'"{w}"' for w in text.split()) for text in DESCRIPTIONS)
        query = "select code, bm25(p) from p where p match ? order by bm25(p) limit 10"
        return [table.execute(query, (words,)).fetchall() for words in asked]

    # The least of many turns: what other programs take from the caches only ever adds.
    turns = [(seconds_once(ours), seconds_once(theirs)) for _ in range(80)]
    own, others = (min(turn[i] for turn in turns) for i in (0, 1))
    ratio, rate = own / others, len(DESCRIPTIONS) / own
    figure = f"{ratio:.2f} × ({1000 * own:.1f} ms : {1000 * others:.1f} ms)"
    met = len(texts := unmet()) // 2
    for text in texts[:met]:
        match(text, index, top=10)
    spent = [seconds_once(lambda text=text: match(text, index, top=10)) for text in texts[met:]]  # type: ignore[misc]
    return [
        Line(
            "match, warm, 12 descriptions",
            figure,
            "SQLite FTS5 bm25 over the same provisions",
            "≤ 1.5 ×",
            ratio <= 1.5,
        ),
        Line("match, warm, one core", f"{rate:,.0f} descriptions/s", "", "≥ 1,000 /s", rate >= 1000),
        Line(
            f"match, {len(spent)} descriptions, each met once",
            f"{len(spent) / sum(spent):,.0f} /s; at the median {1000 * statistics.median(spent):.1f} ms",
        ),
    ]


def building() -> list[Line]:
    """What the very first match builds and keeps: the vocabulary, and the segment of the largest list."""
    concepts = lexicon.read_files(lexicon.shipped_files())
    edition = store.load(NEWEST[0])
    vocabulary = min(seconds_once(lambda: build_vocabulary(concepts, wordlists.PARTS)) for _ in range(2))
    segment = min(seconds_once(lambda: build_segment(edition)) for _ in range(2))
    return [
        Line("vocabulary compiled", f"{vocabulary:.1f} s for {len(concepts):,} concepts"),
        Line(f"words of {NEWEST[0]} gathered", f"{segment:.1f} s"),
    ]


def unmet() -> list[str]:
    """Short descriptions that differ, of our own cases, but not those held out."""
    rows = map(json.loads, CASES.read_text(encoding="utf-8").splitlines())
    kept = (r["text"] for r in rows if not r.get("held_out", zlib.crc32(r["id"].encode()) % 3 == 0))
    return [text for text in dict.fromkeys(kept) if len(text) < 80]


def diffing() -> list[Line]:
    addresses = ("eu-dual-use@2021-09-09", "eu-dual-use@2025-11-15")
    old, new = (store.load(a) for a in addresses)
    # A tree is printed by `show`; one line a node, code and text, is the least that could be printed of it.
    printed = [_shown(a).splitlines() for a in addresses]
    bare = [[f"{n.code} {n.text}" for n in e.nodes] for e in (old, new)]

    from controllist.serialize import to_json

    kept = [to_json(e) for e in (old, new)]

    def lines_of(old_lines: list[str], new_lines: list[str]) -> float:
        return seconds_once(lambda: list(difflib.unified_diff(old_lines, new_lines, lineterm="")))

    def turn() -> tuple[float, ...]:
        # Fresh editions each time: what an edition remembers of its meaning must not help.
        before, after = (from_json(text) for text in kept)
        return seconds_once(lambda: diff(before, after)), lines_of(*printed), lines_of(*bare)

    # The least of many turns, as in matching.
    turns = [turn() for _ in range(15)]
    own, others, fewest = (min(turn[i] for turn in turns) for i in range(3))
    ratio = own / others
    figure, least = (f"{own / n:.2f} × ({1000 * own:.0f} ms : {1000 * n:.0f} ms)" for n in (others, fewest))
    theirs = "difflib.unified_diff of the two trees as `show` prints them"
    return [
        Line("diff 2021 → 2025, full", figure, theirs, "≤ 6 ×", ratio <= 6),
        Line("diff 2021 → 2025, against less", least, "difflib.unified_diff of one line a node"),
        Line("diff 2021 → 2025, the first of a process", f"{1000 * _first_diff(addresses):.0f} ms"),
    ]


def _shown(address: str) -> str:
    """An edition as the program prints it."""
    command = [sys.executable, "-m", "controllist", "show", address]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _first_diff(addresses: tuple[str, str]) -> float:
    """Processor seconds of a comparison where no text has been read before and no pattern compiled, median of three."""
    code = (
        "import time; from controllist import store; from controllist.diffing.comparison import diff; "
        f"old, new = (store.load(a) for a in {addresses!r}); "
        "start = time.process_time(); diff(old, new); print(time.process_time() - start)"
    )
    told = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for _ in range(3)]
    return statistics.median(float(t.stdout) for t in told)


REGISTER = 40_000


def register() -> list[Goods]:
    """A register whose rows all differ: in turn a number of the old list, ordinary goods, and words of the new list."""
    old, new = (store.load(a) for a in ("eu-dual-use@2021-09-09", "eu-dual-use@2025-11-15"))
    numbers = [n.code for n in old.provisions if n.kind in ("entry", "item") and n.status == "in force"]
    names = [" ".join(n.text.split()[:7]) for n in new.provisions if n.kind in ("entry", "item") and n.text]
    rows: list[Goods] = []
    for at in range(REGISTER):
        article = f"A-{at:05}"
        if at % 3 == 0:
            rows.append(Goods(at + 2, article, f"article {article}", numbers[at * 7 % len(numbers)]))
        elif at % 3 == 1:
            rows.append(Goods(at + 2, article, f"{DESCRIPTIONS[at % len(DESCRIPTIONS)]}, type {at}, {at % 97 + 1} mm"))
        else:
            rows.append(Goods(at + 2, article, f"{names[at * 11 % len(names)]}, type {at}"))
    return rows


def impact() -> list[Line]:
    """Wall seconds over all cores, from two editions to the last article, in a process that has judged nothing yet."""
    old, new = (store.load(a) for a in ("eu-dual-use@2021-09-09", "eu-dual-use@2025-11-15"))
    goods = register()
    jobs = os.cpu_count() or 1
    start = time.perf_counter()
    touched = change_between(old, new, at_hand=True).touched(goods, jobs)
    spent = time.perf_counter() - start
    assert len(touched) == REGISTER
    figure = f"{spent:.0f} s in {jobs} processes"
    return [Line(f"impact, register of {REGISTER:,} rows", figure, "", "< 60 s", spent < 60)]


def loading() -> list[Line]:
    folder = store.shipped_folder() / "eu-dual-use" / "2025-11-15"
    texts = [p.read_text(encoding="utf-8") for p in sorted(folder.glob("*.en.txt"))]
    from controllist import notation

    spent = statistics.median(seconds(lambda: [notation.read(t) for t in texts], 7))
    return [Line("load of one edition (5,400 nodes)", f"{1000 * spent:.0f} ms")]


def assessing() -> list[Line]:
    edition = store.load("eu-dual-use@2025-11-15")
    leaves = [n.code for n in edition.provisions if n.kind == "item" and n.requirement is None][::40]
    facts = Facts.of({"wavelength": "193 nm"})
    for code in leaves:
        assess(edition, code, facts, strict=False)
    start = time.process_time()
    spent: list[float] = []
    for code in leaves:
        begun = time.perf_counter()
        assess(edition, code, facts, strict=False)
        spent.append(time.perf_counter() - begun)
    rate = 1 / statistics.median(spent)
    whole = len(leaves) / (time.process_time() - start)
    figure = f"{rate:,.0f} /s at the median, {whole:,.0f} /s over {len(leaves)} provisions"
    return [Line("assessments, one core", figure, "", "≥ 1,000 /s", rate >= 1000)]


def memory() -> list[Line]:
    # Not `ru_maxrss`: Linux hands a child the peak of the process that started it.
    code = (
        "from controllist import api\n"
        "api.match('EUV pellicle')\n"
        "print(*(l.split()[1] for l in open('/proc/self/status') if l.startswith('VmHWM')))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd="/")
    size = int(done.stdout) / 1024
    return [Line("memory, all newest lists indexed", f"{size:.0f} MB at the peak", "", "≤ 90 MB", size <= 90)]


PARTS: dict[str, Callable[[], list[Line]]] = {
    "cold": cold,
    "parse": parsing,
    "match": matching,
    "build": building,
    "diff": diffing,
    "impact": impact,
    "load": loading,
    "assess": assessing,
    "memory": memory,
}


def table(lines: list[Line]) -> str:
    rows = ["| what | figure | held against | bound | holds |", "|---|---|---|---|---|"]
    words = {True: "yes", False: "**no**", None: ""}
    rows += [f"| {x.name} | {x.figure} | {x.against} | {x.bound} | {words[x.holds]} |" for x in lines]
    return "\n".join(rows)


def merged(shown: str, lines: list[Line]) -> str:
    """The table of the page with these lines anew, and the others as they stand."""
    anew = {line.name: row for line, row in zip(lines, table(lines).split("\n")[2:], strict=True)}
    rows = [row for row in shown.split("\n") if row.startswith("| ")]
    kept = [anew.pop(row.split(" | ")[0].removeprefix("| "), row) for row in rows[1:]]
    return "\n".join([rows[0], "|---|---|---|---|---|", *kept, *anew.values()])


def machine() -> str:
    return f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}"


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--write", action="store_true")
    options.add_argument("--only", choices=tuple(PARTS))
    chosen = options.parse_args()
    parse_code("3B001")
    lines = [line for name, part in PARTS.items() if chosen.only in (None, name) for line in part()]
    text = f"Measured on: {machine()}.\n\n{table(lines)}\n"
    print(text)
    if chosen.write:
        rows = merged(between_marks(PAGE, "bench"), lines) if chosen.only else table(lines)
        write_between(PAGE, "bench", [f"Measured on: {machine()}.", "", rows])
    return 0


if __name__ == "__main__":
    sys.exit(main())
