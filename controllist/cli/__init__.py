"""The commands, one module each: they translate arguments, ask one question, print the answer, and nothing else.

A module has `EXAMPLES`, `arguments(parser)` and `run(options) -> int`, the exit status; the summaries are in `program`.
Only the one asked for is imported, so that `show` does not wait for `match`. `options` has the options that several
commands share, `output` what prints and writes.
"""

from controllist.cli.program import main, program

__all__ = ["main", "program"]
