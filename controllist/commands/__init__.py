"""The commands, one module each: they translate arguments, call one public function, print, and nothing else.

A module has `SUMMARY`, `EXAMPLES`, `arguments(parser)` and `run(options) -> int`, the exit status. `cli` imports only
the one that was asked for, so that `show` does not pay for `match`.
"""
