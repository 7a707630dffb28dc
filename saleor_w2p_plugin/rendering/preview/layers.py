"""A page's background, kept as a picture, and what answers put on it in, the page's picture out."""

from __future__ import annotations

from collections.abc import Mapping

from PIL import Image

from saleor_w2p_plugin.prepress import raster
from saleor_w2p_plugin.rendering import jobs
from saleor_w2p_plugin.rendering.assets import Assets
from saleor_w2p_plugin.rendering.compiling import Compiled


def picture(
    compiled: Compiled,
    answers: Mapping[str, str],
    page: int,
    dpi: int,
    pictures: Assets | None = None,
) -> Image.Image:
    """Return a page (from 1), cut to its trim box; raises what `press_pdf` raises."""
    pdf = jobs.layer_pdf(compiled, answers, page, pictures)
    area = compiled.boxes[page - 1].trim
    return raster.over(background(compiled, page, dpi), pdf, page, dpi, area)


def background(compiled: Compiled, page: int, dpi: int) -> Image.Image:
    """Return what all cards share of a page (from 1), from the last time or made anew."""
    area = compiled.boxes[page - 1].trim
    return compiled.backgrounds.get(
        (page, dpi), lambda: raster.picture(jobs.background_pdf(compiled), page, dpi, area)
    )
