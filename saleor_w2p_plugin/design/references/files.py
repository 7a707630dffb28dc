"""The colours and files of a document in, what cannot be printed of them out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from saleor_w2p_plugin.design.asset import AssetRef
from saleor_w2p_plugin.design.document import Document
from saleor_w2p_plugin.design.inks import NO_SPOTS, Cmyk, Colour, Rgb, Spot
from saleor_w2p_plugin.design.references.names import Found

ARTWORK_ENDINGS: Final = (".pdf", ".svg", ".html")


def problems(document: Document) -> Found:
    """Yield screen colours that the design refuses, names of no ink, artwork of unknown kinds,
    and files that stand for two contents."""
    for key, colour in document.colours.items():
        if isinstance(colour.ink, Rgb) and not document.allows_rgb:
            yield f"colours.{key}.rgb", "The design refuses screen colours."
    yield from inks(document.colours)
    yield from artwork(document.artwork)
    # HTML asks for a file by its path; the others are found by their checksum alone.
    contents: dict[str, str] = {}
    for index, ref in enumerate(document.files):
        if contents.setdefault(ref.asset, ref.sha256) != ref.sha256:
            yield f"files[{index}].sha256", f"The file {ref.asset!r} has another checksum before."


def artwork(refs: Mapping[str, AssetRef]) -> Found:
    """Yield artwork that is neither PDF nor SVG nor HTML."""
    for key, ref in refs.items():
        if not ref.asset.endswith(ARTWORK_ENDINGS):
            yield f"artwork.{key}.asset", "Artwork is a .pdf, .svg or .html file."


def inks(colours: Mapping[str, Colour]) -> Found:
    """Yield spot colours whose name is no ink of its own, or stands for two inks."""
    alternates: dict[str, Cmyk] = {}
    for key, colour in colours.items():
        ink, path = colour.ink, f"colours.{key}.spot"
        if not isinstance(ink, Spot):
            continue
        if ink.name in NO_SPOTS:
            yield f"{path}.name", f"{ink.name!r} is not the name of a spot colour."
        if alternates.setdefault(ink.name, ink.alternate) != ink.alternate:
            yield f"{path}.cmyk", f"The ink {ink.name!r} has another alternate elsewhere."
