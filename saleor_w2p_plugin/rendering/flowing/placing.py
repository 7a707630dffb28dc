"""The SVGs of an HTML document in, pages of Typst in their places out.

WeasyPrint's own SVG reader leaves out masks on groups, some clips and the matrices of gradients,
and says nothing; so it draws an empty form, and the page takes its place afterwards.
"""

from __future__ import annotations

import io
from typing import Any, Final
from xml.etree.ElementTree import Element

import pydyf
from weasyprint import html, images

from saleor_w2p_plugin.rendering.flowing.drawing import Desk, pixels
from saleor_w2p_plugin.rendering.flowing.handed import BASE
from saleor_w2p_plugin.rendering.flowing.problems import Problems

_KEY: Final = "W2PDrawing"
_PT_PER_PX: Final = 0.75

Size = tuple[float, float]


class Drawings:
    """All SVGs of one document; each is drawn once for a size."""

    def __init__(self, desk: Desk, problems: Problems) -> None:
        self._desk, self._problems = desk, problems
        self._pages: dict[tuple[bytes, Size], bytes] = {}
        # Both modules make an image of every SVG they meet by this name.
        images.SVGImage = html.SVGImage = self._image

    def _image(self, root: Element, base: str, *_: object) -> _Image:
        return _Image(self, self._desk.prepare(root, base or BASE), root)

    def place(self, stream: Any, svg: bytes, size: Size) -> None:
        """Draw a form that `fill` will fill."""
        key = svg, size
        if key not in self._pages:
            try:
                width, height = (max(side * _PT_PER_PX, 0.01) for side in size)
                self._pages[key] = self._desk.draw(svg, width, height)
            except ValueError as error:
                self._problems.add(str(error))
                return
        form = stream.add_group(0, 0, *size)
        form.extra[_KEY] = list(self._pages).index(key)
        stream.draw_x_object(form.id)

    def fill(self, pdf: bytes) -> bytes:
        """Put the drawn pages into the forms of a finished PDF."""
        if not self._pages:
            return pdf
        import pikepdf

        sizes = [size for _, size in self._pages]
        saved = io.BytesIO()
        with pikepdf.open(io.BytesIO(pdf)) as target:
            drawn = []
            for page in self._pages.values():
                with pikepdf.open(io.BytesIO(page)) as source:
                    drawn.append(target.copy_foreign(source.pages[0].as_form_xobject()))
            for form in target.objects:
                if isinstance(form, pikepdf.Stream) and f"/{_KEY}" in form:
                    number = int(form[f"/{_KEY}"])
                    del form[f"/{_KEY}"]
                    form.Resources = pikepdf.Dictionary(XObject={"/Page": drawn[number]})
                    # WeasyPrint's coordinates run downwards, in pixels.
                    _, _, width, height = (float(side) for side in drawn[number].BBox)
                    across, down = sizes[number][0] / width, sizes[number][1] / height
                    matrix = f"{across:.6f} 0 0 {-down:.6f} 0 {sizes[number][1]:.6f} cm"
                    form.write(f"{matrix} /Page Do".encode())
            target.save(saved, static_id=True)
        return saved.getvalue()


class _Image:
    """An SVG as WeasyPrint lays it out."""

    def __init__(self, drawings: Drawings, svg: bytes, root: Element) -> None:
        self._drawings, self._svg = drawings, svg
        self._size = pixels(root.get("width")), pixels(root.get("height"))
        box = [float(number) for number in root.get("viewBox", "").replace(",", " ").split()]
        self._ratio = box[2] / box[3] if len(box) == 4 and box[2] and box[3] else None

    def get_intrinsic_size(
        self, resolution: float, font_size: float
    ) -> tuple[float | None, float | None, float | None]:
        """Return width, height and ratio, each where the SVG says it (CSS Images 3, 5.1)."""
        width, height = self._size
        ratio = width / height if width and height else self._ratio
        if ratio and width and not height:
            height = width / ratio
        elif ratio and height and not width:
            width = height * ratio
        return width, height, ratio

    def draw(self, stream: pydyf.Stream, width: float, height: float, style: object) -> None:
        """Draw the SVG with its corner at the origin."""
        if width > 0 and height > 0:
            self._drawings.place(stream, self._svg, (width, height))
