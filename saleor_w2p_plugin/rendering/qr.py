"""Content in, a QR symbol as rectangles of dark modules out."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import zxingcpp

# ISO/IEC 18004, 9.1: four modules of nothing on every side.
QUIET_MODULES: Final = 4
# GS1 General Specifications, nominal X-dimension of EAN/UPC: what telephones and hand scanners
# resolve, and what offset printing holds without filling in.
MIN_MODULE_MM: Final = 0.33


@dataclass(frozen=True, slots=True)
class Symbol:
    """A QR symbol; sizes in modules, rectangles as x, y, width, height from its top left corner."""

    modules: int
    rectangles: tuple[tuple[int, int, int, int], ...]

    @property
    def modules_with_quiet_zone(self) -> int:
        """Return the symbol's width including its quiet zone, in modules."""
        return self.modules + 2 * QUIET_MODULES


class ContentTooLong(ValueError):
    """No QR symbol holds that much."""


# The largest symbols take half a megabyte each, so few are kept: enough to check and then print.
@lru_cache(maxsize=64)
def encode(content: str, error_correction: str) -> Symbol:
    """Encode a text as a QR symbol (ISO/IEC 18004) of at least the given error correction.

    Raises ContentTooLong when the largest symbol cannot hold it.
    """
    try:
        barcode = zxingcpp.create_barcode(
            content, zxingcpp.BarcodeFormat.QRCode, ec_level=error_correction
        )
    except ValueError as error:
        raise ContentTooLong(str(error)) from None
    pixels = memoryview(zxingcpp.write_barcode_to_image(barcode, add_quiet_zones=False))  # type: ignore[arg-type]
    data = bytes(pixels)
    width = math.isqrt(len(data))
    rows = [data[start : start + width] for start in range(0, len(data), width)]
    return Symbol(modules=width, rectangles=_rectangles(rows))


def _rectangles(rows: list[bytes]) -> tuple[tuple[int, int, int, int], ...]:
    """Merge dark modules (0) into runs, and equal runs of neighbouring rows into rectangles."""
    done: list[tuple[int, int, int, int]] = []
    open_runs: dict[tuple[int, int], int] = {}
    for y, row in enumerate([*rows, b"\xff" * len(rows)]):
        runs = _runs(row)
        for run in [run for run in open_runs if run not in runs]:
            top = open_runs.pop(run)
            done.append((run[0], top, run[1], y - top))
        for run in runs:
            open_runs.setdefault(run, y)
    return tuple(done)


def _runs(row: bytes) -> list[tuple[int, int]]:
    runs = []
    start = row.find(0)
    while start >= 0:
        end = row.find(255, start)
        end = len(row) if end < 0 else end
        runs.append((start, end - start))
        start = row.find(0, end)
    return runs
