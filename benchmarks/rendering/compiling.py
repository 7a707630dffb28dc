"""A job's folder in, how long a new design needs until the first card can be drawn out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from benchmarks.figures import Measured
from benchmarks.rendering import sameness
from benchmarks.rendering.engine import OURS
from benchmarks.rendering.processes import measure


def compile_pdf(job: Path, into: Path) -> Mapping[str, Measured]:
    """Make the design ready, its artwork a PDF, in a process that has imported the engine only."""
    return {"compile_pdf_ms": Measured(measure(OURS, "compile", job, into).numbers["ms"])}


def compile_html(job: Path, into: Path) -> Mapping[str, Measured]:
    """Make the design ready, its artwork HTML, and see that its cards are those of the PDF."""
    compiled = measure(OURS, "compile", job, into, kind="html")
    drawn = measure(OURS, "singles", job, into, count=2)
    with_html = measure(OURS, "singles", job, into / "html", count=2, kind="html")
    sameness.check(drawn.folder, {"HTML artwork": with_html.folder}, [0, 1])
    return {"compile_html_ms": Measured(compiled.numbers["ms"])}
