"""A PDF of two-sided cards in, the sheets of `layout` by pypdf out."""

from __future__ import annotations

from pathlib import Path

import pypdf
from pypdf import PageObject, PdfReader, PdfWriter, Transformation

from saleor_w2p_plugin.prepress.imposition import Placements
from saleor_w2p_plugin.prepress.units import pt

NAME = f"pypdf {pypdf.__version__}"


def impose(source: Path, target: Path, placements: Placements) -> None:
    """Place the pages where our placements want them; marks are left out."""
    layout = placements.layout
    writer = PdfWriter()
    pages = PdfReader(source).pages
    for sheet in placements:
        for side in sheet.sides:
            blank = PageObject.create_blank_page(
                width=pt(layout.width_mm), height=pt(layout.height_mm)
            )
            page = writer.add_page(blank)
            for placed in side.placed:
                if placed.page is None:
                    continue
                card, trim = pages[placed.page], placed.cell.trim
                x, y = (
                    trim.left - float(card.trimbox.left),
                    trim.bottom - float(card.trimbox.bottom),
                )
                page.merge_transformed_page(card, Transformation().translate(x, y))
            page.compress_content_streams()
    writer.write(target)
