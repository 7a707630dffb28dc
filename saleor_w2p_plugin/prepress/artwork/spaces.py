"""A colour space of a supplied PDF in, whether it is RGB or Lab and what it becomes out."""

from __future__ import annotations

from typing import Final

import pikepdf
from pikepdf import Array, Name

from saleor_w2p_plugin.prepress.artwork import functions, reading
from saleor_w2p_plugin.prepress.artwork.sources import Source
from saleor_w2p_plugin.prepress.artwork.targets import Target
from saleor_w2p_plugin.prepress.artwork.unprintable import Unprintable

_MAX_PROFILE_BYTES: Final = 16 * 1024 * 1024
_MAX_DEPTH: Final = 4
_LAB_RANGE: Final = (-100, 100, -100, 100)
# The families of ISO 32000-1, 8.6.3, and what inline pictures abbreviate them to.
_FAMILIES: Final = frozenset(
    ("/CalGray", "/CalRGB", "/CMYK", "/DeviceCMYK", "/DeviceGray", "/DeviceN", "/DeviceRGB", "/G",
     "/I", "/ICCBased", "/Indexed", "/Lab", "/Pattern", "/RGB", "/Separation")
)  # fmt: skip
_MAX_PALETTE: Final = 255


def foreign(space: pikepdf.Object | None) -> Source | None:
    """Return how a colour space is RGB or Lab, or None when it is neither.

    Raises Unprintable for Lab by an ICC profile.
    """
    if isinstance(space, pikepdf.Name):
        return Source() if space in (Name.DeviceRGB, Name.RGB, Name.CalRGB) else None
    if not isinstance(space, pikepdf.Array) or not len(space):
        return None
    family = space[0]
    if family in (Name.CalRGB, Name.DeviceRGB):
        return Source()
    if family == Name.Lab:
        return _lab(space[1])
    if family == Name.ICCBased and int(space[1].get("/N", 0)) == 3:
        icc = reading.read(space[1], _MAX_PROFILE_BYTES)
        if icc[16:20] == b"Lab ":
            raise Unprintable("The page uses Lab colours of a profile; export it in CMYK.")
        return Source(icc if icc[16:20] == b"RGB " else None)
    return None


def _lab(entries: pikepdf.Object) -> Source:
    low_a, high_a, low_b, high_b = (float(value) for value in entries.get("/Range", _LAB_RANGE))
    if not (low_a <= high_a and low_b <= high_b):
        raise Unprintable("A Lab colour space of the file is damaged.")
    return Source(lab=(low_a, high_a, low_b, high_b))


def converted(
    pdf: pikepdf.Pdf, space: pikepdf.Object, target: Target, depth: int = 0
) -> pikepdf.Object | None:
    """Return the colour space to use instead, or None when it may stay as it is.

    Indexed palettes, the alternates of spot colours and the bases of patterns are converted too.
    CMYK and grey keep their numbers and lose their profile: a press that applied it again would
    split black text over four plates. Raises Unprintable for what is no colour space.
    """
    if depth > _MAX_DEPTH:
        raise Unprintable("A colour space of the file is nested too deeply.")
    check_family(space)
    if foreign(space):
        return Name(target.space)
    if not isinstance(space, pikepdf.Array) or len(space) < 2:
        return None
    family = space[0]
    if family == Name.CalGray:
        return Name.DeviceGray if target.is_device_only else None
    if family == Name.ICCBased:
        return {1: Name.DeviceGray, 4: Name.DeviceCMYK}.get(int(space[1].get("/N", 0)))
    if family in (Name.Indexed, Name.I):
        return _indexed(pdf, space, target, depth)
    if family in (Name.Separation, Name.DeviceN):
        return _tinted(pdf, space, target, depth)
    if family == Name.Pattern:
        base = converted(pdf, space[1], target, depth + 1)
        return None if base is None else Array([Name.Pattern, base])
    return None


def check_family(space: pikepdf.Object) -> None:
    """Refuse what is no colour space, and profiles of as many inks as none has."""
    family = space[0] if isinstance(space, pikepdf.Array) and len(space) else space
    if not isinstance(family, pikepdf.Name) or str(family) not in _FAMILIES:
        raise Unprintable("A colour space of the file is none of the PDF standard's.")
    if family == Name.ICCBased and int(space[1].get("/N", 0)) not in (1, 3, 4):
        raise Unprintable("A colour profile of the file has a number of inks that none can have.")


def check_palette(space: pikepdf.Array) -> None:
    """Refuse palettes of more colours than a byte can choose from."""
    if not 0 <= int(space[2]) <= _MAX_PALETTE:
        raise Unprintable("A palette of the file has more than 256 colours.")


def _indexed(
    pdf: pikepdf.Pdf, space: pikepdf.Array, target: Target, depth: int
) -> pikepdf.Object | None:
    check_palette(space)
    base, highest, table = space[1], int(space[2]), space[3]
    found = foreign(base)
    if found is None:
        device = converted(pdf, base, target, depth + 1)
        return None if device is None else Array([Name.Indexed, device, highest, table])
    colours = reading.read(table, 3 * 256) if isinstance(table, pikepdf.Stream) else bytes(table)
    palette = bytearray()
    for index in range(min(highest + 1, len(colours) // 3)):
        colour = target.colour(found.decoded(colours[3 * index : 3 * index + 3]), found)
        palette += bytes(round(part * 255) for part in colour)
    lookup = pdf.make_stream(bytes(palette))
    return Array([Name.Indexed, Name(target.space), highest, lookup])


def _tinted(
    pdf: pikepdf.Pdf, space: pikepdf.Array, target: Target, depth: int
) -> pikepdf.Object | None:
    alternate = space[2]
    is_lab = isinstance(alternate, pikepdf.Array) and alternate[0] == Name.Lab
    if is_lab and not target.is_device_only:
        # It is how a spot ink looks on screen, its plate does not need it.
        return None
    found = foreign(alternate)
    if found is None:
        device = converted(pdf, alternate, target, depth + 1)
        return (
            None if device is None else Array([*space.as_list()[:2], device, *space.as_list()[3:]])
        )
    function = functions.converted(pdf, space[3], target, found)
    return Array([space[0], space[1], Name(target.space), function, *space.as_list()[4:]])
