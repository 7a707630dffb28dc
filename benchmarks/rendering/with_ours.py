"""A job's folder in, our own engine out: the design compiled once, then answers only."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from benchmarks.rendering.job import FONTS, PPI, Answers
from saleor_w2p_plugin import __version__, rendering
from saleor_w2p_plugin.design.document import load as load_design
from saleor_w2p_plugin.prepress.imposition import Layout


class Drawing:
    """The engine that the figures are about."""

    name = f"saleor-w2p-plugin {__version__}"

    def __init__(self, folder: Path, kind: str) -> None:
        names = ("photo.jpg", f"card.{kind}")
        paths = [*(folder / name for name in names), *(font.path for font in FONTS.values())]
        document = load_design(json.loads((folder / f"{kind}.json").read_bytes()))
        assets = rendering.MemoryAssets.of(path.read_bytes() for path in paths)
        self._compiled = rendering.compile(document, assets)

    def symbol(self, content: str) -> None:
        """Make nothing: our engine takes the text."""

    def merge(self, records: Iterable[Answers], path: Path) -> None:
        """Write one file with all cards, as they come."""
        with path.open("wb") as target:
            rendering.merge_pdf(self._compiled, records, target)

    def impose(self, records: Iterable[Answers], layout: Layout, path: Path) -> None:
        """Write one file with all cards on press sheets, as they come."""
        with path.open("wb") as target:
            rendering.impose_records(self._compiled, records, layout, target)

    def single(self, answers: Answers) -> bytes:
        """Return the press PDF of one card."""
        return rendering.press_pdf(self._compiled, answers)

    def preview(self, answers: Answers) -> bytes:
        """Return the trimmed front as JPEG, 150 pixels per inch."""
        return rendering.preview(self._compiled, answers, 1, PPI, "jpeg")
