"""A press sheet, the size and the number of pages in, which page lies where on every side out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from saleor_w2p_plugin.errors import Code, SheetInvalid, W2PProblem
from saleor_w2p_plugin.prepress.imposition import cells, orders
from saleor_w2p_plugin.prepress.imposition.cells import Cell, Spot, Unit
from saleor_w2p_plugin.prepress.imposition.grid import grid
from saleor_w2p_plugin.prepress.imposition.layout import Layout
from saleor_w2p_plugin.prepress.units import pt

_Pages = Sequence[int | None]


@dataclass(frozen=True, slots=True)
class Placed:
    """A page, by its index, in a cell; None for a cell that stays blank."""

    page: int | None
    cell: Cell


@dataclass(frozen=True, eq=False)
class Face:
    """What sides of several sheets have in common: the units, seen from that side."""

    name: Literal["front", "back", "front and back"]
    units: tuple[Unit, ...]

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Return the cells of all units in order."""
        return tuple(cell for unit in self.units for cell in unit.cells)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a sheet: its face, and a page for each cell."""

    face: Face
    pages: tuple[int | None, ...]

    @property
    def placed(self) -> list[Placed]:
        """Return the pages with their cells."""
        both = zip(self.pages, self.face.cells, strict=True)
        return [Placed(page, cell) for page, cell in both]


@dataclass(frozen=True, slots=True)
class PressSheet:
    """A sheet of a run: its number from 1, and the sides that have plates of their own."""

    number: int
    sides: tuple[Side, ...]


class Placements:
    """The sheets that a run of records needs, each record the same number of pages.

    `size` is a page's trim in points. Pages count through: record 1 starts where record 0 ends, and
    always on a leaf, or in a booklet, of its own. Raises SheetInvalid where pages do not fit.
    """

    def __init__(
        self, layout: Layout, size: tuple[float, float], pages: int, records: int = 1
    ) -> None:
        if pages < 1 or records < 1:
            raise ValueError("A sheet has at least one page.")
        self.layout, self.pages, self.records = layout, pages, records
        self._size = size
        self._made: dict[float, tuple[Face, ...]] = {}
        unit = (2 * (size[0] + self._outwards), size[1]) if self._is_booklet else size
        self.grid = grid(layout, *unit)

    @cached_property
    def sheets(self) -> int:
        """Return how many sheets there are."""
        if self._is_booklet:
            return self.records * -(-self.pages // 4)
        return orders.sheets(self.layout.scheme, self._leaves, self._places)

    def __iter__(self) -> Iterator[PressSheet]:
        sides = self._spreads() if self._is_booklet else self._leaf_sides()
        return (PressSheet(number, one) for number, one in enumerate(sides, start=1))

    @property
    def faces(self) -> list[Face]:
        """Return what the sides of all sheets look like, each once, in order."""
        shifts = map(self._shift, self._signatures()) if self._is_booklet else [0.0]
        return [face for shift in dict.fromkeys(shifts) for face in self._faces(shift)]

    @property
    def _is_booklet(self) -> bool:
        return self.layout.scheme == "booklet"

    @property
    def _per_leaf(self) -> int:
        return 2 if self.layout.is_duplex else 1

    @property
    def _leaves_each(self) -> int:
        return -(-self.pages // self._per_leaf)

    @property
    def _leaves(self) -> int:
        return self.records * self._leaves_each

    @property
    def _places(self) -> int:
        return len(self._fronts)

    @cached_property
    def _fronts(self) -> tuple[Spot, ...]:
        """Return the spots that have fronts: half of them where back and front share the sheet."""
        layout, all_of_it = self.layout, self.grid.spots
        if not layout.is_shared:
            return all_of_it
        columns, rows = self.grid.columns, self.grid.rows
        if layout.axis == "vertical":
            return tuple(s for i, s in enumerate(all_of_it) if i % columns < columns // 2)
        return all_of_it[: rows // 2 * columns]

    @cached_property
    def _backs(self) -> tuple[Spot, ...]:
        layout = self.layout
        paper = pt(layout.width_mm), pt(layout.height_mm)
        return tuple(spot.mirrored(layout.axis, *paper) for spot in self._fronts)

    def _leaf_sides(self) -> Iterator[tuple[Side, ...]]:
        order, faces = orders.ORDERS[self.layout.scheme], self._faces(0.0)
        for sheet in range(self.sheets):
            leaves = order(self._leaves, self._places, sheet)
            yield self._sides(faces, *(self._pages(leaves, side) for side in (0, 1)))

    def _pages(self, leaves: _Pages, side: int) -> list[int | None]:
        return [self._page(leaf, side) for leaf in leaves]

    def _page(self, leaf: int | None, side: int) -> int | None:
        if leaf is None:
            return None
        record, own = divmod(leaf, self._leaves_each)
        page = own * self._per_leaf + side
        return record * self.pages + page if page < self.pages else None

    def _spreads(self) -> Iterator[tuple[Side, ...]]:
        for record in range(self.records):
            first = record * self.pages
            for spread in self._signatures():
                front, back = (
                    [None if page is None else first + page for page in pages] * self._places
                    for pages in (spread.front, spread.back)
                )
                yield self._sides(self._faces(self._shift(spread)), front, back)

    def _signatures(self) -> Iterator[orders.Spread]:
        return orders.booklet(self.pages, self.layout.pages_per_signature)

    def _shift(self, spread: orders.Spread) -> float:
        """Return by how much pages move towards the spine: each sheet inside is pushed out by the
        thickness of paper, and what sticks out is cut off."""
        creep = self.layout.creep
        if creep is None:
            return 0.0
        inwards = creep.move == "inwards"
        return pt(creep.paper_mm) * (spread.depth if inwards else spread.depth - spread.of + 1)

    @property
    def _outwards(self) -> float:
        """Return how far pages may move out of a unit that is as wide as two of them."""
        shifts = [self._shift(spread) for spread in self._signatures()]
        if max(map(abs, shifts)) > self._size[0] / 4:
            message = "Creep moves pages by more than a quarter of their width."
            raise SheetInvalid(W2PProblem(Code.INVALID, message, "creep"))
        return max(0.0, -min(shifts))

    def _faces(self, shift: float) -> tuple[Face, ...]:
        """Return the faces of a sheet that have plates, its pages moved towards the spine."""
        if shift not in self._made:
            self._made[shift] = self._new_faces(shift)
        return self._made[shift]

    def _new_faces(self, shift: float) -> tuple[Face, ...]:
        front, back = (
            tuple(self._unit(spot, shift) for spot in spots)
            for spots in (self._fronts, self._backs)
        )
        if not self.layout.is_duplex:
            return (Face("front", front),)
        if self.layout.is_shared:
            return (Face("front and back", (*front, *back)),)
        return Face("front", front), Face("back", back)

    def _unit(self, spot: Spot, shift: float) -> Unit:
        bleed = pt(self.layout.bleed_mm)
        if self._is_booklet:
            return cells.spread(spot, self._size[0], bleed, shift)
        return cells.single(spot, bleed)

    @staticmethod
    def _sides(faces: tuple[Face, ...], front: _Pages, back: _Pages) -> tuple[Side, ...]:
        if len(faces) == 2:
            return Side(faces[0], tuple(front)), Side(faces[1], tuple(back))
        (face,) = faces
        pages = (*front, *back) if face.name == "front and back" else tuple(front)
        return (Side(face, pages),)
