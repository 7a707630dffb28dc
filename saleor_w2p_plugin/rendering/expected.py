"""A design and answers in, the codes that preflight has to read back out."""

from __future__ import annotations

from collections.abc import Mapping

from saleor_w2p_plugin.design import merge
from saleor_w2p_plugin.design.document import Document, QrFrame
from saleor_w2p_plugin.prepress.boxes import PageBoxes, Rect
from saleor_w2p_plugin.prepress.preflight import ExpectedCode
from saleor_w2p_plugin.prepress.units import pt


def expected_codes(document: Document, answers: Mapping[str, str]) -> list[ExpectedCode]:
    """Return every QR code that the filled-in design shows, with the area of its frame."""
    found = []
    for number, page in enumerate(document.pages, start=1):
        contents = merge.contents(page, answers)
        trim = PageBoxes.of(page).trim
        for frame in page.frames:
            if isinstance(frame, QrFrame) and contents[frame.name]:
                left, top = trim.left + pt(frame.x_mm), trim.top - pt(frame.y_mm)
                area = Rect(left, top - pt(frame.height_mm), left + pt(frame.width_mm), top)
                found.append(ExpectedCode(number, area, contents[frame.name], "qr"))
    return found
