"""A design and its normalised artwork in, the part of the file that every card shares out."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

import pikepdf

from saleor_w2p_plugin.design.document import Document
from saleor_w2p_plugin.prepress import colour
from saleor_w2p_plugin.rendering.pdf_syntax import (
    Prefix,
    packed_stream,
    prefix,
    stream,
    text_string,
)

# The bytes may depend on nothing but the input, so the dates that XMP asks for are fixed.
_DATE_XMP: Final = "2000-01-01T00:00:00Z"
_DATE_INFO: Final = b"(D:20000101000000Z)"
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Static:
    """The shared objects: their bytes, and the numbers that pages refer to."""

    prefix: Prefix
    forms: tuple[int | None, ...]
    overprint: int
    info: int
    catalog: bytes


def build(document: Document, artwork: bytes | None) -> Static:
    """Write artwork forms, profile, metadata and graphics states.

    `artwork` is a PDF with one page for every page of the design that has artwork, in order.
    """
    objects, forms = _forms(artwork) if artwork else ({}, [])

    def add(body: bytes) -> int:
        objects[len(objects) + 1] = body
        return len(objects)

    overprint = add(b"<</Type/ExtGState/OP true/op true/OPM 1>>")
    title = _NOT_XML.sub("", document.name)
    info = add(
        b"<</Title%s/CreationDate%s/ModDate%s/Trapped/False>>"
        % (text_string(title), _DATE_INFO, _DATE_INFO)
    )
    packet = _xmp(title, document.digest).encode()
    metadata = add(packed_stream(packet, b"/Type/Metadata/Subtype/XML"))
    profile = add(stream(colour.profile_bytes(), b"/N 4/Alternate/DeviceCMYK"))
    intent = add(
        b"<</Type/OutputIntent/S/GTS_PDFX/OutputConditionIdentifier(FOGRA39)"
        b"/RegistryName(http://www.color.org)/Info(%s)/DestOutputProfile %d 0 R>>"
        % (colour.CONDITION.encode(), profile)
    )
    numbers = iter(forms)
    return Static(
        prefix=prefix(objects),
        forms=tuple(
            next(numbers) if artwork and page.artwork_page is not None else None
            for page in document.pages
        ),
        overprint=overprint,
        info=info,
        catalog=b"<</Type/Catalog/Pages %%d 0 R/Metadata %d 0 R/OutputIntents[%d 0 R]>>"
        % (metadata, intent),
    )


def _forms(artwork: bytes) -> tuple[dict[int, bytes], list[int]]:
    """Return the artwork as Form XObjects: all objects by number, the forms' numbers."""
    with pikepdf.open(io.BytesIO(artwork)) as source, pikepdf.new() as target:
        forms = []
        for page in source.pages:
            form = target.copy_foreign(page.as_form_xobject())
            left, bottom = float(form.BBox[0]), float(form.BBox[1])
            form.Matrix = pikepdf.Array([1, 0, 0, 1, -left, -bottom])
            forms.append(target.make_indirect(form))
        target.Root.Forms = pikepdf.Array(forms)
        saved = io.BytesIO()
        target.save(saved, object_stream_mode=pikepdf.ObjectStreamMode.disable, static_id=True)
    with pikepdf.open(saved) as pdf:
        objects = {item.objgen[0]: _serialised(item) for item in pdf.objects}
        return objects, [form.objgen[0] for form in pdf.Root.Forms]


def _serialised(item: pikepdf.Object) -> bytes:
    if not isinstance(item, pikepdf.Stream):
        return item.unparse(resolved=True)
    entries, data = item.stream_dict.unparse(resolved=True), item.read_raw_bytes()
    return b"%s\nstream\n%s\nendstream" % (entries, data)


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
