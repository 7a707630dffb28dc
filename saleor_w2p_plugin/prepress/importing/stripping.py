"""An opened PDF and its pages in, a PDF of what prints of them, and of nothing else, out."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name

from saleor_w2p_plugin.prepress.importing.sheets import ImportedPage

# No annotations, actions, tags, metadata or previews; nothing of the catalog.
_KEPT: Final = (
    "/Contents",
    "/Group",
    "/Resources",
    "/MediaBox",
    "/CropBox",
    "/Rotate",
    "/UserUnit",
)


def stripped(
    pdf: pikepdf.Pdf, pages: Mapping[int, pikepdf.Object], sheets: Mapping[int, ImportedPage]
) -> bytes:
    """Return the pages in their order; each says where its trim and bleed boxes are."""
    with pikepdf.new() as result:
        for number, page in sorted(pages.items()):
            copy = Dictionary(Type=Name.Page)
            for key in _KEPT:
                if key in page:
                    value = page[key]
                    is_held = isinstance(value, pikepdf.Object)
                    copy[key] = result.copy_foreign(pdf.make_indirect(value)) if is_held else value
            sheet = sheets[number]
            copy.TrimBox = Array([round(side, 4) for side in sheet.view.area.sides])
            copy.BleedBox = Array(sheet.bleed_box())
            result.pages.append(pikepdf.Page(result.make_indirect(copy)))
        saved = io.BytesIO()
        result.save(saved, static_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return saved.getvalue()


def boxed(pdf: bytes, sheets: Mapping[int, ImportedPage]) -> bytes:
    """Give pages that were normalised, so that their media box is the bleed, their trim box."""
    with pikepdf.open(io.BytesIO(pdf)) as result:
        for page, (_, sheet) in zip(result.pages, sorted(sheets.items()), strict=True):
            left, bottom, right, top = (float(side) for side in page.obj.MediaBox)
            across = (right - left - sheet.view.size[0]) / 2
            up = (top - bottom - sheet.view.size[1]) / 2
            page.obj.TrimBox = Array(
                [round(side, 4) for side in (left + across, bottom + up, right - across, top - up)]
            )
            page.obj.BleedBox = page.obj.MediaBox
        saved = io.BytesIO()
        result.save(saved, static_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return saved.getvalue()
