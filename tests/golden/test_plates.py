"""What reaches each printing plate, by Ghostscript's separations of the golden folders."""

from __future__ import annotations

import shutil
import subprocess

import pikepdf
import pytest
from PIL import Image

from saleor_w2p_plugin.prepress.units import MM_PER_INCH
from tests.golden import folders
from tests.golden.card import art

DPI = 200
FULL, HALF = 255, 128
PROCESS = ("Cyan", "Magenta", "Yellow", "Black")

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

    def most_in_all(self, x_mm, y_mm, width_mm, height_mm):
        """Return the most ink on one spot of an area, all inks together."""
        area = _pixels(x_mm, y_mm, x_mm + width_mm, y_mm + height_mm)
        plates = [plate.crop(area).tobytes() for plate in self._plates.values()]
        return max(map(sum, zip(*plates, strict=True)))

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
rich_black = pytest.mark.parametrize("plates", ["rich-black"], indirect=True)
finishing = pytest.mark.parametrize("plates", ["finishing-inks"], indirect=True)
press_profile = pytest.mark.parametrize("plates", ["press-profile"], indirect=True)


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


@overprint
def test_gray_overprints_when_asked_and_knocks_out_when_not(plates):
    assert plates.at(10, 27.5) == {"Cyan": FULL, "Black": pytest.approx(HALF, abs=2)}
    assert plates.at(24, 27.5) == {"Black": pytest.approx(HALF, abs=2)}


def test_device_gray_would_knock_out_whatever_overprints(tmp_path):
    def fill(_, page):
        over = pikepdf.Dictionary(OP=True, op=True, OPM=1)
        page.obj.Resources.ExtGState = pikepdf.Dictionary(Over=over)

    content = b"1 0 0 0 k 0 0 258 173 re f /Over gs 0 g 0 0 99 173 re f 0 0 0 1 k 99 0 99 173 re f"
    plates = Plates(art(content, fill), tmp_path)

    assert plates.at(20, 30) == {"Black": FULL}
    assert plates.at(55, 30) == {"Cyan": FULL, "Black": FULL}


@rich_black
@pytest.mark.parametrize(
    "place",
    [(7, 7), (19, 8), (7, 23), (15, 23), (54, 20)],
    ids=["frame", "ellipse", "artwork", "artwork-with-a-hole", "artwork-with-an-edge"],
)
def test_areas_are_rich_black(plates, place):
    amounts = {"Cyan": 0.4 * FULL, "Magenta": 0.3 * FULL, "Yellow": 0.2 * FULL, "Black": FULL}

    assert plates.at(*place) == {ink: pytest.approx(a, abs=1) for ink, a in amounts.items()}


@rich_black
@pytest.mark.parametrize(
    "area",
    [
        (14, 1, 10, 1), (26, 1, 20, 6.5), (48, 1, 11, 12), (26, 18, 0.9, 10), (38, 28, 10, 1),
        (50, 25, 3, 3), (50, 18, 0.4, 5),
    ],
    ids=["rule", "text", "code", "artwork-line", "artwork-rule", "artwork-small", "artwork-edge"],
)  # fmt: skip
def test_what_is_no_area_is_black_ink_alone(plates, area):
    assert plates.within(*area) == {"Black": FULL}


@rich_black
def test_black_that_overprints_or_is_not_full_is_black_ink_alone(plates):
    assert plates.at(28, 10.5) == plates.at(43, 22) == {"Cyan": FULL, "Black": FULL}
    assert plates.at(40, 10) == {"Black": pytest.approx(0.9 * FULL, abs=1)}


@finishing
def test_finishing_inks_leave_all_that_is_below(plates):
    assert plates.at(9, 9) == {"Cyan": FULL, "Varnish": FULL}
    assert plates.within(4, 18, 40, 8) == {"Cyan": FULL, "Varnish": FULL}
    assert plates.least_below("Cyan", "Varnish", 4, 18, 40, 8) == FULL
    assert plates.at(2, 20) == {"Cyan": FULL, "Cut Contour": FULL}
    # A spot that is a colour knocks out.
    assert plates.at(21, 9) == {"Gold": FULL}


@finishing
def test_only_the_finishing_ink_overprints_when_fill_and_stroke_differ(plates):
    assert (plates.at(34, 9), plates.at(28.8, 9)) == (
        {"Magenta": FULL}, {"Magenta": FULL, "Cut Contour": FULL},
    )  # fmt: skip
    assert (plates.at(50, 9), plates.at(44, 9)) == (
        {"Cyan": FULL, "Varnish": FULL}, {"Magenta": FULL},
    )  # fmt: skip


@press_profile
def test_screen_colours_are_the_inks_of_the_presss_own_profile(plates):
    conversion = folders.compiled("press-profile", "").terms.conversion
    amounts = dict(zip(PROCESS, conversion.cmyk(0.8, 0.1, 0.1), strict=True))

    assert plates.at(17, 15) == {
        ink: pytest.approx(amount * FULL, abs=1) for ink, amount in amounts.items() if amount
    }
    assert plates.within(11, 22, 40, 7) == {"Black": FULL}


@press_profile
def test_ink_limit_holds_for_what_is_converted_and_supplied_inks_stay(plates):
    assert 2 * FULL < sum(plates.at(31, 15).values()) <= 2.2 * FULL
    assert sum(plates.at(45, 15).values()) == pytest.approx(3.5 * FULL, abs=1)
    # The picture of the frame, and that of the artwork.
    assert 2 * FULL < plates.most_in_all(55, 9, 30, 20) <= 2.2 * FULL
    assert 2 * FULL < plates.most_in_all(60, 34, 25, 15) <= 2.2 * FULL


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
