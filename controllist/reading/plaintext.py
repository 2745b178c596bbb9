"""stand-in"""

from controllist.blocks import Document


def read_plaintext(data: bytes, name: str = "") -> Document:
    raise NotImplementedError
