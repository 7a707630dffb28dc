"""A request for SVG artwork in, its PDF out; runs inside the child."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

import pikepdf

from saleor_w2p_plugin.rendering.flowing import scanning
from saleor_w2p_plugin.rendering.flowing.drawing import Desk
from saleor_w2p_plugin.rendering.flowing.handed import Handed
from saleor_w2p_plugin.rendering.flowing.problems import Problems
from saleor_w2p_plugin.rendering.flowing.request import Request


def answer(asked: Mapping[str, Any], blobs: Sequence[bytes]) -> bytes:
    """Draw the SVG over the bleed box; raises ArtworkInvalid with all that is wrong with it."""
    request = Request.of(asked, blobs)
    problems = Problems()
    for problem in scanning.svg_problems(request.source):
        problems.add(problem)
    problems.check()
    desk = Desk(request.fonts, Handed(request.files, request.fonts, problems), problems)
    prepared = desk.prepare(scanning.parse_svg(request.source))
    problems.check()
    boxes = request.boxes
    drawn = desk.draw(prepared, boxes.media.width, boxes.media.height)
    saved = io.BytesIO()
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        page = pdf.pages[0].obj
        page.MediaBox = page.BleedBox = request.box(boxes.media)
        page.TrimBox = request.box(boxes.trim)
        pdf.save(saved, static_id=True)
    return saved.getvalue()
