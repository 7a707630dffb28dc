"""An opened PDF and the pages it should have in, what each rule finds out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import pikepdf

from saleor_w2p_plugin.prepress.artwork import opening
from saleor_w2p_plugin.prepress.artwork.unprintable import Unprintable
from saleor_w2p_plugin.prepress.boxes import PageBoxes, Rect, Sheet
from saleor_w2p_plugin.prepress.preflight.marks import Marks, marks
from saleor_w2p_plugin.prepress.preflight.report import Severity
from saleor_w2p_plugin.prepress.units import pt

# Four-colour offset at a 60 l/cm screen: twice the screen ruling is 300 ppi; below 250 detail is
# lost, below 100 anyone sees pixels.
WARN_PPI: Final = 250
BLOCK_PPI: Final = 100
_TOLERANCE_PT: Final = pt(0.01)

Result = Iterator[tuple[Severity, int | None, str]]


@dataclass(slots=True)
class Inspected:
    """A PDF under inspection and the pages of its design; marks are collected once a page."""

    pdf: pikepdf.Pdf
    sheets: Sequence[Sheet]
    _marks: dict[int, Marks] = field(default_factory=dict)

    def pages(self) -> Iterator[tuple[int, pikepdf.Page]]:
        """Return pages with their numbers from 1."""
        return enumerate(self.pdf.pages, start=1)

    def marks(self) -> Iterator[tuple[int, Marks]]:
        """Return each page's number and marks."""
        for number, page in self.pages():
            if number not in self._marks:
                self._marks[number] = marks(page)
            yield number, self._marks[number]


def page_count(inspected: Inspected) -> Result:
    """The file has as many pages as the design."""
    has, needs = len(inspected.pdf.pages), len(inspected.sheets)
    if has != needs:
        yield Severity.BLOCK, None, f"The file has {has} pages, the design {needs}."


def boxes(inspected: Inspected) -> Result:
    """Media, bleed and trim box are there, nested, and those of the design."""
    for (number, page), sheet in zip(inspected.pages(), inspected.sheets, strict=False):
        missing = [key for key in ("/MediaBox", "/BleedBox", "/TrimBox") if key not in page.obj]
        if missing:
            names = ", ".join(key.removeprefix("/") for key in missing)
            yield Severity.BLOCK, number, f"The page has no {names}."
            continue
        for message in _box_problems(page.obj, PageBoxes.of(sheet)):
            yield Severity.BLOCK, number, message
        if int(page.obj.get("/Rotate", 0)) % 360 or float(page.obj.get("/UserUnit", 1)) != 1:
            yield Severity.BLOCK, number, "The page is rotated or scaled."


def _box_problems(page: pikepdf.Object, design: PageBoxes) -> Iterator[str]:
    media, bleed, trim = (_rect(page[key]) for key in ("/MediaBox", "/BleedBox", "/TrimBox"))
    crop = _rect(page["/CropBox"]) if "/CropBox" in page else media
    if not (bleed.contains(trim, _TOLERANCE_PT) and media.contains(bleed, _TOLERANCE_PT)):
        yield "The trim box is not inside the bleed and media boxes."
    for name, box, wanted in (
        ("media", media, design.media),
        ("bleed", bleed, design.bleed),
        ("trim", trim, design.trim),
        ("crop", crop, design.media),
    ):
        if not box.is_close(wanted, _TOLERANCE_PT):
            has, needs = box.size_mm, wanted.size_mm
            yield (
                f"The {name} box is {has[0]:.2f} x {has[1]:.2f} mm or misplaced; "
                f"the design's is {needs[0]:.2f} x {needs[1]:.2f} mm."
            )


def fonts_embedded(inspected: Inspected) -> Result:
    """Every font's program is in the file."""
    for number, found in inspected.marks():
        for name in sorted(found.loose_fonts):
            yield Severity.BLOCK, number, f"The font {name} is not embedded."


def colour_spaces(inspected: Inspected) -> Result:
    """No mark and no picture is RGB or Lab."""
    for number, found in inspected.marks():
        for description in sorted(found.foreign_colours):
            yield Severity.BLOCK, number, f"The page uses colour outside CMYK: {description}."


def picture_resolution(inspected: Inspected) -> Result:
    """Pictures have enough pixels where they stand."""
    for number, found in inspected.marks():
        for picture in found.pictures:
            if picture.ppi < WARN_PPI:
                severity = Severity.BLOCK if picture.ppi < BLOCK_PPI else Severity.WARN
                size = f"{picture.width} x {picture.height} pixels"
                yield severity, number, f"A picture of {size} stands at {picture.ppi:.0f} ppi."


def no_annotations(inspected: Inspected) -> Result:
    """No comments, links or form fields lie on the pages."""
    for number, page in inspected.pages():
        if len(page.obj.get("/Annots", pikepdf.Array())):
            yield Severity.BLOCK, number, "The page has annotations or form fields."


def active_content(inspected: Inspected) -> Result:
    """The file runs nothing and hides nothing."""
    try:
        opening.check(inspected.pdf)
    except Unprintable as error:
        yield Severity.BLOCK, None, str(error)


def output_intent(inspected: Inspected) -> Result:
    """The file names the printing condition it was made for."""
    if not len(inspected.pdf.Root.get("/OutputIntents", pikepdf.Array())):
        yield Severity.WARN, None, "The file names no printing condition (output intent)."


Rule = Callable[[Inspected], Result]

RULES: Final[dict[str, Rule]] = {
    "page-count": page_count,
    "boxes": boxes,
    "fonts-embedded": fonts_embedded,
    "colour-spaces": colour_spaces,
    "picture-resolution": picture_resolution,
    "annotations": no_annotations,
    "active-content": active_content,
    "output-intent": output_intent,
}


def _rect(box: pikepdf.Object) -> Rect:
    x0, y0, x1, y1 = (float(value) for value in box.as_list())
    return Rect(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
