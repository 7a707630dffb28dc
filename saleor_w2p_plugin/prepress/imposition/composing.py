"""The bytes of a foreign PDF and a press sheet in, the bytes of its sheets out."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name

from saleor_w2p_plugin.errors import ArtworkInvalid, Code, W2PProblem
from saleor_w2p_plugin.prepress import separations
from saleor_w2p_plugin.prepress.artwork import opening, pages
from saleor_w2p_plugin.prepress.artwork.refusing import named
from saleor_w2p_plugin.prepress.artwork.unprintable import Unprintable
from saleor_w2p_plugin.prepress.artwork.uses import WHOLE, place_of
from saleor_w2p_plugin.prepress.imposition import inks
from saleor_w2p_plugin.prepress.imposition.confining import MAX_BYTES
from saleor_w2p_plugin.prepress.imposition.layout import Layout
from saleor_w2p_plugin.prepress.imposition.painting import Painter
from saleor_w2p_plugin.prepress.imposition.placing import Placements
from saleor_w2p_plugin.prepress.imposition.sources import Forms, Frame
from saleor_w2p_plugin.prepress.units import mm, pt

MAX_PAGES: Final = 50_000
_MAX_OBJECTS: Final = 500_000
_MAX_PROBLEMS: Final = 50
_TOLERANCE: Final = pt(0.2)
# Of the catalog: the rest is about pages that are none any more.
_KEPT: Final = ("/Extensions", "/Metadata", "/OCProperties", "/OutputIntents", "/Type", "/Version")
_OBJECT_STREAMS_SINCE: Final = "1.5"


def composed(pdf: bytes, layout: Layout, slug: str) -> bytes:
    """Do what `impose` says, in this process and without its limits."""
    with named(WHOLE):
        source = opening.open_pdf(pdf, MAX_BYTES, _MAX_OBJECTS)
    with source:
        with named(WHOLE):
            found, _ = pages.find(source, range(1, MAX_PAGES + 1), MAX_PAGES)
            opening.check(source, _MAX_OBJECTS)
        forms = Forms(source, pt(layout.bleed_mm), layout.assumes_trim)
        leaves = [found[number] for number in sorted(found)]
        size = _size(forms, leaves)
        with named(WHOLE):
            _compose(source, forms, leaves, Placements(layout, size, len(leaves)), slug)
            return _saved(source)


def _size(forms: Forms, leaves: Sequence[pikepdf.Object]) -> tuple[float, float]:
    """Return the trimmed size that all pages have; raises ArtworkInvalid where they differ."""
    first: Frame | None = None
    problems: list[W2PProblem] = []
    for number, page in enumerate(leaves, start=1):
        try:
            with named(place_of(number)):
                forms.check(page)
                frame = forms.frame(page)
                first = first or frame
                _check_same(frame.size, first.size)
        except ArtworkInvalid as error:
            problems += error.problems
            if len(problems) >= _MAX_PROBLEMS:
                break
    if problems:
        raise ArtworkInvalid(*problems)
    if first is None:
        raise ArtworkInvalid(W2PProblem(Code.ARTWORK_INVALID, "The file has no pages.", WHOLE))
    return first.size


def _check_same(size: tuple[float, float], first: tuple[float, float]) -> None:
    if any(abs(a - b) > _TOLERANCE for a, b in zip(size, first, strict=True)):
        (width, height), (wide, high) = (map(mm, each) for each in (size, first))
        raise Unprintable(
            f"The page is {width:.1f} x {height:.1f} mm, page 1 is {wide:.1f} x {high:.1f} mm:"
            " pages of one size belong on a sheet."
        )


def _compose(
    pdf: pikepdf.Pdf,
    forms: Forms,
    leaves: Sequence[pikepdf.Object],
    placements: Placements,
    slug: str,
) -> None:
    """Put a page tree of sheets in place of the file's own."""
    spaces = separations.spots(pdf, (page.Resources for page in leaves if "/Resources" in page))
    names = {b"Spot%d" % index: ink for index, ink in enumerate(spaces)}
    painter = Painter(placements.layout, names, slug, placements.sheets)
    colours = Dictionary({f"/Spot{index}": space for index, space in enumerate(spaces.values())})
    colours["/All"] = pikepdf.Object.parse(inks.ALL_SPACE)
    colours = pdf.make_indirect(colours)
    box = Array([0, 0, *(round(side, 4) for side in painter.size)])
    kind = {"Type": Name.XObject, "Subtype": Name.Form, "BBox": box}
    marks = {
        operators: pdf.make_stream(operators, Resources=Dictionary(ColorSpace=colours), **kind)
        for operators in painter.marks(placements.faces)
    }
    tree = pdf.make_indirect(Dictionary(Type=Name.Pages))
    kids = []
    for sheet in placements:
        for side in sheet.sides:
            painted = painter.paint(sheet, side)
            drawn = {f"/P{i}": forms.form(leaves[page]) for i, page in enumerate(painted.pages)}
            drawn["/Marks"] = marks[painted.marks]
            page = Dictionary(Type=Name.Page, Parent=tree, MediaBox=box, TrimBox=box)
            page.Resources = Dictionary(XObject=Dictionary(drawn), ColorSpace=colours)
            page.Contents = pdf.make_stream(painted.content)
            kids.append(pdf.make_indirect(page))
    tree.Kids, tree.Count = Array(kids), len(kids)
    for key in [key for key, _ in pdf.Root.items() if key not in _KEPT]:
        del pdf.Root[key]
    pdf.Root.Pages = tree


def _saved(pdf: pikepdf.Pdf) -> bytes:
    target = io.BytesIO()
    modes = pikepdf.ObjectStreamMode
    packs = pdf.pdf_version >= _OBJECT_STREAMS_SINCE
    pdf.save(
        target,
        deterministic_id=True,
        object_stream_mode=modes.generate if packs else modes.disable,
    )
    return target.getvalue()
