"""The figures of imposition: what each must reach, and what measures it."""

from __future__ import annotations

from collections.abc import Mapping

from benchmarks.figures import Figure, Measured, measures
from benchmarks.imposition import racing
from benchmarks.rendering.design import with_job


@measures(
    "imposition",
    Figure(
        "cards_10000_imposed_s",
        unit="s",
        limit=6,
        stretch=3,
        how="CPU time, on one core, of one file with 10,000 cards of two sides, drawn straight onto"
        " sheets, 21 up, cut and stacked, with all marks: from the compiled design and the records."
        " Every card has a fresh QR symbol, made while the clock runs.",
    ),
)
def _direct() -> Mapping[str, Measured]:
    return with_job(racing.direct)


@measures(
    "imposition",
    Figure(
        "foreign_ms_per_page",
        unit="ms",
        limit=0.3,
        how="Time by the clock to impose a PDF of 20,000 pages, 21 up, both sides, with all marks,"
        " in a process with limits, per page. pypdf: 504 pages without marks.",
    ),
    Figure(
        "times_faster_than_pypdf",
        unit="x",
        limit=10,
        better="higher",
        how="Time per page of pypdf, divided by ours in the same run.",
    ),
    runs=3,
)
def _foreign() -> Mapping[str, Measured]:
    return with_job(racing.foreign)
