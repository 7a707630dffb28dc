"""A design and answers in, the codes that preflight has to read back out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from saleor_w2p_plugin.design import merge
from saleor_w2p_plugin.design.conditions import holds
from saleor_w2p_plugin.design.document import Document
from saleor_w2p_plugin.design.frame import AnyFrame, BarcodeFrame, Frame, GroupFrame
from saleor_w2p_plugin.design.turning import corners
from saleor_w2p_plugin.prepress.boxes import PageBoxes, Rect
from saleor_w2p_plugin.prepress.preflight import ExpectedCode
from saleor_w2p_plugin.prepress.units import pt
from saleor_w2p_plugin.rendering import codes

# A frame and the groups around it, outermost first.
_Nested = tuple[AnyFrame, tuple[GroupFrame, ...]]


def expected_codes(document: Document, answers: Mapping[str, str]) -> list[ExpectedCode]:
    """Return every barcode that the filled-in design shows, with the area of its frame."""
    found = []
    for number, page in enumerate(document.pages, start=1):
        trim = PageBoxes.of(page).trim
        for frame, groups in _shown(page.frames, answers):
            if not isinstance(frame, BarcodeFrame):
                continue
            content = merge.template(frame.content).fill(answers)
            if content:
                complete = codes.complete(frame.symbology, content)
                area = _area(frame, groups, trim)
                turned = sum(each.rotation_deg for each in (frame, *groups))
                found.append(ExpectedCode(number, area, complete, frame.symbology, turned))
    return found


def _shown(
    frames: Iterable[AnyFrame], answers: Mapping[str, str], groups: tuple[GroupFrame, ...] = ()
) -> Iterator[_Nested]:
    for frame in frames:
        if frame.visible is not None and not holds(frame.visible, answers):
            continue
        if isinstance(frame, GroupFrame):
            yield from _shown(frame.frames, answers, (*groups, frame))
        else:
            yield frame, groups


def _area(frame: Frame, groups: tuple[GroupFrame, ...], trim: Rect) -> Rect:
    """Return the upright rectangle around a frame that it and its groups may have turned."""
    across, down = zip(*corners(frame, groups), strict=True)
    return Rect(
        trim.left + pt(min(across)),
        trim.top - pt(max(down)),
        trim.left + pt(max(across)),
        trim.top - pt(min(down)),
    )
