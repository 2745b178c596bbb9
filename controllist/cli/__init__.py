"""The commands: they translate arguments, ask one question of `controllist.app`, print the answer, and nothing else.

`program` runs one command and has the table of all with the module of each; a module has a `Command` under the name of
each of its commands. `options` has the options that several commands share, `output` what prints and writes.
"""

from controllist.cli.program import main, program

__all__ = ["main", "program"]
