"""What each command is for, in the order of the help."""

COMMANDS: dict[str, str] = {
    "lists": "the lists and editions at hand, and those known besides",
    "show": "a provision with its items and notes, or a whole edition",
    "parse": "read an official file into a tree",
    "add": "keep a parsed official file at hand",
    "fetch": "get the official text of an edition, or ask what changed",
    "match": "find the entries that a description of goods may fall under",
    "batch": "every row of a table against the lists, the result beside it",
    "assess": "met, not met or unknown: facts against a provision",
    "diff": "what changed between two editions, and in which direction",
    "record": "a classification written down: make, show, replay, check, export",
    "impact": "which articles of a register a change of the list touches",
    "site": "the lists as pages in a folder, to look at with any browser",
    "browse": "the same pages served to this machine alone, and opened",
    "mcp": "the questions as tools for an assistant, over standard input and output",
    "completion": "complete commands and options in bash, zsh or fish",
}
