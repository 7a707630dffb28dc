"""A page of a PDF in, how much of which ink is in which area of it out, by two oracles.

Ghostscript's tiffsep and pdf_oxide share no code. What they cannot see is not asked of them:

* pdf_oxide puts nothing of RGB and grey content on a plate, strokes spot inks as hairlines, lets
  pictures leave spot inks below them, moves text that comes after an /ActualText, and loses the
  process inks of a page on which one of them is transparent;
* Ghostscript loses the spot inks of a transparent page that is one of several, so it gets one.
"""

from __future__ import annotations

import io
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import pikepdf
from pdf_oxide import PdfDocument
from PIL import Image, ImageStat

from saleor_w2p_plugin.prepress.units import MM_PER_INCH

DPI = 300
FULL = 255


@dataclass(frozen=True)
class Plates:
    """The plates of a page by ink, from 0 for paper to 255 for full ink.

    Places and areas (x, y, width, height) are in millimetres from the page's upper left corner.
    """

    by_ink: Mapping[str, Image.Image]

    def at(self, x_mm: float, y_mm: float) -> dict[str, int]:
        """Return what is not 0 at a point, by ink."""
        place = _pixels(x_mm, y_mm)
        found = {ink: plate.getpixel(place) for ink, plate in self.by_ink.items()}
        return {ink: amount for ink, amount in found.items() if amount}

    def within(self, *area_mm: float) -> dict[str, int]:
        """Return the most of each ink in an area, by ink, without those that have none there."""
        found = {ink: cut.getextrema()[1] for ink, cut in self._cut(area_mm).items()}
        return {ink: most for ink, most in found.items() if most}

    def means(self, *area_mm: float) -> dict[str, float]:
        """Return how much of an area each ink covers, from 0 to 1."""
        return {ink: ImageStat.Stat(cut).mean[0] / FULL for ink, cut in self._cut(area_mm).items()}

    def most_in_all(self, *area_mm: float) -> int:
        """Return the most ink on one spot of an area, all inks together."""
        plates = [cut.tobytes() for cut in self._cut(area_mm).values()]
        return max(map(sum, zip(*plates, strict=True)))

    def _cut(self, area_mm: tuple[float, ...]) -> dict[str, Image.Image]:
        x, y, width, height = area_mm
        area = _pixels(x, y, x + width, y + height)
        return {ink: plate.crop(area) for ink, plate in self.by_ink.items()}


def _pixels(*lengths_mm: float) -> tuple[int, ...]:
    return tuple(round(length / MM_PER_INCH * DPI) for length in lengths_mm)


def by_ghostscript(pdf: bytes, page: int = 1) -> Plates:
    """Separate a page, counted from 1, by Ghostscript."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "page.pdf")
        path.write_bytes(_alone(pdf, page))
        subprocess.run(
            # A smaller picture of a large one: by itself it paints every pixel that is touched.
            ["gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=tiffsep",
             f"-r{4 * DPI}", "-dDownScaleFactor=4", f"-sOutputFile={folder}/p.tif", str(path)],
            check=True, capture_output=True,
        )  # fmt: skip
        plates = {}
        for found in Path(folder).glob("p(*).tif"):
            with Image.open(found) as plate:
                # It writes what no file may be named with as "%2F", and its plates are negatives.
                ink = unquote(found.stem[2:-1])
                plates[ink] = plate.convert("L").point(lambda value: FULL - value)
        return Plates(plates)


def by_pdf_oxide(pdf: bytes, page: int = 1) -> Plates:
    """Separate a page, counted from 1, by pdf_oxide."""
    plates = PdfDocument.from_bytes(_alone(pdf, page)).render_separations(0, dpi=DPI)
    return Plates(
        {
            plate.ink_name: Image.frombytes("L", (plate.width, plate.height), bytes(plate.data))
            for plate in plates
        }
    )


def _alone(pdf: bytes, page: int) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for number in reversed(range(len(opened.pages))):
            if number != page - 1:
                del opened.pages[number]
        saved = io.BytesIO()
        opened.save(saved)
        return saved.getvalue()


ORACLES: dict[str, Callable[..., Plates]] = {
    "Ghostscript": by_ghostscript,
    "pdf_oxide": by_pdf_oxide,
}
