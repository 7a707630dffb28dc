"""Boxes and sizes of pages, and the edges of what they print."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from pikepdf import Dictionary

from saleor_w2p_plugin.prepress.preflight import Severity
from tests.golden.card import MM
from tests.prepress.preflight.made import (
    BOTTOM,
    HEIGHT,
    LEFT,
    RIGHT,
    SHEET,
    TOP,
    WIDTH,
    found,
    inspected,
    of_rule,
    page,
    press,
    text,
)

BIG = SimpleNamespace(width_mm=90, height_mm=50, bleed_mm=3, slug_mm=0, safe_mm=3)
TURNED = SimpleNamespace(width_mm=55, height_mm=85, bleed_mm=3, slug_mm=0, safe_mm=3)


def test_page_count_is_found_when_it_is_not_the_products():
    assert found("page-count", b"") == []
    assert len(found("page-count", b"", sheets=(SHEET, SHEET))) == 1
    assert "page-count" not in {rule.id for rule in inspected(page(b""), sheets=None).rules}


def test_size_is_found_when_it_is_not_the_products():
    assert found("page-size", b"") == []
    (off,) = found("page-size", b"", sheets=(BIG,))
    (turned,) = found("page-size", b"", sheets=(TURNED,))

    assert off.message == "The page is 85.0 x 55.0 mm when cut, the product 90.0 x 50.0 mm."
    assert turned.message.endswith("It is turned by 90°.")


def test_size_is_right_when_the_page_is_turned_or_scaled():
    def turn(pdf, made):
        made.Rotate = 90

    def scale(pdf, made):
        made.UserUnit = 2.0
        for box in ("/MediaBox", "/TrimBox", "/BleedBox"):
            made[box] = [float(side) / 2 for side in made[box]]

    assert found("page-size", b"", turn, sheets=(TURNED,)) == []
    assert len(found("page-size", b"", turn)) == 1
    assert found("page-size", b"", scale) == []


@pytest.mark.parametrize(("off_mm", "count"), [(0.15, 0), (0.25, 1)])
def test_size_may_be_off_by_the_tolerance(off_mm, count):
    def shrink(pdf, made):
        made.TrimBox = [LEFT, BOTTOM, RIGHT - off_mm * MM, TOP]

    assert len(found("page-size", b"", shrink)) == count
    loose = press(rules={"page-size": {"tolerance_mm": 1}})
    assert found("page-size", b"", shrink, policy=loose) == []


def test_boxes_are_found_when_they_are_not_nested():
    def outside(pdf, made):
        made.TrimBox = [-5, BOTTOM, RIGHT, TOP]

    def swapped(pdf, made):
        made.BleedBox, made.TrimBox = made.TrimBox, made.BleedBox

    assert found("boxes", b"") == []
    assert [each.severity for each in found("boxes", b"", outside)] == [Severity.BLOCK] * 2
    assert len(found("boxes", b"", swapped)) == 1


def test_trim_box_is_assumed_when_the_policy_lets_it():
    def forget(pdf, made):
        del made.TrimBox

    def art(pdf, made):
        made.ArtBox = made.TrimBox
        del made.TrimBox

    needed = press(trim_box="needed")
    (assumed,) = found("trim-assumed", b"", forget)
    (refused,) = found("boxes", b"", forget, policy=needed)

    assert (assumed.severity, assumed.fix) == (Severity.INFO, "assume-trim-from-crop")
    assert (refused.severity, refused.fix) == (Severity.BLOCK, "assume-trim-from-crop")
    assert found("trim-assumed", b"", art) == found("boxes", b"", art, policy=needed) == []
    assert found("boxes", b"", forget) == []


def test_boxes_are_found_when_they_are_no_numbers():
    def broken(pdf, made):
        made.TrimBox = Dictionary()

    report = inspected(page(b"", broken))

    assert ("content", Severity.BLOCK) in [(each.rule, each.severity) for each in report.findings]


BLUE = "1 0.5 0 0 k "
SHAPES = {
    "all of the bleed": f"0 0 {WIDTH} {HEIGHT} re f",
    "the trim only": f"{LEFT} {BOTTOM} {RIGHT - LEFT} {TOP - BOTTOM} re f",
    "a bar at the left": f"{LEFT} 60 30 20 re f",
    "a bar that bleeds": "0 60 30 20 re f",
    "a bar that half bleeds": f"{LEFT - 4} 60 30 20 re f",
    "a bar inside": f"{LEFT + 4} 60 30 20 re f",
    "a thin bar": f"{LEFT} 60 30 6 re f",
    "a triangle that bleeds": "0 60 m 60 90 l 0 120 l f",
    "leaning by 45 degrees": "0 20 m 80 100 l 80 130 l 0 50 l f",
    "nothing": "",
}


@pytest.mark.parametrize(
    ("shape", "sides"),
    [
        ("all of the bleed", []),
        ("the trim only", ["left", "bottom", "right", "top"]),
        ("a bar at the left", ["left"]),
        ("a bar that bleeds", []),
        ("a bar that half bleeds", ["left"]),
        ("a bar inside", []),
        ("a thin bar", []),
        ("a triangle that bleeds", []),
        ("leaning by 45 degrees", []),
        ("nothing", []),
    ],
)
def test_bleed_is_found_where_it_is_not_filled(shape, sides):
    findings = found("bleed", (BLUE + SHAPES[shape]).encode())

    assert [each.message.split(" at the ")[1].split()[0] for each in findings] == sides


def test_bleed_is_not_looked_for_when_the_edge_is_white():
    whole = BLUE + SHAPES["all of the bleed"]
    covered = f"{whole} 0 0 0 0 k 0 0 {LEFT + 6} {HEIGHT} re f"

    assert found("bleed", covered.encode()) == []


def test_bleed_is_found_when_only_a_tip_reaches_its_edge():
    shape = (
        f"{BLUE} {LEFT} 0 m {WIDTH} 0 l {WIDTH} {HEIGHT} l {LEFT} {HEIGHT} l 0 100 l {LEFT} 99 l f"
    )

    (finding,) = found("bleed", shape.encode())

    assert (
        finding.message
        == "What is printed up to the trim at the left does not go on into the bleed."
    )
    assert finding.area.right == pytest.approx(LEFT)
    assert finding.area.bottom < 20
    assert finding.area.top == pytest.approx(91, abs=2)


def test_bleed_area_is_the_stretch_that_is_open():
    (finding,) = found("bleed", (BLUE + SHAPES["a bar at the left"]).encode())

    assert finding.area.left == pytest.approx(0, abs=0.01)
    assert finding.area.right == pytest.approx(LEFT)
    assert finding.area.bottom == pytest.approx(60, abs=1.1)
    assert finding.area.top == pytest.approx(80, abs=1.1)


def test_bleed_is_found_when_the_page_ends_at_the_trim():
    def cut(pdf, made):
        made.MediaBox = made.BleedBox = made.TrimBox = [LEFT, BOTTOM, RIGHT, TOP]

    findings = found("bleed", (BLUE + SHAPES["all of the bleed"]).encode(), cut)

    assert [each.message for each in findings] == [
        "The page has 0.0 mm of bleed at the left, bottom, right and top, and needs 3 mm."
    ]
    assert found("bleed", (BLUE + SHAPES["a bar inside"]).encode(), cut) == []
    none = SimpleNamespace(**{**vars(SHEET), "bleed_mm": 0})
    assert found("bleed", (BLUE + SHAPES["all of the bleed"]).encode(), cut, sheets=(none,)) == []


def test_bleed_is_measured_where_the_page_does_not_start_at_0():
    def moved(pdf, made):
        made.MediaBox = made.CropBox = [100, 50, 100 + WIDTH, 50 + HEIGHT]
        made.BleedBox = made.MediaBox
        made.TrimBox = [100 + LEFT, 50 + BOTTOM, 100 + RIGHT, 50 + TOP]
        made.Rotate = 90

    content = f"{BLUE} q 1 0 0 1 100 50 cm {{}} Q"

    assert found("bleed", content.format(SHAPES["all of the bleed"]).encode(), moved) == []
    (finding,) = found("bleed", content.format(SHAPES["a bar at the left"]).encode(), moved)
    assert finding.area.left == pytest.approx(100, abs=0.01)


@pytest.mark.parametrize(
    ("x", "y", "count"),
    [
        (LEFT + 9, 60, 0),
        (LEFT + 7, 60, 1),
        (LEFT - 10, 60, 1),
        (LEFT - 40, 60, 0),  # beyond the trim
        (60, TOP - 18, 0),  # 12 pt are 8.6 pt high
        (60, TOP - 16, 1),
        (60, BOTTOM + 11.2, 0),  # and reach 2.5 pt below the base line
        (60, BOTTOM + 10, 1),
    ],
)
def test_text_is_found_when_it_is_near_the_trim(x, y, count):
    assert len(found("safe-area", text(12, x, y))) == count


def test_safe_distance_is_the_products_or_the_rules():
    near = text(12, LEFT + 5, 60)

    assert len(found("safe-area", near, sheets=None)) == 1
    small = press(rules={"safe-area": {"safe_mm": 1}})
    assert found("safe-area", near, sheets=None, policy=small) == []
    assert len(found("safe-area", near, policy=small)) == 1
    assert found("safe-area", text(12, LEFT + 5, 60, before="3 Tr")) == []


def test_pages_are_listed_with_the_size_a_reader_sees():
    (size,) = inspected(page(b"")).pages

    assert (size.number, size.width_mm, size.height_mm) == (1, 85, 55)
    assert of_rule("content", page(b"")) == []
