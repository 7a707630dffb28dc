"""A colour space of a PDF and components in it in, what goes on the plates out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import pikepdf
from pikepdf import Name

from saleor_w2p_plugin.design.inks import ALL, PROCESS
from saleor_w2p_plugin.prepress.artwork import reading
from saleor_w2p_plugin.prepress.artwork.unprintable import Unprintable
from saleor_w2p_plugin.prepress.preflight.reading import damages
from saleor_w2p_plugin.prepress.preflight.reading.damages import Damages

_MAX_DEPTH: Final = 8
_MAX_PALETTE: Final = 4 * 256 * 8
_NO_INK: Final = 0.001

_DEVICE: Final = {
    "/DeviceGray": ("gray", ("Black",)),
    "/G": ("gray", ("Black",)),
    "/CalGray": ("gray", ("Black",)),
    "/DeviceCMYK": ("cmyk", PROCESS),
    "/CMYK": ("cmyk", PROCESS),
    "/DeviceRGB": ("rgb", ()),
    "/RGB": ("rgb", ()),
    "/CalRGB": ("rgb", ()),
    "/Lab": ("lab", ()),
    "/Pattern": ("pattern", ()),
}


@dataclass(frozen=True, slots=True)
class Space:
    """A colour space: `kind` is gray, cmyk, rgb, lab, tint, indexed, pattern or unknown.

    `names` are the inks that its components drive; `base` belongs to palettes and patterns,
    `palette` to palettes; `alternate` is what shows a tint where its ink is missing; `damage` says
    why it is no colour space at all.
    """

    kind: str
    names: tuple[str, ...] = ()
    base: Space | None = None
    palette: bytes = b""
    alternate: Space | None = None
    has_profile: bool = False
    is_device: bool = False
    damage: str | None = None

    @property
    def foreign(self) -> str | None:
        """Return RGB or Lab where no press prints the components as they are."""
        if self.kind in ("indexed", "pattern"):
            return self.base.foreign if self.base else None
        if self.kind == "tint":
            # A Lab alternate only shows a spot on screens; an RGB one tells of a program for them.
            return "RGB" if self.alternate and self.alternate.kind == "rgb" else None
        return {"rgb": "RGB", "lab": "Lab"}.get(self.kind)

    @property
    def inks(self) -> tuple[str, ...]:
        """Return the inks that marks of this space may print in."""
        return self.base.inks if self.kind in ("indexed", "pattern") and self.base else self.names

    def paint(self, values: Sequence[float]) -> Paint:
        """Return the amounts of ink of a colour; its components are in the order of the space."""
        if self.kind == "indexed" and self.base:
            size = max(len(self.base.names), 3 if self.base.foreign else 1)
            at = int(values[0]) * size if values else 0
            return self.base.paint([byte / 255 for byte in self.palette[at : at + size]])
        if self.kind == "gray":
            return _paint(self, [1 - value for value in values[:1]])
        if self.foreign or not self.names:
            is_white = self.kind == "rgb" and len(values) == 3 and min(values) >= 1
            return Paint(self, (), is_white)
        return _paint(self, values)

    @property
    def first(self) -> Paint:
        """Return the colour that holds when a space was chosen (ISO 32000-1, 8.6.8)."""
        if self.kind == "tint":
            return self.paint([1.0] * len(self.names))
        return self.paint((0, 0, 0, 1) if self.kind == "cmyk" else (0, 0, 0))


@dataclass(frozen=True, slots=True)
class Paint:
    """Amounts of ink by the names of plates, 1 for full; empty for white and for what has none.

    `is_white` says that it is paper, not merely unknown, as RGB and patterns are.
    """

    space: Space
    inks: tuple[tuple[str, float], ...] = ()
    is_white: bool = False

    @property
    def total(self) -> float:
        """Return the sum of all inks; registration colour is all four process inks and more."""
        return sum(4 * amount if name == ALL else amount for name, amount in self.inks)

    def prints(self, name: str) -> bool:
        """Tell whether the paint puts ink on a plate."""
        return any(each == name for each, _ in self.inks)


def _paint(space: Space, amounts: Sequence[float]) -> Paint:
    inks = tuple(
        (name, min(amount, 1.0))
        for name, amount in zip(space.names, amounts, strict=False)
        if amount > _NO_INK and name != "None"
    )
    return Paint(space, inks, is_white=not inks and space.names != ("None",))


GRAY: Final = Space("gray", ("Black",), is_device=True)
CMYK: Final = Space("cmyk", PROCESS, is_device=True)
RGB: Final = Space("rgb", is_device=True)
UNKNOWN: Final = Space("unknown")
BLACK: Final = GRAY.paint([0.0])


@dataclass(slots=True)
class Spaces:
    """Reads colour spaces; those that are objects of their own are read once."""

    _kept: dict[tuple[int, int], Space] = field(default_factory=dict)
    _damages: Damages = field(default_factory=Damages)

    def named(self, name: pikepdf.Object | None, resources: pikepdf.Object) -> Space:
        """Return the space that a name or an array stands for in these resources."""
        if isinstance(name, pikepdf.Name):
            found = resources.get("/ColorSpace", pikepdf.Dictionary()).get(str(name))
            if found is not None:
                return self.read(found)
        return self.read(name)

    def read(self, raw: pikepdf.Object | None, depth: int = 0) -> Space:
        """Return a space; raises Unprintable when spaces are nested too deeply."""
        if depth > _MAX_DEPTH:
            raise Unprintable("A colour space of the file is nested too deeply.")
        key = raw.objgen if isinstance(raw, pikepdf.Object) and raw.is_indirect else (0, 0)
        if key in self._kept:
            return self._kept[key]
        damage = None if raw is None else self._damages.of(raw, damages.space)
        found = self._read(raw, depth) if damage is None else self._damaged(raw, depth, damage)
        if key != (0, 0):
            self._kept[key] = found
        return found

    def _damaged(self, raw: pikepdf.Object | None, depth: int, damage: str) -> Space:
        """Return what can still be told of a damaged space, such as its inks."""
        try:
            return replace(self._read(raw, depth), damage=damage)
        except damages.DAMAGE:
            return Space("unknown", damage=damage)

    def _read(self, raw: pikepdf.Object | None, depth: int) -> Space:
        is_array = isinstance(raw, pikepdf.Array) and len(raw) > 0
        family = str(raw[0]) if is_array and raw is not None else str(raw)
        if family == "/ICCBased" and raw is not None:
            return _profiled(raw[1])
        if family in ("/Indexed", "/I") and raw is not None:
            return self._indexed(raw, depth)
        if family in ("/Separation", "/DeviceN") and raw is not None:
            named = raw[1] if family == "/DeviceN" else [raw[1]]
            names = tuple(str(each).removeprefix("/") for each in named)
            return Space("tint", names, alternate=self.read(raw[2], depth + 1))
        if family == "/Pattern" and is_array and raw is not None and len(raw) > 1:
            return Space("pattern", base=self.read(raw[1], depth + 1))
        kind, names = _DEVICE.get(family, ("unknown", ()))
        return Space(kind, names, is_device=family.startswith("/Device") or len(family) < 6)

    def _indexed(self, raw: pikepdf.Object, depth: int) -> Space:
        table = raw[3]
        palette = (
            reading.read(table, _MAX_PALETTE) if isinstance(table, pikepdf.Stream) else bytes(table)
        )
        base = self.read(raw[1], depth + 1)
        return Space("indexed", base=base, palette=palette[:_MAX_PALETTE])


def _profiled(stream: pikepdf.Object) -> Space:
    """Return an ICC based space; a profile of three components may be one of Lab."""
    count = int(stream.get("/N", 0))
    if count == 3:
        is_lab = stream.get("/Alternate") == Name.Lab
        return Space("lab" if is_lab else "rgb", has_profile=True)
    kind, names = {1: ("gray", ("Black",)), 4: ("cmyk", PROCESS)}.get(count, ("unknown", ()))
    return Space(kind, names, has_profile=True)
