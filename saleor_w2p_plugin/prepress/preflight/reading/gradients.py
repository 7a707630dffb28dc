"""A shading in, the colours that its function reaches out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pikepdf

from saleor_w2p_plugin.prepress.artwork import reading
from saleor_w2p_plugin.prepress.preflight.reading.colours import Paint, Space

_MAX_FUNCTIONS: Final = 200
_MAX_SAMPLES: Final = 1 << 16
_MAX_SHOWN: Final = 512


def paints(shading: pikepdf.Object, space: Space) -> tuple[Paint, ...]:
    """Return the ends of a gradient and of its parts: between them inks only change evenly.

    Nothing for PostScript functions and for meshes that name colours by vertex.
    """
    function = shading.get("/Function")
    if function is None:
        return ()
    parts = list(function) if isinstance(function, pikepdf.Array) else [function]
    ends = [list(_ends(part)) for part in parts[:32]]
    if len(ends) > 1:
        # One function for each ink: their ends meet in the order of the gradient.
        shown = [[part[0] for part in step] for step in zip(*ends, strict=False)]
    else:
        shown = ends[0] if ends else []
    return tuple(dict.fromkeys(space.paint(values) for values in shown[:_MAX_SHOWN]))


def _ends(function: pikepdf.Object) -> Iterator[list[float]]:
    waiting, seen = [function], 0
    while waiting and seen < _MAX_FUNCTIONS:
        current = waiting.pop()
        seen += 1
        kind = int(current.get("/FunctionType", -1))
        if kind == 2:
            yield [float(value) for value in current.get("/C0", [0.0])]
            yield [float(value) for value in current.get("/C1", [1.0])]
        elif kind == 3:
            waiting += reversed(list(current.Functions))
        elif kind == 0:
            yield from _samples(current)


def _samples(function: pikepdf.Object) -> Iterator[list[float]]:
    limits = [float(value) for value in function.get("/Range", [])]
    limits = [float(value) for value in function.get("/Decode", limits)]
    outputs = len(limits) // 2
    if int(function.get("/BitsPerSample", 8)) != 8 or len(list(function.Size)) != 1 or not outputs:
        return
    data = reading.read(function, _MAX_SAMPLES)
    for at in range(0, len(data) - outputs + 1, outputs * max(1, len(data) // outputs // 64)):
        yield [
            limits[2 * index] + byte / 255 * (limits[2 * index + 1] - limits[2 * index])
            for index, byte in enumerate(data[at : at + outputs])
        ]
