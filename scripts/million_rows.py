"""A table of many rows through the lists on this machine: with Dask, with Spark or with `batch`, timed.

    python scripts/million_rows.py dask --rows 1000000 --workers 2
    python scripts/million_rows.py spark --rows 5000
    python scripts/million_rows.py batch --rows 5000

The table is made up: descriptions put together from kinds of goods and figures, always the same for the same number of
rows. `--distinct N` lets N descriptions repeat, as registers do (repeated ones cost next to nothing within a process);
without it every description is another. What is printed: rows, distinct descriptions, seconds, rows a second, the
verdicts, the most memory a process took, the machine. The first part of the time, opening the index, is told apart.
"""

from __future__ import annotations

import argparse
import csv
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from controllist.clusters import classify_dask, classify_spark, prepare
from controllist.registers.outputs import PREFIX

KINDS = (
    "ball valve, nickel alloy, DN {a}",
    "kogelkraan RVS DN {a}, {b} bar",
    "vacuum pump, flow {a} m3/h",
    "thermal imaging camera {a} x {b} pixels",
    "frequency converter {a} Hz, {b} kW",
    "office chair, model {a}-{b}",
    "zitbank van hout, {a} cm",
    "five axis milling machine, positioning {b} µm",
    "Drehmaschine, {a} mm Durchmesser",
    "carbon fibre tow {a}k, {b} GPa",
    "logiciel de comptabilité, version {a}.{b}",
    "cable, copper, {a} m, {b} mm2",
    "pressure transducer 0-{a} kPa, {b} %",
    "DUV immersion scanner 193 nm, overlay {b} nm",
    "maraging steel bar {a} mm",
    "coffee machine {b} kW",
)


def table(path: Path, rows: int, distinct: int) -> None:
    """Write the made-up table as csv."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["article", "description"])
        writer.writerows([number, description(number % distinct)] for number in range(rows))


def description(number: int) -> str:
    """The description of that number; no two numbers have the same one."""
    kind, rest = number % len(KINDS), number // len(KINDS)
    return f"{KINDS[kind].format(a=rest % 977 + 1, b=rest * 7 % 83 + 1)}, type {rest}"


def run_batch(path: Path, workers: int) -> Iterator[str]:
    out = path.with_name("out.csv")
    command = [sys.executable, "-m", "controllist", "batch", str(path), "-o", str(out), "--jobs", str(workers), "-q"]
    subprocess.run(command, check=True)
    with out.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row[f"{PREFIX}verdict"]


def run_dask(path: Path, workers: int, parts: int) -> Iterator[str]:
    import dask.dataframe as dask
    from distributed import Client, LocalCluster

    with (
        LocalCluster(n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None) as cluster,
        Client(cluster),
    ):
        size = max(1, path.stat().st_size // parts)
        frame = classify_dask(dask.read_csv(str(path), blocksize=size, dtype="string"))
        folder = path.with_name("out")
        frame.to_parquet(str(folder))
    yield from verdicts(folder)


def run_spark(path: Path, workers: int, parts: int) -> Iterator[str]:
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    builder = SparkSession.builder.master(f"local[{workers}]").config("spark.ui.enabled", "false")
    session = builder.config("spark.driver.host", "127.0.0.1").getOrCreate()
    folder = path.with_name("out")
    try:
        frame = session.read.csv(str(path), header=True).repartition(parts)
        classify_spark(frame).write.parquet(str(folder))
    finally:
        session.stop()
    yield from verdicts(folder)


def verdicts(folder: Path) -> Iterator[str]:
    """The verdict of every row of a folder of Parquet files."""
    from pyarrow import parquet

    for file in sorted(folder.glob("*.parquet")):
        yield from parquet.read_table(file, columns=[f"{PREFIX}verdict"]).column(0).to_pylist()


def most_memory() -> int:
    """The most memory that one process took, in MB: this one, or any of those it started that have ended."""
    most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return most // (1024 * 1024 if sys.platform == "darwin" else 1024)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("with_", metavar="WITH", choices=("dask", "spark", "batch"))
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--distinct", type=int, default=0, help="descriptions that repeat (default: none repeats)")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--parts", type=int, default=0, help="parts of the table (default: one for 5,000 rows)")
    options = parser.parse_args()
    distinct = options.distinct or options.rows
    parts = options.parts or max(options.workers, options.rows // 5_000)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "goods.csv"
        table(path, options.rows, distinct)
        began = time.monotonic()
        prepare(["article", "description"])
        opened = time.monotonic() - began
        began = time.monotonic()
        if options.with_ == "batch":
            found = Counter(run_batch(path, options.workers))
        else:
            found = Counter({"dask": run_dask, "spark": run_spark}[options.with_](path, options.workers, parts))
        took = time.monotonic() - began
    if sum(found.values()) != options.rows:
        print(f"expected {options.rows:,} rows back, found {sum(found.values()):,}", file=sys.stderr)
        return 1
    print(f"{options.with_}: {options.rows:,} rows, {distinct:,} distinct descriptions, {options.workers} workers")
    print(f"{took:,.0f} s, {options.rows / took:,.0f} rows a second; opening the index once more: {opened:.1f} s")
    print("verdicts: " + ", ".join(f"{verdict} {count:,}" for verdict, count in sorted(found.items())))
    print(f"most memory of one process: {most_memory():,} MB")
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} processors")
    return 0


if __name__ == "__main__":
    sys.exit(main())
