"""A page of a foreign PDF in, a form that shows its trim and bleed out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import pikepdf
from pikepdf import Array, Name

from saleor_w2p_plugin.prepress.artwork import geometry, reading
from saleor_w2p_plugin.prepress.artwork.unprintable import Unprintable

_MAX_CONTENT: Final = 256 * 1024 * 1024
# Bits of an annotation's flags, and kinds that are no content (ISO 32000-1, 12.5.3 and 12.5.6).
_HIDDEN: Final = 2
_PRINTED: Final = 4
_SILENT: Final = (Name.Link, Name.Popup, Name.PrinterMark, Name.TrapNet)
_BOXES: Final = ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/Rotate", "/UserUnit")


@dataclass(frozen=True, slots=True)
class Frame:
    """What of a page is shown: its trimmed size in points, and how a form brings it upright."""

    size: tuple[float, float]
    box: pikepdf.Array
    matrix: pikepdf.Array | None


@dataclass(slots=True)
class Forms:
    """Makes pages of one file forms of the same file; their trims' lower left corners are at 0, 0.

    Content is neither decoded nor copied: its stream becomes the form. Frames are remembered by the
    boxes of their pages.
    """

    pdf: pikepdf.Pdf
    bleed: float
    assumes_trim: bool
    _frames: dict[tuple[bytes | None, ...], Frame] = field(default_factory=dict)
    _made: dict[tuple[int, int], pikepdf.Object] = field(default_factory=dict)
    _streams: set[tuple[int, int]] = field(default_factory=set)

    def frame(self, page: pikepdf.Object) -> Frame:
        """Return what of a page is shown; raises Unprintable for boxes that no page has."""
        key = tuple(_written(page.get(name)) for name in _BOXES)
        if key not in self._frames:
            self._frames[key] = self._seen(page)
        return self._frames[key]

    def check(self, page: pikepdf.Object) -> None:
        """Refuse annotations that a viewer prints: a form has none, and sheets would lack them."""
        for annotation in page.get("/Annots", Array()):
            flags = int(annotation.get("/F", 0))
            shows = flags & _PRINTED and not flags & _HIDDEN and "/AP" in annotation
            if shows and annotation.get("/Subtype") not in _SILENT:
                raise Unprintable("The page has annotations that are printed; flatten them first.")

    def form(self, page: pikepdf.Object) -> pikepdf.Object:
        """Return a page as a Form XObject (ISO 32000-1, 8.10); the page is no page afterwards.

        Links, actions and metadata are left behind.
        """
        if page.objgen in self._made:
            return self._made[page.objgen]
        frame = self.frame(page)
        form = self._stream(page)
        form.Type, form.Subtype = Name.XObject, Name.Form
        form.BBox = frame.box
        if frame.matrix is not None:
            form.Matrix = frame.matrix
        for key in ("/Group", "/Resources"):
            if key in page:
                form[key] = page[key]
        self._made[page.objgen] = form
        return form

    def _seen(self, page: pikepdf.Object) -> Frame:
        if "/TrimBox" not in page and not self.assumes_trim:
            raise Unprintable(
                "The page does not say where it is cut: it has no TrimBox. A sheet with "
                '"trim_box": "assumed" takes it to be cut at its crop or media box.'
            )
        trim = geometry.view(page, None)
        bleed = self.bleed / trim.unit
        shown = trim.area.inset(-bleed).common(geometry.printed(page))
        box = Array([round(side, 4) for side in shown.sides])
        matrix = trim.matrix
        is_plain = matrix == (1, 0, 0, 1, 0, 0)
        values = None if is_plain else Array([round(value, 6) for value in matrix])
        return Frame(trim.size, box, values)

    def _stream(self, page: pikepdf.Object) -> pikepdf.Object:
        content = page.get("/Contents")
        if isinstance(content, pikepdf.Stream) and content.objgen not in self._streams:
            self._streams.add(content.objgen)
            return content
        return self.pdf.make_stream(b"\n".join(_parts(content)))


def _parts(content: pikepdf.Object | None) -> Iterator[bytes]:
    if content is None:
        return
    room = _MAX_CONTENT
    for part in content if isinstance(content, pikepdf.Array) else [content]:
        data = reading.read(part, room)
        room -= len(data)
        yield data


def _written(value: object) -> bytes | None:
    if isinstance(value, pikepdf.Object):
        return value.unparse(resolved=True)
    return None if value is None else str(value).encode()
