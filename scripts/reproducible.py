"""Build wheel and sdist twice in ways that must not matter, and compare their bytes: `make reproducible`.

    python scripts/reproducible.py            build twice, compare, print the checksums
    python scripts/reproducible.py --out dist build once into a folder, as `make build` does

What is built is what git holds of the working tree, copied; the moment written into the archives is that of the last
commit (SOURCE_DATE_EPOCH, where it is not set already). The second build has another folder, time zone, umask, locale,
hash seed and time of the files. Exit status 1 where one byte differs.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WAYS = (
    {"folder": "a", "umask": 0o022, "touched": 1_600_000_000, "TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "0"},
    {
        "folder": "another name, longer",
        "umask": 0o077,
        "touched": 1_700_000_000,
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C.UTF-8",
        "PYTHONHASHSEED": "4711",
    },
)


def moment() -> str:
    """SOURCE_DATE_EPOCH: as it is set, else the second of the last commit."""
    told = os.environ.get("SOURCE_DATE_EPOCH")
    if told:
        return told
    asked = ["git", "log", "-1", "--format=%ct"]
    return subprocess.run(asked, cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()


def copied(to: Path, touched: int) -> None:
    """What git tracks, as it is in the working tree, with one time for all files."""
    asked = ["git", "ls-files", "-z"]
    names = subprocess.run(asked, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
    for name in filter(None, names):
        if not (ROOT / name).is_file():
            continue
        (to / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, to / name)
        os.utime(to / name, (touched, touched))


def built(folder: Path, way: dict[str, object]) -> Path:
    """Where the wheel and the sdist of one build are."""
    source, out = folder / str(way["folder"]), folder / f"dist of {way['folder']}"
    source.mkdir()
    umask = int(str(way["umask"]))
    before = os.umask(umask)
    try:
        copied(source, int(str(way["touched"])))
        variables = {name: str(value) for name, value in way.items() if name.isupper()}
        subprocess.run(
            [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(source)],
            check=True,
            env={**os.environ, **variables, "SOURCE_DATE_EPOCH": moment()},
            stdout=subprocess.DEVNULL,
        )
    finally:
        os.umask(before)
    return out


def sums(folder: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.iterdir())}


def lacking(wheel: Path) -> list[str]:
    """Files of lists/ and of the package that git tracks and the wheel lacks."""
    asked = ["git", "ls-files", "-z", "controllist", "lists"]
    names = subprocess.run(asked, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
    wanted = {f"controllist/{n}" if n.startswith("lists/") else n for n in names if n and (ROOT / n).is_file()}
    return sorted(wanted - set(zipfile.ZipFile(wheel).namelist()))


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--out", type=Path, help="build once into this folder")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        found = [built(Path(name), way) for way in (WAYS[:1] if chosen.out else WAYS)]
        first = sums(found[0])
        missing = [m for p in found[0].glob("*.whl") for m in lacking(p)]
        for file, checksum in first.items():
            print(f"{checksum}  {file}")
        if chosen.out:
            shutil.rmtree(chosen.out, ignore_errors=True)
            shutil.copytree(found[0], chosen.out)
        different = [] if chosen.out else [n for n in first if sums(found[1]).get(n) != first[n]]
    for file in different:
        print(f"expected the same bytes from two builds, found two of {file}")
    for file in missing:
        print(f"expected {file} in the wheel, found it missing")
    if len(first) != 2:
        print(f"expected a wheel and an sdist, found {', '.join(first) or 'nothing'}")
    if not chosen.out and not different:
        print(f"two builds, {len(first)} files, the same bytes (SOURCE_DATE_EPOCH={moment()})")
    return 1 if different or missing or len(first) != 2 else 0


if __name__ == "__main__":
    sys.exit(main())
