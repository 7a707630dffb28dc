"""A content stream and its resources in, the same marks without RGB and Lab out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import pikepdf
from pikepdf import Name, Operator
from pikepdf.models import PdfParsingError
from pikepdf.settings import qpdf_limit_errors

from saleor_w2p_plugin.prepress.artwork import reading, spaces
from saleor_w2p_plugin.prepress.artwork.sources import Source
from saleor_w2p_plugin.prepress.artwork.targets import Target
from saleor_w2p_plugin.prepress.artwork.unprintable import Unprintable

# A colour space in which operands are still RGB or Lab, of fill and stroke.
_State = dict[bool, Source | None]

_DEVICE: Final = {"g": False, "k": False, "G": True, "K": True}
_SPACE: Final = {"cs": False, "CS": True}
_COMPONENTS: Final = {"sc": False, "scn": False, "SC": True, "SCN": True}
_RGB: Final = {"rg": False, "RG": True}
# Names for parts of a page, which no press reads; PDFium copies all open ones for every object.
_MARKED: Final = frozenset(("BDC", "BMC", "DP", "EMC", "MP"))
# The standard's limit is 28 (ISO 32000-1, annex C.2); programs write a few more.
MAX_SAVED: Final = 1000

# Parsed, a byte of drawing instructions takes up to 200 bytes of memory and a microsecond.
MAX_STREAM_BYTES: Final = 8 * 1024 * 1024
MAX_FILE_BYTES: Final = 32 * 1024 * 1024

_DAMAGED: Final = "The page's drawing instructions are damaged."

InlineImage = Callable[[pikepdf.PdfInlineImage], Name | None]


@dataclass(slots=True)
class Allowance:
    """How many bytes of drawing instructions may still be parsed."""

    left: int = MAX_FILE_BYTES

    def spend(self, contents: pikepdf.Object) -> None:
        """Take the unpacked size of a stream, or of an array of streams, before it is parsed.

        Raises Unprintable over 8 MiB at once, and when nothing is left.
        """
        parts = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
        size = 0
        for part in parts:
            size += reading.check_size(part, MAX_STREAM_BYTES)
            if size > MAX_STREAM_BYTES:
                raise Unprintable("The page's drawing instructions unpack to more than 8 MiB.")
        self.left -= size
        if self.left < 0:
            raise Unprintable("The file's drawing instructions unpack to more than it may hold.")


@dataclass(slots=True)
class Rewriter:
    """Rewrites one stream; `place_inline` turns an RGB inline image into a named XObject."""

    resources: pikepdf.Object
    target: Target
    place_inline: InlineImage
    state: _State = field(default_factory=lambda: {False: None, True: None})
    stack: list[_State] = field(default_factory=list)
    out: list[Any] = field(default_factory=list)
    drawn: Counter[str] = field(default_factory=Counter)

    def rewrite(self, stream: pikepdf.Object | pikepdf.Page) -> list[Any]:
        """Return the instructions of the stream's new content."""
        for instruction in parsed(stream):
            if isinstance(instruction, pikepdf.ContentStreamInlineImage):
                self._inline(instruction)
            else:
                self._operator(str(instruction.operator), list(instruction.operands), instruction)
        return self.out

    def _operator(self, name: str, operands: list[Any], instruction: Any) -> None:
        if name in _MARKED:
            return
        if name == "q":
            if len(self.stack) == MAX_SAVED:
                raise Unprintable("The page saves its graphics state too often within itself.")
            self.stack.append(dict(self.state))
        elif name == "Q" and self.stack:
            self.state = self.stack.pop()
        elif name == "Do" and operands:
            self.drawn[str(operands[0])] += 1
        if name in _RGB:
            self.state[_RGB[name]] = None
            self._emit(_RGB[name], self._converted(operands, Source()))
        elif name in _SPACE:
            self._set_space(_SPACE[name], operands, instruction)
        elif name in _COMPONENTS:
            self._set_components(_COMPONENTS[name], operands, instruction)
        else:
            if name in _DEVICE:
                self.state[_DEVICE[name]] = None
            self.out.append(instruction)

    def _set_space(self, is_stroke: bool, operands: list[Any], instruction: Any) -> None:
        space = named_space(self.resources, operands[0]) if operands else None
        found = spaces.foreign(space)
        is_pattern = isinstance(space, pikepdf.Array) and space[0] == Name.Pattern
        base = (
            spaces.foreign(space[1])
            if is_pattern and space is not None and len(space) > 1
            else None
        )
        self.state[is_stroke] = found or base
        if found:
            # Choosing a space also chooses its first colour, black (ISO 32000-1, 8.6.8).
            self._emit(is_stroke, self.target.black)
        else:
            self.out.append(instruction)

    def _set_components(self, is_stroke: bool, operands: list[Any], instruction: Any) -> None:
        found = self.state[is_stroke]
        if found is None:
            self.out.append(instruction)
        elif operands and isinstance(operands[-1], pikepdf.Name):
            self._set_pattern(operands, found, instruction)
        else:
            self._emit(is_stroke, self._converted(operands, found))

    def _set_pattern(self, operands: list[Any], found: Source, instruction: Any) -> None:
        if len(operands) == 4:
            tint = self._converted(operands[:3], found)
            operator = instruction.operator
            self.out.append(pikepdf.ContentStreamInstruction([*tint, operands[-1]], operator))
        else:
            self.out.append(instruction)

    def _converted(self, operands: Sequence[Any], found: Source) -> Sequence[float]:
        if len(operands) != 3:
            raise Unprintable("An RGB colour of the page has not three components.")
        return self.target.colour(found.clamped([float(value) for value in operands]), found)

    def _emit(self, is_stroke: bool, components: Sequence[float]) -> None:
        operator = Operator(self.target.stroke if is_stroke else self.target.fill)
        values = [round(value, 4) for value in components]
        self.out.append(pikepdf.ContentStreamInstruction(values, operator))

    def _inline(self, instruction: pikepdf.ContentStreamInlineImage) -> None:
        name = self.place_inline(instruction.iimage)
        if name is None:
            self.out.append(instruction)
        else:
            self.out.append(pikepdf.ContentStreamInstruction([name], Operator("Do")))


def parsed(stream: pikepdf.Object | pikepdf.Page) -> Sequence[Any]:
    """Return the instructions of a stream; raises Unprintable where they cannot be parsed."""
    exceeded = qpdf_limit_errors()
    try:
        instructions = pikepdf.parse_content_stream(stream)
    except (pikepdf.PdfError, PdfParsingError):
        raise Unprintable(_DAMAGED) from None
    if qpdf_limit_errors() > exceeded:
        # The parser has stopped there, and says no more than this.
        raise Unprintable(_DAMAGED)
    return instructions


def named_space(resources: pikepdf.Object, space: pikepdf.Object | None) -> pikepdf.Object | None:
    """Return the colour space that a name stands for in these resources."""
    if not isinstance(space, pikepdf.Name):
        return space
    return resources.get("/ColorSpace", pikepdf.Dictionary()).get(str(space), space)
