"""A card and a book in, how long their preflight takes and what it needs out."""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from benchmarks.figures import Broken, Measured
from benchmarks.preflight import book
from saleor_w2p_plugin.design import fields, variables
from saleor_w2p_plugin.design.document import load
from saleor_w2p_plugin.prepress import preflight
from saleor_w2p_plugin.rendering import FolderAssets, compile, expected_codes, press_pdf

_ROOT: Final = Path(__file__).parents[2]
_CARD: Final = _ROOT / "sandbox/fixtures/business_card"
_PARSING, _INKS = "pikepdf, parsing alone", "Ghostscript inkcov"


def card(*, runs: int = 40) -> Mapping[str, Measured]:
    """Inspect the demo card again and again in one process."""
    document = load(json.loads((_CARD / "design.json").read_text()))
    compiled = compile(document, FolderAssets(_CARD, document))
    raw = json.loads((_CARD / "answers/english.json").read_text())
    defaults = variables.defaults(document, {})
    answers = fields.clean(document, raw, role="company_admin", defaults=defaults)
    pdf, codes = press_pdf(compiled, answers), expected_codes(document, answers)
    report = preflight.inspect(pdf, document, codes)
    if not report.passed or len(report.pages) != 2:
        raise Broken(f"The card does not pass: {report.findings}")
    times = [_timed(lambda: preflight.inspect(pdf, document, codes)) for _ in range(runs)]
    with tempfile.TemporaryDirectory(prefix="w2p-bench-") as folder:
        path = Path(folder) / "card.pdf"
        path.write_bytes(pdf)
        covered = _covered_seconds(path)
    return {
        "card_ms": Measured(
            1000 * statistics.median(times),
            {_INKS: None if covered is None else 1000 * covered},
            {"rules": len(report.rules), "slowest, ms": 1000 * max(times)},
        )
    }


def whole_book(*, pages: int = book.PAGES, size_mb: float = book.SIZE_MB) -> Mapping[str, Measured]:
    """Inspect a book of photos and text, in the child that foreign files are read in."""
    with tempfile.TemporaryDirectory(prefix="w2p-bench-") as folder:
        path = Path(folder) / "book.pdf"
        path.write_bytes(_book(pages, size_mb))
        said = _in_a_process(path)
        covered = _covered_seconds(path)
        size = path.stat().st_size / 1_000_000
    if said["pages"] != pages:
        raise Broken(f"Preflight saw {said['pages']} of {pages} pages.")
    details = {
        "pages": said["pages"],
        "size of the file, MB": size,
        "rules": said["rules"],
        "findings": said["findings"],
        "instructions": said["instructions"],
    }
    peers = {_PARSING: said["parse_seconds"], _INKS: covered}
    return {
        "book_s": Measured(said["seconds"], peers, details),
        "book_peak_mb": Measured(said["peak_mb"], {}, details),
    }


@cache
def _book(pages: int, size_mb: float) -> bytes:
    return book.write(pages, size_mb)


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _in_a_process(path: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.preflight.worker", str(path)]
    ended = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True)
    if ended.returncode:
        raise Broken(f"The worker failed:\n{ended.stderr.strip()}")
    said: dict[str, Any] = json.loads(ended.stdout.splitlines()[-1])
    return said


def _covered_seconds(path: Path) -> float | None:
    """Return how long Ghostscript takes to tell the ink of each page; None where it is absent."""
    program = shutil.which("gs")
    if program is None:
        return None
    command = [program, "-q", "-dSAFER", "-sDEVICE=inkcov", "-o", "-", str(path)]
    return _timed(lambda: subprocess.run(command, capture_output=True, check=True))
