"""The commands, one module each: they translate arguments, ask one question, print the answer, and nothing else.

A module has `EXAMPLES`, `arguments(parser)` and `run(options) -> int`, the exit status; its summary stands below. Only
the one that was asked for is imported, so that `show` does not pay for `match`. What several share stands in modules
with an underscore: `_parsers` and `_settings` make the options, `_options`, `_editions`, `_facts` and `_input` read
them, `_output` prints and writes.
"""

from controllist.cli.program import main, program

__all__ = ["main", "program"]
