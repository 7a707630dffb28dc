"""A job's folder in, how fast cards come onto sheets out."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pypdfium2
from PIL import Image, ImageChops, ImageStat

from benchmarks.figures import Broken, Measured
from benchmarks.imposition.worker import CARDS, SHEETS

_ROOT: Final = Path(__file__).parents[2]
_DPI: Final = 72
# Edges of letters are rounded differently; a card that is missing or moved changes far more.
_MOST_MEAN: Final = 0.5


def direct(job: Path, into: Path, *, count: int = 10_000) -> Mapping[str, Measured]:
    """Draw cards straight onto sheets."""
    found = _run("direct", job, into, count)
    details = {name: found[name] for name in ("wall_s", "peak_mb")}
    return {"cards_10000_imposed_s": Measured(found["cpu_s"], details=details)}


def foreign(
    job: Path, into: Path, *, count: int = 10_000, few: int = 252
) -> Mapping[str, Measured]:
    """Impose a PDF of `count` cards, and one of a `few` with pypdf, and compare those sheets."""
    many, less = _folder(into, "many"), _folder(into, "few")
    _run("cards", job, many, count)
    ms = _run("ours", job, many, count)["ms_per_page"]
    _run("cards", job, less, few)
    unmarked, theirs = _folder(less, "ours"), _folder(less, "pypdf")
    for folder in (unmarked, theirs):
        (folder / CARDS).hardlink_to(less / CARDS)
    peer = _run("pypdf", job, theirs, few)
    if "absent" in peer:
        raise Broken(f"pypdf cannot run here: {peer['absent']}")
    _run("ours", job, unmarked, few, "--no-marks")
    _check_same(unmarked / SHEETS, theirs / SHEETS)
    ratio = peer["ms_per_page"] / ms
    return {
        "foreign_ms_per_page": Measured(ms, {peer["name"]: peer["ms_per_page"]}),
        "times_faster_than_pypdf": Measured(ratio, {peer["name"]: ratio}),
    }


def _run(task: str, job: Path, into: Path, count: int, *options: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.imposition.worker", task, *options]
    places = ["--folder", str(job), "--into", str(into), "--count", str(count)]
    ended = subprocess.run([*command, *places], cwd=_ROOT, capture_output=True, text=True)
    if ended.returncode:
        raise Broken(f"{task} failed:\n{ended.stderr.strip()}")
    said: dict[str, Any] = json.loads(ended.stdout.splitlines()[-1])
    return said


def _folder(into: Path, name: str) -> Path:
    folder = into / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _check_same(ours: Path, theirs: Path) -> None:
    """See that sheets look the same; raises Broken with the first that does not."""
    for number, (one, other) in enumerate(
        zip(_pictures(ours), _pictures(theirs), strict=True), start=1
    ):
        mean = max(ImageStat.Stat(ImageChops.difference(one, other)).mean)
        if mean > _MOST_MEAN:
            raise Broken(f"Side {number} is another by pypdf: {mean:.2f} of 255 on average.")


def _pictures(path: Path) -> list[Image.Image]:
    with pypdfium2.PdfDocument(path) as document:
        return [page.render(scale=_DPI / 72).to_pil().convert("RGB") for page in document]
