"""What a download gives: the bytes, and where they came from."""

from __future__ import annotations

import hashlib

from attrs import frozen


@frozen
class Fetched:
    """A file as the publisher gave it.

    `identifier` is the number asked for (CELEX, Staatscourant or BWB), `requested` the address asked, `address` the
    one that answered after all redirects.
    """

    identifier: str
    requested: str
    address: str
    media_type: str
    language: str
    data: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()
