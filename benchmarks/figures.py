"""A measuring function in, a figure with its limit and its peers out."""

from __future__ import annotations

import importlib
import importlib.util
import statistics
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

AREAS: Final = (
    "rendering",
    "press",
    "catalogs",
    "approvals",
    "production",
    "storefront",
    "sales",
)
RUNS: Final = 5


@dataclass(frozen=True, slots=True)
class Measured:
    """One run: our value, and those of the peers in the same unit; None where a peer is absent."""

    value: float
    peers: Mapping[str, float | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Figure:
    """What is measured, and what must and should hold."""

    area: str
    name: str
    unit: str
    limit: float
    stretch: float
    better: Literal["lower", "higher"]
    measure: Callable[[], Measured]

    def reaches(self, value: float, bound: float) -> bool:
        """Say whether a value is on the good side of a bound."""
        return value <= bound if self.better == "lower" else value >= bound


@dataclass(frozen=True, slots=True)
class Result:
    """A figure measured `RUNS` times; the value and each peer's are medians."""

    figure: Figure
    value: float
    peers: Mapping[str, float | None]

    @property
    def holds(self) -> bool:
        """Say whether the limit is kept."""
        return self.figure.reaches(self.value, self.figure.limit)

    @property
    def stretches(self) -> bool:
        """Say whether the more ambitious aim is reached too."""
        return self.figure.reaches(self.value, self.figure.stretch)


_FIGURES: list[Figure] = []


def figure(
    *,
    area: str,
    name: str,
    unit: str,
    limit: float,
    stretch: float,
    better: Literal["lower", "higher"] = "lower",
) -> Callable[[Callable[[], Measured]], Callable[[], Measured]]:
    """Register a function that measures once; raises ValueError for an unknown area."""
    if area not in AREAS:
        raise ValueError(f"{area} is none of {', '.join(AREAS)}")

    def register(measure: Callable[[], Measured]) -> Callable[[], Measured]:
        _FIGURES.append(Figure(area, name, unit, limit, stretch, better, measure))
        return measure

    return register


def find(areas: Iterable[str]) -> list[Figure]:
    """Import the folders of these areas and return the figures that they register, in order."""
    for area in areas:
        if importlib.util.find_spec(f"benchmarks.{area}"):
            importlib.import_module(f"benchmarks.{area}")
    wanted = [figure for figure in _FIGURES if figure.area in set(areas)]
    return sorted(wanted, key=lambda figure: (AREAS.index(figure.area), figure.name))


def run(figure: Figure) -> Result:
    """Measure a figure and its peers `RUNS` times, in turns, and take the medians."""
    runs = [figure.measure() for _ in range(RUNS)]
    return Result(
        figure=figure,
        value=statistics.median(one.value for one in runs),
        peers={name: _median(one.peers[name] for one in runs) for name in runs[0].peers},
    )


def _median(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return statistics.median(known) if known else None
