"""PDFs of real programs as artwork, under preflight, on plates and on press sheets."""

from __future__ import annotations

import io
import shutil
from pathlib import Path
from types import SimpleNamespace

import pikepdf
import pytest

from saleor_w2p_plugin.errors import ArtworkInvalid
from saleor_w2p_plugin.prepress import artwork
from saleor_w2p_plugin.prepress.imposition import impose, load_layout
from saleor_w2p_plugin.prepress.preflight import Severity, inspect_file
from saleor_w2p_plugin.prepress.units import mm
from tests.golden.plates import FULL, by_ghostscript, by_pdf_oxide

PROGRAMS = Path(__file__).parents[1] / "fixtures/programs"
SPOT = "PANTONE 186 C"
FORM = "The file has form fields"
NO_TRIM = "it has no TrimBox"

needs_gs = pytest.mark.skipif(not shutil.which("gs"), reason="Ghostscript is not installed")


def _sheet(width_mm, height_mm, bleed_mm):
    return SimpleNamespace(
        width_mm=width_mm, height_mm=height_mm, bleed_mm=bleed_mm, slug_mm=0, safe_mm=3
    )


CARD, PAPER = _sheet(85, 55, 3), _sheet(91, 61, 0)
A5, A5_CUT = _sheet(148, 210, 3), _sheet(148, 210, 0)


def _read(name):
    return (PROGRAMS / f"{name}.pdf").read_bytes()


def _normalised(name, sheet, count=1):
    uses = [artwork.Use(number, sheet) for number in range(1, count + 1)]
    return artwork.normalise(_read(name), uses)


@pytest.mark.parametrize(
    ("name", "sheet", "count"),
    [
        ("scribus-card-x4", CARD, 2),
        ("scribus-card-x1a", CARD, 2),
        ("scribus-brochure", A5, 8),
        ("ghostscript-card", CARD, 1),
        ("inkscape-card", PAPER, 1),
        ("libreoffice-card", PAPER, 2),
        ("libreoffice-brochure", A5_CUT, 8),
    ],
)
def test_artwork_becomes_pages_of_its_sheet_in_press_colours(name, sheet, count):
    normalised = _normalised(name, sheet, count)

    with pikepdf.open(io.BytesIO(normalised)) as pdf:
        sizes = [[mm(float(side)) for side in page.mediabox] for page in pdf.pages]
        operators = {
            str(each.operator) for page in pdf.pages for each in pikepdf.parse_content_stream(page)
        }
    assert len(sizes) == count
    for left, bottom, right, top in sizes:
        wanted = (sheet.width_mm + 2 * sheet.bleed_mm, sheet.height_mm + 2 * sheet.bleed_mm)
        assert (right - left, top - bottom) == pytest.approx(wanted, abs=0.01)
    assert not {"rg", "RG"} & operators


@pytest.mark.parametrize(
    ("name", "sheet", "says"),
    [
        ("scribus-form", CARD, FORM),
        ("libreoffice-form", _sheet(85, 55, 0), FORM),
        (
            "scribus-brochure",
            CARD,
            r"trim box is 148\.0 x 210\.0 mm, the design's is 85",
        ),
        # They write no box but the page, so its edge is where it is cut.
        ("inkscape-card", CARD, r"trim box is 91\.0 x 61\.0 mm, the design's is 85\.0 x 55\.0"),
        ("libreoffice-card", CARD, r"trim box is 91\.0 x 61\.0 mm, the design's is 85\.0 x 55\.0"),
        ("libreoffice-brochure", A5, "not enough bleed: the page does not reach 3 mm"),
    ],
)
def test_artwork_is_refused_with_its_reason(name, sheet, says):
    with pytest.raises(ArtworkInvalid, match=says):
        _normalised(name, sheet)


@needs_gs
def test_plates_are_those_of_the_program_when_artwork_is_in_inks():
    """CMYK and spot inks keep their numbers, down to what overprints."""
    for separate in (by_ghostscript, by_pdf_oxide):
        before = separate(_read("ghostscript-card"))
        after = separate(_normalised("ghostscript-card", CARD))

        assert set(before.by_ink) == set(after.by_ink)
        for x in range(0, 85, 5):
            for y in range(0, 55, 5):
                area = (x, y, 5, 5)
                assert before.means(*area) == pytest.approx(after.means(*area), abs=0.01)


@needs_gs
@pytest.mark.parametrize("separate", [by_ghostscript, by_pdf_oxide])
def test_overprint_without_its_mode_knocks_out_as_in_the_program(separate):
    """PostScript's overprint leaves inks of other spaces; 0 % of cyan is a colour here."""
    plates = separate(_normalised("ghostscript-card", CARD))
    means = plates.means(8, 49, 30, 5)

    assert plates.within(8, 49, 30, 5)["Black"] == FULL
    assert means["Black"] > 0.1
    assert means["Cyan"] == pytest.approx(0.8 * (1 - means["Black"]), abs=0.005)
    assert plates.at(18, 15) == {SPOT: FULL}


@needs_gs
@pytest.mark.parametrize("separate", [by_ghostscript, by_pdf_oxide])
def test_spot_inks_of_scribus_have_plates_of_their_own(separate):
    plates = separate(_normalised("scribus-card-x1a", CARD))

    assert set(plates.by_ink) == {"Cyan", "Magenta", "Yellow", "Black", SPOT, "Varnish"}
    assert plates.at(15, 12) == {SPOT: FULL}
    assert plates.at(56, 9) == {"Varnish": FULL}
    assert plates.at(40, 45) == {
        "Magenta": pytest.approx(25, abs=2),
        "Yellow": pytest.approx(77, abs=2),
    }
    # Text that is 100 % K, on the sand alone.
    assert plates.within(8, 21, 40, 7)["Black"] == FULL
    assert "Cyan" not in plates.within(8, 21, 40, 7)


