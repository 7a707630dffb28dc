"""What is known of a page before any answer: its frames in painting order, each made ready."""

from __future__ import annotations

from dataclasses import dataclass

from saleor_w2p_plugin.design.conditions import Condition
from saleor_w2p_plugin.design.frame import BarcodeFrame, ImageFrame, ShapeFrame
from saleor_w2p_plugin.design.merge import Template
from saleor_w2p_plugin.rendering.layout.fitting import Block
from saleor_w2p_plugin.rendering.layout.placed import PlacedStatic


@dataclass(frozen=True, slots=True)
class TextPlan:
    """A text frame; `colour` may name a colour field."""

    block: Block
    content: Template
    colour: str
    group: str | None
    visible: Condition | None


@dataclass(frozen=True, slots=True)
class CodePlan:
    """A barcode frame; `colour` may name a colour field."""

    frame: BarcodeFrame
    content: Template
    colour: str
    visible: Condition | None


@dataclass(frozen=True, slots=True)
class ImagePlan:
    """A frame for the picture that answers a field."""

    frame: ImageFrame
    field: str
    visible: Condition | None


@dataclass(frozen=True, slots=True)
class ShapePlan:
    """A figure whose fill or stroke a colour field decides."""

    frame: ShapeFrame
    visible: Condition | None


@dataclass(frozen=True, slots=True)
class StaticPlan:
    """Operators that do not depend on answers, except for whether they show."""

    placed: PlacedStatic
    visible: Condition | None


Plan = TextPlan | CodePlan | ImagePlan | ShapePlan | StaticPlan
