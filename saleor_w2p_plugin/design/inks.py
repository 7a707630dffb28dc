"""The colours that a design or a brand may name, as amounts of ink or of light."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

PROCESS: Final = ("Cyan", "Magenta", "Yellow", "Black")
# The name of registration colour, which is on every plate.
ALL: Final = "All"
# Names of colorants that are no spot inks (ISO 32000-1, 8.6.6.4).
NO_SPOTS: Final = frozenset((*PROCESS, ALL, "None"))


@dataclass(frozen=True, slots=True)
class Cmyk:
    """Amounts of the four process inks, between 0 and 1."""

    cyan: float
    magenta: float
    yellow: float
    black: float


@dataclass(frozen=True, slots=True)
class Gray:
    """An amount of black ink alone, between 0 (paper) and 1."""

    black: float


@dataclass(frozen=True, slots=True)
class Rgb:
    """A screen colour (sRGB, between 0 and 1), which becomes process inks before it is printed."""

    red: float
    green: float
    blue: float


@dataclass(frozen=True, slots=True)
class Spot:
    """An ink of its own by name; the alternate shows it where it is not on the press."""

    name: str
    alternate: Cmyk
    tint: float


Ink = Cmyk | Gray | Rgb | Spot


@dataclass(frozen=True, slots=True)
class Colour:
    """What is printed where a frame names this colour, and the brand slot that may replace it."""

    ink: Ink
    brand: str | None = None
