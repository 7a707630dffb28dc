"""What every card of a design shares in, the start of the file and its page dictionaries out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from xml.sax.saxutils import escape

from saleor_w2p_plugin.design.document import Document
from saleor_w2p_plugin.prepress import colour
from saleor_w2p_plugin.prepress.boxes import PageBoxes, Rect
from saleor_w2p_plugin.rendering.write.file import Prefix
from saleor_w2p_plugin.rendering.write.records import Used
from saleor_w2p_plugin.rendering.write.syntax import (
    numbers,
    packed_stream,
    stream,
    text_string,
)

# The bytes may depend on nothing but the input, so the dates that XMP asks for are fixed.
_DATE_XMP: Final = "2000-01-01T00:00:00Z"
_DATE_INFO: Final = b"(D:20000101000000Z)"
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


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
    tree_number: int
    catalog_number: int
    info_number: int
    used: Used
    _heads: Mapping[bytes, bytes]

    def resources(self, fonts: Mapping[bytes, int], pictures: Mapping[bytes, int]) -> bytes:
        """Write the resources of all pages; `fonts` and `pictures` are numbers by name."""
        font = _references(fonts)
        xobjects = self._heads[b"XObject"] + _references(pictures)
        spaces, states = self._heads[b"ColorSpace"], self._heads[b"ExtGState"]
        return b"<</Font<<%s>>/XObject<<%s>>/ColorSpace<<%s>>/ExtGState<<%s>>>>" % (
            font,
            xobjects,
            spaces,
            states,
        )


@dataclass(slots=True)
class Objects:
    """Numbers objects for the start of a file, and names those that contents refer to."""

    bodies: dict[int, bytes] = field(default_factory=dict)
    count: int = 0
    xobjects: dict[bytes, int] = field(default_factory=dict)
    used: Used = field(default_factory=Used)
    resources_number: int = 0

    def __post_init__(self) -> None:
        self.resources_number = self.reserve()

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
        entries = b"/Type/XObject/Subtype/Form/BBox[%s]/Resources %d 0 R" % (
            rectangle(box),
            self.resources_number,
        )
        self.xobjects[name] = self.add(stream(content, entries))
        return b"/%s Do" % name


def build(
    document: Document,
    objects: Objects,
    boxes: Sequence[PageBoxes],
    backgrounds: Sequence[bytes],
    spaces: Mapping[bytes, bytes],
) -> Static:
    """Close the start of a file: graphics states, colour spaces, metadata, output intent.

    `backgrounds` paint each page, `spaces` are colour spaces by resource name.
    """
    overprint = objects.add(b"<</Type/ExtGState/OP true/op true/OPM 1>>")
    separations = {name: objects.add(body) for name, body in spaces.items()}
    tree = objects.reserve()
    info, catalog = _information(document, objects, tree)
    heads = {
        b"XObject": _references(objects.xobjects),
        b"ColorSpace": _references(separations),
        b"ExtGState": b"/Overprint %d 0 R" % overprint,
    }
    pages = tuple(
        StaticPage(_page(box, objects.resources_number), ops + b"\n" if ops else b"")
        for box, ops in zip(boxes, backgrounds, strict=True)
    )
    return Static(
        prefix=Prefix.of(objects.bodies, objects.count),
        pages=pages,
        resources_number=objects.resources_number,
        tree_number=tree,
        catalog_number=catalog,
        info_number=info,
        used=objects.used,
        _heads=heads,
    )


def rectangle(rect: Rect) -> bytes:
    """Write a rectangle (ISO 32000-1, 7.9.5)."""
    return numbers(rect.left, rect.bottom, rect.right, rect.top)


def _references(numbers_by_name: Mapping[bytes, int]) -> bytes:
    return b"".join(b"/%s %d 0 R" % item for item in numbers_by_name.items())


def _page(boxes: PageBoxes, resources: int) -> bytes:
    return (
        b"<</Type/Page/MediaBox[%s]/BleedBox[%s]/TrimBox[%s]/Resources %d 0 R"
        b"/Parent %%d 0 R/Contents %%d 0 R>>"
    ) % (rectangle(boxes.media), rectangle(boxes.bleed), rectangle(boxes.trim), resources)


def _information(document: Document, objects: Objects, tree: int) -> tuple[int, int]:
    title = _NOT_XML.sub("", document.name)
    info = objects.add(
        b"<</Title%s/CreationDate%s/ModDate%s/Trapped/False>>"
        % (text_string(title), _DATE_INFO, _DATE_INFO)
    )
    packet = _xmp(title, document.digest).encode()
    metadata = objects.add(packed_stream(packet, b"/Type/Metadata/Subtype/XML"))
    profile = objects.add(stream(colour.profile_bytes(), b"/N 4/Alternate/DeviceCMYK"))
    intent = objects.add(
        b"<</Type/OutputIntent/S/GTS_PDFX/OutputConditionIdentifier(FOGRA39)"
        b"/RegistryName(http://www.color.org)/Info(%s)/DestOutputProfile %d 0 R>>"
        % (colour.CONDITION.encode(), profile)
    )
    catalog = objects.add(
        b"<</Type/Catalog/Pages %d 0 R/Metadata %d 0 R/OutputIntents[%d 0 R]>>"
        % (tree, metadata, intent)
    )
    return info, catalog


def _xmp(title: str, digest: str) -> str:
    """Return the XMP packet: title, fixed dates and the design's digest as the document's name."""
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>
<xmp:CreateDate>{_DATE_XMP}</xmp:CreateDate>
<xmp:ModifyDate>{_DATE_XMP}</xmp:ModifyDate>
<xmp:MetadataDate>{_DATE_XMP}</xmp:MetadataDate>
<xmpMM:DocumentID>uuid:{digest[:32]}</xmpMM:DocumentID>
<xmpMM:VersionID>1</xmpMM:VersionID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>
<pdf:Trapped>False</pdf:Trapped>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""
