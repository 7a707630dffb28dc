"""Pictures in any format, and what prepared ones hold, for tests."""

from __future__ import annotations

import io
import zlib
from typing import Any

import pikepdf
from PIL import Image, ImageCms

from saleor_w2p_plugin.prepress import colour, raster
from saleor_w2p_plugin.rendering.pictures import Prepared

WIDTH, HEIGHT = 37, 26

_ACROSS = Image.linear_gradient("L").rotate(90).resize((WIDTH, HEIGHT))
_DOWN = Image.linear_gradient("L").resize((WIDTH, HEIGHT))
_ROUND = Image.radial_gradient("L").resize((WIDTH, HEIGHT))

# No two corners alike, so that every turn shows.
RGB = Image.merge("RGB", (_ACROSS, _DOWN, _ROUND))
GRAY = Image.blend(_ACROSS, _DOWN, 0.3)
RGBA = Image.merge("RGBA", (*RGB.split(), _ROUND))
CMYK = colour.of().image(RGB)
DEEP = GRAY.convert("I").point(lambda value: value * 257).convert("I;16")
BILEVEL = GRAY.convert("1")
LAB = ImageCms.buildTransform(
    ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB"
).apply(RGB)


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


VALID = {
    "jpeg": saved(RGB, "JPEG"),
    "jpeg-progressive": saved(RGB, "JPEG", progressive=True),
    "jpeg-gray": saved(GRAY, "JPEG"),
    "jpeg-cmyk": saved(CMYK, "JPEG"),
    "png": saved(RGB, "PNG"),
    "png-alpha": saved(RGBA, "PNG"),
    "png-palette": saved(RGB.quantize(32), "PNG", transparency=3),
    "png-16-bit": saved(DEEP, "PNG"),
    "png-1-bit": saved(BILEVEL, "PNG"),
    "tiff-cmyk": saved(CMYK, "TIFF", compression="tiff_lzw"),
    "tiff-lab": saved(LAB, "TIFF"),
    "tiff-fax": saved(BILEVEL, "TIFF", compression="group4"),
    "webp": saved(RGBA, "WEBP"),
    "webp-lossless": saved(RGB, "WEBP", lossless=True),
    "gif": saved(RGB, "GIF"),
    "bmp": saved(RGB, "BMP"),
    "jpeg2000": saved(RGB, "JPEG2000"),
    "avif": saved(RGBA, "AVIF"),
}


def turned(orientation: int) -> bytes:
    """Return Exif that says how a picture lies."""
    exif = Image.Exif()
    exif[274] = orientation
    return exif.tobytes()


def pixels(prepared: Prepared) -> Image.Image:
    """Return the picture that an image XObject's data hold, in mode 1, L or CMYK."""
    return _decoded(prepared.entries, prepared.data)


def mask(prepared: Prepared) -> Image.Image:
    """Return the soft mask in mode L."""
    assert prepared.mask is not None
    return _decoded(*prepared.mask)


def entry(entries: bytes, key: str) -> Any:
    return pikepdf.Object.parse(b"<<" + entries + b">>").get(key)


def _decoded(entries: bytes, data: bytes) -> Image.Image:
    size = int(entry(entries, "/Width")), int(entry(entries, "/Height"))
    mode = {"/DeviceGray": "L", "/DeviceCMYK": "CMYK"}[str(entry(entries, "/ColorSpace"))]
    if entry(entries, "/BitsPerComponent") == 1:
        mode = "1"
    if entry(entries, "/Filter") == "/FlateDecode":
        return Image.frombytes(mode, size, zlib.decompress(data))
    picture = Image.open(io.BytesIO(data), formats=["JPEG"])
    assert (picture.size, picture.mode) == (size, mode)
    picture.load()
    return picture


def shown(prepared: Prepared) -> Image.Image:
    """Return what PDFium shows of an image XObject, one pixel each, on magenta."""
    pdf = pikepdf.new()
    width, height = prepared.width_px, prepared.height_px
    page = pdf.add_blank_page(page_size=(width, height))
    image = _xobject(pdf, prepared.entries, prepared.data)
    if prepared.mask:
        image.SMask = _xobject(pdf, *prepared.mask)
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=image))
    drawn = f"0 1 0 0 k 0 0 {width} {height} re f q {width} 0 0 {height} 0 0 cm /Im Do Q"
    page.Contents = pdf.make_stream(drawn.encode())
    target = io.BytesIO()
    pdf.save(target)
    return raster.picture(target.getvalue(), 1, 72)


def _xobject(pdf: pikepdf.Pdf, entries: bytes, data: bytes) -> pikepdf.Stream:
    return pdf.make_indirect(
        pikepdf.Stream(pdf, data, pikepdf.Object.parse(b"<<" + entries + b">>"))
    )
