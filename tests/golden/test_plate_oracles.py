"""Whether the two oracles of the printing plates see the same, and who sees what is wrong."""

from __future__ import annotations

import shutil

import pytest

from saleor_w2p_plugin.prepress.units import MM_PER_INCH
from tests.golden import folders
from tests.golden.card import art
from tests.golden.plates import DPI, by_ghostscript, by_pdf_oxide

# Edges are smoothed in different ways: on 5 x 5 mm, the oracles' means differ by this at most.
AGREEMENT = 0.015
SQUARE_MM = 5
# Text and grounds, pictures, lines, turned frames and spot colours, seen by both.
SEEN_BY_BOTH = (
    "bleed-3mm",
    "image-cmyk-jpeg",
    "justified",
    "overprint",
    "rotated-frame",
    "rtl-mixed",
    "shapes",
    "spot-colours",
    "z-order",
)

pytestmark = pytest.mark.skipif(not shutil.which("gs"), reason="Ghostscript is not installed")


@pytest.mark.parametrize("trap", SEEN_BY_BOTH)
def test_oracles_agree(trap):
    pdf = next(folders.printed(trap)).pdf
    first, second = by_ghostscript(pdf), by_pdf_oxide(pdf)

    assert set(first.by_ink) == set(second.by_ink)
    squares = list(_squares(*_size_mm(first)))
    assert squares
    for square in squares:
        assert first.means(*square) == pytest.approx(second.means(*square), abs=AGREEMENT), square


def test_agreement_notices_a_hairline():
    plain, lined = (
        by_ghostscript(art(b"0 0 0 1 k 0 100 90 90 re f" + more))
        for more in (b"", b" 100 100 1 90 re f")
    )
    squares = list(_squares(*_size_mm(plain)))

    assert any(
        plain.means(*square) != pytest.approx(lined.means(*square), abs=AGREEMENT)
        for square in squares
    )


def _size_mm(plates):
    (size,) = {plate.size for plate in plates.by_ink.values()}
    # Ghostscript leaves out a pixel that a page only begins.
    return [(side - 2) / DPI * MM_PER_INCH for side in size]


def _squares(width_mm, height_mm):
    for x in range(0, int(width_mm - SQUARE_MM), SQUARE_MM):
        for y in range(0, int(height_mm - SQUARE_MM), SQUARE_MM):
            yield x, y, SQUARE_MM, SQUARE_MM
