"""A press sheet as JSON in, frozen values out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib import resources
from typing import Any, Final, Literal

from saleor_w2p_plugin.errors import Code, DesignInvalid, SheetInvalid, W2PProblem

Scheme = Literal["n_up", "step_and_repeat", "cut_and_stack", "booklet"]
WorkStyle = Literal["simplex", "sheetwise", "work_and_turn", "work_and_tumble", "perfecting"]
Edge = Literal["top", "right", "bottom", "left"]
MarkKind = Literal["crop", "fold", "registration", "colour_bar", "slug"]
Axis = Literal["vertical", "horizontal"]

_SCHEMA: Final = "sheet.schema.json"
_ALL_MARKS: Final[tuple[MarkKind, ...]] = ("crop", "fold", "registration", "colour_bar", "slug")
EDGES: Final[tuple[Edge, ...]] = ("top", "right", "bottom", "left")
OPPOSITE: Final[Mapping[Edge, Edge]] = {
    "top": "bottom",
    "right": "left",
    "bottom": "top",
    "left": "right",
}


@dataclass(frozen=True, slots=True)
class Creep:
    """The thickness of one sheet, and whether inner pages move to the spine or outer ones away."""

    paper_mm: float
    move: Literal["inwards", "outwards"] = "inwards"


@dataclass(frozen=True, slots=True)
class Marks:
    """What is printed beside the pages; a crop mark starts `offset_mm` from the trim or later."""

    kinds: frozenset[MarkKind] = frozenset(_ALL_MARKS)
    offset_mm: float = 3.0
    length_mm: float = 5.0


_MARKS: Final = Marks()


@dataclass(frozen=True, slots=True)
class Layout:
    """A press sheet: its paper, and how pages are placed on it.

    `columns` and `rows` are None for as many as fit. `margins_mm` and `gripper_mm` are by edge, as
    the front is seen.
    """

    name: str
    width_mm: float
    height_mm: float
    scheme: Scheme
    margins_mm: Mapping[Edge, float]
    gripper_mm: Mapping[Edge, float]
    columns: int | None = None
    rows: int | None = None
    gutter_x_mm: float = 0.0
    gutter_y_mm: float = 0.0
    rotation_deg: Literal[0, 90] = 0
    heads: Literal["same", "together"] = "same"
    bleed_mm: float = 3.0
    assumes_trim: bool = False
    work_style: WorkStyle = "simplex"
    flip: Literal["long_edge", "short_edge"] | None = None
    pages_per_signature: int | None = None
    creep: Creep | None = None
    marks: Marks = _MARKS

    @property
    def is_duplex(self) -> bool:
        """Tell whether the sheet is printed on both sides."""
        return self.work_style != "simplex"

    @property
    def is_shared(self) -> bool:
        """Tell whether one set of plates prints both sides."""
        return self.work_style in ("work_and_turn", "work_and_tumble")

    @property
    def sides(self) -> int:
        """Return how many sides of a sheet have plates, and pages in the file."""
        return 2 if self.is_duplex and not self.is_shared else 1

    @property
    def axis(self) -> Axis:
        """Return the axis about which the sheet is turned over.

        Turning keeps the gripper at its edge; tumbling, as perfecting presses do, takes the
        opposite one.
        """
        if self.work_style == "sheetwise" and self.flip:
            is_upright = self.height_mm >= self.width_mm
            return "vertical" if (self.flip == "long_edge") == is_upright else "horizontal"
        grips_side = any(self.gripper_mm[edge] for edge in ("left", "right"))
        tumbles = self.work_style in ("work_and_tumble", "perfecting")
        return "horizontal" if tumbles != grips_side else "vertical"

    def gripped_mm(self, edge: Edge) -> float:
        """Return how deep nothing is printed at an edge, on either side of the sheet."""
        opposite = self.gripper_mm[OPPOSITE[edge]] if self._swaps(edge) else 0.0
        return max(self.gripper_mm[edge], opposite)

    def margin_mm(self, edge: Edge) -> float:
        """Return what pages keep away from an edge; the same at both that change places."""
        own = self.margins_mm[edge]
        if self._swaps(edge):
            own = max(own, self.margins_mm[OPPOSITE[edge]])
        return max(own, self.gripped_mm(edge))

    def _swaps(self, edge: Edge) -> bool:
        sideways = edge in ("left", "right")
        return self.is_duplex and sideways == (self.axis == "vertical")


def load_layout(raw: Mapping[str, object]) -> Layout:
    """Read a press sheet; raises SheetInvalid with every problem found, each with its JSON path."""
    # Imported late: the child that lays pages out checks no JSON.
    from saleor_w2p_plugin.design import reading

    try:
        reading.checked(raw, _SCHEMA, __package__)
    except DesignInvalid as error:
        told = (replace(problem, code=Code.INVALID) for problem in error.problems)
        raise SheetInvalid(*told) from None
    found: Mapping[str, Any] = dict(raw)
    problems = [W2PProblem(Code.INVALID, *each) for each in _contradictions(found)]
    if problems:
        raise SheetInvalid(*problems)
    return _layout(found)


def ready(name: str) -> Mapping[str, object]:
    """Return a press sheet that comes with the package, as JSON; raises SheetInvalid."""
    if name not in ready_names():
        known = ", ".join(ready_names())
        message = f"There is no sheet {name!r}; ready are {known}."
        raise SheetInvalid(W2PProblem(Code.NOT_FOUND, message, "sheet"))
    file = resources.files(__package__) / "sheets" / f"{name}.json"
    found: Mapping[str, object] = json.loads(file.read_text("utf-8"))
    return found


def ready_names() -> list[str]:
    """Return the names of the press sheets that come with the package."""
    folder = resources.files(__package__) / "sheets"
    return sorted(item.name.removesuffix(".json") for item in folder.iterdir())


def _contradictions(found: Mapping[str, Any]) -> list[tuple[str, str]]:
    problems = []
    if found["scheme"] != "booklet":
        problems += [
            ("Only a booklet has this.", key)
            for key in ("creep", "pages_per_signature")
            if key in found
        ]
    elif found.get("work_style", "simplex") == "simplex":
        problems.append(("A booklet is printed on both sides.", "work_style"))
    if "flip" in found and found.get("work_style") != "sheetwise":
        problems.append(("Only sheetwise work is flipped over an edge of choice.", "flip"))
    return problems


def _layout(found: Mapping[str, Any]) -> Layout:
    grip, margins = found.get("gripper"), found.get("margins_mm", {})
    creep, marks = found.get("creep"), found.get("marks", {})
    plain: dict[str, Any] = {
        key: found[key]
        for key in ("heads", "work_style", "flip", "pages_per_signature", "rotation_deg")
        if key in found
    }
    lengths: dict[str, Any] = {
        key: float(found[key]) for key in ("gutter_x_mm", "gutter_y_mm", "bleed_mm") if key in found
    }
    return Layout(
        name=found["name"],
        width_mm=float(found["width_mm"]),
        height_mm=float(found["height_mm"]),
        scheme=found["scheme"],
        margins_mm={edge: float(margins.get(edge, 0)) for edge in EDGES},
        gripper_mm={
            edge: float(grip["depth_mm"]) if grip and grip["edge"] == edge else 0.0
            for edge in EDGES
        },
        columns=_count(found.get("columns", "fit")),
        rows=_count(found.get("rows", "fit")),
        assumes_trim=found.get("trim_box") == "assumed",
        creep=Creep(float(creep["paper_mm"]), creep.get("move", "inwards")) if creep else None,
        marks=Marks(
            frozenset(marks.get("kinds", _ALL_MARKS)),
            float(marks.get("offset_mm", _MARKS.offset_mm)),
            float(marks.get("length_mm", _MARKS.length_mm)),
        ),
        **plain,
        **lengths,
    )


def _count(value: int | str) -> int | None:
    return None if isinstance(value, str) else value
