"""Sheets and marks in, the content of each side out: what both writers of sheets share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from saleor_w2p_plugin.prepress.imposition import marks, slug
from saleor_w2p_plugin.prepress.imposition.cells import Cell
from saleor_w2p_plugin.prepress.imposition.layout import Layout
from saleor_w2p_plugin.prepress.imposition.marks import Marked
from saleor_w2p_plugin.prepress.imposition.placing import Face, PressSheet, Side
from saleor_w2p_plugin.prepress.units import pt


@dataclass(frozen=True, slots=True)
class Painted:
    """The content of a side, where /P0, /P1, ... are the forms of `pages` in order, and /Marks is a
    form of the operators `marks`."""

    content: bytes
    pages: tuple[int, ...]
    marks: bytes


@dataclass(frozen=True, slots=True)
class _Drawn:
    marked: Marked
    places: tuple[bytes, ...]


@dataclass(slots=True)
class Painter:
    """Paints the sides of a run; what they share is made once.

    `spots` are names of inks by the names of their colour spaces in the marks' resources.
    """

    layout: Layout
    spots: Mapping[bytes, str]
    slug: str
    sheets: int
    missing: dict[str, None] = field(default_factory=dict)
    _drawn: dict[Face, _Drawn] = field(default_factory=dict)

    @property
    def size(self) -> tuple[float, float]:
        """Return width and height of the sheet in points."""
        return pt(self.layout.width_mm), pt(self.layout.height_mm)

    def marks(self, faces: Sequence[Face]) -> dict[bytes, None]:
        """Return the operators of the marks of all faces, each once, in order."""
        return dict.fromkeys((self._drawn.get(f) or self._draw(f)).marked.fixed for f in faces)

    def paint(self, sheet: PressSheet, side: Side) -> Painted:
        """Return the content of one side."""
        drawn = self._drawn.get(side.face) or self._draw(side.face)
        parts: list[bytes] = []
        pages: list[int] = []
        for page, place in zip(side.pages, drawn.places, strict=True):
            if page is not None:
                parts.append(b"%s /P%d Do Q" % (place, len(pages)))
                pages.append(page)
        if drawn.marked.fixed:
            parts.append(b"/Marks Do")
        parts.append(drawn.marked.number(slug.numbered(sheet.number, self.sheets, side.face.name)))
        return Painted(b"\n".join(parts), tuple(pages), drawn.marked.fixed)

    def _draw(self, face: Face) -> _Drawn:
        marked = marks.beside(self.layout, face, self.spots, self.slug, self.sheets)
        self.missing |= dict.fromkeys(marked.missing)
        self._drawn[face] = _Drawn(marked, tuple(map(_place, face.cells)))
        return self._drawn[face]


def _place(cell: Cell) -> bytes:
    clip = cell.clip
    area = (clip.left, clip.bottom, clip.width, clip.height)
    return b"q %.3f %.3f %.3f %.3f re W n %d %d %d %d %.3f %.3f cm" % (*area, *cell.matrix)
