"""A new user's walk, from the wheel to the report: every step is checked, not only run (`make walk`).

The program is installed from its wheel in an empty environment, and works in an empty home and an empty folder, as on
the first day at a new desk. Python here only makes the register and looks at what came out; everything else is typed.

    python docs/walk.py              # in a folder that is removed afterwards
    python docs/walk.py --keep DIR   # to look at what was written
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter

ROOT = Path(__file__).resolve().parent.parent
ROWS = 1_000
HEADING = ("Artikelnummer", "Omschrijving", "Classificatie", "Voorraad", "Ingevoerd")
ORDINARY = (
    ("EUV pellicle", "3B001.l"),
    ("DUV immersion scanner 193 nm, overlay 1.6 nm", ""),
    ("kogelkraan voor de chemische industrie, bekleed met PTFE", "2B350.g"),
    ("Kohlenstofffaser, Zugfestigkeit 4900 MPa", ""),
    ("caméra thermique non refroidie", "6A003.b.4"),
    ("houten bank voor in de tuin", ""),
    ("office chair with armrests", ""),
)
# Where something odd stands (the row as a spreadsheet counts it), and what it is.
EMPTY_ROW, NO_WORDS = 10, 11
SIGNS = {
    20: '=HYPERLINK("https://example.invalid","EUV pellicle")',
    21: "+EUV pellicle",
    22: "-20 degrees cold store door",
    23: "@SUM(1+1)",
    24: "=cmd|' /C calc'!A0",
    25: "\t=1+1",
    26: "＝1+1",
}
COUNTED, UNCOUNTED = 30, 31  # formulas, with and without a value of words
DAY, MOMENT, NUMBER, TRUTH, FAULT = 40, 41, 42, 43, 44
LONG, TOO_LONG = 50, 51
FOREIGN = {60: "ポンプ", 61: "مضخة", 62: "αντλία", 63: "насос для химической промышленности", 64: "🙂 EUV pellicle"}
TWINS = (70, 71)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--keep", metavar="DIR", type=Path, help="a new folder, kept afterwards")
    kept = options.parse_args().keep
    if kept is not None:
        kept.mkdir(parents=True)
        walk(kept.resolve())
        return 0
    with tempfile.TemporaryDirectory() as work:
        walk(Path(work).resolve())
    return 0


def walk(work: Path) -> None:
    desk = install(work)
    register = desk.folder / "articles.xlsx"
    write_register(register)
    before = hashlib.sha256(register.read_bytes()).hexdigest()
    classify_all(desk, register)
    look_at(desk.folder / "classified.xlsx", register)
    assess_one(desk)
    keep_a_record(desk)
    hold_against_a_newer_edition(desk, register)
    write_reports(desk, register)
    write_site(desk)
    check(hashlib.sha256(register.read_bytes()).hexdigest() == before, "the register is as it was")
    print("\nthe walk is done: every step gave what it should")


class Desk:
    """An environment with the program in it, an empty home, and a folder to work in."""

    def __init__(self, work: Path) -> None:
        self.programs = work / "environment" / ("Scripts" if os.name == "nt" else "bin")
        self.folder = work / "desk"
        self.home = work / "home"
        self.folder.mkdir()
        self.home.mkdir()

    def run(self, *words: str, status: int = 0) -> subprocess.CompletedProcess[str]:
        """Type a command; the walk ends where it does not end with the status expected, or shows a traceback."""
        print("\n$ controllist " + " ".join(f'"{w}"' if " " in w else w for w in words), flush=True)
        kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "TMPDIR") if name in os.environ}
        environment = {**kept, "PATH": str(self.programs), "HOME": str(self.home), "USERPROFILE": str(self.home)}
        done = subprocess.run(
            [str(self.programs / "controllist"), *words],
            cwd=self.folder, env=environment, capture_output=True, text=True, encoding="utf-8",
        )  # fmt: skip
        check(done.returncode == status, f"exit status {status}", f"{done.returncode}\n{done.stdout}{done.stderr}")
        check("Traceback" not in done.stderr, "no traceback", done.stderr)
        return done

    def answer(self, *words: str, status: int = 0) -> Any:
        """What a command answers as JSON."""
        return json.loads(self.run(*words, "--format", "json", status=status).stdout)


def check(held: bool, what: str, found: object = "") -> None:
    """One thing that must hold; the walk ends where it does not."""
    if not held:
        sys.exit(f"the walk ends here: expected {what}{f', found {found}' if found != '' else ''}")
    if what not in ("exit status 0", "exit status 1", "no traceback"):
        print(f"  - {what}", flush=True)


# 1: install


def install(work: Path) -> Desk:
    """The wheel of this checkout in an environment of its own, with what xlsx needs."""
    print("building the wheel, installing it in an empty environment", flush=True)
    quiet = {"check": True, "stdout": subprocess.DEVNULL}
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(work), str(ROOT)]
    subprocess.run(build, **quiet)  # type: ignore[call-overload]
    (wheel,) = work.glob("controllist-*.whl")
    subprocess.run([sys.executable, "-m", "venv", str(work / "environment")], **quiet)  # type: ignore[call-overload]
    desk = Desk(work)
    pip = [str(desk.programs / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, f"{wheel}[xlsx]"], **quiet)  # type: ignore[call-overload]
    told = desk.run("--version").stdout
    check(re.match(r"controllist \d", told) is not None, "a version")
    check("nl-semicon@2024-09-07" in told and "eu-dual-use@" in told, "the editions at hand beside it")
    check("as they were shipped" in desk.run("lists", "--verify").stdout, "lists that are as they were shipped")
    return desk


# 2: a register as such registers are


def write_register(path: Path) -> None:
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("Voorraad")
    day = book.add_format({"num_format": "dd-mm-yyyy"})
    sheet.merge_range(0, 0, 0, len(HEADING) - 1, "Voorraadlijst magazijn Veldhoven")
    sheet.write_row(2, 0, HEADING)
    for line in range(4, ROWS + 4):
        if line == EMPTY_ROW:
            continue
        words, number = ORDINARY[line % len(ORDINARY)]
        article = TWINS[0] if line in TWINS else line
        sheet.write_row(line - 1, 0, [f"{article:07}", "", number, line * 3])
        sheet.write_datetime(line - 1, 4, datetime(2024, 1, 1 + line % 28), day)
        cell = (line - 1, 1)
        if line in SIGNS or line in FOREIGN:
            sheet.write_string(*cell, SIGNS.get(line) or FOREIGN[line])
        elif line == COUNTED:
            sheet.write_formula(*cell, '="EUV "&"pellicle"', None, "EUV pellicle")
        elif line == UNCOUNTED:
            sheet.write_formula(*cell, "=D31*2")
        elif line in (DAY, MOMENT):
            sheet.write_datetime(*cell, datetime(2024, 9, 7, 13 if line == MOMENT else 0), day)
        elif line == NUMBER:
            sheet.write_number(*cell, 193)
        elif line == TRUTH:
            sheet.write_boolean(*cell, True)
        elif line == FAULT:
            sheet.write_formula(*cell, "=NA()", None, "#N/A")
        elif line in (LONG, TOO_LONG):
            length = 19_000 if line == LONG else 32_767  # the most that a cell can hold
            sheet.write_string(*cell, ("EUV pellicle " * 2_600)[:length])
        elif line != NO_WORDS:
            sheet.write_string(*cell, words)
    book.close()


def cells(path: Path, sheet: str) -> list[tuple[Any, ...]]:
    """The values of a sheet as another library reads them; formulas by the values stored with them."""
    return list(openpyxl.load_workbook(path, data_only=True)[sheet].iter_rows(values_only=True))


# 3: all of it at once


def classify_all(desk: Desk, register: Path) -> None:
    done = desk.run(
        "batch", register.name, "-o", "classified.xlsx", "--summary", "summary.json", "--as-of", "2024-10-01"
    )
    counts = json.loads((desk.folder / "summary.json").read_text(encoding="utf-8"))
    check(counts["rows"] == ROWS - 1, f"{ROWS - 1} rows: the empty one is none", counts["rows"])
    check(
        counts["candidates"] + counts["none"] + counts["doubtful"] == counts["rows"], "every row counted once", counts
    )
    lines = [row["line"] for row in counts["doubtful_rows"]]
    check(NO_WORDS in lines, f"row {NO_WORDS}, without a description, among the doubtful ones", lines)
    check(counts["formula_cells"] >= len(SIGNS), "the cells that begin like a formula counted", counts["formula_cells"])
    check(f"{ROWS - 1:,}".replace(",", "") in done.stderr.replace(",", ""), "the count told on standard error")
    check("Articles 4, 5, 9 and 10" in done.stderr, "what is not covered told with it")
    check(not list(desk.folder.glob("*.unfinished*")), "nothing half-written left behind")


# 4: the result in another library


def look_at(result: Path, register: Path) -> None:
    print("\nopening the result with openpyxl", flush=True)
    was, now = cells(register, "Voorraad"), cells(result, "goods")
    check(was[0][0] == now[0][0], "the title above the table still there", now[0][0])
    heading = [str(c) for c in now[2]]
    check(tuple(heading[:5]) == HEADING and "controllist_code" in heading, "our columns behind the original ones")
    filled = [row for row in was[3:] if any(c is not None for c in row)]
    rows = [row for row in now[3:] if any(c is not None for c in row)]
    check(len(rows) == len(filled) == ROWS - 1, "as many rows as went in", len(rows))
    # By the place in the register: the empty row has gone.
    found = dict(
        zip(
            (n for n in range(4, ROWS + 4) if n != EMPTY_ROW),
            (dict(zip(heading, r, strict=True)) for r in rows),
            strict=True,
        )
    )
    others = [(a[:5], b[:5]) for a, b in zip(filled, rows, strict=True) if not same(a[:5], b[:5])]
    check(not others, "every original cell as it was, dates and numbers too", others[:3])
    kinds = {c.data_type for sheet in openpyxl.load_workbook(result) for row in sheet.iter_rows() for c in row}
    check("f" not in kinds, "no formula anywhere in the file", kinds)
    raw = openpyxl.load_workbook(result)["goods"]
    texts = [
        c
        for row in raw.iter_rows()
        for c in row
        if isinstance(c.value, str) and c.value.lstrip()[:1] in tuple("=+-@＝")
    ]
    check(len(texts) >= len(SIGNS), "cells that begin with = + - @ still there", len(texts))
    check(all(c.data_type == "s" and c.quotePrefix for c in texts), "each of them a text that stays one when edited")
    added = [c for row in rows for c in row[5:] if isinstance(c, str)]
    check(not [c for c in added if c.lstrip()[:1] in tuple("=+-@＝＋－＠")], "nothing like a formula in our columns")
    check(found[COUNTED]["controllist_code"] == "3B001.l", "a formula read by its value", found[COUNTED])
    check(found[21]["controllist_code"] == "3B001.l", "a leading sign in nobody's way", found[21])
    check(found[64]["controllist_code"] == "3B001.l", "nor a picture before the words", found[64])
    check(found[LONG]["controllist_code"] == "3B001.l", "a very long cell read", found[LONG]["controllist_problem"])
    problem = found[TOO_LONG]["controllist_problem"]
    check("20000 characters" in (problem or ""), "one that is too long told, and the next row read", problem)
    bench = next(n for n in range(100, 110) if ORDINARY[n % 7][0].startswith("houten bank"))
    check(found[bench]["controllist_verdict"] == "none", "a garden bench without a candidate", found[bench])
    pellicle = next(n for n in range(100, 110) if ORDINARY[n % 7][0] == "EUV pellicle")
    check(found[pellicle]["controllist_own"] == "found", "the row's own number found again", found[pellicle])
    check(
        found[TWINS[0]]["Artikelnummer"] == found[TWINS[1]]["Artikelnummer"],
        "two rows of one article number kept apart",
    )
    about = "\n".join(str(c) for row in cells(result, "about") for c in row)
    check("nl-semicon@2024-09-07" in about, "a sheet that tells the editions")


def same(before: tuple[Any, ...], after: tuple[Any, ...]) -> bool:
    """Whether the cells hold the same; where a formula had failed (#N/A), no value came in and none goes out."""
    return all(a == b or (a == "#N/A" and b is None) for a, b in zip(before, after, strict=True))


# 5: one article


def assess_one(desk: Desk) -> None:
    question = (
        "assess",
        "3B501.f.1.b",
        "--set",
        "wavelength=193 nm",
        "--set",
        "numerical aperture=1.35",
        "--set",
        "is it=yes",
    )
    open_one = desk.answer(*question)
    check(open_one["verdict"] == "unknown", "no verdict while a fact is missing", open_one["verdict"])
    check(any("overlay" in m["property"] for m in open_one["missing"]), "the missing fact named", open_one["missing"])
    check(desk.answer(*question, "--set", "overlay=1.4 nm")["verdict"] == "met", "met with an overlay of 1.4 nm")
    answer = desk.answer(*question, "--set", "overlay=1.6 nm")
    check(answer["verdict"] == "not-met", "not met with one of 1.6 nm", answer["verdict"])
    check(any("does not mean" in c for c in answer["cautions"]), "and that this is no leave", answer["cautions"])


# 6: on record


def keep_a_record(desk: Desk) -> None:
    desk.run(
        "record", "make", "EUV pellicle", "--article", "0004711", "--edition", "nl-semicon@2024-09-07", "--decide",
        "listed", "--code", "3B001.l", "--by", "A. Jansen", "--on", "2024-10-01", "--reason", "the list names it",
        "-o", "4711.record.json",
    )  # fmt: skip
    kept = desk.folder / "4711.record.json"
    told = json.loads(kept.read_text(encoding="utf-8"))
    check(told["decision"]["code"] == "3B001.l" and told["asked"]["article"] == "0004711", "the decision in the record")
    check("byte for byte" in desk.run("record", "replay", kept.name).stdout, "the same again, byte for byte")
    other = desk.folder / "other.record.json"
    other.write_text(kept.read_text(encoding="utf-8").replace('"3B001.l"', '"3B001.k"', 1), encoding="utf-8")
    check("differ" in desk.run("record", "replay", other.name, status=1).stdout, "a record that was altered found out")
    check("not touched" in desk.run("record", "check", kept.name, "--as-of", "2025-05-01").stdout, "it stands in 2025")
    for form in ("spdx", "cyclonedx", "flat", "declaration-nl"):
        out = f"4711.{form}.{'json' if form in ('spdx', 'cyclonedx') else 'txt'}"
        desk.run("record", "export", kept.name, "--to", form, "-o", out)
        check("3B001.l" in (desk.folder / out).read_text(encoding="utf-8"), f"the number in {out}")


# 7: the list changes


def hold_against_a_newer_edition(desk: Desk, register: Path) -> None:
    change = ("--from", "nl-semicon@2023-09-01", "--to", "nl-semicon@2024-09-07")
    found = desk.answer("impact", register.name, *change, status=1)
    lines = {a["line"] for a in found["articles"]}
    scanners = {n for n in range(100, ROWS + 4) if ORDINARY[n % 7][0].startswith("DUV")}
    benches = {n for n in range(100, ROWS + 4) if ORDINARY[n % 7][0].startswith("houten bank")}
    check(scanners <= lines, "every immersion scanner touched by the change of 7 September 2024", len(scanners - lines))
    check(not benches & lines, "no garden bench touched", benches & lines)
    check(sum(found["summary"].values()) == ROWS - 1, "every row in one of the outcomes", found["summary"])


# 8: something to show


class Page(HTMLParser):
    """What a page is made of: its elements, its words, and where it leads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.words: list[str] = []
        self.loaded: list[str] = []
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        named = dict(attrs)
        self.loaded += [v for k in ("src", "srcset", "data") if (v := named.get(k))]
        if tag == "link" and named.get("href"):
            self.loaded.append(named["href"] or "")
        if tag == "a" and named.get("href"):
            self.links.append(named["href"] or "")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def write_reports(desk: Desk, register: Path) -> None:
    change = ("nl-semicon@2023-09-01", "nl-semicon@2024-09-07")
    reports = {
        "impact": desk.run(
            "impact", register.name, "--from", change[0], "--to", change[1], "--format", "html", status=1
        ),
        "diff": desk.run("diff", *change, "--format", "html", status=1),
        "match": desk.run("match", "EUV pellicle", "--format", "html"),
        "assess": desk.run("assess", "3B501.m", "--format", "html"),
        "record": desk.run("record", "show", "4711.record.json", "--format", "html"),
    }
    wanted = {
        "impact": "DUV immersion scanner",
        "diff": "3B001.f.4",
        "match": "3B501.m",
        "assess": "3B501.m",
        "record": "A. Jansen",
    }
    for name, done in reports.items():
        (desk.folder / f"{name}.html").write_text(done.stdout, encoding="utf-8")
        page = Page(done.stdout)
        check({"html", "title", "main", "h1"} <= page.tags, f"{name}.html a whole page with a heading", page.tags)
        check(
            "script" not in page.tags and not page.loaded, f"{name}.html without scripts or outside parts", page.loaded
        )
        check(wanted[name] in " ".join(page.words), f"{name}.html tells of {wanted[name]}")


# 9: the lists to look at


def write_site(desk: Desk) -> None:
    desk.run("site", "-o", "pages")
    site = desk.folder / "pages"
    pages = sorted(site.rglob("*.html"))
    check(site / "index.html" in pages, "a first page")
    entry = site / "nl-semicon" / "2024-09-07" / "3B001.html"
    check(entry in pages and "3B001.f.4" in entry.read_text(encoding="utf-8"), "the scanners on the page of 3B001")
    broken, abroad = set(), set()
    for path in (site / "index.html", entry, *pages[:: max(1, len(pages) // 40)]):
        page = Page(path.read_text(encoding="utf-8"))
        abroad |= {x for x in page.loaded if re.match(r"(?:https?:)?//", x)}
        for target in (x.partition("#")[0].partition("?")[0] for x in (*page.links, *page.loaded)):
            if target and not re.match(r"[a-z]+:", target) and not (path.parent / target).exists():
                broken.add(f"{path.relative_to(site)}: {target}")
    check(not broken, "links that lead somewhere, on every page looked at", sorted(broken)[:5])
    check(not abroad, "nothing loaded from another host", abroad)


if __name__ == "__main__":
    sys.exit(main())
