"""The name of an engine in, its class out; what every engine does."""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from pathlib import Path
from typing import Final, Protocol

from benchmarks.rendering.job import Answers

OURS: Final = "ours"
TYPST: Final = "typst"
REPORTLAB: Final = "reportlab"
WEASYPRINT: Final = "weasyprint"


class Engine(Protocol):
    """What draws the cards of a job's folder, each with a QR symbol that is made for it."""

    name: str

    def __init__(self, folder: Path, kind: str) -> None:
        """Load fonts and artwork; `kind` is that of our design's artwork, `pdf` or `html`."""

    def symbol(self, content: str) -> object:
        """Make a QR symbol, as is done for each card; nothing where that is no step of its own."""

    def merge(self, records: Iterable[Answers], path: Path) -> None:
        """Write one file with all cards; raises NotImplementedError where that is not measured."""

    def single(self, answers: Answers) -> bytes:
        """Return the PDF of one card."""

    def preview(self, answers: Answers) -> bytes:
        """Return the trimmed front as JPEG, 150 pixels per inch."""


def find(name: str) -> type[Engine]:
    """Import an engine; raises ImportError or OSError where it cannot run."""
    # Imported here, so that a process has only what its engine needs.
    found: type[Engine] = importlib.import_module(f"benchmarks.rendering.with_{name}").Drawing
    return found
