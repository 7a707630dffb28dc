"""A colour space of a PDF in, the spot inks in it with their alternates in CMYK out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import pikepdf
from pikepdf import Dictionary, Name

from saleor_w2p_plugin.design.inks import NO_SPOTS
from saleor_w2p_plugin.prepress.artwork import functions, reading
from saleor_w2p_plugin.prepress.artwork.unprintable import Unprintable
from saleor_w2p_plugin.prepress.colour import Cmyk, Conversion
from saleor_w2p_plugin.prepress.importing.calculator import calculated

_MAX_DEPTH: Final = 5
_MAX_PROGRAM_BYTES: Final = 64 * 1024
_POSTSCRIPT: Final = 4
_MAX_INKS: Final = 32


def found(
    space: pikepdf.Object | None, conversion: Conversion, depth: int = 0
) -> Iterator[tuple[str, Cmyk | None]]:
    """Yield the names of spot inks, each with its alternate, None where that cannot be told."""
    if not isinstance(space, pikepdf.Array) or len(space) < 2 or depth > _MAX_DEPTH:
        return
    family = space[0]
    if family in (Name.Indexed, Name.Pattern):
        yield from found(space[1], conversion, depth + 1)
    elif family == Name.Separation:
        name = str(space[1]).removeprefix("/")
        if name not in NO_SPOTS:
            yield name, _alternate(space, [1.0], conversion)
    elif family == Name.DeviceN:
        yield from _several(space, conversion, depth)


def _several(
    space: pikepdf.Array, conversion: Conversion, depth: int
) -> Iterator[tuple[str, Cmyk | None]]:
    names = [str(name).removeprefix("/") for name in space[1]]
    if len(names) > _MAX_INKS:
        raise Unprintable(f"A colour space of the file has more than {_MAX_INKS} inks.")
    attributes = space[4] if len(space) > 4 else Dictionary()
    described = attributes.get("/Colorants", Dictionary())
    for index, name in enumerate(names):
        if name in NO_SPOTS:
            continue
        own = described.get(f"/{name}")
        if isinstance(own, pikepdf.Array) and own[0] == Name.Separation:
            yield from found(own, conversion, depth + 1)
        else:
            tints = [float(each == index) for each in range(len(names))]
            yield name, _alternate(space, tints, conversion)


def _alternate(space: pikepdf.Array, tints: Sequence[float], conversion: Conversion) -> Cmyk | None:
    try:
        return _inks(space[2], _value(space[3], tints), conversion)
    except Unprintable:
        return None


def _value(function: pikepdf.Object, tints: Sequence[float]) -> Sequence[float]:
    is_program = isinstance(function, pikepdf.Stream)
    if is_program and int(function.get("/FunctionType", -1)) == _POSTSCRIPT:
        program = reading.read(function, _MAX_PROGRAM_BYTES)
        return calculated(program.decode("latin-1"), tints)
    if len(tints) > 1:
        raise Unprintable("The function of several inks is a table.")
    return functions.value(function, tints[0])


def _inks(space: pikepdf.Object, values: Sequence[float], conversion: Conversion) -> Cmyk | None:
    """Return a colour of an alternate space in CMYK."""
    family = space[0] if isinstance(space, pikepdf.Array) else space
    if family == Name.Lab and len(values) == 3:
        return conversion.cmyk_of_lab(*values)
    first, *rest = (min(max(round(value, 4), 0.0), 1.0) for value in values)
    if len(rest) == 3:
        cyan, magenta, yellow = first, rest[0], rest[1]
        return cyan, magenta, yellow, rest[2]
    if len(rest) == 2:
        return conversion.cmyk(first, rest[0], rest[1])
    return None if rest else (0.0, 0.0, 0.0, round(1 - first, 4))
