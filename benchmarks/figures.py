"""Measuring functions in, figures with their limits, their noise and their peers out."""

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
    "imposition",
    "preflight",
    "catalogs",
    "approvals",
    "production",
    "storefront",
    "sales",
)
RUNS: Final = 5


class Broken(Exception):
    """A run that says nothing about its figures: something failed, or peers did other work."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What must and should hold of a value; `how` says in a sentence how it is measured."""

    name: str
    unit: str
    limit: float
    stretch: float | None = None
    better: Literal["lower", "higher"] = "lower"
    how: str = ""

    def reaches(self, value: float, bound: float) -> bool:
        """Say whether a value is on the good side of a bound."""
        return value <= bound if self.better == "lower" else value >= bound


@dataclass(frozen=True, slots=True)
class Measured:
    """One run: our value, and those of the peers in the same unit; None where a peer is absent.

    `details` are other numbers of the run that help to read the value.
    """

    value: float
    peers: Mapping[str, float | None] = field(default_factory=dict)
    details: Mapping[str, float] = field(default_factory=dict)


# One run in, what it gave for each figure, by the figure's name, out.
Measure = Callable[[], Mapping[str, Measured]]


@dataclass(frozen=True, slots=True)
class Measurement:
    """A function that measures one or several figures of an area at once."""

    area: str
    figures: tuple[Figure, ...]
    measure: Measure
    runs: int


@dataclass(frozen=True, slots=True)
class Spread:
    """What several runs gave."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Iterable[float]) -> Spread:
        """Sum up at least one value."""
        known = list(values)
        return cls(statistics.median(known), min(known), max(known))


@dataclass(frozen=True, slots=True)
class Result:
    """A figure after all its runs; what counts is the median."""

    area: str
    figure: Figure
    runs: int
    value: Spread
    peers: Mapping[str, Spread | None]
    details: Mapping[str, Spread]

    @property
    def holds(self) -> bool:
        """Say whether the limit is kept."""
        return self.figure.reaches(self.value.median, self.figure.limit)

    @property
    def stretches(self) -> bool:
        """Say whether the more ambitious aim, where there is one, is reached too."""
        aim = self.figure.stretch
        return self.holds and aim is not None and self.figure.reaches(self.value.median, aim)


_MEASUREMENTS: list[Measurement] = []


def measures(area: str, *figures: Figure, runs: int = RUNS) -> Callable[[Measure], Measure]:
    """Register a function that measures figures; raises ValueError for an unknown area."""
    if area not in AREAS:
        raise ValueError(f"{area} is none of {', '.join(AREAS)}")

    def register(measure: Measure) -> Measure:
        _MEASUREMENTS.append(Measurement(area, figures, measure, runs))
        return measure

    return register


def find(only: str | None = None) -> list[Measurement]:
    """Return all measurements, those of an area, or the one of a figure, `<area>/<figure>`.

    A measurement has only the figures that were asked for. Raises ValueError where there are none.
    """
    area, _, name = (only or "").partition("/")
    for folder in [area] if area else AREAS:
        if folder in AREAS and importlib.util.find_spec(f"benchmarks.{folder}"):
            importlib.import_module(f"benchmarks.{folder}.figures")
    found = []
    for one in _MEASUREMENTS:
        figures = tuple(figure for figure in one.figures if name in ("", figure.name))
        if area in ("", one.area) and figures:
            found.append(Measurement(one.area, figures, one.measure, one.runs))
    if not found:
        raise ValueError(f"No figure is called {only}." if only else "No figure is defined.")
    return sorted(found, key=lambda one: AREAS.index(one.area))


def run(measurement: Measurement) -> list[Result]:
    """Measure the figures as often as they want it; raises Broken where that cannot be done."""
    runs = [measurement.measure() for _ in range(measurement.runs)]
    return [
        _result(measurement, figure, [run[figure.name] for run in runs])
        for figure in measurement.figures
    ]


def _result(measurement: Measurement, figure: Figure, runs: list[Measured]) -> Result:
    return Result(
        area=measurement.area,
        figure=figure,
        runs=len(runs),
        value=Spread.of(run.value for run in runs),
        peers={name: _spread(run.peers[name] for run in runs) for name in runs[0].peers},
        details={name: Spread.of(run.details[name] for run in runs) for name in runs[0].details},
    )


def _spread(values: Iterable[float | None]) -> Spread | None:
    known = [value for value in values if value is not None]
    return Spread.of(known) if known else None
