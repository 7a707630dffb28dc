"""Rules on pages: their number, their boxes and their sizes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pikepdf

from saleor_w2p_plugin.prepress.artwork import geometry
from saleor_w2p_plugin.prepress.boxes import PageBoxes, Rect, Sheet
from saleor_w2p_plugin.prepress.preflight.inspected import Found, Inspected, Numbers
from saleor_w2p_plugin.prepress.preflight.reading import damages
from saleor_w2p_plugin.prepress.preflight.reading.pages import Page
from saleor_w2p_plugin.prepress.preflight.report import Severity
from saleor_w2p_plugin.prepress.units import pt

_TOLERANCE_PT: Final = pt(0.01)
_NEEDED: Final = ("MediaBox", "BleedBox", "TrimBox")


def page_count(inspected: Inspected, numbers: Numbers) -> Iterator[Found]:
    """The file has as many pages as the product."""
    has, needs = inspected.gathered.page_count, len(inspected.sheets or ())
    if has != needs:
        yield Found(f"The file has {has} pages, the product {needs}.")


def content(inspected: Inspected, page: Page, numbers: Numbers) -> Iterator[Found]:
    """Every drawing instruction was read."""
    if page.damage:
        yield Found(page.damage)
    for notice in page.notices:
        if notice.rule == "content":
            yield Found(notice.message, severity=Severity.WARN)


def boxes(inspected: Inspected, page: Page, numbers: Numbers) -> Iterator[Found]:
    """The boxes are there and nested; supplied files may leave the trim box to be assumed."""
    if inspected.is_supplied:
        needed = ["MediaBox"]
        if inspected.press.needs_trim_box and "ArtBox" not in page.boxes:
            needed.append("TrimBox")
    else:
        needed = list(_NEEDED)
    missing = [name for name in needed if name not in page.boxes]
    if missing:
        yield Found(f"The page has no {', '.join(missing)}.", fix=_fix(missing))
        return
    if not page.media.contains(page.trim, _TOLERANCE_PT):
        yield Found("The trim box is not inside the media box.", area=page.trim)
    elif message := damages.found(page.raw, _viewed):
        yield Found(message, area=page.trim)
    if "BleedBox" in page.boxes:
        bleed = page.boxes["BleedBox"]
        is_nested = bleed.contains(page.trim, _TOLERANCE_PT)
        if not (is_nested and page.media.contains(bleed, _TOLERANCE_PT)):
            message = "The trim box is not inside the bleed box, or that not inside the media box."
            yield Found(message, area=bleed)


def _viewed(page: pikepdf.Object) -> None:
    geometry.view(page, None)


def _fix(missing: list[str]) -> str | None:
    return "assume-trim-from-crop" if missing == ["TrimBox"] else None


def trim_assumed(inspected: Inspected, page: Page, numbers: Numbers) -> Iterator[Found]:
    """The page says where it is cut."""
    has_none = not page.boxes.keys() & {"TrimBox", "ArtBox"}
    if has_none:
        message = "The page has no trim box, so it is taken to be cut at its crop or media box."
        yield Found(message, area=page.trim, fix="assume-trim-from-crop")


def page_size(inspected: Inspected, page: Page, numbers: Numbers) -> Iterator[Found]:
    """The trim has the product's size; files that we have made have its very boxes."""
    if page.sheet is None:
        return
    if inspected.is_supplied:
        yield from _supplied_size(page, page.sheet, numbers["tolerance_mm"])
        return
    if page.turn or page.unit != 1:
        yield Found("The page is rotated or scaled.")
    wanted = PageBoxes.of(page.sheet)
    for name, box, needed in (
        ("Media", page.media, wanted.media),
        ("Bleed", page.bleed, wanted.bleed),
        ("Trim", page.trim, wanted.trim),
        ("Crop", page.crop, wanted.media),
    ):
        # One that is missing is another rule's.
        if f"{name}Box" in page.boxes and not box.is_close(needed, _TOLERANCE_PT):
            yield Found(_off(name, box, needed), area=box)


def _supplied_size(page: Page, sheet: Sheet, tolerance: float) -> Iterator[Found]:
    has, needs = page.size_mm, (sheet.width_mm, sheet.height_mm)
    if all(abs(a - b) <= tolerance for a, b in zip(has, needs, strict=True)):
        return
    is_turned = all(abs(a - b) <= tolerance for a, b in zip(has, reversed(needs), strict=True))
    message = (
        f"The page is {has[0]:.1f} x {has[1]:.1f} mm when cut, "
        f"the product {needs[0]:.1f} x {needs[1]:.1f} mm."
    )
    yield Found(message + (" It is turned by 90°." if is_turned else ""), area=page.trim)


def _off(name: str, box: Rect, needed: Rect) -> str:
    has, needs = box.size_mm, needed.size_mm
    return (
        f"The {name.lower()} box is {has[0]:.2f} x {has[1]:.2f} mm or misplaced; "
        f"the design's is {needs[0]:.2f} x {needs[1]:.2f} mm."
    )
