"""Plans and answers in, placed items of every page (or problems) out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Protocol

from saleor_w2p_plugin.design.conditions import holds
from saleor_w2p_plugin.design.frame import BarcodeFrame, ShapeFrame
from saleor_w2p_plugin.design.merge import colour_key
from saleor_w2p_plugin.errors import W2PProblem
from saleor_w2p_plugin.prepress.units import pt
from saleor_w2p_plugin.rendering import codes
from saleor_w2p_plugin.rendering.layout import fitting, problems
from saleor_w2p_plugin.rendering.layout.fitting import Fitted
from saleor_w2p_plugin.rendering.layout.placed import (
    Placed,
    PlacedCode,
    PlacedImage,
    PlacedShape,
)
from saleor_w2p_plugin.rendering.layout.plans import (
    ImagePlan,
    Plan,
    ShapePlan,
    StaticPlan,
    TextPlan,
)
from saleor_w2p_plugin.rendering.text import Typesetter

_TOLERANCE: Final = 1e-9
_NO_COLOUR: Final = "There is no colour to print this in."


class Pictures(Protocol):
    """Places the pictures that answers name."""

    def place(self, plan: ImagePlan, answer: str) -> PlacedImage | W2PProblem:
        """Put the picture that an answer names into its frame."""
        ...


def place(
    pages: Sequence[Sequence[Plan]],
    answers: Mapping[str, str],
    values: Mapping[str, str],
    typesetter: Typesetter,
    pictures: Pictures,
) -> tuple[list[list[Placed]], list[W2PProblem]]:
    """Place every frame that shows and has content, page by page.

    `values` are the answers as they print. Problems name their frame; what has one is not placed.
    """
    found: list[W2PProblem] = []
    fitted_pages: list[list[Placed | Fitted]] = []
    groups: dict[str, float] = {}
    for plans in pages:
        items: list[Placed | Fitted] = []
        for plan in plans:
            if plan.visible is not None and not holds(plan.visible, answers):
                continue
            item = _item(plan, answers, values, typesetter, pictures)
            if isinstance(item, W2PProblem):
                found.append(item)
            elif item is not None:
                items.append(item)
                if isinstance(item, Fitted) and item.block.frame.group:
                    group = item.block.frame.group
                    groups[group] = min(groups.get(group, item.size_pt), item.size_pt)
        fitted_pages.append(items)
    return [list(_settled(items, groups, typesetter)) for items in fitted_pages], found


def _item(
    plan: Plan,
    answers: Mapping[str, str],
    values: Mapping[str, str],
    typesetter: Typesetter,
    pictures: Pictures,
) -> Placed | Fitted | W2PProblem | None:
    if isinstance(plan, TextPlan):
        # First, and by itself: most frames are texts.
        content = plan.content.fill(values)
        if not content:
            return None
        colour = colour_key(plan.colour, answers)
        if not colour:
            return problems.invalid(plan.block.frame, _NO_COLOUR)
        return fitting.fit(plan.block, content, colour, typesetter)
    if isinstance(plan, StaticPlan):
        return plan.placed
    if isinstance(plan, ImagePlan):
        answer = answers.get(plan.field, "")
        return pictures.place(plan, answer) if answer else None
    if isinstance(plan, ShapePlan):
        return _shape(plan.frame, answers)
    # As it was given: a reader of codes wants 1234.5, not 1,234.5.
    content = plan.content.fill(answers)
    if not content:
        return None
    colour = colour_key(plan.colour, answers)
    if not colour:
        return problems.invalid(plan.frame, _NO_COLOUR)
    return code(plan.frame, content, colour)


def _shape(frame: ShapeFrame, answers: Mapping[str, str]) -> PlacedShape | None:
    is_filled = frame.figure != "line"
    fill = colour_key(frame.fill, answers) if frame.fill and is_filled else ""
    stroke = colour_key(frame.stroke, answers) if frame.stroke else ""
    return PlacedShape(frame, fill, stroke) if fill or stroke else None


def _settled(
    items: Iterable[Placed | Fitted], groups: Mapping[str, float], typesetter: Typesetter
) -> Iterable[Placed]:
    """Give the texts of a copy-fit group one size, the smallest that any of them needs."""
    for item in items:
        if not isinstance(item, Fitted):
            yield item
            continue
        group = item.block.frame.group
        sized = fitting.resize(item, groups[group], typesetter) if group else item
        yield fitting.place(sized)


def code(frame: BarcodeFrame, content: str, colour: str) -> PlacedCode | W2PProblem:
    """Put a symbol into the middle of its frame, as large as it may be.

    Returns a problem for contents that the symbology does not know or hold, and where the modules
    would be too small to print.
    """
    try:
        symbol = codes.encode(frame.symbology, content, frame.error_correction)
    except codes.ContentTooLong as error:
        return problems.does_not_fit(frame, str(error))
    except codes.ContentInvalid as error:
        return problems.invalid(frame, str(error))
    left, top, _, _ = symbol.quiet
    columns, rows = symbol.columns_with_quiet_zone, symbol.rows_with_quiet_zone
    module_mm = frame.width_mm / columns
    if not symbol.is_stretchable:
        module_mm = min(module_mm, frame.height_mm / rows)
    least = codes.MIN_MODULE_MM[frame.symbology]
    if module_mm < least - _TOLERANCE:
        reason = f"modules of {module_mm:.2f} mm, the smallest are {least:g} mm"
        return problems.does_not_fit(frame, reason)
    row_mm = frame.height_mm / rows if symbol.is_stretchable else module_mm
    return PlacedCode(
        frame,
        x_pt=pt(frame.x_mm + (frame.width_mm - columns * module_mm) / 2 + left * module_mm),
        y_pt=pt(frame.y_mm + (frame.height_mm - rows * row_mm) / 2 + top * row_mm),
        module_pt=pt(module_mm),
        row_pt=pt(row_mm),
        symbol=symbol,
        colour=colour,
    )
