"""One frame in, what it refers to that is not there or of the wrong kind out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from saleor_w2p_plugin.design import features
from saleor_w2p_plugin.design.conditions import tests
from saleor_w2p_plugin.design.document import Document
from saleor_w2p_plugin.design.fields.field import Field
from saleor_w2p_plugin.design.frame import (
    AnyFrame,
    ArtFrame,
    BarcodeFrame,
    ImageFrame,
    ShapeFrame,
    TextFrame,
)
from saleor_w2p_plugin.design.merge import colour_field, template
from saleor_w2p_plugin.design.references import conditions, contents
from saleor_w2p_plugin.design.references.names import Found, unknown

# ISO/IEC 18004 and 15438; the other symbologies have only one.
_ERROR_CORRECTION: Final = {"qr": "LMQH", "pdf417": "012345678"}
_TOLERANCE: Final = 1e-9


def problems(frame: AnyFrame, document: Document, fields: Mapping[str, Field]) -> Found:
    """Yield what is wrong with one frame by itself; frames inside a group are not looked at."""
    if frame.visible is not None:
        yield from conditions.problems("visible", frame.visible, document, fields)
    checking = _Checking(document, fields)
    if isinstance(frame, TextFrame):
        yield from checking.text(frame)
    elif isinstance(frame, ImageFrame):
        yield from checking.image(frame)
    elif isinstance(frame, BarcodeFrame):
        yield from checking.barcode(frame)
    elif isinstance(frame, ShapeFrame):
        yield from checking.shape(frame)
    elif isinstance(frame, ArtFrame):
        yield from artwork("artwork", "page", frame.artwork, frame.page, document)


def artwork(name_key: str, page_key: str, name: str, page: int, document: Document) -> Found:
    """Yield artwork that there is not, and pages that its kind does not have."""
    yield from unknown(name_key, "artwork", name, document.artwork)
    if name in document.artwork and document.artwork[name].asset.endswith(".svg") and page > 1:
        yield page_key, "An SVG file has one page."


def answers_in(frame: AnyFrame) -> Iterator[tuple[str, str]]:
    """Yield what makes a frame differ from record to record: the key, and the field's name."""
    if frame.visible is not None:
        yield from (("visible", test.field) for test in tests(frame.visible))
    if isinstance(frame, TextFrame | BarcodeFrame):
        yield from (("content", name) for name in template(frame.content).names)
    if isinstance(frame, ImageFrame) and frame.field is not None:
        yield "field", frame.field
    for key in ("colour", "fill", "stroke"):
        name = colour_field(getattr(frame, key, None) or "")
        if name is not None:
            yield key, name


@dataclass(frozen=True, slots=True)
class _Checking:
    document: Document
    fields: Mapping[str, Field]

    def text(self, frame: TextFrame) -> Found:
        yield from contents.problems("content", frame.content, self.fields)
        yield from self.colour("colour", frame.colour, needed=True)
        for index, font in enumerate(frame.fonts):
            yield from unknown(f"fonts[{index}]", "font", font, self.document.fonts)
        for index, feature in enumerate(frame.features):
            try:
                features.switch(feature)
            except ValueError as error:
                yield f"features[{index}]", str(error)
        if frame.min_size_pt > frame.size_pt:
            yield "min_size_pt", "The smallest size is larger than the size."
        if frame.group is not None and frame.overflow not in ("shrink", "shrink-then-wrap"):
            yield "overflow", "Frames of a copy-fit group shrink."

    def image(self, frame: ImageFrame) -> Found:
        if frame.image is not None:
            yield from unknown("image", "image", frame.image, self.document.images)
        if frame.field is not None:
            yield from self.field("field", frame.field, "image")
        if frame.crop is None:
            if frame.fit == "crop" and frame.image is not None:
                yield "crop", "The fit crop needs a crop."
            return
        if frame.fit != "crop":
            yield "crop", "A crop goes with the fit crop."
        x, y, width, height = frame.crop
        if not (width and height) or max(x + width, y + height) > 1 + _TOLERANCE:
            yield "crop", "A crop is a part of the picture: x, y, width, height in shares of it."

    def barcode(self, frame: BarcodeFrame) -> Found:
        yield from contents.problems("content", frame.content, self.fields)
        yield from self.colour("colour", frame.colour, needed=True)
        allowed = _ERROR_CORRECTION.get(frame.symbology, "")
        if frame.error_correction is not None and frame.error_correction not in allowed:
            levels = ", ".join(allowed) if allowed else "none"
            yield "error_correction", f"Levels of {frame.symbology}: {levels}."

    def shape(self, frame: ShapeFrame) -> Found:
        for key, reference in (("fill", frame.fill), ("stroke", frame.stroke)):
            if reference is not None:
                yield from self.colour(key, reference, needed=False)
        if frame.figure == "line" and frame.stroke is None:
            yield "stroke", "A line is stroked."

    def colour(self, key: str, reference: str, *, needed: bool) -> Found:
        name = colour_field(reference)
        if name is None:
            yield from unknown(key, "colour", reference, self.document.colours)
            return
        yield from self.field(key, name, "colour")
        field = self.fields.get(name)
        if not needed or field is None or field.kind != "colour":
            return
        if field.required is not True or field.visible is not None:
            yield key, f"The colour {name!r} may be left out; make it required and always visible."

    def field(self, key: str, name: str, kind: str) -> Found:
        yield from unknown(key, "field", name, self.fields)
        if name in self.fields and self.fields[name].kind != kind:
            yield key, f"The field {name!r} is of kind {self.fields[name].kind}, not {kind}."
