"""The colours and files of a document in, what cannot be printed of them out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from saleor_w2p_plugin.design.document import AssetRef, Cmyk, Document, Rgb, Spot
from saleor_w2p_plugin.design.references.names import Found

ARTWORK_ENDINGS: Final = (".pdf", ".svg", ".html")
# ISO 32000-1, 8.6.6.4: names of no ink, and of the process inks.
_NO_SPOTS: Final = frozenset(("All", "None", "Cyan", "Magenta", "Yellow", "Black"))


def problems(document: Document) -> Found:
    """Yield screen colours that the design refuses, names of no ink, artwork of unknown kinds,
    and files that stand for two contents."""
    yield from _colours(document)
    for key, ref in document.artwork.items():
        if not ref.asset.endswith(ARTWORK_ENDINGS):
            yield f"artwork.{key}.asset", "Artwork is a .pdf, .svg or .html file."
    contents: dict[str, str] = {}
    for path, ref in _all(document):
        if contents.setdefault(ref.asset, ref.sha256) != ref.sha256:
            yield f"{path}.sha256", f"The file {ref.asset!r} has another checksum elsewhere."


def _colours(document: Document) -> Found:
    alternates: dict[str, Cmyk] = {}
    for key, colour in document.colours.items():
        ink, path = colour.ink, f"colours.{key}"
        if isinstance(ink, Rgb) and not document.allows_rgb:
            yield f"{path}.rgb", "The design refuses screen colours."
        if isinstance(ink, Spot):
            if ink.name in _NO_SPOTS:
                yield f"{path}.spot.name", f"{ink.name!r} is not the name of a spot colour."
            if alternates.setdefault(ink.name, ink.alternate) != ink.alternate:
                yield f"{path}.spot.cmyk", f"The ink {ink.name!r} has another alternate elsewhere."


def _all(document: Document) -> Iterator[tuple[str, AssetRef]]:
    for room in ("fonts", "images", "artwork"):
        for key, ref in getattr(document, room).items():
            yield f"{room}.{key}", ref
    for index, ref in enumerate(document.files):
        yield f"files[{index}]", ref
