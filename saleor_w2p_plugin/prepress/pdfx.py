"""Answers: what must a file of a PDF/X standard say of itself?

All is returned as it is spelled in a file, for our own writer; `pikepdf.Object.parse` reads the
dictionaries, once `<<` and `>>` are around their entries.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from typing import Final

from saleor_w2p_plugin.design.press import Condition, Standard
from saleor_w2p_plugin.prepress.syntax import literal, text_string

# Later constructs have no meaning to readers of the version (ISO 15930-7 and -4).
VERSIONS: Final[Mapping[Standard, str]] = {"PDF/X-4": "1.6", "PDF/X-1a:2003": "1.4"}
_KEYS: Final[Mapping[Standard, Sequence[str]]] = {
    "PDF/X-4": ("GTS_PDFXVersion",),
    "PDF/X-1a:2003": ("GTS_PDFXVersion", "GTS_PDFXConformance"),
}
_NAMESPACES: Final[Mapping[Standard, tuple[str, str]]] = {
    "PDF/X-4": ("pdfxid", "http://www.npes.org/pdfx/ns/id/"),
    "PDF/X-1a:2003": ("pdfx", "http://ns.adobe.com/pdfx/1.3/"),
}
# The bytes may depend on nothing but the input, so the dates that a standard asks for are fixed.
_DATE_XMP: Final = "2000-01-01T00:00:00Z"
_DATE_INFO: Final = b"(D:20000101000000Z)"
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def header(standard: Standard) -> bytes:
    """Return the first lines of a file (ISO 32000-1, 7.5.2)."""
    return b"%%PDF-%s\n%%\xe2\xe3\xcf\xd3\n" % VERSIONS[standard].encode()


def info(standard: Standard, title: str) -> bytes:
    """Return the entries of a document information dictionary, which agree with `xmp`.

    PDF/X-1a is named here (ISO 15930-4); PDF/X-4 need only be in the XMP (ISO 15930-7), but readers
    look here too.
    """
    entries = b"/Title%s/CreationDate%s/ModDate%s/Trapped/False" % (
        text_string(_NOT_XML.sub("", title)),
        _DATE_INFO,
        _DATE_INFO,
    )
    named = literal(standard)
    return entries + b"".join(b"/%s%s" % (key.encode(), named) for key in _KEYS[standard])


def xmp(standard: Standard, title: str, digest: str) -> bytes:
    """Return the XMP packet of a document, for a stream without filters.

    `digest`, in hex, names the document: what is printed from one source has one DocumentID.
    """
    shown = html.escape(_NOT_XML.sub("", title), quote=False)
    namespace, properties = _named(standard)
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"{namespace}>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{shown}</rdf:li></rdf:Alt></dc:title>
<xmp:CreateDate>{_DATE_XMP}</xmp:CreateDate>
<xmp:ModifyDate>{_DATE_XMP}</xmp:ModifyDate>
<xmp:MetadataDate>{_DATE_XMP}</xmp:MetadataDate>
<xmpMM:DocumentID>uuid:{digest[:32]}</xmpMM:DocumentID>
<xmpMM:VersionID>1</xmpMM:VersionID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>
<pdf:Trapped>False</pdf:Trapped>{properties}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>""".encode()


def output_intent(condition: Condition) -> bytes:
    """Return the entries of an output intent, all but DestOutputProfile (ISO 32000-1, 14.11.5).

    Info is required where no registry explains the identifier, so it falls back to that.
    """
    return b"/Type/OutputIntent/S/GTS_PDFX/OutputConditionIdentifier%s%s/Info%s" % (
        literal(condition.identifier),
        b"/RegistryName" + literal(condition.registry) if condition.registry else b"",
        literal(condition.info or condition.identifier),
    )


def _named(standard: Standard) -> tuple[str, str]:
    """Return the declaration of a namespace, and the properties in it that name the standard."""
    prefix, space = _NAMESPACES[standard]
    named = (f"\n<{prefix}:{key}>{standard}</{prefix}:{key}>" for key in _KEYS[standard])
    return f'\n xmlns:{prefix}="{space}"', "".join(named)
