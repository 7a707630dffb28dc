"""A number of pages in, a PDF with a CMYK photo and two columns of text on each out."""

from __future__ import annotations

import io
import random
from pathlib import Path
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image

PAGES: Final = 200
SIZE_MB: Final = 50
_FONT: Final = (
    Path(__file__).parents[2] / "sandbox/fixtures/business_card/fonts/NotoSans-Regular.ttf"
)
_WIDTH, _HEIGHT, _BLEED = 595.28, 841.89, 8.5
_PHOTO: Final = (1600, 1800)
_LINES: Final = 60
_WORDS: Final = ("every", "page", "of", "this", "book", "has", "a", "photo", "and", "some", "text")


def write(pages: int = PAGES, size_mb: float = SIZE_MB) -> bytes:
    """Write a book of `pages` A4 pages with bleed, of about `size_mb` million bytes.

    Photos are noise over a gradient, every one another, so that they take their share; its
    numbers are random, and the same each time.
    """
    chance = random.Random(1)
    pdf = pikepdf.new()
    font = _font(pdf)
    share = size_mb * 1_000_000 / pages
    amplitude, photo = _amplitude(chance, share)
    for _ in range(pages):
        page = pdf.add_blank_page(page_size=(_WIDTH + 2 * _BLEED, _HEIGHT + 2 * _BLEED))
        page.obj.TrimBox = [_BLEED, _BLEED, _WIDTH + _BLEED, _HEIGHT + _BLEED]
        page.obj.BleedBox = page.obj.MediaBox
        image = pdf.make_stream(photo, Type=Name.XObject, Subtype=Name.Image, Width=_PHOTO[0],
                                Height=_PHOTO[1], ColorSpace=Name.DeviceCMYK, BitsPerComponent=8,
                                Filter=Name.DCTDecode, Decode=Array([1, 0] * 4))  # fmt: skip
        page.obj.Resources = Dictionary(XObject=Dictionary(Im=image), Font=Dictionary(F=font))
        page.obj.Contents = pdf.make_stream(_content(chance))
        photo = _photo(chance, amplitude)
    saved = io.BytesIO()
    pdf.save(saved, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return saved.getvalue()


def _amplitude(chance: random.Random, share: float) -> tuple[int, bytes]:
    """Return how much noise a photo needs to take its share of bytes, and the first such photo."""
    low, high = 1, 128
    while high - low > 1:
        middle = (low + high) // 2
        if len(_photo(chance, middle)) > share:
            high = middle
        else:
            low = middle
    return low, _photo(chance, low)


def _photo(chance: random.Random, amplitude: int) -> bytes:
    """Draw a photo in CMYK, as Adobe's programs write them: inverted."""
    width, height = _PHOTO
    ramp = Image.linear_gradient("L").resize(_PHOTO)
    noise = Image.frombytes(
        "L", (width // 3, height // 3), chance.randbytes(width // 3 * (height // 3))
    )
    noise = noise.resize(_PHOTO, Image.Resampling.BICUBIC)
    plate = Image.blend(ramp.point(lambda value: 40 + value // 3), noise, amplitude / 128)
    turned = plate.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    black = plate.point(lambda value: value // 4)
    saved = io.BytesIO()
    Image.merge("CMYK", (plate, turned, plate, black)).save(saved, "JPEG", quality=85)
    return saved.getvalue()


def _content(chance: random.Random) -> bytes:
    """Place the photo over the upper part and its bleed, and set two columns below it."""
    top = _HEIGHT + 2 * _BLEED
    parts = [b"q %.2f 0 0 %.2f 0 %.2f cm /Im Do Q" % (_WIDTH + 2 * _BLEED, 430, top - 430)]
    parts.append(b"0 0 0 1 k 0 0 0 1 K 0.5 w")
    for column in range(2):
        x = 50 + 270 * column
        parts.append(b"BT /F 8 Tf 11 TL 1 0 0 1 %d 400 Tm" % x)
        for _ in range(_LINES // 2):
            words = " ".join(chance.choice(_WORDS) for _ in range(9))
            parts.append(b"(%s) Tj T*" % words.encode())
        parts.append(b"ET %d 40 m %d 40 l S" % (x, x + 240))
    return b"\n".join(parts)


def _font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    program = _FONT.read_bytes()
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name("/NotoSans-Regular"), Flags=32, ItalicAngle=0,
        FontBBox=[-600, -300, 2900, 1100], Ascent=1069, Descent=-293, CapHeight=714, StemV=80,
        FontFile2=pdf.make_stream(program, Length1=len(program)),
    )  # fmt: skip
    return pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name("/NotoSans-Regular"),
                   FirstChar=32, LastChar=126, Widths=[550] * 95, Encoding=Name.WinAnsiEncoding,
                   FontDescriptor=pdf.make_indirect(descriptor))
    )  # fmt: skip
