"""PDFs whose one page draws with broken pictures, colours, functions and fonts."""

from __future__ import annotations

import io
from collections.abc import Callable

from PIL import Image

from tests.hostile.broken.file import Broken
from tests.hostile.making import MIB, drawn, lzw_bomb, packed, stream

_IMAGE = b"/Type/XObject/Subtype/Image/Width 9/Height 9/BitsPerComponent 8"


def _image(entries: bytes, data: bytes = b"x", *objects: bytes) -> Callable[[], bytes]:
    image = stream(_IMAGE + entries, data)
    return drawn(b"/I Do", b"/XObject<</I 5 0 R>>", image, *objects)


def _space(space: bytes, *objects: bytes) -> Callable[[], bytes]:
    return drawn(b"/S cs 0 scn 0 0 9 9 re f", b"/ColorSpace<</S %s>>" % space, *objects)


def _function(function: bytes) -> Callable[[], bytes]:
    return _space(b"[/Separation/Ink/DeviceRGB 5 0 R]", function)


def _font(font: bytes, *objects: bytes) -> Callable[[], bytes]:
    text = b"BT /F 9 Tf 9 9 Td (Text) Tj ET"
    return drawn(text, b"/Font<</F 5 0 R>>", font, *objects)


def _jpeg(width: int, height: int) -> bytes:
    """Return a grey JPEG of 8 x 8 pixels that says it has others."""
    saved = io.BytesIO()
    Image.new("L", (8, 8)).save(saved, "JPEG")
    start = saved.getvalue().index(b"\xff\xc0") + 5
    size = height.to_bytes(2, "big") + width.to_bytes(2, "big")
    return saved.getvalue()[:start] + size + saved.getvalue()[start + 4 :]


def _calculator(depth: int) -> bytes:
    program = b"{" * depth + b"}" * depth
    return stream(b"/FunctionType 4/Domain[0 1]/Range[0 1 0 1 0 1]", program)


_TYPE3 = (
    b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/FirstChar 84"
    b"/LastChar 84/Widths[9]/Encoding<</Differences[84/T]>>/CharProcs<</T 6 0 R>>"
    b"/Resources<</Font<</F 5 0 R>>>>>>"
)
_TRUETYPE = b"<</Type/Font/Subtype/TrueType/BaseFont/A%s/FontDescriptor 6 0 R>>"
_DESCRIPTOR = b"<</Type/FontDescriptor/FontName/A/Flags 4%s>>"
_COMPOSITE = b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding %s/DescendantFonts %s>>"
_ELSEWHERE = "not embedded"

