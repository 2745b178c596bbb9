"""Whether the tests of a room notice a change in it: what `mutants.py` asks for each of its mutants.

The tests are collected once, in one process, and run once under coverage, which tells the lines each of them touches
(fixtures that several share, and what runs while a module of tests is imported, count for all that use them). Every
mutant then gets a fork of that process: the changed function is put in the place of the one that was loaded, and the
tests that touch its line run, the quickest first, up to the first that fails. A test that does not touch the line
cannot notice; of what an earlier test has left in a cache nothing is kept.

What is computed while a module is imported (patterns, tables, defaults of arguments) cannot be exchanged afterwards.
Such a mutant is imported by a fork of the process that has loaded pytest alone, and the tests that touch its module
are collected anew.
"""

from __future__ import annotations

import ast
import contextlib
import gc
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import json
import os
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import zip_longest
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest
from attrs import frozen

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = ("-q", "-m", "not official", "-p", "no:cacheprovider", "-p", "no:xdist", "--no-header", "--capture=sys")
MEMORY = 6 << 30


@frozen
class Mutant:
    """One change: which operator of cosmic-ray at which of its places in a file, and where that place is."""

    path: str
    operator: str
    occurrence: int
    line: int
    column: int

    @property
    def module(self) -> str:
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    def text(self) -> str:
        """The text of the file with the change in it."""
        from cosmic_ray.mutating import mutate_code
        from cosmic_ray.plugins import get_operator

        before = (ROOT / self.path).read_text(encoding="utf-8")
        found = mutate_code(before, get_operator(self.operator)(), self.occurrence)
        assert found is not None
        return str(found)


@frozen
class Outcome:
    """What became of a mutant: `how` in words, whether it was killed, the seconds of processor time it took."""

    how: str
    killed: bool
    seconds: float
    tests: int


@frozen
class Touched:
    """Which tests touch which line, and the seconds each takes."""

    lines: dict[str, dict[int, list[str]]]
    seconds: dict[str, float]

    def by(self, mutant: Mutant, within: tuple[int, int] | None) -> list[str]:
        """The tests that touch a mutant's line, or its module where it is in no function; the quickest first."""
        lines = self.lines.get(mutant.path, {})
        wanted = [mutant.line] if within else list(lines)
        if within and mutant.line not in lines:  # a line within a statement of several: all of the function
            wanted = [line for line in lines if within[0] < line <= within[1]]
        names = dict.fromkeys(name for line in wanted for name in lines.get(line, ()))
        return sorted(names, key=lambda name: self.seconds[name])

    def limit(self, names: Sequence[str]) -> float:
        """The seconds of processor time after which tests that long count as never ending."""
        return 10 + 5 * sum(self.seconds[name] for name in names)


def try_all(
    files: Sequence[str],
    sources: Sequence[str],
    chosen: Sequence[Mutant],
    tell: Callable[[Mutant, Outcome], None],
    most: float = 0.0,
) -> float:
    """Try mutants, telling each outcome as it comes; the seconds the tests take on the code as it is.

    A mutant gets `most` seconds of tests, where that is not 0: what slower tests alone would notice then survives.

    Raises `SystemExit` where the tests fail on the code as it is.
    """
    places = {mutant: function_around(mutant) for mutant in chosen}
    receiving, sending = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(receiving)
        _in_a_process([*files], _Session(sources, places, sending, most))
    os.close(sending)
    touched = Touched({}, {})
    late: list[Mutant] = []
    with os.fdopen(receiving, encoding="utf-8") as lines:
        for line in lines:
            kind, *rest = json.loads(line)
            if kind == "failed":
                raise SystemExit(f"expected tests that pass on the code as it is, found: {rest[0]}")
            if kind == "touched":
                touched = _touched(rest)
            elif kind == "outcome":
                tell(chosen[rest[0]], Outcome(*rest[1]))
            else:
                late.append(chosen[rest[0]])
    os.waitpid(child, 0)
    for mutant in late:
        tell(mutant, _imported_anew(mutant, touched.by(mutant, None), touched, most))
    return sum(touched.seconds.values())


def function_around(mutant: Mutant) -> tuple[int, int] | None:
    """First and last line of the outermost function whose body holds a mutant, None where none does."""
    place = (mutant.line, mutant.column)
    tree = ast.parse((ROOT / mutant.path).read_text(encoding="utf-8"))
    for node in _outermost(tree):
        first, last = node.body[0], node.body[-1]
        if (first.lineno, first.col_offset) <= place < (last.end_lineno or 0, last.end_col_offset or 0):
            return node.lineno, last.end_lineno or 0
    return None


def _outermost(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef):
            yield node
        else:
            yield from _outermost(node)


