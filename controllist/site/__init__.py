"""The lists as pages to look at: `controllist site` writes them to a folder, `controllist browse` serves them.

Pages can be read without script and work from a folder as well as from a server; nothing on them comes from another
host. One small script searches, folds and filters.
"""

from controllist.site.building import Site, build
from controllist.site.indexes import Shelf, shelve

__all__ = ["Shelf", "Site", "build", "shelve"]
