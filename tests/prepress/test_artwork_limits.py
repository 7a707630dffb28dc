from __future__ import annotations

import base64
import zlib
from types import SimpleNamespace

import pikepdf
import pytest
from pikepdf import Array, Name

from saleor_w2p_plugin.errors import ArtworkInvalid
from saleor_w2p_plugin.prepress import artwork
from saleor_w2p_plugin.prepress.artwork.normalising import normalised
from tests.golden.card import art, operators

SHEET = SimpleNamespace(width_mm=85, height_mm=55, bleed_mm=3, slug_mm=0, safe_mm=3)
CARD = artwork.Use(1, SHEET)
MIB = 1 << 20


def _form(pdf, content):
    return pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])


def _itself(pdf, family):
    space = pdf.make_indirect(Array([family, Name.DeviceGray, 0, pikepdf.String(b"\0")]))
    space[1 if family == Name.Indexed else 2] = space
    return space


def test_artwork_is_refused_when_the_stack_ends(monkeypatch):
    def endless(*_):
        return endless()

    monkeypatch.setattr("saleor_w2p_plugin.prepress.artwork.normalising._upright", endless)

    with pytest.raises(ArtworkInvalid):
        normalised(art(b""), [CARD])


@pytest.mark.parametrize("encoding", ["/ASCII85Decode", "/ASCIIHexDecode"])
def test_content_is_read_when_it_is_packed_and_encoded(encoding):
    def fill(pdf, page):
        # Numbers that hardly pack: a bound by the worst case of the filters would refuse them.
        drawn = b"".join(b"%d %d m\n" % (n * n % 9973, n * n % 9901) for n in range(20_000))
        packed = zlib.compress(drawn + b"0 0 0 1 k\n")
        encoded = {
            "/ASCII85Decode": base64.a85encode(packed) + b"~>",
            "/ASCIIHexDecode": packed.hex().encode() + b">",
        }[encoding]
        page.obj.Contents.write(encoded, filter=Array([Name(encoding), Name.FlateDecode]))

    data = art(
        b"", fill, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none
    )

    assert operators(normalised(data, [CARD]))[-1] == ([0, 0, 0, 1], "k")
