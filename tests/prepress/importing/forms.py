"""PDF forms of the kind that designers make, built object by object."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from saleor_w2p_plugin.design.press import Press
from saleor_w2p_plugin.prepress.importing.answering import imported
from saleor_w2p_plugin.prepress.importing.imported import Imported
from saleor_w2p_plugin.prepress.importing.job import Job
from tests.golden.card import FILES, MM

REGULAR, BOLD = (FILES[key].read_bytes() for key in ("regular", "bold"))
FONTS = (REGULAR, BOLD)
DA = "/Noto 9 Tf 0 g"
MULTILINE, RADIO, PUSH, COMBO, COMB = 1 << 12, 1 << 15, 1 << 16, 1 << 17, 1 << 24
READ_ONLY, REQUIRED, PASSWORD, EDIT = 1, 2, 1 << 13, 1 << 18

Rect = tuple[float, float, float, float]


class Form:
    """A card of 85 x 55 mm with 3 mm bleed and its form; places are mm from the trim's top left."""

    def __init__(self, content: bytes = b"", pages: int = 1, origin: float = 0.0) -> None:
        self.pdf = pikepdf.new()
        self.origin = origin
        for _ in range(pages):
            page = self.pdf.add_blank_page(page_size=(91 * MM, 61 * MM)).obj
            sides = (origin, origin, origin + 91 * MM, origin + 61 * MM)
            page.MediaBox = page.BleedBox = Array(sides)
            page.TrimBox = Array(
                [side + by * MM for side, by in zip(sides, (3, 3, -3, -3), strict=True)]
            )
            page.Contents = self.pdf.make_stream(content)
            page.Resources = Dictionary()
            page.Annots = Array()
        fonts = Dictionary(
            Noto=self.loose_font("NotoSans-Regular"), Bold=self.loose_font("NotoSans-Bold")
        )
        self.root = Dictionary(Fields=Array(), DR=Dictionary(Font=fonts), DA=String(DA))
        self.pdf.Root.AcroForm = self.root

    def page(self, number: int = 1) -> pikepdf.Object:
        return self.pdf.pages[number - 1].obj

    def loose_font(self, name: str) -> pikepdf.Object:
        return self.pdf.make_indirect(
            Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(f"/{name}"))
        )

    def rect(self, x: float, y: float, width: float, height: float) -> Array:
        """Return a rectangle of the unrotated page in its own coordinates."""
        left, top = self.origin + (3 + x) * MM, self.origin + (58 - y) * MM
        return Array([left, top - height * MM, left + width * MM, top])

    def widget(self, rect: Rect | Array, page: int = 1, **entries: Any) -> pikepdf.Object:
        corners = rect if isinstance(rect, Array) else self.rect(*rect)
        base: dict[str, Any] = {"Type": Name.Annot, "Subtype": Name.Widget, "Rect": corners, "F": 4}
        widget = self.pdf.make_indirect(Dictionary(**(base | entries)))
        self.page(page).Annots.append(widget)
        return widget

    def field(
        self, name: str, rect: Rect | Array = (5, 5, 40, 8), kind: str = "Tx", **entries: Any
    ) -> pikepdf.Object:
        """Add a field that is its own widget."""
        named = {"T": String(name), "FT": Name(f"/{kind}")}
        made = self.widget(rect, **(named | entries))
        self.root.Fields.append(made)
        return made

    def parent(self, name: str, kids: Sequence[pikepdf.Object], **entries: Any) -> pikepdf.Object:
        """Add a field above others, or above its widgets."""
        parent = self.pdf.make_indirect(Dictionary(T=String(name), Kids=Array(kids), **entries))
        for kid in kids:
            kid.Parent = parent
        self.root.Fields.append(parent)
        return parent

    def box(self, rect: Rect, state: str, **entries: Any) -> pikepdf.Object:
        """Add a widget of a check box or radio button."""
        drawn = self.pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
        shown = Dictionary(N=Dictionary({f"/{state}": drawn, "/Off": drawn}))
        return self.widget(rect, AP=shown, **entries)

    def bytes(self, **save: Any) -> bytes:
        saved = io.BytesIO()
        self.pdf.save(saved, static_id=True, **save)
        return saved.getvalue()

    def imported(self, **options: Any) -> Imported:
        return run(self.bytes(), **options)


def run(
    data: bytes,
    *,
    fonts: Sequence[bytes] = FONTS,
    fixes: Sequence[str] = (),
    size_mm: tuple[float, float] | None = None,
    bleed_mm: float = 0.0,
    **press: Any,
) -> Imported:
    """Import in this process, without the limits of the child, for a press with these entries."""
    job = Job("Card", Press(**press), size_mm=size_mm, bleed_mm=bleed_mm, fonts=fonts)
    return imported(data, job, frozenset(fixes))


def frames(found: Imported, page: int = 0) -> list[dict[str, Any]]:
    return found.document["pages"][page]["frames"]


def only_frame(found: Imported) -> dict[str, Any]:
    (frame,) = frames(found)
    return frame


def only_field(found: Imported) -> dict[str, Any]:
    (field,) = found.document["fields"]
    return field
