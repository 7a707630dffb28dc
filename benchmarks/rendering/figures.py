"""The figures of the rendering engine: what each must reach, and what measures it."""

from __future__ import annotations

from collections.abc import Mapping

from benchmarks.figures import Figure, Measured, measures
from benchmarks.rendering import compiling, latency, memory, race
from benchmarks.rendering.design import with_job

_SYMBOLS = "Every card has a fresh QR symbol, made by each engine while the clock runs."


@measures(
    "rendering",
    Figure(
        "cpu_per_record_1000_ms",
        unit="ms",
        limit=0.50,
        stretch=0.30,
        how=f"CPU time of one file with 1,000 cards, per card. {_SYMBOLS}"
        " WeasyPrint: one document per card, 20 cards.",
    ),
    Figure(
        "cpu_per_record_10000_ms",
        unit="ms",
        limit=0.50,
        stretch=0.30,
        how=f"CPU time of one file with 10,000 cards, per card. {_SYMBOLS}",
    ),
    Figure(
        "times_faster_than_typst_and_reportlab",
        unit="x",
        limit=2.5,
        stretch=5,
        better="higher",
        how="CPU time per card of the faster of both, divided by ours: one file with 1,000 cards."
        f" {_SYMBOLS} typst: artwork as PDF; ReportLab: shaped texts, artwork as forms.",
    ),
    Figure(
        "times_faster_than_weasyprint",
        unit="x",
        limit=100,
        stretch=200,
        better="higher",
        how="CPU time per card of WeasyPrint, one document per card in a warm process (20 cards),"
        f" divided by ours in one file with 1,000 cards. {_SYMBOLS}",
    ),
    Figure(
        "kb_per_record",
        unit="KB",
        limit=2.5,
        stretch=1.8,
        how="Size of one file with 1,000 cards without that of one with 20, per card.",
    ),
)
def _race() -> Mapping[str, Measured]:
    return with_job(race.race)


_PEAK = "Peak memory (VmHWM) of a fresh process that compiles the design and writes one file with"


@measures(
    "rendering",
    Figure("peak_memory_1000_mb", unit="MB", limit=64, how=f"{_PEAK} 1,000 cards."),
    Figure("peak_memory_10000_mb", unit="MB", limit=64, how=f"{_PEAK} 10,000 cards."),
    Figure("peak_memory_100000_mb", unit="MB", limit=64, how=f"{_PEAK} 100,000 cards."),
    Figure(
        "memory_growth_mb_per_1000",
        unit="MB",
        limit=0.1,
        how="By how much peak memory grows from 1,000 to 100,000 cards, per 1,000 cards.",
    ),
    runs=1,  # a minute long, and the same each time to a few hundred KB
)
def _memory() -> Mapping[str, Measured]:
    return with_job(memory.memory)


@measures(
    "rendering",
    Figure(
        "single_card_p95_ms",
        unit="ms",
        limit=10,
        stretch=3,
        how=f"Time that 95 of 100 cards keep, one PDF each, warm: 200 cards, peers 40. {_SYMBOLS}",
    ),
)
def _single_card() -> Mapping[str, Measured]:
    return with_job(latency.single_card)


@measures(
    "rendering",
    Figure(
        "preview_150dpi_jpeg_p95_ms",
        unit="ms",
        limit=25,
        stretch=8,
        how="Time that 95 of 100 previews of the front keep, answers in, JPEG out, warm: 100 cards,"
        " peers (their PDF through pdfium) 20.",
    ),
)
def _preview() -> Mapping[str, Measured]:
    return with_job(latency.preview)


@measures(
    "rendering",
    Figure(
        "compile_pdf_ms",
        unit="ms",
        limit=200,
        how="Time from the design's JSON and files to a compiled design, artwork PDF, in a fresh"
        " process that has imported the engine.",
    ),
)
def _compile_pdf() -> Mapping[str, Measured]:
    return with_job(compiling.compile_pdf)


@measures(
    "rendering",
    Figure(
        "compile_html_ms",
        unit="ms",
        limit=1_000,
        how="The same with artwork of HTML, cold: the import of WeasyPrint counts too.",
    ),
)
def _compile_html() -> Mapping[str, Measured]:
    return with_job(compiling.compile_html)