FILES: dict[str, Broken] = {
    "image-masks-itself": Broken(_image(b"/ColorSpace/DeviceRGB/SMask 5 0 R", b"x" * 243)),
    "image-is-short": Broken(_image(b"/ColorSpace/DeviceRGB"), ""),
    "image-is-negative": Broken(_image(b"/ColorSpace/DeviceRGB/Width -9"), ""),
    "image-is-a-word": Broken(_image(b"/ColorSpace/DeviceRGB/Width/Wide"), ""),
    "image-is-a-billion-wide": Broken(_image(b"/ColorSpace/DeviceRGB/Width 1000000000"), ""),
    "image-has-7-bits": Broken(_image(b"/ColorSpace/DeviceRGB/BitsPerComponent 7", b"x" * 243), ""),
    "image-has-no-space": Broken(_image(b"", b"x" * 81), "names no colour space"),
    "image-space-is-unknown": Broken(_image(b"/ColorSpace/DeviceMagic", b"x" * 81), ""),
    "image-space-is-a-number": Broken(_image(b"/ColorSpace 7", b"x" * 81), ""),
    "image-jpeg-is-garbage": Broken(_image(b"/ColorSpace/DeviceRGB/Filter/DCTDecode"), ""),
    "image-jpeg-lies": Broken(
        _image(b"/ColorSpace/DeviceGray/Filter/DCTDecode", _jpeg(65_000, 65_000)), ""
    ),
    "image-is-a-bomb": Broken(
        _image(b"/ColorSpace/DeviceGray/Filter/FlateDecode", packed(b"\0" * MIB, 800)),
        "unpacks to more",
    ),
    "image-is-a-bomb-in-lzw": Broken(
        _image(b"/ColorSpace/DeviceGray/Filter/LZWDecode", lzw_bomb(100)), "unpacks to more"
    ),
    "image-jpx-is-garbage": Broken(_image(b"/ColorSpace/DeviceRGB/Filter/JPXDecode"), ""),
    "image-fax-is-wide": Broken(
        _image(
            b"/ColorSpace/DeviceGray/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 999999999>>"
        )
    ),
    "image-jbig2-loops": Broken(
        _image(b"/ColorSpace/DeviceGray/Filter/JBIG2Decode/DecodeParms<</JBIG2Globals 5 0 R>>")
    ),
    "image-decode-is-garbage": Broken(
        _image(b"/ColorSpace/DeviceRGB/Decode[9 /a nan]", b"x" * 243), ""
    ),
    "icc-is-garbage": Broken(_space(b"[/ICCBased 5 0 R]", stream(b"/N 3", b"garbage" * 99)), ""),
    "icc-has-9-inks": Broken(_space(b"[/ICCBased 5 0 R]", stream(b"/N 9", b"garbage" * 99)), ""),
    "icc-is-its-own-alternate": Broken(
        _space(b"6 0 R", stream(b"/N 3/Alternate 6 0 R", b""), b"[/ICCBased 5 0 R]"), ""
    ),
    "palette-has-a-billion-colours": Broken(_space(b"[/Indexed/DeviceRGB 1000000000(abc)]"), ""),
    "ink-name-is-enormous": Broken(
        _space(
            b"[/Separation/%s/DeviceCMYK 5 0 R]" % (b"N" * MIB),
            b"<</FunctionType 2/N 1/Domain[0 1]/C0[0 0 0 0]/C1[1 1 1 1]>>",
        )
    ),
    "inks-are-10000": Broken(
        _space(
            b"[/DeviceN[%s]/DeviceRGB 5 0 R]" % b"".join(b"/I%d" % ink for ink in range(10_000)),
            _calculator(1),
        ),
        "",
    ),
    "lab-is-no-number": Broken(_space(b"[/Lab<</WhitePoint[nan 0 -1]/Range[9 /a]>>]"), ""),
    "function-is-10000-deep": Broken(_function(_calculator(10_000)), ""),
    "function-rolls-for-ever": Broken(
        _function(
            stream(
                b"/FunctionType 4/Domain[0 1]/Range[0 1 0 1 0 1]",
                b"{" + b"dup 1000000 1000000 roll " * 10_000 + b"}",
            )
        ),
        "",
    ),
    "function-has-a-billion-samples": Broken(
        _function(
            stream(
                b"/FunctionType 0/Domain[0 1]/Range[0 1 0 1 0 1]/Size[1000000000]/BitsPerSample 8",
                b"x",
            )
        ),
        "",
    ),
    "function-stitches-itself": Broken(
        _function(b"<</FunctionType 3/Domain[0 1]/Functions[5 0 R]/Bounds[]/Encode[0 1]>>"), ""
    ),
    "shading-is-a-broken-mesh": Broken(
        drawn(
            b"/S sh",
            b"/Shading<</S 5 0 R>>",
            stream(
                b"/ShadingType 4/ColorSpace/DeviceRGB/BitsPerCoordinate 32/BitsPerComponent 16"
                b"/BitsPerFlag 8/Decode[0 9 0 9 0 1 0 1 0 1]",
                b"garbage",
            ),
        ),
        "",
    ),
    "font-paints-itself": Broken(_font(_TYPE3, stream(b"", b"9 0 d0 BT /F 1 Tf (T) Tj ET"))),
    "font-program-is-garbage": Broken(
        _font(_TRUETYPE % b"", _DESCRIPTOR % b"/FontFile2 7 0 R", stream(b"", b"garbage" * 99))
    ),
    "font-program-is-a-bomb": Broken(
        _font(
            _TRUETYPE % b"",
            _DESCRIPTOR % b"/FontFile2 7 0 R",
            stream(b"/Filter/FlateDecode", packed(b"\0" * MIB, 800)),
        ),
        "unpacks to more",
    ),
    "font-widths-are-huge": Broken(
        _font(
            _TRUETYPE % b"/FirstChar -999999999/LastChar 999999999/Widths[1e999 nan]",
            _DESCRIPTOR % b"/FontFile2 7 0 R",
            stream(b"", b""),
        )
    ),
    "font-is-not-there": Broken(_font(b"<</Type/Font/Subtype/TrueType/BaseFont/A>>"), _ELSEWHERE),
    "font-is-a-number": Broken(_font(b"7")),
    "font-descends-from-itself": Broken(_font(_COMPOSITE % (b"/Identity-H", b"[5 0 R]")), ""),
    "font-encoding-uses-itself": Broken(
        _font(
            _COMPOSITE % (b"6 0 R", b"[7 0 R]"),
            stream(b"/Type/CMap/UseCMap 6 0 R", b""),
            b"<</Type/Font/Subtype/CIDFontType2/BaseFont/A>>",
        ),
        _ELSEWHERE,
    ),
    "font-names-four-billion-codes": Broken(
        _font(
            _TRUETYPE % b"/ToUnicode 8 0 R",
            _DESCRIPTOR % b"/FontFile2 7 0 R",
            stream(b"", b""),
            stream(b"", b"1 beginbfrange <00000000> <ffffffff> <0000> endbfrange"),
        )
    ),
}
