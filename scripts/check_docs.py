"""Run every example of README.md and docs/, and compare what it prints with what stands there.

Fences marked `console` hold commands (`$ controllist ...`) with their output on stdout; a line `...` stands for any
number of lines. Fences marked `pycon` hold Python as in a terminal and are run as doctests. A fence that follows the
comment `<!-- not run: reason -->` is left out, and counted. Links to files of the repository must lead somewhere.

    python scripts/check_docs.py             # exit 1 where something differs
    python scripts/check_docs.py --update    # write what is printed now (read the difference before you commit it)
"""

from __future__ import annotations

import argparse
import doctest
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FENCE = re.compile(r"(?P<before><!-- not run: [^>]*-->\n+)?^```(?P<kind>\w+)\n(?P<body>.*?)^```$", re.M | re.S)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\((?!https?:|#|mailto:)([^)#\s]+)")


def pages() -> list[Path]:
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")), *sorted((ROOT / "lists").glob("*.md"))]


def run_command(command: str, home: str) -> str:
    """What the command prints on stdout, in a terminal of 100 columns, with an empty home of the user's."""
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "100",
        "NO_COLOR": "1",
        "CONTROLLIST_HOME": home,
    }
    done = subprocess.run(command, shell=True, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300)
    if done.returncode not in (0, 1) or "Traceback" in done.stderr:
        return f"{done.stdout}(exit {done.returncode}: {done.stderr.strip()})"
    return done.stdout


def commands(body: str) -> list[tuple[str, str]]:
    """Each command of a fence with the output that stands below it."""
    found: list[tuple[str, list[str]]] = []
    for line in body.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif found and found[-1][0].endswith("\\") and not found[-1][1]:
            found[-1] = (found[-1][0][:-1] + line.strip(), [])
        elif found:
            found[-1][1].append(line)
    return [(command, "\n".join(lines)) for command, lines in found]


def same(expected: str, printed: str) -> bool:
    parts = [p.strip("\n") for p in re.split(r"^\.\.\.$", expected.rstrip(), flags=re.M)]
    pattern = r"[\s\S]*".join(re.escape(p) for p in parts)
    return re.fullmatch(pattern, printed.rstrip().strip("\n")) is not None


def check_console(page: Path, body: str, update: bool, home: str) -> tuple[list[str], str]:
    problems: list[str] = []
    fresh: list[str] = []
    for command, expected in commands(body):
        printed = run_command(command, home)
        if not same(expected, printed):
            problems.append(f"{page.relative_to(ROOT)}: `{command}` prints something else:\n{printed}")
        keep = expected if same(expected, printed) else printed.rstrip()
        fresh += [f"$ {command}", *([keep] if keep else [])]
    return problems, "\n".join(fresh) + "\n" if update else body


def check_python(page: Path, body: str, names: dict[str, object]) -> list[str]:
    """Run one fence; the fences of a page share their names, as a reader would expect."""
    test = doctest.DocTestParser().get_doctest(body, names, page.name, str(page), 0)
    test.globs = names
    out: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE).run(
        test, out=out.append, clear_globs=False
    )
    return [f"{page.relative_to(ROOT)}: {''.join(out)}"] if out else []


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--update", action="store_true")
    options.add_argument("pages", nargs="*", type=Path)
    chosen = options.parse_args()
    problems: list[str] = []
    ran = left = 0
    with tempfile.TemporaryDirectory() as home:
        os.environ["CONTROLLIST_HOME"] = home
        for page in [p.resolve() for p in chosen.pages] or pages():
            text = page.read_text(encoding="utf-8")
            problems += [
                f"{page.relative_to(ROOT)}: the link to {target} leads nowhere"
                for target in LINK.findall(text)
                if not (page.parent / target).exists()
            ]
            fresh = text
            names: dict[str, object] = {}
            for fence in FENCE.finditer(text):
                if fence["before"]:
                    left += 1
                elif fence["kind"] == "console":
                    ran += 1
                    found, body = check_console(page, fence["body"], chosen.update, home)
                    problems += found
                    fresh = fresh.replace(fence["body"], body, 1) if chosen.update else fresh
                elif fence["kind"] == "pycon":
                    ran += 1
                    problems += check_python(page, fence["body"], names)
            if chosen.update and fresh != text:
                page.write_text(fresh, encoding="utf-8")
    print("\n".join(problems) if problems else "", end="\n" if problems else "")
    print(f"{ran} examples run, {left} left out with a reason, {len(problems)} problems")
    return 1 if problems and not chosen.update else 0


if __name__ == "__main__":
    sys.exit(main())
