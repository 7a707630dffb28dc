"""The same card in, drawn by other engines for the same run out.

Peers get the artwork as one CMYK picture per page, made ready beforehand, since neither can place a
PDF page; texts, sizes, fonts, QR symbols and places are those of the design. Fonts are loaded
beforehand too.
"""

from __future__ import annotations

import atexit
import importlib
import importlib.metadata
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pypdfium2

from benchmarks.rendering.cards import CARD, Draw
from saleor_w2p_plugin.design.document import Document

_PICTURE_PPI: Final = 300
_PEERS: Final = {"ReportLab": "reportlab", "WeasyPrint": "weasyprint"}


@dataclass(frozen=True, slots=True)
class Peer:
    """Another engine: its name with the version, and how it draws; None where it is absent."""

    name: str
    draw: Draw | None


def find(document: Document) -> list[Peer]:
    """Return the peers, warm; one that cannot be imported here is absent."""
    pictures = _pictures(document)
    return [_peer(label, package, document, pictures) for label, package in _PEERS.items()]


def _peer(label: str, package: str, document: Document, pictures: list[Path]) -> Peer:
    try:
        module = importlib.import_module(f"benchmarks.rendering.with_{package}")
    except (ImportError, OSError):  # WeasyPrint: OSError where Pango is missing
        return Peer(label, None)
    version = importlib.metadata.version(package)
    return Peer(f"{label} {version}", module.engine(document, pictures))


def _pictures(document: Document) -> list[Path]:
    """Rasterise the artwork's pages, bleed included, as CMYK JPEG files."""
    folder = Path(tempfile.mkdtemp(prefix="w2p-bench-"))
    atexit.register(shutil.rmtree, folder)
    assert document.artwork
    artwork = pypdfium2.PdfDocument(CARD / document.artwork.asset)
    paths = []
    for number, page in enumerate(artwork):
        page.set_cropbox(*page.get_bleedbox())
        picture = page.render(scale=_PICTURE_PPI / 72).to_pil().convert("CMYK")
        paths.append(folder / f"{number}.jpg")
        picture.save(paths[-1], quality=90, dpi=(_PICTURE_PPI, _PICTURE_PPI))
    return paths
