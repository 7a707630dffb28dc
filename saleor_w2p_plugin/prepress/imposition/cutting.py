"""The units of a side in, its crop and fold marks out: lines that touch neither pages nor bleed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from saleor_w2p_plugin.prepress.imposition.cells import Unit
from saleor_w2p_plugin.prepress.imposition.layout import Layout
from saleor_w2p_plugin.prepress.imposition.strips import printable
from saleor_w2p_plugin.prepress.units import pt

_LEAST: Final = pt(1.5)
# Half the width of a line, and what a screen of plates makes of its end.
_CLEAR: Final = pt(0.25)

Line = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Lines:
    """Crop and fold marks, each from x, y to x, y."""

    crops: tuple[Line, ...]
    folds: tuple[Line, ...]


def lines(layout: Layout, units: Sequence[Unit]) -> Lines:
    """Return the marks of a side: outside the block, and in gutters that are wide enough."""
    kinds, paper = layout.marks.kinds, printable(layout)
    crops: list[Line] = []
    folds: list[Line] = []
    across = sorted({_rounded(unit.cut.left, unit.cut.right) for unit in units})
    along = sorted({_rounded(unit.cut.bottom, unit.cut.top) for unit in units})
    upright = list(_spans(along, layout, paper.bottom, paper.top))
    level = list(_spans(across, layout, paper.left, paper.right))
    if "crop" in kinds:
        crops += [(x, low, x, high) for x in _edges(across) for low, high in upright]
        crops += [(low, y, high, y) for y in _edges(along) for low, high in level]
    if "fold" in kinds:
        found = {unit.fold for unit in units if unit.fold}
        for fold in sorted(found, key=lambda one: (one.is_upright, one.position)):
            at = fold.position
            if fold.is_upright:
                folds += [(at, low, at, high) for low, high in upright]
            else:
                folds += [(low, at, high, at) for low, high in level]
    return Lines(tuple(crops), tuple(folds))


def reach(layout: Layout) -> float:
    """Return how far crop marks reach beyond the bleed, in points."""
    if not layout.marks.kinds & {"crop", "fold"}:
        return 0.0
    return _offset(layout) + pt(layout.marks.length_mm) - pt(layout.bleed_mm)


def _rounded(low: float, high: float) -> tuple[float, float]:
    """Return two edges to a thousandth of a point, so that those of neighbours are equal."""
    return round(low, 3), round(high, 3)


def _edges(cuts: Sequence[tuple[float, float]]) -> list[float]:
    return sorted({edge for cut in cuts for edge in cut})


def _offset(layout: Layout) -> float:
    return max(pt(layout.marks.offset_mm), pt(layout.bleed_mm) + _CLEAR)


def _spans(
    cuts: Sequence[tuple[float, float]], layout: Layout, start: float, end: float
) -> Iterator[tuple[float, float]]:
    """Yield from where to where marks run in one direction: before, between and behind units."""
    offset, length = _offset(layout), pt(layout.marks.length_mm)
    first, last = cuts[0][0] - offset, cuts[-1][1] + offset
    spans = [(max(start, first - length), first), (last, min(end, last + length))]
    for (_, before), (after, _) in pairwise(cuts):
        low, high = before + offset, after - offset
        if high - low <= 2 * length:
            spans.append((low, high))
        else:
            spans += [(low, low + length), (high - length, high)]
    return ((low, high) for low, high in sorted(spans) if high - low >= _LEAST)