def _touched(told: Sequence[Any]) -> Touched:
    """What came through a pipe, where the numbers of lines are words."""
    return Touched({p: {int(n): t for n, t in d.items()} for p, d in told[0].items()}, told[1])


class _Settled:
    """Lets Hypothesis draw the same examples for every mutant, and shrink none."""

    def pytest_configure(self) -> None:
        from hypothesis import Phase, settings

        phases = (Phase.explicit, Phase.generate)
        settings.register_profile("mutants", derandomize=True, database=None, deadline=None, phases=phases)
        settings.load_profile("mutants")


class _Session(_Settled):
    """Takes the place of pytest's loop over its tests: one run under coverage, then a fork a mutant."""

    def __init__(
        self, sources: Sequence[str], places: dict[Mutant, tuple[int, int] | None], sending: int, most: float
    ) -> None:
        self.sources, self.places, self.sending, self.most = sources, places, sending, most
        self.context: Callable[[str], None] = lambda name: None
        self.caches: list[Callable[[], None]] = []

    def send(self, *told: object) -> None:
        os.write(self.sending, (json.dumps(told) + "\n").encode())

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any, request: Any) -> Iterator[None]:
        """What a fixture of more than one test touches counts for all tests that use it."""
        if fixturedef.scope == "function":
            return (yield)
        self.context(f"fixture {fixturedef.argname}")
        try:
            return (yield)
        finally:
            self.context(request._pyfuncitem.nodeid)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if session.testsfailed:
            self.send("failed", "tests that cannot be collected")
            return True
        loaded, self.caches = _functions(self.sources), _caches(self.sources)
        gc.collect()
        gc.freeze()
        touched = self.cover(session)
        if touched is None:
            return True
        items = {item.nodeid: item for item in session.items}
        for number, (mutant, within) in enumerate(self.places.items()):
            if within is None:
                self.send("late", number)
                continue
            names = touched.by(mutant, within)
            if not names:
                self.send("outcome", number, ("touched by no test", False, 0.0, 0))
                continue
            try:
                changed = _changed_functions(mutant, loaded)
            except SyntaxError:
                self.send("outcome", number, ("cannot be used", True, 0.0, 0))
                continue
            asked = partial(self.notice, session, [items[n] for n in names], changed)
            how, seconds = _forked(asked, touched.limit(names))
            self.send("outcome", number, (how, how != "survived", seconds, len(names)))
        return True

    def cover(self, session: pytest.Session) -> Touched | None:
        """Run all tests once in a fork and read which lines of the sources each of them touches."""
        receiving, sending = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(receiving)
            with os.fdopen(sending, "w", encoding="utf-8") as out:
                json.dump(self.covered(session), out)
            os._exit(0)
        os.close(sending)
        with os.fdopen(receiving, encoding="utf-8") as found:
            told = json.load(found)
        os.waitpid(child, 0)
        if isinstance(told, str):
            self.send("failed", told)
            return None
        self.send("touched", *told)
        return _touched(told)

    def covered(self, session: pytest.Session) -> str | list[object]:
        import coverage

        measuring = coverage.Coverage(data_file=None, include=[str(ROOT / s) for s in self.sources])
        measuring.start()
        self.context = measuring.switch_context
        seconds: dict[str, float] = {}
        users: dict[str, list[str]] = {}
        for item, following in zip_longest(session.items, session.items[1:]):
            for empty in self.caches:
                empty()
            self.context(item.nodeid)
            began = time.process_time()
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if session.testsfailed:
                return item.nodeid
            seconds[item.nodeid] = round(time.process_time() - began, 4)
            for name in getattr(item, "fixturenames", ()):
                users.setdefault(f"fixture {name}", []).append(item.nodeid)
        measuring.stop()
        data = measuring.get_data()
        lines: dict[str, dict[int, list[str]]] = {}
        for path in data.measured_files():
            by_line = data.contexts_by_lineno(path)
            lines[str(Path(path).relative_to(ROOT))] = {
                line: sorted({n for c in contexts if c for n in users.get(c, [c])})
                for line, contexts in by_line.items()
            }
        return [lines, seconds]

    def notice(
        self, session: pytest.Session, items: Sequence[pytest.Item], changed: list[tuple[FunctionType, CodeType]]
    ) -> int:
        """In a fork: run tests with functions changed up to the first that fails, or to the end of the time.

        1 where one fails.
        """
        began = time.process_time()
        for function, code in changed:
            function.__code__ = code
        for empty in self.caches:
            empty()
        for item, following in zip_longest(items, items[1:]):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if session.testsfailed:
                return 1
            if self.most and time.process_time() - began > self.most:
                break
        return 0


