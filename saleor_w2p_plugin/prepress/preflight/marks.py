"""A page in, the colours, pictures and fonts that its marks use out, down to nested forms."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import pikepdf
from pikepdf import Dictionary, Name

from saleor_w2p_plugin.prepress.artwork import content, fonts, spaces
from saleor_w2p_plugin.prepress.artwork.unprintable import Unprintable
from saleor_w2p_plugin.prepress.units import PT_PER_INCH

Matrix = tuple[float, float, float, float, float, float]

_IDENTITY: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_MAX_STREAMS: Final = 10_000
_MAX_DEPTH: Final = 40
# A form counts here as often as it is drawn.
_MAX_BYTES: Final = 2 * content.MAX_FILE_BYTES
_SPACE_OPERATORS: Final = ("cs", "CS")
_RGB_OPERATORS: Final = ("rg", "RG")


@dataclass(frozen=True, slots=True)
class Picture:
    """A placed picture: its pixels and the coarser of its two effective resolutions."""

    width: int
    height: int
    ppi: float


@dataclass(slots=True)
class Marks:
    """What a page uses; `foreign_colours` are descriptions of RGB and Lab."""

    foreign_colours: set[str] = field(default_factory=set)
    pictures: list[Picture] = field(default_factory=list)
    loose_fonts: set[str] = field(default_factory=set)


def marks(page: pikepdf.Page) -> Marks:
    """Walk a page's content; raises Unprintable for damaged or endless content."""
    walker = _Walker()
    contents = page.obj.get("/Contents")
    if contents is not None:
        walker.allowance.spend(contents)
        walker.walk(page, page.obj.get("/Resources", Dictionary()), _IDENTITY, 0)
    return walker.marks


def foreign_colour(space: pikepdf.Object | None, depth: int = 0) -> str | None:
    """Return what a colour space is when no press prints it as it is: RGB or Lab."""
    try:
        found = spaces.foreign(space)
    except Unprintable:
        return "Lab"
    if found is not None:
        return "RGB" if found.lab is None else "Lab"
    if isinstance(space, pikepdf.Array) and len(space) > 2:
        if depth > _MAX_DEPTH:
            raise Unprintable("A colour space of the file is nested too deeply.")
        if space[0] in (Name.Indexed, Name.I):
            return foreign_colour(space[1], depth + 1)
        is_spot = space[0] in (Name.Separation, Name.DeviceN)
        if is_spot and foreign_colour(space[2], depth + 1) == "RGB":
            return "RGB"
    return None


