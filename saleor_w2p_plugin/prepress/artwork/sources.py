"""Three components of RGB or Lab: where they come from, and what values they may have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Components = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Source:
    """A colour space of three components that no press prints as it is.

    `icc` is the profile of an RGB space, sRGB without one; `lab` are the limits of a Lab space's
    second and third component (ISO 32000-1, 8.6.5.4), None for RGB.
    """

    icc: bytes | None = None
    lab: tuple[float, float, float, float] | None = None

    @property
    def limits(self) -> tuple[tuple[float, float], tuple[float, float], tuple[float, float]]:
        """Return the lowest and highest value of each component."""
        if self.lab is None:
            return (0.0, 1.0), (0.0, 1.0), (0.0, 1.0)
        return (0.0, 100.0), self.lab[:2], self.lab[2:]

    def clamped(self, values: Sequence[float]) -> Components:
        """Return the nearest colour of the space."""
        first, second, third = (
            min(max(value, low), high)
            for value, (low, high) in zip(values, self.limits, strict=True)
        )
        return first, second, third

    def decoded(self, samples: bytes) -> Components:
        """Return the colour of three bytes."""
        first, second, third = (
            low + sample / 255 * (high - low)
            for sample, (low, high) in zip(samples, self.limits, strict=True)
        )
        return first, second, third