def _in_a_process(arguments: list[str], *plugins: object) -> None:
    """Run pytest in this fork, silently, and leave with its exit status."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    code = 3
    with contextlib.suppress(BaseException):
        code = int(pytest.main([*OPTIONS, *arguments], plugins=list(plugins)))
    os._exit(code)


def _functions(sources: Sequence[str]) -> dict[tuple[str, str, int], list[FunctionType]]:
    """All functions loaded from the sources, by file, name and first line."""
    paths = {str(ROOT / source): source for source in sources}
    found: dict[tuple[str, str, int], list[FunctionType]] = {}
    for value in gc.get_objects():
        if isinstance(value, FunctionType) and value.__code__.co_filename in paths:
            code = value.__code__
            found.setdefault((paths[code.co_filename], code.co_qualname, code.co_firstlineno), []).append(value)
    return found


def _caches(sources: Sequence[str]) -> list[Callable[[], None]]:
    """What empties the caches of the sources."""
    paths = {str(ROOT / source) for source in sources}
    modules = [m for m in list(sys.modules.values()) if getattr(m, "__file__", None) in paths]
    return [v.cache_clear for m in modules for v in vars(m).values() if hasattr(v, "cache_clear")]


def _changed_functions(
    mutant: Mutant, loaded: dict[tuple[str, str, int], list[FunctionType]]
) -> list[tuple[FunctionType, CodeType]]:
    """The loaded functions a mutant is in, each with its changed code; raises `SyntaxError` where that is no Python."""
    path = ROOT / mutant.path
    old, new = (compile(text, path, "exec", dont_inherit=True) for text in (path.read_text("utf-8"), mutant.text()))
    return [
        (function, after)
        for before, after in zip(_codes(old), _codes(new), strict=True)
        if before != after
        for function in loaded.get((mutant.path, before.co_qualname, before.co_firstlineno), ())
    ]


def _codes(module: CodeType) -> Iterator[CodeType]:
    """The code of all functions of a module that are made when it is imported: not of those within functions."""
    for part in module.co_consts:
        if isinstance(part, CodeType):
            if part.co_flags & 2:  # CO_NEWLOCALS: a function, not the body of a class
                yield part
            else:
                yield from _codes(part)


def _forked(what: Callable[[], int], seconds: float) -> tuple[str, float]:
    """What became of tests run in a fork, and the seconds of processor time they took."""
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 2))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        code = 3
        with contextlib.suppress(BaseException):
            code = what()
        os._exit(code)
    _, status, used = os.wait4(child, 0)
    spent = round(used.ru_utime + used.ru_stime, 1)
    if os.WIFSIGNALED(status):
        return "took too long", spent
    return {0: "survived", 1: "failed a test"}.get(os.WEXITSTATUS(status), "cannot be used"), spent


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Loads one module from other text than its file has."""

    def __init__(self, name: str, path: Path, text: str) -> None:
        self.name, self.path, self.text = name, path, text

    def find_spec(self, fullname: str, *_: object) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.name:
            return None
        within = [str(self.path.parent)] if self.path.name == "__init__.py" else None
        return importlib.util.spec_from_file_location(
            fullname, self.path, loader=self, submodule_search_locations=within
        )

    def get_source(self, fullname: str) -> str:
        return self.text

    def is_package(self, fullname: str) -> bool:
        return self.path.name == "__init__.py"

    def get_filename(self, fullname: str) -> str:
        return str(self.path)


class _Chosen(_Settled):
    """Runs the tests named, in the order named, up to the first that fails or the end of the time."""

    def __init__(self, names: Sequence[str], most: float) -> None:
        self.rank = {name: rank for rank, name in enumerate(names)}
        self.most = most

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self) -> bool | None:
        """True where a test counts as run already."""
        return True if self.most and time.process_time() - self.began > self.most else None

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = sorted((i for i in items if i.nodeid in self.rank), key=lambda i: self.rank[i.nodeid])
        self.began = time.process_time()


def _imported_anew(mutant: Mutant, names: Sequence[str], touched: Touched, most: float) -> Outcome:
    """What becomes of a mutant whose line runs when its module is imported."""
    if not names:
        return Outcome("touched by no test", False, 0.0, 0)
    files = sorted({name.partition("::")[0] for name in names})

    def whole() -> int:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        sys.meta_path.insert(0, _Changed(mutant.module, ROOT / mutant.path, mutant.text()))
        importlib.import_module(mutant.module)
        return int(pytest.main([*OPTIONS, "-x", *files], plugins=[_Chosen(names, most)]))

    how, seconds = _forked(whole, 60 + touched.limit(names))
    return Outcome(how, how != "survived", seconds, len(names))
