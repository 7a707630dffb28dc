"""A design and its parsed assets in, the plan of each page out: what is fixed is painted here."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from saleor_w2p_plugin.design import merge
from saleor_w2p_plugin.design.document import Document, Page
from saleor_w2p_plugin.design.frame import (
    AnyFrame,
    ArtFrame,
    BarcodeFrame,
    GroupFrame,
    ImageFrame,
    ShapeFrame,
    TextFrame,
)
from saleor_w2p_plugin.errors import Code, DesignInvalid, W2PProblem
from saleor_w2p_plugin.prepress.boxes import PageBoxes
from saleor_w2p_plugin.prepress.syntax import numbers
from saleor_w2p_plugin.prepress.units import pt
from saleor_w2p_plugin.rendering import art, pictures, shelf
from saleor_w2p_plugin.rendering.inks import Inks
from saleor_w2p_plugin.rendering.layout import PlacedShape, PlacedStatic, fitting, placing
from saleor_w2p_plugin.rendering.layout.fitting import Block
from saleor_w2p_plugin.rendering.layout.placed import Placed
from saleor_w2p_plugin.rendering.layout.plans import (
    CodePlan,
    ImagePlan,
    Plan,
    ShapePlan,
    StaticPlan,
    TextPlan,
)
from saleor_w2p_plugin.rendering.static import Objects
from saleor_w2p_plugin.rendering.text import Font, Style, Typesetter
from saleor_w2p_plugin.rendering.write import images, painting
from saleor_w2p_plugin.rendering.write.painting import Origin

# Fixed operators of more bytes than this are a form, so that they are written once a file.
_INLINE_BYTES: Final = 120


@dataclass(frozen=True, slots=True)
class Material:
    """What planning works with: the design, its fonts, pictures, artwork and colours."""

    document: Document
    fonts: Mapping[str, Font]
    images: Mapping[str, pictures.Prepared]
    art: art.Art
    inks: Inks
    typesetter: Typesetter


@dataclass(frozen=True, slots=True)
class Planned:
    """The plans of all pages, what paints their backgrounds, and the objects that both need."""

    plans: tuple[tuple[Plan, ...], ...]
    backgrounds: tuple[bytes, ...]
    objects: Objects


def plan(material: Material, boxes: Sequence[PageBoxes], origins: Sequence[Origin]) -> Planned:
    """Plan each page; what is fixed and lies below all answers becomes its background.

    Raises DesignInvalid, with JSON paths, for fixed content that does not fit its frame.
    """
    planner = _Planner(material, Objects(material.art.objects, material.inks.spaces))
    plans, backgrounds = [], []
    for index, (box, origin) in enumerate(zip(boxes, origins, strict=True)):
        page = material.document.pages[index]
        behind = planner.background(index, box)
        rest: list[Plan] = []
        for item in planner.frames(page, index, origin):
            if isinstance(item, StaticPlan) and item.visible is None and not rest:
                behind.append(item.placed.ops)
            else:
                rest.append(item)
        content = b"\n".join(behind)
        name = b"B%d" % index
        backgrounds.append(planner.objects.form(name, content, box.media) if content else b"")
        plans.append(tuple(planner.as_form(item, box) for item in rest))
    if planner.problems:
        raise DesignInvalid(*planner.problems)
    return Planned(tuple(plans), tuple(backgrounds), planner.objects)


@dataclass(slots=True)
class _Planner:
    material: Material
    objects: Objects
    problems: list[W2PProblem] = field(default_factory=list)
    forms: int = 0

    def background(self, index: int, box: PageBoxes) -> list[bytes]:
        place = art.background(self.material.document, index)
        if place is None:
            return []
        name = self._art(place)
        return [b"q 1 0 0 1 %s cm /%s Do Q" % (numbers(box.bleed.left, box.bleed.bottom), name)]

    def frames(self, page: Page, index: int, origin: Origin) -> Iterator[Plan]:
        """Plan the frames of a page in painting order."""
        order = sorted(range(len(page.frames)), key=lambda number: page.frames[number].z)
        for number in order:
            frame, path = page.frames[number], f"pages[{index}].frames[{number}]"
            found = self._frame(frame, origin, path)
            if found is not None:
                yield found

    def as_form(self, item: Plan, box: PageBoxes) -> Plan:
        """Turn long fixed operators into a form."""
        if not isinstance(item, StaticPlan) or len(item.placed.ops) <= _INLINE_BYTES:
            return item
        name = b"G%d" % self.forms
        self.forms += 1
        ops = self.objects.form(name, item.placed.ops, box.media)
        return dataclasses.replace(item, placed=dataclasses.replace(item.placed, ops=ops))

    def _frame(self, frame: AnyFrame, origin: Origin, path: str) -> Plan | None:
        if isinstance(frame, TextFrame) and not self._is_fixed(frame):
            content = merge.template(frame.content)
            return TextPlan(self._block(frame), content, frame.colour, frame.group, frame.visible)
        if isinstance(frame, BarcodeFrame) and not self._is_fixed(frame):
            content = merge.template(frame.content)
            return CodePlan(frame, content, frame.colour, frame.visible)
        if isinstance(frame, ShapeFrame) and not self._is_fixed_shape(frame):
            return ShapePlan(frame, frame.visible)
        if isinstance(frame, ImageFrame) and frame.field:
            return ImagePlan(frame, frame.field, frame.visible)
        ops = self._fixed(frame, origin, path)
        return None if ops is None else StaticPlan(PlacedStatic(frame, ops), frame.visible)

    @staticmethod
    def _is_fixed(frame: TextFrame | BarcodeFrame) -> bool:
        if merge.template(frame.content).names or merge.colour_field(frame.colour):
            return False
        return not (isinstance(frame, TextFrame) and frame.group)

    @staticmethod
    def _is_fixed_shape(frame: ShapeFrame) -> bool:
        colours = (frame.fill, frame.stroke)
        return not any(colour and merge.colour_field(colour) for colour in colours)

    def _fixed(self, frame: AnyFrame, origin: Origin, path: str) -> bytes | None:
        """Return the operators of a frame without answers, None where it has a problem."""
        if isinstance(frame, ArtFrame):
            return self._art_frame(frame, origin)
        if isinstance(frame, GroupFrame):
            inner = origin.within(frame)
            order = sorted(enumerate(frame.frames), key=lambda item: item[1].z)
            parts = [self._fixed(item, inner, f"{path}.frames[{i}]") for i, item in order]
            return painting.turned(frame, origin, b"\n".join(part for part in parts if part))
        placed = self._placed(frame)
        if isinstance(placed, W2PProblem):
            self.problems.append(W2PProblem(Code.DESIGN_INVALID, placed.message, path))
            return None
        return painting.paint([placed], origin, self.material.inks)

    def _placed(
        self, frame: TextFrame | BarcodeFrame | ImageFrame | ShapeFrame
    ) -> Placed | W2PProblem:
        if isinstance(frame, ShapeFrame):
            return PlacedShape(frame, frame.fill or "", frame.stroke or "")
        if isinstance(frame, ImageFrame):
            # A frame without an image has a field, and then it is not fixed.
            key = frame.image or ""
            picture = self.material.images[key]
            return shelf.place(frame, picture.width_px, picture.height_px, self._image(key))
        if isinstance(frame, BarcodeFrame):
            return placing.code(frame, frame.content, frame.colour)
        block = self._block(frame)
        fitted = fitting.fit(block, frame.content, frame.colour, self.material.typesetter)
        if isinstance(fitted, W2PProblem):
            return fitted
        placed = fitting.place(fitted)
        for line in placed.lines:
            for key, gids in line.line.glyphs:
                self.objects.used.gids.setdefault(key, set()).update(gids)
        return placed

    def _block(self, frame: TextFrame) -> Block:
        document = self.material.document
        style = Style(
            fonts=tuple(self.material.fonts[key] for key in frame.fonts),
            features=frame.features,
            tracking=frame.tracking,
            language=frame.language or document.locale,
        )
        return Block.of(frame, style)

    def _image(self, key: str) -> bytes:
        """Return the resource name of one of the design's pictures, added on its first use."""
        name = b"I%d" % list(self.material.document.images).index(key)
        if name not in self.objects.xobjects:
            picture = self.material.images[key]
            self.objects.xobjects[name] = images.write(picture, self.objects.add)
        return name

    def _art(self, place: art.Place) -> bytes:
        form = self.material.art.forms[place]
        name = b"A%d" % form.number
        self.objects.xobjects[name] = form.number
        return name

    def _art_frame(self, frame: ArtFrame, origin: Origin) -> bytes:
        place = art.framed(self.material.document, frame)
        form, name = self.material.art.forms[place], self._art(place)
        size = (form.width, form.height)
        fit = pictures.place(frame.fit, None, pt(frame.width_mm), pt(frame.height_mm), *size)
        shown = painting.drawn(name, fit.image, fit.clip, origin.within(frame), size)
        return painting.turned(frame, origin, shown)
