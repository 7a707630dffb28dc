"""What reaches each printing plate, by two oracles, for the golden folders."""

from __future__ import annotations

import shutil

import pikepdf
import pytest
from pikepdf import Name

from saleor_w2p_plugin.design.frame import TextFrame
from tests.golden import folders
from tests.golden.card import art
from tests.golden.plates import FULL, ORACLES, by_ghostscript

HALF = 128
PROCESS = ("Cyan", "Magenta", "Yellow", "Black")
# Letters of many scripts, in black ink on paper.
BLACK_TEXT = ("cff-font", "cjk-breaks", "combining-marks", "derived-values", "rtl-mixed")
# A frame's outline, in another ink, lies half inside.
OUTLINE_MM = 0.3

pytestmark = pytest.mark.skipif(not shutil.which("gs"), reason="Ghostscript is not installed")


def _pdf(trap):
    return next(folders.printed(trap)).pdf


def _assert_black_alone(plates, *area):
    """Fail unless an area has full black ink and no other, as text that is 100 % K has."""
    assert plates.within(*area) == {"Black": FULL}


@pytest.fixture(params=ORACLES)
def separate(request):
    """Return each oracle."""
    return ORACLES[request.param]


@pytest.fixture
def plates(request, separate):
    """Return the plates of the trap that the test is parametrised with, by each oracle."""
    return separate(_pdf(request.param))


spot_colours = pytest.mark.parametrize("plates", ["spot-colours"], indirect=True)
overprint = pytest.mark.parametrize("plates", ["overprint"], indirect=True)
gray = pytest.mark.parametrize("plates", ["gray-and-rgb-colours"], indirect=True)
rich_black = pytest.mark.parametrize("plates", ["rich-black"], indirect=True)
finishing = pytest.mark.parametrize("plates", ["finishing-inks"], indirect=True)
press_profile = pytest.mark.parametrize("plates", ["press-profile"], indirect=True)


@spot_colours
def test_spot_colour_inks_its_own_plate_only(plates):
    bronze, orange = "PANTONE 871 C", "Gold (Lack) / #1"

    assert set(plates.by_ink) == {"Cyan", "Magenta", "Yellow", "Black", bronze, orange}
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
    over, out = plates.means(4, 17, 26, 8), plates.means(32, 17, 26, 8)

    assert over["Cyan"] == 1
    assert over["Black"] > 0.05
    assert out["Cyan"] == pytest.approx(1 - out["Black"], abs=0.005)
    assert out["Black"] == pytest.approx(over["Black"], abs=0.005)


@pytest.mark.parametrize("trap", BLACK_TEXT)
def test_black_text_is_black_ink_alone(trap, separate):
    plates = separate(_pdf(trap))

    for area in _text_areas(trap):
        _assert_black_alone(plates, *area)


@pytest.mark.parametrize(
    "content", [b"0 0 0 rg", b"0.7 0.6 0.6 1 k", b"0 0 0 0.9 k"], ids=["rgb", "rich", "grey"]
)
def test_proof_fails_when_black_is_not_black_ink_alone(separate, content):
    plates = separate(art(content + b" 20 20 90 90 re f"))

    with pytest.raises(AssertionError):
        _assert_black_alone(plates, 15, 30, 10, 10)


def test_proof_holds_when_black_is_black_ink_alone(separate):
    _assert_black_alone(separate(art(b"0 0 0 1 k 20 20 90 90 re f")), 15, 30, 10, 10)


def test_registration_colour_is_on_every_plate(separate):
    def fill(pdf, page):
        page.obj.Resources.ColorSpace = pikepdf.Dictionary(
            All=_ink("/All", 1, 1, 1, 1), Varnish=_ink("/Varnish", 0, 0, 1, 0)
        )

    drawn = b"/All cs 1 scn 20 20 90 90 re f /Varnish cs 1 scn 150 20 20 20 re f"
    plates = separate(art(drawn, fill))

    inks = dict.fromkeys(("Cyan", "Magenta", "Yellow", "Black", "Varnish"), FULL)
    assert plates.at(20, 40) == inks
    assert plates.at(56, 51) == {"Varnish": FULL}


@overprint
def test_gray_overprints_when_asked_and_knocks_out_when_not(plates):
    assert plates.at(10, 27.5) == {"Cyan": FULL, "Black": pytest.approx(HALF, abs=2)}
    assert plates.at(24, 27.5) == {"Black": pytest.approx(HALF, abs=2)}


def test_device_gray_would_knock_out_whatever_overprints():
    def fill(_, page):
        over = pikepdf.Dictionary(OP=True, op=True, OPM=1)
        page.obj.Resources.ExtGState = pikepdf.Dictionary(Over=over)

    content = b"1 0 0 0 k 0 0 258 173 re f /Over gs 0 g 0 0 99 173 re f 0 0 0 1 k 99 0 99 173 re f"
    plates = by_ghostscript(art(content, fill))

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


@pytest.mark.parametrize(
    "area",
    [
        (14, 1, 10, 1), (26, 1, 20, 6.5), (48, 1, 11, 12), (26, 18, 0.9, 10), (38, 28, 10, 1),
        (50, 25, 3, 3), (50, 18, 0.4, 5),
    ],
    ids=["rule", "text", "code", "artwork-line", "artwork-rule", "artwork-small", "artwork-edge"],
)  # fmt: skip
def test_what_is_no_area_is_black_ink_alone(area):
    # The artwork's black is DeviceGray, on no plate of pdf_oxide's.
    plates = by_ghostscript(_pdf("rich-black"))

    assert plates.within(*area) == {"Black": FULL}


@rich_black
def test_black_that_overprints_or_is_not_full_is_black_ink_alone(plates):
    assert plates.at(28, 10.5) == plates.at(43, 22) == {"Cyan": FULL, "Black": FULL}
    assert plates.at(40, 10) == {"Black": pytest.approx(0.9 * FULL, abs=1)}


@finishing
def test_finishing_inks_leave_all_that_is_below(plates):
    assert plates.at(9, 9) == {"Cyan": FULL, "Varnish": FULL}
    assert plates.within(4, 18, 40, 8) == {"Cyan": FULL, "Varnish": FULL}
    assert plates.means(4, 18, 40, 8)["Cyan"] == 1
    assert plates.at(2, 20) == {"Cyan": FULL, "Cut Contour": FULL}
    # A spot that is a colour knocks out.
    assert plates.at(21, 9) == {"Gold": FULL}


def test_only_the_finishing_ink_overprints_when_fill_and_stroke_differ():
    # Lines in spot inks are hairlines to pdf_oxide.
    plates = by_ghostscript(_pdf("finishing-inks"))

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


def test_screen_black_would_be_on_every_plate():
    assert len(by_ghostscript(art(b"0 0 0 rg 20 20 90 90 re f")).at(20, 40)) == 4


def _text_areas(trap):
    page = next(folders.printed(trap)).compiled.document.pages[0]
    texts = [frame for frame in page.frames if isinstance(frame, TextFrame)]
    assert texts
    for frame in texts:
        x, y = frame.x_mm + page.bleed_mm, frame.y_mm + page.bleed_mm
        width, height = frame.width_mm - 2 * OUTLINE_MM, frame.height_mm - 2 * OUTLINE_MM
        yield x + OUTLINE_MM, y + OUTLINE_MM, width, height


def _ink(name, *inks):
    tint = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], N=1, C0=[0, 0, 0, 0], C1=list(inks))
    return pikepdf.Array([Name.Separation, Name(name), Name.DeviceCMYK, tint])