@needs_gs
def test_marks_of_scribus_are_on_every_plate_and_stay_behind():
    plates = by_ghostscript(_read("scribus-card-x4"))
    crop = plates.within(12, 1, 3, 6)

    assert {ink for ink, most in crop.items() if most > FULL / 2} == set(plates.by_ink)
    assert {SPOT, "Varnish"} <= set(plates.by_ink)


@needs_gs
def test_screen_colours_of_inkscape_become_inks_and_its_black_black_ink():
    plates = by_ghostscript(_normalised("inkscape-card", PAPER))

    text = plates.within(8, 22, 30, 6)
    assert text["Black"] == FULL
    # The paper below is a little yellow; the letters add no ink to it but black.
    assert max(text.get(ink, 0) for ink in ("Cyan", "Magenta", "Yellow")) < 0.2 * FULL
    assert set(plates.at(5, 50)) >= {"Cyan", "Magenta"}


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("ghostscript-card", {("info", "output-intent")}),
        ("scribus-card-x4", {("info", "black-overprint")}),
        ("scribus-card-x1a", {("info", "black-overprint"), ("info", "standard")}),
        ("scribus-brochure", {("info", "standard")}),
        ("scribus-form", {("info", "form-fields"), ("info", "output-intent")}),
        (
            "libreoffice-form",
            {
                ("info", "trim-assumed"),
                ("warn", "rgb-under-cmyk"),
                ("warn", "hairlines"),
                ("info", "form-fields"),
                ("info", "output-intent"),
            },
        ),
        (
            "inkscape-card",
            {
                ("info", "trim-assumed"),
                ("warn", "bleed"),
                ("warn", "rgb-under-cmyk"),
                ("info", "output-intent"),
            },
        ),
        (
            "libreoffice-card",
            {
                ("info", "trim-assumed"),
                ("warn", "bleed"),
                ("warn", "rgb-under-cmyk"),
                ("info", "output-intent"),
            },
        ),
        (
            "libreoffice-brochure",
            {
                ("info", "trim-assumed"),
                ("warn", "rgb-under-cmyk"),
                ("info", "output-intent"),
            },
        ),
    ],
)
def test_preflight_finds_what_is_wrong_with_the_file_and_nothing_else(name, found):
    report = inspect_file(_read(name))

    assert {(each.severity.value, each.rule) for each in report.findings} == found


def test_preflight_blocks_a_file_of_another_size():
    report = inspect_file(_read("libreoffice-card"), sheets=[CARD, CARD])

    assert "page-size" in {each.rule for each in report.findings if each.severity is Severity.BLOCK}


def _layout(**changes):
    margins = dict.fromkeys(("top", "right", "bottom", "left"), 10)
    common = {"version": 1, "name": "Sheet", "work_style": "sheetwise", "margins_mm": margins}
    return load_layout(common | changes)


N_UP = {
    "width_mm": 320, "height_mm": 225, "scheme": "n_up", "columns": 2, "rows": 2,
    "gutter_x_mm": 6, "gutter_y_mm": 6, "bleed_mm": 3,
}  # fmt: skip
BOOKLET = {"width_mm": 330, "height_mm": 240, "scheme": "booklet"}
ASSUMED = {"trim_box": "assumed", "bleed_mm": 0}


@pytest.mark.parametrize(
    ("name", "layout", "sides"),
    [
        ("ghostscript-card", N_UP, 2),
        ("scribus-card-x4", N_UP, 2),
        ("scribus-card-x1a", N_UP, 2),
        ("inkscape-card", N_UP | ASSUMED, 2),
        ("libreoffice-card", N_UP | ASSUMED, 2),
        ("scribus-brochure", BOOKLET, 4),
        ("libreoffice-brochure", BOOKLET | ASSUMED, 4),
    ],
)
def test_file_is_imposed(name, layout, sides):
    imposed = impose(_read(name), _layout(**layout))

    with pikepdf.open(io.BytesIO(imposed)) as pdf:
        sizes = {tuple(round(mm(float(side))) for side in page.mediabox[2:]) for page in pdf.pages}
        assert len(pdf.pages) == sides
    assert sizes == {(layout["width_mm"], layout["height_mm"])}


@pytest.mark.parametrize(
    ("name", "layout", "says"),
    [
        ("inkscape-card", N_UP, NO_TRIM),
        ("libreoffice-brochure", BOOKLET, NO_TRIM),
        ("scribus-form", N_UP, FORM),
        ("libreoffice-form", N_UP, FORM),
    ],
)
def test_file_is_not_imposed_with_its_reason(name, layout, says):
    with pytest.raises(ArtworkInvalid, match=says):
        impose(_read(name), _layout(**layout))


@needs_gs
def test_imposed_card_of_scribus_has_its_spot_inks_and_marks_on_every_plate():
    layout = _layout(**N_UP, marks={"kinds": ["crop", "registration"]})
    plates = by_ghostscript(impose(_read("scribus-card-x1a"), layout))

    assert set(plates.by_ink) == {"Cyan", "Magenta", "Yellow", "Black", SPOT, "Varnish"}
    everywhere = plates.within(0, 0, 320, 225)
    assert everywhere == dict.fromkeys(plates.by_ink, FULL)
    # Beyond the cards and their bleed there is nothing but marks, which are the same on each plate.
    margin = plates.means(0, 0, 320, 50)
    assert max(margin.values()) == pytest.approx(min(margin.values()), abs=1e-4)
    assert max(margin.values()) > 0
