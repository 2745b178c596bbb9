"""The files that lie among the modules: tables of words and units, profiles, schemas.

By `pkgutil`: `importlib.resources` would import more to read one text than a whole command needs.

>>> packaged("controllist.language", "units.toml").splitlines()[0][:1]
'#'
"""

from __future__ import annotations

import pkgutil


def packaged(package: str, name: str) -> str:
    """The text of a file of a package; raises `FileNotFoundError` where there is none."""
    data = pkgutil.get_data(package, name)
    assert data is not None  # only for packages without a loader
    return data.decode()