@dataclass(slots=True)
class _Walker:
    marks: Marks = field(default_factory=Marks)
    allowance: content.Allowance = field(default_factory=lambda: content.Allowance(_MAX_BYTES))
    streams: int = 0
    searched: set[tuple[int, int]] = field(default_factory=set)

    def walk(
        self,
        stream: pikepdf.Object | pikepdf.Page,
        resources: pikepdf.Object,
        matrix: Matrix,
        depth: int,
    ) -> None:
        self.streams += 1
        if self.streams > _MAX_STREAMS or depth > _MAX_DEPTH:
            raise Unprintable("The page's forms are nested too deeply or too often.")
        self._resources(resources, depth)
        stack = [matrix]
        for instruction in pikepdf.parse_content_stream(stream):
            if isinstance(instruction, pikepdf.ContentStreamInlineImage):
                entries = instruction.iimage.obj
                space = content.named_space(resources, entries.get("/ColorSpace"))
                self._picture(entries, space, stack[-1])
                continue
            name, operands = str(instruction.operator), instruction.operands
            if name == "q":
                stack.append(stack[-1])
            elif name == "Q" and len(stack) > 1:
                stack.pop()
            elif name == "cm":
                stack[-1] = _product(_matrix(operands), stack[-1])
            elif name == "Do":
                self._xobject(operands[0], resources, stack[-1], depth)
            else:
                self._colour(name, list(operands), resources)

    def _colour(self, name: str, operands: list[pikepdf.Object], resources: pikepdf.Object) -> None:
        if name in _RGB_OPERATORS:
            self.marks.foreign_colours.add(f"RGB operator {name}")
        elif name in _SPACE_OPERATORS and operands:
            found = foreign_colour(content.named_space(resources, operands[0]))
            if found:
                self.marks.foreign_colours.add(f"{found} colour space by {name}")

    def _xobject(
        self, name: pikepdf.Object, resources: pikepdf.Object, matrix: Matrix, depth: int
    ) -> None:
        item = resources.get("/XObject", Dictionary()).get(str(name))
        if item is None:
            return
        if item.get("/Subtype") == Name.Image:
            self._picture(item, item.get("/ColorSpace"), matrix)
        elif item.get("/Subtype") == Name.Form:
            self._form(item, resources, matrix, depth)

    def _form(
        self, form: pikepdf.Object, inherited: pikepdf.Object, matrix: Matrix, depth: int
    ) -> None:
        self.allowance.spend(form)
        own = _product(_matrix(form.get("/Matrix", _IDENTITY)), matrix)
        self.walk(form, form.get("/Resources", inherited), own, depth + 1)

    def _picture(self, image: pikepdf.Object, space: pikepdf.Object | None, matrix: Matrix) -> None:
        width, height = int(image.get("/Width", 0)), int(image.get("/Height", 0))
        # A picture fills the unit square: its sides are the matrix's rows.
        across, up = math.hypot(*matrix[:2]), math.hypot(*matrix[2:4])
        if width and height and across and up:
            ppi = min(width * PT_PER_INCH / across, height * PT_PER_INCH / up)
            self.marks.pictures.append(Picture(width, height, ppi))
        found = foreign_colour(space)
        if found:
            self.marks.foreign_colours.add(f"{found} picture of {width} x {height} pixels")

    def _resources(self, resources: pikepdf.Object, depth: int) -> None:
        """Search what is used by name only: fonts, patterns, shadings and soft masks."""
        if resources.is_indirect:
            if resources.objgen in self.searched:
                return
            self.searched.add(resources.objgen)
        for font in _values(resources, "/Font"):
            self._font(font, resources, depth)
        for pattern in _values(resources, "/Pattern"):
            if isinstance(pattern, pikepdf.Stream):
                self._form(pattern, resources, _IDENTITY, depth)
            elif "/Shading" in pattern:
                self._shading(pattern.Shading)
        for shading in _values(resources, "/Shading"):
            self._shading(shading)
        for state in _values(resources, "/ExtGState"):
            mask = state.get("/SMask")
            if isinstance(mask, pikepdf.Dictionary) and "/G" in mask:
                self._form(mask.G, resources, _IDENTITY, depth)

    def _shading(self, shading: pikepdf.Object) -> None:
        found = foreign_colour(shading.get("/ColorSpace"))
        if found:
            self.marks.foreign_colours.add(f"{found} gradient")

    def _font(self, font: pikepdf.Object, resources: pikepdf.Object, depth: int) -> None:
        if font.get("/Subtype") == Name.Type3:
            own = font.get("/Resources", resources)
            for glyph in _values(font, "/CharProcs"):
                self.allowance.spend(glyph)
                self.walk(glyph, own, _IDENTITY, depth + 1)
        elif not fonts.is_embedded(font):
            name = str(font.get("/BaseFont", "/without a name"))
            self.marks.loose_fonts.add(name.removeprefix("/"))


def _values(resources: pikepdf.Object, key: str) -> Iterator[pikepdf.Object]:
    named = resources.get(key)
    if isinstance(named, pikepdf.Dictionary):
        for item in named.as_dict().values():
            if isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
                yield item


def _matrix(values: object) -> Matrix:
    a, b, c, d, e, f = (float(value) for value in values)  # type: ignore[attr-defined]
    return a, b, c, d, e, f


def _product(first: Matrix, second: Matrix) -> Matrix:
    """Return the matrix that applies `first`, then `second` (ISO 32000-1, 8.3.4)."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )
