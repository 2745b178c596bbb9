"""The collector of cycles at rest, while much is made and nothing can be freed.

>>> import gc
>>> with without_collector():
...     gc.isenabled()
False
>>> gc.isenabled()
True
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def without_collector() -> Iterator[None]:
    """Let the collector of cycles rest, if it is at work; it is set to work again whatever happens.

    A file becomes some hundred thousand values in a second, a comparison makes some ten thousand over two editions.
    They live until the tree or the answer is done, or go by their count of references; looking through them for cycles
    meanwhile could free nothing (docs/performance.md tells what it took).
    """
    was_at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_at_work:
            gc.enable()
