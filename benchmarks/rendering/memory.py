"""A job's folder in, the most memory that a process needs for few and for many cards out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from benchmarks.figures import Measured
from benchmarks.rendering.engine import OURS, REPORTLAB, TYPST
from benchmarks.rendering.processes import beside, measure, values

COUNTS: Final = (1_000, 10_000, 100_000)


def memory(
    job: Path, into: Path, *, counts: tuple[int, int, int] = COUNTS
) -> Mapping[str, Measured]:
    """Measure processes that make the design ready and then write one file with all cards.

    The cards are made one by one; what Python and all imported packages take counts too.
    """
    peers = beside((TYPST, REPORTLAB), "stream", job, into, count=counts[0])
    us = [measure(OURS, "stream", job, into, count=count) for count in counts]
    peaks = [one.numbers["peak_mb"] for one in us]
    growth = 1_000 * (peaks[-1] - peaks[0]) / (counts[-1] - counts[0])
    found = {"memory_growth_mb_per_1000": Measured(growth)}
    for name, one in zip(COUNTS, us, strict=True):
        found[f"peak_memory_{name}_mb"] = Measured(
            one.numbers["peak_mb"],
            values(peers, "peak_mb") if name == COUNTS[0] else {},
            {"size of the file, MB": one.numbers["file_mb"]},
        )
    return found
