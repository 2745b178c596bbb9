"""`batch` beyond one machine: a function from one part of a table to the same part with the result columns beside it.

`prepare` decides on one machine what answers; the `Work` it gives goes to the others with every part, and each opens
the editions there, once a process. A machine with other editions, vocabulary or another version of the program refuses:
parts of one table must not get answers from different texts. Rows keep their order and their number; each gets what
`controllist batch` gives it.

`in_pandas` and `in_arrow` are functions over parts, as `map_partitions`, `mapInPandas` and `mapInArrow` want them;
`classify_dask` and `classify_spark` do the whole for a DataFrame. controllist must be installed on every machine.

>>> work = prepare(["article", "description"], lists=["nl-semicon"])
>>> [cells[:2] for cells in classified(work, [("7", "EUV pellicle"), ("8", "")])]
[('candidates', '3B001.l'), ('doubtful', '')]
"""

from __future__ import annotations

import hashlib
import importlib
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from attrs import field, frozen

from controllist.app import questions
from controllist.app.selection import select
from controllist.errors import MisuseError, SourceError
from controllist.registers.batch import checksum
from controllist.registers.classifying import Classifier, Plan
from controllist.registers.outputs import COLUMNS, NUMBERS, added_cells, added_names
from controllist.registers.sources import checked
from controllist.registers.tables import Row, find_columns, reader_of
from controllist.version import __version__


@frozen
class Work:
    """What answers, under which heading the rows stand, and the checksum of what must answer everywhere."""

    plan: Plan
    heading: tuple[str, ...]
    columns: Mapping[str, str] = field(factory=dict)
    checksum: str = ""
    cautions: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the result columns, told apart from the table's own."""
        return added_names(self.heading)


def prepare(
    heading: Iterable[object],
    *,
    columns: Mapping[str, str] | None = None,
    lists: Sequence[str] | None = None,
    as_of: str | None = None,
    top: int = 3,
    language: str | None = None,
    lexicons: Sequence[str] = (),
) -> Work:
    """The work for a table with this heading; `columns` names columns by meaning (`{"description": "Omschrijving"}`).

    `lexicons` are vocabulary files, at the same path on every machine. Raises `MisuseError` where no column of
    descriptions is found, or for an unknown list or language, `NotFoundError` where no list has an edition.
    """
    names = tuple(str(name) for name in heading)
    find_columns(names, columns)
    found = questions.classify(select(lists, as_of), top=top, language=language, lexicons=lexicons)
    return Work(found.plan, names, dict(columns or {}), _checksum(found.classifier), found.cautions)


def classified(work: Work, rows: Iterable[Sequence[Any]]) -> Iterator[tuple[Any, ...]]:
    """The result cells for each row, in the order of `Work.names`; a score that is missing is None.

    Raises `SourceError` where this machine would answer from other texts than the one that prepared the work.
    """
    classifier = _classifier(work)
    read = reader_of(work.heading, work.columns)
    score = [name in NUMBERS for name in COLUMNS]
    for number, cells in enumerate(rows, 2):
        row = Row(number, tuple("" if cell is None else cell for cell in cells))
        texts = checked(Row(number, tuple(c for c in row.cells if isinstance(c, str))), len(work.heading))
        goods = read(Row(number, row.cells, texts.doubts))
        found = added_cells(classifier.classify(goods))
        yield tuple(None if is_number and cell == "" else cell for is_number, cell in zip(score, found, strict=True))


def in_pandas(work: Work) -> Callable[[Any], Any]:
    """The function from a pandas DataFrame to the same with the result columns, for `map_partitions`."""
    return partial(_frame, work)


def each_in_pandas(work: Work) -> Callable[[Iterator[Any]], Iterator[Any]]:
    """The function from pandas DataFrames to pandas DataFrames, for `mapInPandas`."""
    return partial(_frames, work)


def each_in_arrow(work: Work) -> Callable[[Iterator[Any]], Iterator[Any]]:
    """The function from Arrow record batches to Arrow record batches, for `mapInArrow`."""
    return partial(_batches, work)


def in_arrow(work: Work) -> Callable[[Any], Any]:
    """The function from an Arrow record batch to the same with the result columns."""
    return partial(_batch, work)


