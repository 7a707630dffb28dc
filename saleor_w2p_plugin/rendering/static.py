"""What every card of a design shares in, the start of the file and its page dictionaries out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from saleor_w2p_plugin.design.document import Document
from saleor_w2p_plugin.prepress import pdfx
from saleor_w2p_plugin.prepress.boxes import PageBoxes, Rect
from saleor_w2p_plugin.prepress.colour import Conversion
from saleor_w2p_plugin.prepress.syntax import (
    numbers,
    packed_stream,
    references,
    stream,
)
from saleor_w2p_plugin.rendering.write.file import Prefix
from saleor_w2p_plugin.rendering.write.records import Used

# The XObjects that operators of ours draw.
_DRAWN: Final = re.compile(rb"/(\w+) Do")


@dataclass(frozen=True, slots=True)
class StaticPage:
    """A page's dictionary, open for parent and content numbers, and what paints its background."""

    head: bytes
    background: bytes


@dataclass(frozen=True, slots=True)
class Static:
    """The shared objects: their bytes, the numbers that others refer to, and what they use."""

    prefix: Prefix
    pages: tuple[StaticPage, ...]
    resources_number: int
    fonts_number: int
    tree_number: int
    catalog_number: int
    info_number: int
    used: Used
    _resources: bytes

    def resources(self, pictures: Mapping[bytes, int]) -> bytes:
        """Write the resources of all pages; `pictures` are numbers by name."""
        return self._resources % references(pictures)


class Objects:
    """Numbers objects for the start of a file, and names those that contents refer to.

    `first` are objects that have numbers from 1 on already.
    """

    def __init__(self, first: Mapping[int, bytes], spaces: Mapping[bytes, bytes]) -> None:
        self.bodies = dict(first)
        self.count = len(first)
        self.xobjects: dict[bytes, int] = {}
        self.used = Used()
        self.resources_number = self.reserve()
        self.fonts_number = self.reserve()
        overprint = self.add(b"<</Type/ExtGState/OP true/op true/OPM 1>>")
        separations = {name: self.add(body) for name, body in spaces.items()}
        self._common = b"/Font %d 0 R/ColorSpace<<%s>>/ExtGState<</Overprint %d 0 R>>" % (
            self.fonts_number,
            references(separations),
            overprint,
        )

    def reserve(self) -> int:
        """Return the number of an object that follows later."""
        self.count += 1
        return self.count

    def add(self, body: bytes) -> int:
        """Add an object and return its number."""
        number = self.reserve()
        self.bodies[number] = body
        return number

    def form(self, name: bytes, content: bytes, box: Rect) -> bytes:
        """Add operators as a Form XObject (ISO 32000-1, 8.10) and return what paints it."""
        drawn = {found: self.xobjects[found] for found in _DRAWN.findall(content)}
        entries = b"/Type/XObject/Subtype/Form/BBox[%s]/Resources%s" % (
            rectangle(box),
            self.resources(references(drawn)),
        )
        self.xobjects[name] = self.add(stream(content, entries))
        return b"/%s Do" % name

    def resources(self, xobjects: bytes) -> bytes:
        """Write a resource dictionary with some XObjects, and all that is small."""
        return b"<<%s/XObject<<%s>>>>" % (self._common, xobjects)


def build(
    document: Document,
    objects: Objects,
    boxes: Sequence[PageBoxes],
    backgrounds: Sequence[bytes],
    conversion: Conversion,
) -> Static:
    """Close the start of a file with metadata and output intent; `backgrounds` paint each page."""
    tree = objects.reserve()
    info, catalog = _information(document, objects, tree, conversion.profile)
    pages = tuple(
        StaticPage(_page(box, objects.resources_number), ops + b"\n" if ops else b"")
        for box, ops in zip(boxes, backgrounds, strict=True)
    )
    return Static(
        prefix=Prefix.of(pdfx.header(document.press.standard), objects.bodies, objects.count),
        pages=pages,
        resources_number=objects.resources_number,
        fonts_number=objects.fonts_number,
        tree_number=tree,
        catalog_number=catalog,
        info_number=info,
        used=objects.used,
        _resources=objects.resources(references(objects.xobjects) + b"%s"),
    )


def rectangle(rect: Rect) -> bytes:
    """Write a rectangle (ISO 32000-1, 7.9.5)."""
    return numbers(*rect.sides)


def _page(boxes: PageBoxes, resources: int) -> bytes:
    return (
        b"<</Type/Page/MediaBox[%s]/BleedBox[%s]/TrimBox[%s]/Resources %d 0 R"
        b"/Parent %%d 0 R/Contents %%d 0 R>>"
    ) % (rectangle(boxes.media), rectangle(boxes.bleed), rectangle(boxes.trim), resources)


def _information(document: Document, objects: Objects, tree: int, icc: bytes) -> tuple[int, int]:
    standard = document.press.standard
    info = objects.add(b"<<%s>>" % pdfx.info(standard, document.name))
    packet = pdfx.xmp(standard, document.name, document.digest)
    metadata = objects.add(packed_stream(packet, b"/Type/Metadata/Subtype/XML"))
    profile = objects.add(stream(icc, b"/N 4/Alternate/DeviceCMYK"))
    intent = objects.add(
        b"<<%s/DestOutputProfile %d 0 R>>" % (pdfx.output_intent(document.press.condition), profile)
    )
    catalog = objects.add(
        b"<</Type/Catalog/Pages %d 0 R/Metadata %d 0 R/OutputIntents[%d 0 R]>>"
        % (tree, metadata, intent)
    )
    return info, catalog
