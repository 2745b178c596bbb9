"""The learned model: how likely each entry is for goods that are called so, and which word speaks how much for it.

Made by `controllist.index.learning` from texts, kept as `lists/model/model.bin` (`make model`), read here. What a
feature says of a class is the logarithm of its share there; the features of a kind weigh by how rare they are, and
together as much as a vector of length one. The shares of all classes sum to 1; ordinary goods are several classes,
whose shares are told as one.
"""

from __future__ import annotations

import json
import math
import sys
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cached_property

from attrs import frozen

from controllist.errors import DamagedDataError
from controllist.index.features import KINDS, Feature, Kind, features

ORDINARY = "-"
"""Ordinary goods; each sort of them is a class whose name begins so."""
STEP = 0.04
"""Logarithms are kept as whole numbers of this size, up to 255."""
FORMAT = "controllist-model/1"
_LOGARITHMS = tuple(step * STEP for step in range(256))


@frozen(slots=False, eq=False)
class Learned:
    """What is learned of one kind of features.

    `base` is what a feature that no text of a class has says of it; `rarity` the weight of each feature; what the
    feature at a place says more of some classes stands from `starts[place]` up to the next start in `classes`
    (numbers) and `steps`.
    """

    names: Sequence[str]
    base: Sequence[float]
    rarity: Sequence[float]
    starts: Sequence[int]
    classes: Sequence[int]
    steps: Sequence[int]

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each feature."""
        return {name: at for at, name in enumerate(self.names)}


@frozen
class Reading:
    """A text as the model reads it: the share of each class, and the features met with their weights."""

    model: Model
    text: str
    shares: Mapping[str, float]
    met: tuple[tuple[Feature, int, float], ...]

    def words(self, name: str) -> dict[tuple[int, int], float]:
        """How much each word of the text (by its span) speaks for a class, against what it says of all."""
        at = self.model.places[name]
        found: dict[tuple[int, int], float] = {}
        for feature, place, weight in self.met:
            learned = self.model.kinds[feature.kind]
            start, end = learned.starts[place], learned.starts[place + 1]
            found_at = bisect_left(learned.classes, at, start, end)
            own = learned.steps[found_at] if found_at < end and learned.classes[found_at] == at else 0
            more = (own - sum(learned.steps[start:end]) / len(self.model.names)) * STEP
            span = (feature.start, feature.end)
            found[span] = found.get(span, 0.0) + weight * more
        return {span: worth for span, worth in found.items() if worth > 0}


@frozen(slots=False, eq=False)
class Model:
    """Classes (`list:entry`, and ordinary goods) and what is learned of the features of each kind."""

    names: Sequence[str]
    kinds: Mapping[Kind, Learned]

    @cached_property
    def places(self) -> dict[str, int]:
        """The number of each class."""
        return {name: at for at, name in enumerate(self.names)}

    @cached_property
    def sorts(self) -> int:
        """How many classes are sorts of ordinary goods."""
        return sum(name.startswith(ORDINARY) for name in self.names)

    def read(self, text: str) -> Reading:
        """What the model makes of a text."""
        met: list[tuple[Feature, int, float]] = []
        found = features(text)
        sums = [0.0] * len(self.names)
        for kind in KINDS:
            learned = self.kinds[kind]
            places, rarity = learned.places, learned.rarity
            known = [(f, places[f.name]) for f in found if f.kind == kind and f.name in places]
            if not known:
                continue
            length = math.sqrt(sum([rarity[place] ** 2 for _, place in known]))
            whole = 0.0
            for feature, place in known:
                weight = rarity[place] / length
                whole += weight
                met.append((feature, place, weight))
                start, end = learned.starts[place], learned.starts[place + 1]
                for one, step in zip(learned.classes[start:end], learned.steps[start:end], strict=True):
                    sums[one] += weight * _LOGARITHMS[step]
            sums = [value + whole * base for value, base in zip(sums, learned.base, strict=True)]
        highest = max(sums, default=0.0)
        likely = [math.exp(value - highest) for value in sums]
        total = sum(likely) or 1.0
        shares: dict[str, float] = {}
        if met:
            # The classes of ordinary goods come first, for classes stand in order of their names.
            shares = dict(zip(self.names[self.sorts :], [v / total for v in likely[self.sorts :]], strict=True))
            shares[ORDINARY] = sum(likely[: self.sorts]) / total
        return Reading(self, text, shares, tuple(met))


def to_bytes(model: Model) -> bytes:
    """The model as a file, the same bytes for the same model on every machine."""
    blocks: list[bytes] = []
    head: dict[str, object] = {"format": FORMAT, "names": list(model.names), "kinds": {}}
    for kind, learned in model.kinds.items():
        parts = [
            "\n".join(learned.names).encode(errors="surrogatepass"),
            _packed("I", learned.starts),
            _packed("H", learned.classes),
            bytes(learned.steps),
            _packed("H", [round(100 * value) for value in learned.rarity]),
        ]
        head["kinds"][kind] = {"base": list(learned.base), "sizes": [len(part) for part in parts]}  # type: ignore[index]
        blocks += parts
    return json.dumps(head).encode() + b"\n" + b"".join(blocks)


def from_bytes(data: bytes) -> Model:
    """The model of a file; raises `DamagedDataError` where it is none."""
    try:
        first, _, rest = data.partition(b"\n")
        head = json.loads(first)
        if head["format"] != FORMAT:
            raise ValueError(head["format"])
        kinds: dict[Kind, Learned] = {}
        at = 0
        for kind, told in head["kinds"].items():
            parts = []
            for size in told["sizes"]:
                parts.append(rest[at : at + size])
                at += size
            names = parts[0].decode(errors="surrogatepass").split("\n")
            rarity = [value / 100 for value in _unpacked("H", parts[4])]
            starts, classes = _unpacked("I", parts[1]), _unpacked("H", parts[2])
            kinds[kind] = Learned(names, told["base"], rarity, starts, classes, parts[3])
        return Model(head["names"], kinds)
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise DamagedDataError(f"expected a model of the form {FORMAT}, found none ({error})") from None


def squeezed(data: bytes) -> bytes:
    """The bytes of a model compressed, as they are kept."""
    return zlib.compress(data, 9)


def unsqueezed(data: bytes) -> bytes:
    """The bytes of a model as `to_bytes` gives them; raises `DamagedDataError` where they are damaged."""
    try:
        return zlib.decompress(data)
    except zlib.error as error:
        raise DamagedDataError(f"expected a compressed model, found damaged bytes ({error})") from None


def _packed(sort: str, numbers: Sequence[int]) -> bytes:
    """Whole numbers as bytes, the lowest byte first."""
    made = array(sort, numbers)
    if sys.byteorder == "big":
        made.byteswap()
    return made.tobytes()


def _unpacked(sort: str, data: bytes) -> array[int]:
    made = array(sort, data)
    if sys.byteorder == "big":
        made.byteswap()
    return made
