"""Inks and the colours of fields in, the colours of a design by key out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from saleor_w2p_plugin.prepress.colour import Cmyk, Conversion
from saleor_w2p_plugin.prepress.importing import naming
from saleor_w2p_plugin.prepress.importing.appearance import Space

BLACK: Final[tuple[Space, tuple[float, ...]]] = ("g", (0.0,))

# Black and paper, which programs that know RGB only write so.
_UNCOLOURED: Final = ((0.0, 0.0, 0.0), (1.0, 1.0, 1.0))


def is_screen_colour(space: Space, values: tuple[float, ...]) -> bool:
    """Tell whether a colour is one of light, which inks only come near to."""
    return space == "rg" and values not in _UNCOLOURED


@dataclass(slots=True)
class Colours:
    """The colours of one design; `raw` is as its document has them."""

    raw: dict[str, dict[str, Any]] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)

    def add_spot(self, name: str, alternate: Cmyk) -> None:
        """Add a spot ink by its name."""
        key = naming.unique(naming.key(name, "spot"), self.raw)
        cmyk = [round(ink, 4) for ink in alternate]
        self.raw[key] = {"spot": {"name": name, "cmyk": cmyk}}
        self._names |= {name.casefold(): key, key: key}

    def named(self, name: str) -> str | None:
        """Return the key of a spot ink by its name or key, None for one that there is not."""
        return self._names.get(name.casefold())

    @property
    def names(self) -> list[str]:
        """Return the names of all spot inks."""
        return [each["spot"]["name"] for each in self.raw.values() if "spot" in each]

    def of(self, space: Space, values: tuple[float, ...], rgb: Conversion | None) -> str:
        """Return the key of a colour in gray (as PDF has it: 0 is black), RGB or CMYK.

        `rgb` converts RGB, which stays what it is without one.
        """
        key, raw = _described(space, values, rgb)
        same = next((known for known, each in self.raw.items() if each == raw), None)
        if same is None:
            same = naming.unique(key, self.raw)
            self.raw[same] = raw
        return same


def _described(
    space: Space, values: tuple[float, ...], rgb: Conversion | None
) -> tuple[str, dict[str, Any]]:
    if space == "rg" and not is_screen_colour(space, values):
        space, values = "g", values[:1]
    if space == "g":
        ink = round(1 - values[0], 4)
        return {1.0: "black", 0.0: "white"}.get(ink, f"gray-{round(ink * 100)}"), {"gray": ink}
    if space == "rg" and rgb is None:
        hexes = "".join(f"{round(value * 255):02x}" for value in values)
        return f"rgb-{hexes}", {"rgb": list(values)}
    inks = list(values)
    if space == "rg" and rgb is not None:
        red, green, blue = values
        inks = [round(ink, 4) for ink in rgb.cmyk(red, green, blue)]
    shares = zip("cmyk", inks, strict=True)
    return "-".join(f"{name}{round(ink * 100)}" for name, ink in shares), {"cmyk": inks}
