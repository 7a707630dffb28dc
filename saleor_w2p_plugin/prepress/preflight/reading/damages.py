"""A picture, colour space, gradient or font of a PDF in, a sentence on how it is damaged out."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import pikepdf
from pikepdf import Name

from saleor_w2p_plugin.prepress.artwork import functions, images, reading, sizes, spaces
from saleor_w2p_plugin.prepress.artwork.unprintable import Unprintable

if TYPE_CHECKING:
    from saleor_w2p_plugin.prepress.preflight.reading.colours import Space

# What damaged or malicious objects do to code that expects the standard's types.
DAMAGE: Final = (
    Unprintable,
    pikepdf.PdfError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
Check = Callable[[pikepdf.Object], None]

_MAX_PROFILE_BYTES: Final = 16 << 20
_MAX_FUNCTION_BYTES: Final = 64 << 20
# The limit of ISO 32000-1, annex C.2.
_MAX_INKS: Final = 32
_BITS: Final = (1, 2, 4, 8, 16)
# These say themselves how large they are, and how deep.
_PICTURES: Final = ("/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode")
# ICC.1:2010, 7.2: where the header has its signature, and its colour space by components.
_SIGNATURE: Final = slice(36, 40)
_SPACE: Final = slice(16, 20)
_SPACES: Final = {1: (b"GRAY",), 3: (b"RGB ", b"Lab "), 4: (b"CMYK",)}
_STACK: Final = 100  # of a calculator's operands (ISO 32000-1, annex C.2)
_ROLL: Final = re.compile(rb"(\d{1,18})\s+-?\d{1,18}\s+roll\b")
_BRACES: Final = re.compile(rb"[{}]")
_PROGRAMS: Final = ("/FontFile", "/FontFile2", "/FontFile3")


@dataclass(slots=True)
class Damages:
    """Looks at the objects of one file; each that can be told from others is looked at once."""

    _kept: dict[tuple[int, int], str | None] = field(default_factory=dict)

    def of(self, item: pikepdf.Object, check: Check) -> str | None:
        """Return how an object is damaged, None where it is not."""
        if not isinstance(item, pikepdf.Object) or not item.is_indirect:
            return found(item, check)
        if item.objgen not in self._kept:
            self._kept[item.objgen] = found(item, check)
        return self._kept[item.objgen]


def found(item: pikepdf.Object, check: Check) -> str | None:
    """Return what a check says of an object, None where it has nothing to say."""
    try:
        check(item)
    except Unprintable as error:
        return str(error)
    except DAMAGE:
        return "The objects of the file are not what the PDF standard says."
    return None


def picture(image: pikepdf.Object, space: Space) -> None:
    """Refuse a picture without size, bits, colours or all of its data; JPEGs stay packed.

    Raises Unprintable, or what wrong types raise.
    """
    images.check_pixels(image)
    is_stencil = bool(image.get("/ImageMask", False))
    names = reading.filters(image)
    if not is_stencil and "/ColorSpace" not in image and "/JPXDecode" not in names:
        raise Unprintable("A picture of the file names no colour space.")
    if not all(math.isfinite(float(value)) for value in image.get("/Decode", [])):
        raise Unprintable("A picture's values have no limits (Decode).")
    if isinstance(image, pikepdf.Stream):
        _check_data(image, 1 if is_stencil else _components(space))
    for key in ("/SMask", "/Mask"):
        mask = image.get(key)
        if isinstance(mask, pikepdf.Stream):
            _check_data(mask, 1)


def _components(space: Space) -> int:
    return {"rgb": 3, "lab": 3, "indexed": 1}.get(space.kind, len(space.names))


def _check_data(image: pikepdf.Stream, components: int) -> None:
    images.check_size(image)
    size = sizes.check_picture(image)
    if not set(reading.filters(image)).isdisjoint(_PICTURES):
        return
    bits = 1 if image.get("/ImageMask", False) else int(image.get("/BitsPerComponent", 0))
    if bits not in _BITS:
        raise Unprintable(f"A picture has {bits} bits per channel, which none can have.")
    row = (int(image.Width) * components * bits + 7) // 8
    if size < row * int(image.Height):
        raise Unprintable("A picture's data end before the picture does.")


def space(raw: pikepdf.Object) -> None:
    """Refuse what is no colour space; raises Unprintable, or what wrong types raise."""
    spaces.check_family(raw)
    if not isinstance(raw, pikepdf.Array):
        return
    family = raw[0]
    if family == Name.Lab:
        _check_lab(raw)
    elif family == Name.ICCBased:
        _check_profile(raw[1])
    elif family in (Name.Indexed, Name.I):
        spaces.check_palette(raw)
    elif family in (Name.Separation, Name.DeviceN):
        if family == Name.DeviceN and len(raw[1]) > _MAX_INKS:
            raise Unprintable(f"A colour space of the file has more than {_MAX_INKS} inks.")
        _check_function(raw[3])


def _check_lab(raw: pikepdf.Array) -> None:
    spaces.foreign(raw)
    white = [float(value) for value in raw[1].WhitePoint]
    if len(white) != 3 or not all(0 < value < math.inf for value in white):
        raise Unprintable("A Lab colour space of the file is damaged.")


def _check_profile(stream: pikepdf.Object) -> None:
    icc = reading.read(stream, _MAX_PROFILE_BYTES)
    if icc[_SIGNATURE] != b"acsp" or icc[_SPACE] not in _SPACES[int(stream.N)]:
        raise Unprintable("A colour profile of the file is damaged.")


def gradient(shading: pikepdf.Object) -> None:
    """Refuse a gradient whose functions or mesh are damaged; raises Unprintable."""
    if "/Function" in shading:
        _check_function(shading.Function)
    if int(shading.ShadingType) < 4:
        return
    corner = 2 * int(shading.BitsPerCoordinate) + int(shading.BitsPerComponent)
    data = reading.read(shading, sizes.MAX_BYTES)
    if data and 8 * len(data) < 3 * corner:
        raise Unprintable("A gradient mesh of the file ends before its first corners do.")


def _check_function(function: pikepdf.Object) -> None:
    """Look at a function and those it is made of, each way that leads to one, as readers do."""
    waiting = [function]
    for _ in range(functions.MAX_FUNCTIONS):
        if not waiting:
            return
        one = waiting.pop()
        if isinstance(one, pikepdf.Array):
            waiting += one.as_list()
        elif one != Name.Identity:
            waiting += _parts(one)
    if waiting:
        raise Unprintable(f"A gradient has more than {functions.MAX_FUNCTIONS} functions.")


def _parts(function: pikepdf.Object) -> list[pikepdf.Object]:
    kind = int(function.FunctionType)
    if kind == 0:
        _check_samples(function)
    elif kind == 4:
        _check_program(reading.read(function, _MAX_FUNCTION_BYTES))
    return list(function.Functions) if kind == 3 else []


def _check_samples(function: pikepdf.Object) -> None:
    count = math.prod(int(side) for side in function.Size) * (len(function.Range) // 2)
    if 8 * len(reading.read(function, _MAX_FUNCTION_BYTES)) < count * int(function.BitsPerSample):
        raise Unprintable("A gradient of the file is damaged.")


def _check_program(program: bytes) -> None:
    depth = deepest = 0
    for brace in _BRACES.findall(program):
        depth += 1 if brace == b"{" else -1
        deepest = max(deepest, depth)
    if depth or deepest > _STACK:
        raise Unprintable("A calculating function of the file is damaged.")
    if any(int(count) > _STACK for count in _ROLL.findall(program)):
        raise Unprintable("A calculating function of the file asks for more than there is.")


def font(raw: pikepdf.Object) -> None:
    """Refuse a font whose program unpacks to more than 96 MiB; raises Unprintable."""
    for each in [raw, *raw.get("/DescendantFonts", pikepdf.Array())]:
        descriptor = each.get("/FontDescriptor", pikepdf.Dictionary())
        for key in _PROGRAMS:
            if isinstance(descriptor.get(key), pikepdf.Stream):
                reading.check_size(descriptor[key], sizes.MAX_BYTES)
