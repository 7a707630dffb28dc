"""The figures of preflight: what each must reach, and what measures it."""

from __future__ import annotations

from collections.abc import Mapping

from benchmarks.figures import Figure, Measured, measures
from benchmarks.preflight import measuring

_BOOK = "200 pages, each with a CMYK photo that no other page has and 60 lines of text, 50 MB"


@measures(
    "preflight",
    Figure(
        "card_ms",
        unit="ms",
        limit=100,
        how="Time of inspect() for the demo card of two pages with its QR code, all rules,"
        " in a warm process: the median of 40. Ghostscript: inkcov of the same file,"
        " its start included.",
    ),
)
def _card() -> Mapping[str, Measured]:
    return measuring.card()


@measures(
    "preflight",
    Figure(
        "book_s",
        unit="s",
        limit=10,
        how=f"Time of inspect_file() by the clock, its child process included: {_BOOK}."
        " pikepdf: parsing the pages and nothing else; Ghostscript: inkcov.",
    ),
    Figure(
        "book_peak_mb",
        unit="MB",
        limit=512,
        how=f"Peak memory (ru_maxrss) of the child process that reads the file: {_BOOK}.",
    ),
    runs=3,  # Ghostscript takes its time
)
def _book() -> Mapping[str, Measured]:
    return measuring.whole_book()
