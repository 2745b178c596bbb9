"""The JSON schema of what the commands print: the keys other programs may rely on; keys may be added, never renamed.

>>> sorted(document("match")["$defs"]["match"]["required"])[:3]
['as_of', 'as_of_exact', 'candidates']
"""

from __future__ import annotations

import json
from typing import Any

from controllist.packaged import packaged

NAMES = (
    "assess", "batch-row", "batch-summary", "diff", "impact", "lists", "match", "parse", "record", "record-check",
    "show",
)  # fmt: skip
"""The outputs that have a schema: `batch-row` is what stands under `controllist` in a line of jsonl."""


def document(name: str) -> dict[str, Any]:
    """The JSON schema (draft 2020-12) of one output; raises `LookupError` for another name."""
    if name not in NAMES:
        raise LookupError(f"expected one of {', '.join(NAMES)}, found {name!r}")
    whole: dict[str, Any] = json.loads(packaged(__name__, "outputs.json"))
    return {**whole, "$ref": f"#/$defs/{name}"}
