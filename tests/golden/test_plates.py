"""What reaches each printing plate, by Ghostscript's separations of the golden folders."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from PIL import Image

from saleor_w2p_plugin.prepress.units import MM_PER_INCH
from tests.golden import folders
from tests.golden.card import art

DPI = 200
FULL, HALF = 255, 128

pytestmark = pytest.mark.skipif(not shutil.which("gs"), reason="Ghostscript is not installed")


class Plates:
    """The plates of a page, by ink; amounts from 0 to 255 at points in millimetres."""

    def __init__(self, pdf, folder):
        path = folder / "page.pdf"
        path.write_bytes(pdf)
        subprocess.run(
            ["gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=tiffsep", f"-r{DPI}",
             f"-sOutputFile={folder}/p.tif", str(path)],
            check=True, capture_output=True,
        )  # fmt: skip
        self._plates = {}
        for found in folder.glob("p(*).tif"):
            with Image.open(found) as plate:
                self._plates[found.stem[2:-1]] = plate.convert("L").point(lambda value: 255 - value)

    def __iter__(self):
        return iter(self._plates)

    def at(self, x_mm, y_mm):
        """Return what is not 0 at a point, by ink."""
        place = _pixels(x_mm, y_mm)
        found = {ink: plate.getpixel(place) for ink, plate in self._plates.items()}
        return {ink: amount for ink, amount in found.items() if amount}

    def within(self, x_mm, y_mm, width_mm, height_mm):
        """Return the most of each ink in an area, by ink, without those that have none."""
        area = _pixels(x_mm, y_mm, x_mm + width_mm, y_mm + height_mm)
        found = {ink: plate.crop(area).getextrema()[1] for ink, plate in self._plates.items()}
        return {ink: most for ink, most in found.items() if most}

    def least_below(self, ink, full, x_mm, y_mm, width_mm, height_mm):
        """Return the least of one ink in an area where another one is full."""
        area = _pixels(x_mm, y_mm, x_mm + width_mm, y_mm + height_mm)
        below, above = (self._plates[name].crop(area).tobytes() for name in (ink, full))
        return min(amount for amount, other in zip(below, above, strict=True) if other == FULL)


def _pixels(*lengths_mm):
    return tuple(round(length / MM_PER_INCH * DPI) for length in lengths_mm)


@pytest.fixture
def plates(request, tmp_path):
    """Return the plates of the trap that the test is parametrised with."""
    (one,) = folders.printed(request.param)
    return Plates(one.pdf, tmp_path)


spot_colours = pytest.mark.parametrize("plates", ["spot-colours"], indirect=True)
overprint = pytest.mark.parametrize("plates", ["overprint"], indirect=True)
gray = pytest.mark.parametrize("plates", ["gray-and-rgb-colours"], indirect=True)


@spot_colours
def test_spot_colour_inks_its_own_plate_only(plates):
    # Ghostscript writes the slash of "Gold (Lack) / #1" as the name of a file needs it.
    bronze, orange = "PANTONE 871 C", "Gold (Lack) %2F #1"

    assert set(plates) == {"Cyan", "Magenta", "Yellow", "Black", bronze, orange}
    assert plates.at(15, 8) == {bronze: FULL}
    assert plates.at(43, 8) == {bronze: pytest.approx(HALF, abs=2)}
    assert plates.within(2, 16, 54, 10) == {bronze: FULL}
    assert plates.at(30, 28.5) == {orange: FULL}


@overprint
@pytest.mark.parametrize(
    ("x_mm", "inks"),
    [
        (10, {"Cyan": FULL, "Black": FULL}),
        (24, {"Black": FULL}),
        (38, {"Cyan": FULL, "Magenta": FULL}),
        (52, {"Cyan": FULL, "Gold": FULL}),
    ],
)
def test_overprinting_inks_add_up_and_others_knock_out(plates, x_mm, inks):
    assert plates.at(x_mm, 9) == inks


@overprint
def test_text_overprints_when_asked_and_knocks_out_when_not(plates):
    assert plates.least_below("Cyan", "Black", 4, 17, 26, 8) == FULL
    assert plates.least_below("Cyan", "Black", 32, 17, 26, 8) == 0


@gray
def test_gray_and_pure_black_are_black_ink_alone(plates):
    assert plates.at(7, 8) == {"Black": FULL}
    assert plates.at(16, 8) == {"Black": pytest.approx(HALF, abs=2)}
    assert plates.at(25, 8) == {"Black": pytest.approx(26, abs=2)}
    # A screen's black, as an area and as text.
    assert plates.at(45, 8) == {"Black": FULL}
    assert plates.within(3, 16, 26, 8) == {"Black": FULL}


@gray
def test_screen_colour_is_process_inks(plates):
    assert set(plates.at(35, 8)) >= {"Cyan", "Magenta"}


def test_screen_black_would_be_on_every_plate(tmp_path):
    plates = Plates(art(b"0 0 0 rg 20 20 90 90 re f"), tmp_path)

    assert len(plates.at(20, 40)) == 4
