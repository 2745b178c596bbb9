"""Every pattern of the package against long texts of one kind: run as a program by `test_patterns.py`.

    python tests/hard/_patterns.py CHARACTERS SECONDS

Patterns are caught as they are compiled, those of profiles and word lists among them, and tried the way the module that
names them does: only at the start of a text where it calls nothing but `match` and `fullmatch`, else at every place. A
pattern is slow that takes eight times as long or more for four times the text (a linear one takes four, one that
grows with the square sixteen), or that needs SECONDS of processor time, in which it is stopped. What takes less than
0.8 µs a character (0.05 s for 64,000, 0.8 s for a million) is slow in no way that matters. Each is told, a line of
JSON, and the count at the end.
"""

from __future__ import annotations

import ast
import importlib
import json
import pkgutil
import re
import signal
import sys
import time
from pathlib import Path
from typing import Any

KINDS = {
    "a letter": "a",
    "digits": "7",
    "blanks": " ",
    "figures": "1,",
    "halves": "½ ",
    "bounds": "> 10 kW",
    "bounds and blanks": "> 10 kW ",
    "opening brackets": "(",
    "closing brackets": ")",
    "hyphens": "-",
    "single quotes": "'",
    "double quotes": '"',
    "labels": "a.",
    "tags that nothing closes": "<p>",
    "ends of lines": "\n",
    "blank lines": " \n",
    "words": "and ",
    "codes": "3A001.a.1 ",
    "blanks between words": " ",
    "blanks in a heading": " ",
    "blanks in a cell": " ",
    "blanks behind a label": " ",
}
AROUND = {
    "blanks between words": ("a", "b"),
    "blanks in a heading": ("# a", "b"),
    "blanks in a cell": ("| a", "b|"),
    "blanks behind a label": ("a. ", "b"),
}
"""What stands before and behind those of one kind."""
PART, GROWTH = 4, 8
"""What is tried is compared with this part of it, and how many times as long it may not take."""
ENOUGH = 0.8e-6
"""Seconds a character below which nothing is compared: the clock is too coarse for short texts, and for long ones the
memory that a pattern asks for at once costs more than what it does there."""
TRIES = 3
"""A machine that stands still for a moment must accuse no pattern: the least of so many counts."""
found: dict[tuple[Any, int], tuple[str, int]] = {}
_compile = re._compile  # type: ignore[attr-defined]


def spy(pattern: Any, flags: int) -> Any:
    """Compile, and remember the pattern and the line of ours that asked for it."""
    compiled = _compile(pattern, flags)
    frame = sys._getframe(1)
    for _ in range(3):
        name = frame.f_code.co_filename
        if "/controllist/" in name and "site-packages" not in name:
            found.setdefault((compiled.pattern, compiled.flags), (name, frame.f_lineno))
            break
        if frame.f_back is None:
            break
        frame = frame.f_back
    return compiled


def gather() -> None:
    """Import every module and do a little of everything that compiles more."""
    re._compile = spy  # type: ignore[attr-defined]
    import controllist

    for module in pkgutil.walk_packages(controllist.__path__, "controllist."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    from controllist import api, profiles
    from controllist.language.thresholds import read_thresholds

    for slug in profiles.slugs():
        profiles.profile(slug)
    for language in ("en", "nl", "de", "fr", "cs"):
        read_thresholds("output power exceeding 20 kW at 25 °C, as specified in 3A001.a", language=language)
        if language != "cs":
            api.match("ball valve DN50, 5 kW", lists=("nl-semicon",), language=language)
    api.diff("nl-semicon@2023-09-01", "nl-semicon@2024-09-07")
    api.assess("3B501.f.1.b.3", {"overlay": "1.6 nm"})


def only_at_the_start(path: str, line: int) -> bool:
    """Whether the module calls nothing but `match` and `fullmatch` on what it compiles in this line."""
    tree = ast.parse(Path(path).read_text(encoding="utf-8"))
    names = {
        target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and node.lineno <= line <= (node.end_lineno or 0)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    called = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in names
    }
    inline = {
        node.func.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "re"
        and node.lineno <= line <= (node.end_lineno or 0)
    }
    return bool(called | inline) and (called | inline) - {"compile"} <= {"match", "fullmatch"}


class LateError(Exception):
    """The time of one pattern and text is over."""


def ring(*_: object) -> None:
    raise LateError


def spent(pattern: re.Pattern[Any], text: Any, seconds: float, *, start: bool) -> float:
    """Seconds of processor time; the engine looks at signals, so that it can be stopped."""
    begun = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        if start:
            pattern.match(text)
            pattern.fullmatch(text)
        else:
            for _ in pattern.finditer(text):
                pass
    except LateError:
        pass
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return time.process_time() - begun


def slow(
    pattern: re.Pattern[Any],
    unit: str,
    characters: int,
    seconds: float,
    *,
    start: bool,
    around: tuple[str, str] = ("", ""),
) -> str:
    """How a pattern grows with a text of one kind, in words; empty where it grows as the text does."""

    enough = ENOUGH * characters

    def least(long: int) -> float:
        told = around[0] + unit * (long // len(unit)) + around[1]
        text = told.encode() if isinstance(pattern.pattern, bytes) else told
        taken = spent(pattern, text, seconds, start=start)
        for _ in range(TRIES - 1 if taken >= enough else 0):
            taken = min(taken, spent(pattern, text, seconds, start=start))
        return taken

    whole = least(characters)
    if whole >= seconds:
        return f"stopped after {whole:.2f} s"
    if whole < enough or whole < GROWTH * (part := least(characters // PART)):
        return ""
    return f"{whole:.2f} s, {part:.3f} s for a part of one in {PART}"


def main(characters: int, seconds: float) -> None:
    gather()
    re._compile = _compile  # type: ignore[attr-defined]
    signal.signal(signal.SIGPROF, ring)
    for (written, flags), (path, line) in found.items():
        pattern = re.compile(written, flags)
        start = only_at_the_start(path, line)
        for kind, unit in KINDS.items():
            around = AROUND.get(kind, ("", ""))
            if told := slow(pattern, unit, characters, seconds, start=start, around=around):
                where = f"{path.rpartition('/controllist/')[2]}:{line}"
                late = {"where": where, "kind": kind, "growth": told, "pattern": str(written)[:80]}
                print(json.dumps(late), flush=True)
    print(len(found))


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]))
