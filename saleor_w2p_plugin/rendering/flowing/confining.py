"""SVG or HTML and the files it may use in, a PDF out, by way of a process with limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final, Literal

from saleor_w2p_plugin.prepress import confined

Kind = Literal["svg", "html"]

_MIB: Final = 1 << 20
_NONE: Final[Mapping[str, bytes]] = MappingProxyType({})
# A card takes 0.2 s, a page of text 0.05 s.
_SECONDS: Final = 1.2
_SECONDS_PER_MIB: Final = 0.5
_MEMORY: Final = 400 * _MIB
_MEMORY_PER_BYTE: Final = 6
# A list of 300 findings with 40 pictures takes 7 s.
_DOCUMENT_SECONDS: Final = 30.0


def to_pdf(
    kind: Kind,
    source: bytes,
    files: Mapping[str, bytes],
    width_mm: float,
    height_mm: float,
    bleed_mm: float,
    fonts: Mapping[str, bytes] = _NONE,
) -> bytes:
    """Set an SVG or HTML document as a PDF with trim and bleed boxes, ready to be normalised.

    An SVG is one page that fills the bleed box as its viewBox and preserveAspectRatio say. HTML
    (UTF-8) flows over pages whose area is the trim: coordinates start at its corner, the root's
    background covers the bleed, and `--bleed` is how far boxes may reach beyond. The document's
    `@page` may widen the padding, which starts at the bleed's edge; size and margins are ours.
    MediaBox and BleedBox are trim plus bleed, from 0, 0.

    `files` are what the document may refer to, by relative name; `fonts` are all the fonts there
    are, by the family name that the document uses; the first ones stand in where a font lacks a
    character. The machine's own fonts are not seen.

    Raises ArtworkInvalid with every problem: an address that was not handed over, a picture that
    cannot be read, a character or family that no font has, scripts and other content that could
    only be left out, and documents that take too long or too much memory. Runs in a child process:
    starting it takes about 0.4 s. The same input gives the same bytes.
    """
    asked = {
        "files": list(files),
        "fonts": list(fonts),
        "size_mm": [width_mm, height_mm, bleed_mm],
    }
    return _call(kind, asked, [source, *files.values(), *fonts.values()], _SECONDS, "artwork")


def to_pages(source: bytes, files: Mapping[str, bytes]) -> bytes:
    """Set an HTML document (UTF-8) of our own as a tagged PDF, on pages as its style sheet says.

    `files` are what it may refer to, by relative name: style sheets, fonts and pictures. Raises
    ArtworkInvalid as `to_pdf` does. The same input gives the same bytes.
    """
    return _call("paging", list(files), [source, *files.values()], _DOCUMENT_SECONDS, "document")


def _call(module: str, asked: object, blobs: Sequence[bytes], seconds: float, place: str) -> bytes:
    size = sum(map(len, blobs))
    return confined.call(
        f"{__package__}.{module}:answer",
        asked,
        blobs,
        confined.Limits(
            seconds=seconds + _SECONDS_PER_MIB * size / _MIB,
            memory=_MEMORY + _MEMORY_PER_BYTE * size,
        ),
        place=place,
    )