def classify_dask(frame: Any, **options: Any) -> Any:
    """A Dask DataFrame with the result columns beside its own; nothing is computed yet.

    `options` are those of `prepare`. Raises what that raises, and `MisuseError` where Dask is not installed.
    """
    make_meta = _package("dask.dataframe.utils", "dask").make_meta
    work = prepare(frame.columns, **options)
    return frame.map_partitions(in_pandas(work), meta=_frame(work, make_meta(frame).iloc[:0]))


def classify_spark(frame: Any, **options: Any) -> Any:
    """A Spark DataFrame with the result columns beside its own; nothing is computed yet.

    `options` are those of `prepare`. Raises what that raises, and `MisuseError` where pyspark is not installed.
    """
    types = _package("pyspark.sql.types", "spark")
    work = prepare(frame.columns, **options)
    added = [
        types.StructField(name, types.DoubleType() if column in NUMBERS else types.StringType())
        for column, name in zip(COLUMNS, work.names, strict=True)
    ]
    return frame.mapInArrow(each_in_arrow(work), types.StructType([*frame.schema.fields, *added]))


def _frame(work: Work, frame: Any) -> Any:
    pandas = _package("pandas", "dask")
    if tuple(map(str, frame.columns)) != work.heading:
        raise MisuseError(f"expected the columns {', '.join(work.heading)}, found {', '.join(map(str, frame.columns))}")
    plain = frame.astype(object).where(frame.notna(), None)
    results = list(classified(work, plain.itertuples(index=False, name=None))) if len(frame) else []
    added = {
        name: pandas.Series(
            [row[number] for row in results], frame.index, "float64" if column in NUMBERS else "string", name
        )
        for number, (column, name) in enumerate(zip(COLUMNS, work.names, strict=True))
    }
    return pandas.concat([frame, *added.values()], axis=1)


def _frames(work: Work, frames: Iterator[Any]) -> Iterator[Any]:
    # A generator of ours: Spark looks at the signature of what it is given, and the builtin `map` has none.
    for frame in frames:
        yield _frame(work, frame)


def _batches(work: Work, batches: Iterator[Any]) -> Iterator[Any]:
    for batch in batches:
        yield _batch(work, batch)


def _batch(work: Work, batch: Any) -> Any:
    arrow = _package("pyarrow", "spark")
    if tuple(batch.schema.names) != work.heading:
        raise MisuseError(f"expected the columns {', '.join(work.heading)}, found {', '.join(batch.schema.names)}")
    rows = zip(*(column.to_pylist() for column in batch.columns), strict=True)
    results = list(classified(work, rows)) if batch.num_rows else []
    added = [
        arrow.array([row[number] for row in results], arrow.float64() if column in NUMBERS else arrow.string())
        for number, column in enumerate(COLUMNS)
    ]
    return arrow.RecordBatch.from_arrays([*batch.columns, *added], [*batch.schema.names, *work.names])


def _package(name: str, extra: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        package = name.partition(".")[0]
        raise MisuseError(f"expected the package {package}; pip install 'controllist[{extra}]'") from None


_opened: dict[str, Classifier] = {}
_lock = threading.Lock()
_MOST_OPEN = 4


def _classifier(work: Work) -> Classifier:
    """The classifier of this process for the work; the threads of a worker share it."""
    key = f"{work.checksum} {work.plan!r}"
    with _lock:
        if key not in _opened:
            opened = Classifier(work.plan)
            here = _checksum(opened)
            if work.checksum and here != work.checksum:
                raise SourceError(
                    f"expected the program, editions and vocabulary of checksum {work.checksum[:12]} on this machine, "
                    f"found {here[:12]}; install the same version and the same added editions on every machine"
                )
            while len(_opened) >= _MOST_OPEN:
                del _opened[next(iter(_opened))]
            _opened[key] = opened
        return _opened[key]


def _checksum(classifier: Classifier) -> str:
    """The checksum of all that an answer rests on: the program's version, editions, vocabulary files."""
    basis = hashlib.sha256(f"{__version__} {checksum(classifier.index)}".encode())
    for name in classifier.plan.lexicons:
        basis.update(Path(name).read_bytes())
    return basis.hexdigest()
