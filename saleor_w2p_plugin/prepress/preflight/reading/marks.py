"""Answers: what is a mark on a page?"""

from __future__ import annotations

from dataclasses import dataclass

import pikepdf

from saleor_w2p_plugin.prepress.boxes import Rect
from saleor_w2p_plugin.prepress.matrices import Matrix
from saleor_w2p_plugin.prepress.preflight.reading.colours import Paint, Space
from saleor_w2p_plugin.prepress.preflight.reading.fonts import Font


@dataclass(frozen=True, slots=True)
class Look:
    """How a mark mixes with what lies below it; `mode` is the overprint mode."""

    overprints: bool = False
    mode: int = 0
    alpha: float = 1.0
    blend: str = "Normal"
    is_masked: bool = False

    @property
    def is_transparent(self) -> bool:
        """Tell whether it needs PDF's transparency (ISO 32000-1, 11)."""
        return self.alpha < 1 or self.blend != "Normal" or self.is_masked


@dataclass(frozen=True, slots=True)
class Mark:
    """Something painted: its upright area in points of the page, and in what ink.

    Areas are those of control points, lines with half their width, and of texts from the descenders
    to the capitals, cut by the rectangle around the clipping path.
    """

    area: Rect
    paint: Paint
    look: Look


@dataclass(frozen=True, slots=True)
class Fill(Mark):
    """A filled path; `thin_pt` is the thinner side of its thinnest rectangle, None for others.

    `is_box` says that it covers its whole area.
    """

    thin_pt: float | None = None
    is_box: bool = False


@dataclass(frozen=True, slots=True)
class Line(Mark):
    """A stroked path, with its thinnest width."""

    width_pt: float = 0.0


@dataclass(frozen=True, slots=True)
class Text(Mark):
    """A string; `missing` counts its missing glyphs, invisible text is clipped or not painted."""

    font: Font
    size_pt: float
    is_invisible: bool = False
    missing: int = 0


@dataclass(frozen=True, slots=True)
class Gradient(Mark):
    """A shading, with the colours that it reaches."""

    space: Space
    paints: tuple[Paint, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture(Mark):
    """An image where it is placed; `ppi` is the coarser of its two effective resolutions.

    `place` brings the unit square onto the page; `paint` is that of stencil masks.
    """

    image: pikepdf.Object
    space: Space
    width: int
    height: int
    bits: int
    ppi: float
    place: Matrix
    is_stencil: bool = False
    has_mask: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """Something of a page that is no mark, for the rule it concerns."""

    rule: str
    message: str
    area: Rect | None = None
