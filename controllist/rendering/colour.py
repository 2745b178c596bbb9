"""Colour for the terminal: finished text is painted, line by line, and says the same without it.

Four signs only, so that they can be read on dark and on light: bold, red, green and magenta. Yellow and cyan vanish on
white, blue and dim on black. Red is where a control bites (wider, met, newly controlled), magenta where something is
open, and nothing that is not met is ever green: that would look like leave.

>>> painted("3B001  net: wider", "diff")
'\\x1b[1m3B001\\x1b[0m  net: \\x1b[31mwider\\x1b[0m'
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from controllist.rendering.translation import in_dutch

Kind = Literal["diff", "verdict", "match", "impact", "provision", "history", "error"]

BOLD, RED, GREEN, MAGENTA = "1", "31", "32", "35"
_END = "\x1b[0m"


def wanted(environment: Mapping[str, str], *, terminal: bool, windows: bool = False) -> bool:
    """Whether to paint: a terminal that can, and nobody who asked for none; `NO_COLOR` wins over `FORCE_COLOR`.

    >>> wanted({"TERM": "xterm"}, terminal=True), wanted({"TERM": "xterm", "NO_COLOR": "1"}, terminal=True)
    (True, False)
    >>> wanted({"FORCE_COLOR": "1"}, terminal=False), wanted({"TERM": "dumb"}, terminal=True)
    (True, False)
    """
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    if windows and not {"WT_SESSION", "ANSICON", "TERM"} & environment.keys():
        return False
    return terminal and environment.get("TERM") != "dumb"


def painted(text: str, kind: Kind) -> str:
    """The finished text of an answer as a terminal with colours shall show it."""
    if kind == "diff":
        text = _changed_words(text)
    return re.sub(_CAUTION, lambda m: _each_line(m[0], MAGENTA), _ruled(text, kind), flags=re.M)


_CAUTION = r"^(?P<indent> *)! .*(?:\n(?P=indent)  +\S.*)*"
"""A caution with the lines it goes on with."""


def _either(*labels: str) -> str:
    """A pattern for labels, in each language they are printed in; the longest first."""
    forms = {form for one in labels for form in (one, in_dutch(one))}
    return "|".join(map(re.escape, sorted(forms, key=lambda f: (-len(f), f))))


_CODE = r"(?:\d[A-E]\d{3}|ML\d+)[\w.#~-]*"
_DIRECTIONS = {"wider": RED, "narrower": GREEN, "direction undecided": MAGENTA}
_VERDICTS = {"met": RED, "not met": BOLD, "unknown": MAGENTA}
_OUTCOMES = {"newly controlled": RED, "look again": MAGENTA, "number changed": BOLD, "no longer controlled": BOLD}


@lru_cache
def _rules(kind: Kind) -> tuple[tuple[re.Pattern[str], str], ...]:
    """What to look for in a line (the first group is painted, or all of it), and the sign for it."""
    rules: list[tuple[str, str]]
    if kind == "diff":
        rules = [(rf"^ {{0,2}}({_CODE})  ", BOLD)]
        rules += [(rf"^ {{0,2}}\S.*: ({_either(word)})(?= \(| \[|$)", sign) for word, sign in _DIRECTIONS.items()]
    elif kind == "verdict":
        rules = [(r"^ +(\+) ", RED), (r"^ +(-) ", BOLD), (r"^ +(\?) ", MAGENTA)]
        rules += [(rf"^ *(?:[+?-] )?({_CODE})(?=[ :])", BOLD)]
        rules += [(rf"^\S.*: ({_either(word)})(?= \(|, |$)", sign) for word, sign in _VERDICTS.items()]
    elif kind == "match":
        rules = [(r"^ *\d+\. (\S+)  ", BOLD), (r"^ *\d+\. \S+  \S+  ([\d.]+)$", BOLD)]
        rules += [(r"^ {6}(\+\d\.\d\d) ", GREEN), (r"^ {6}(-\d\.\d\d) ", RED)]
    elif kind == "impact":
        rules = [(rf"^(?: *\d+  )?({_either(word)})$", sign) for word, sign in _OUTCOMES.items()]
    elif kind == "provision":
        rules = [(rf"^ *({_CODE}|\.[a-z\d]+)  ", BOLD), (r"‹[^‹›\n]*›", MAGENTA)]
    elif kind == "history":
        rules = [(rf"^({_CODE}) ", BOLD)]
        rules += [(rf"^ {{6}}\S.*: ({_either(word)})(?=, |$)", sign) for word, sign in _DIRECTIONS.items()]
    else:
        rules = [(r"^controllist:", RED)]
    return tuple((re.compile(pattern, re.M), sign) for pattern, sign in rules)


def _ruled(text: str, kind: Kind) -> str:
    # All places are found in the text as it came, so that no rule meets what another one painted.
    places: dict[tuple[int, int], str] = {}
    for pattern, sign in _rules(kind):
        for found in pattern.finditer(text):
            places.setdefault(found.span(pattern.groups and 1), sign)
    parts: list[str] = []
    at = 0
    for (start, end), sign in sorted(places.items()):
        if start >= at:
            parts += [text[at:start], f"\x1b[{sign}m{text[start:end]}{_END}"]
            at = end
    return "".join([*parts, text[at:]])


def _each_line(text: str, sign: str) -> str:
    """A stretch of lines in one colour, each by itself: a pager shows lines, and indents stay plain."""
    bare = text.replace(_END, "")
    bare = re.sub(r"\x1b\[\d+m", "", bare)
    return re.sub(r"\S.*", lambda m: f"\x1b[{sign}m{m[0]}{_END}", bare)


# The words between [- -] and {+ +}: they run over line ends, and side by side each column by itself.

_MARK = re.compile(r"(\[-|\{\+)|(-\]|\+\})")


def _changed_words(text: str) -> str:
    lines: list[str] = []
    signs = ["", ""]  # the mark that is open in each column
    for line in text.split("\n"):
        if not line.startswith("    "):
            signs = ["", ""]
            lines.append(line)
            continue
        columns = line.split(" │ ") if line.count(" │ ") == 1 else [line]
        done = []
        for number, column in enumerate(columns):
            words, signs[number] = _column(column, signs[number])
            done.append(words)
        lines.append(" │ ".join(done))
    return "\n".join(lines)


def _column(text: str, sign: str) -> tuple[str, str]:
    """One line of a column painted, and the mark that is still open at its end."""
    parts: list[str] = []
    at = 0
    for mark in [*_MARK.finditer(text), None]:
        end = len(text) if mark is None else mark.end() if mark[2] else mark.start()
        parts.append(_words(text[at:end], sign))
        at = end
        if mark is not None:
            sign = (RED if mark[1] == "[-" else GREEN) if mark[1] else ""
    return "".join(parts), sign


def _words(text: str, sign: str) -> str:
    bare = text.strip()
    if not sign or not bare:
        return text
    start = text.index(bare)
    return f"{text[:start]}\x1b[{sign}m{bare}{_END}{text[start + len(bare) :]}"
