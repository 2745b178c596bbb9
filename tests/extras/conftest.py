"""Tests that need more than Python: `make test-extras` installs it and runs them; `make test` leaves them out."""

from __future__ import annotations

import os

if os.environ.get("CONTROLLIST_EXTRAS") != "1":
    collect_ignore_glob = ["*"]
