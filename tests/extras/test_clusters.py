"""Dask and Spark for what they are: a local cluster of two processes, a local session of two; equal to `batch`."""

from __future__ import annotations

import csv
import os
import shutil
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from controllist.cli import main
from controllist.clusters import (
    classify_dask,
    classify_spark,
    each_in_pandas,
    in_arrow,
    in_pandas,
    prepare,
)
from controllist.errors import MisuseError
from controllist.registers.outputs import COLUMNS

# Warnings of other packages are theirs.
pytestmark = pytest.mark.filterwarnings("default")
LISTS = {"lists": ["nl-semicon"], "as_of": "2024-10-01"}
HEADING = ("article", "description", "own classification", "fact:overlay")
GOODS = [
    ("EUV pellicle", "3B001.l", ""),
    ("immersion scanner 193 nm", "3B001.f.4", "1.6 nm"),
    ("zitbank van hout", "", ""),
    ("", "", ""),
    ("atomic layer deposition equipment", "EAR99", "three kg"),
]
ROWS = [(str(number), *GOODS[number % len(GOODS)]) for number in range(60)]


@pytest.fixture(scope="module")
def by_batch(tmp_path_factory: pytest.TempPathFactory) -> list[list[str]]:
    """The table as `batch` writes it, heading first."""
    folder = tmp_path_factory.mktemp("batch")
    with (folder / "in.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADING, *ROWS])
    given = ["batch", str(folder / "in.csv"), "-o", str(folder / "out.csv"), "--list", "nl-semicon", "-q"]
    assert main([*given, "--as-of", "2024-10-01"]) == 0
    with (folder / "out.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def as_batch(frame: Any) -> list[list[str]]:
    """A pandas DataFrame as the rows of `batch`."""
    rows = [
        ["" if cell is None or cell != cell else str(cell) for cell in row] for row in frame.itertuples(index=False)
    ]
    return [list(map(str, frame.columns)), *rows]


def table() -> Any:
    pandas = pytest.importorskip("pandas")
    return pandas.DataFrame(ROWS, columns=list(HEADING))


def test_pandas_and_arrow_give_the_columns_of_batch(by_batch: list[list[str]]) -> None:
    arrow = pytest.importorskip("pyarrow")
    frame = table()
    work = prepare(frame.columns, **LISTS)
    found = in_pandas(work)(frame)
    assert as_batch(found) == by_batch
    assert found["controllist_score"].dtype == "float64"
    batch = in_arrow(work)(arrow.RecordBatch.from_pandas(frame))
    assert as_batch(batch.to_pandas()) == by_batch
    assert batch.schema.field("controllist_score").type == arrow.float64()
    assert batch.slice(0, 0).num_rows == in_arrow(work)(arrow.RecordBatch.from_pandas(frame.iloc[:0])).num_rows == 0
    with pytest.raises(MisuseError, match="expected the columns article, description"):
        in_pandas(work)(frame[["description", "article"]])


def test_cells_that_are_missing_or_no_text(by_batch: list[list[str]]) -> None:
    """Numbers, dates, nothing at all: as in a cell of a spreadsheet; the originals stay what they are."""
    pandas = pytest.importorskip("pandas")
    columns = {
        "article": [4711, 4712],
        "description": ["EUV pellicle", None],
        "day": pandas.to_datetime(["2024-01-01"] * 2),
    }
    frame = pandas.DataFrame(columns, index=[7, 3])
    found = in_pandas(prepare(frame.columns, **LISTS))(frame)
    assert list(found.index) == [7, 3]
    assert found[list(columns)].equals(frame)
    assert list(found["controllist_verdict"]) == ["candidates", "doubtful"]
    assert found["controllist_score"].isna().tolist() == [False, True]


def test_dask_on_a_local_cluster_of_two(by_batch: list[list[str]]) -> None:
    distributed = pytest.importorskip("distributed")
    dask = pytest.importorskip("dask.dataframe")
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=2, processes=True, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
    ):
        assert len(client.scheduler_info()["workers"]) == 2
        frame = dask.from_pandas(table(), npartitions=6)
        found = classify_dask(frame, **LISTS)
        assert tuple(found.columns) == (*HEADING, *(f"controllist_{c}" for c in COLUMNS))
        computed = found.compute()
        assert dict(computed.dtypes) == dict(found.dtypes)
        assert as_batch(computed) == by_batch
        with pytest.raises(MisuseError, match="expected a column 'Text'"):
            classify_dask(frame, columns={"description": "Text"})


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    sql = pytest.importorskip("pyspark.sql")
    if shutil.which("java") is None:
        pytest.skip("Spark needs a Java runtime")
    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    builder = sql.SparkSession.builder.master("local[2]").appName("controllist")
    for key, value in {
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.warehouse.dir": str(tmp_path_factory.mktemp("spark")),
        "spark.sql.execution.arrow.maxRecordsPerBatch": "7",
    }.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    yield session
    session.stop()


def test_spark_in_a_local_session_of_two(spark: Any, by_batch: list[list[str]]) -> None:
    frame = spark.createDataFrame(ROWS, list(HEADING)).repartition(4)
    found = classify_spark(frame, **LISTS)
    assert found.schema["controllist_score"].dataType.typeName() == "double"
    rows = sorted(([*row] for row in found.collect()), key=lambda row: int(row[0]))
    assert [["" if c is None else str(c) for c in row] for row in rows] == by_batch[1:]
    assert found.columns == by_batch[0]


def test_spark_through_pandas_gives_the_same(spark: Any, by_batch: list[list[str]]) -> None:
    frame = spark.createDataFrame(ROWS[:10], list(HEADING))
    schema = classify_spark(frame, **LISTS).schema
    found = frame.mapInPandas(each_in_pandas(prepare(frame.columns, **LISTS)), schema)
    rows = sorted(([*row] for row in found.collect()), key=lambda row: int(row[0]))
    assert [["" if c is None or c != c else str(c) for c in row] for row in rows] == by_batch[1:11]
