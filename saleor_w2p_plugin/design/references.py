"""A well-shaped document in, the problems that a schema cannot see out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from saleor_w2p_plugin.design.document import Document, Page
from saleor_w2p_plugin.design.fields import kinds, patterns
from saleor_w2p_plugin.design.fields.field import Field
from saleor_w2p_plugin.design.frame import AnyFrame, BarcodeFrame, Frame, TextFrame
from saleor_w2p_plugin.design.merge import PLACEHOLDER, template
from saleor_w2p_plugin.errors import Code, DesignInvalid, W2PProblem

Found = Iterator[tuple[str, str]]

# Rounding of a frame that ends exactly at the bleed's edge must not refuse it.
_TOLERANCE_MM = 0.001


def check(document: Document) -> None:
    """Refuse references to nothing, frames off the page and fields that cannot be answered.

    Raises DesignInvalid with every problem, each with its JSON path.
    """
    found = [*_names(document), *_fields(document), *_pages(document)]
    if found:
        raise DesignInvalid(
            *(W2PProblem(Code.DESIGN_INVALID, message, path) for path, message in found)
        )


def _names(document: Document) -> Found:
    yield from _repeated("fields", [field.name for field in document.fields])
    yield from _repeated("pages", [page.name for page in document.pages])
    for index, page in enumerate(document.pages):
        yield from _repeated(f"pages[{index}].frames", [frame.name for frame in page.frames])


def _repeated(path: str, names: Sequence[str]) -> Found:
    for index, name in enumerate(names):
        if name in names[:index]:
            yield f"{path}[{index}].name", f"The name {name!r} is used twice."


def _fields(document: Document) -> Found:
    for index, field in enumerate(document.fields):
        for key, message in _field(field):
            yield f"fields[{index}].{key}", message


def _field(field: Field) -> Found:
    if field.min_length > field.max_length:
        yield "min_length", "The shortest allowed answer is longer than the longest."
    if (field.kind == "choice") != bool(field.choices):
        yield "choices", "A choice field, and only a choice field, has choices."
    yield from _repeated("choices", [choice.value for choice in field.choices])
    if field.pattern is not None:
        try:
            patterns.compile(field.pattern)
        except ValueError as error:
            yield "pattern", str(error)
            return
    if field.default and field.default.fixed:
        value = kinds.normalise(field, field.default.fixed)
        for problem in kinds.problems(field, value):
            yield "default.fixed", problem.message


def _pages(document: Document) -> Found:
    for page_index, page in enumerate(document.pages):
        path = f"pages[{page_index}]"
        if page.artwork is not None and page.artwork.name not in document.artwork:
            yield f"{path}.artwork.name", f"There is no artwork {page.artwork.name!r}."
        for index, frame in enumerate(page.frames):
            for key, message in _frame(document, page, frame):
                yield f"{path}.frames[{index}].{key}", message


def _frame(document: Document, page: Page, frame: AnyFrame) -> Found:
    yield from _off_the_page(page, frame)
    if not isinstance(frame, TextFrame | BarcodeFrame):
        return
    if frame.colour not in document.colours:
        yield "colour", f"There is no colour {frame.colour!r}."
    fields = {field.name for field in document.fields}
    for name in template(frame.content).names:
        if name not in fields:
            yield "content", f"There is no field {name!r}."
    rest = PLACEHOLDER.sub("", frame.content)
    if "{{" in rest or "}}" in rest:
        yield "content", "A field is written {{name}}, in small letters, digits and underscores."
    if isinstance(frame, TextFrame):
        for index, font in enumerate(frame.fonts):
            if font not in document.fonts:
                yield f"fonts[{index}]", f"There is no font {font!r}."
        if frame.min_size_pt > frame.size_pt:
            yield "min_size_pt", "The smallest size is larger than the size."


def _off_the_page(page: Page, frame: Frame) -> Found:
    edge = page.bleed_mm + _TOLERANCE_MM
    if frame.x_mm < -edge or frame.x_mm + frame.width_mm > page.width_mm + edge:
        yield "x_mm", "The frame leaves the page's bleed sideways."
    if frame.y_mm < -edge or frame.y_mm + frame.height_mm > page.height_mm + edge:
        yield "y_mm", "The frame leaves the page's bleed at the top or bottom."
