"""An RGB picture of a supplied PDF in, the same picture in the target's colours out."""

from __future__ import annotations

import io
import zlib
from typing import Final

import pikepdf
from pikepdf import Name
from PIL import Image

from saleor_w2p_plugin.prepress import colour
from saleor_w2p_plugin.prepress.artwork import reading, spaces
from saleor_w2p_plugin.prepress.artwork.targets import Target
from saleor_w2p_plugin.prepress.artwork.unprintable import Unprintable

_INVERTED: Final = [1, 0] * 4
_SIZED: Final = ("/DCTDecode", "/JPXDecode")
_FORMATS: Final = ("JPEG", "JPEG2000")
_STALE: Final = ("/Metadata", "/DecodeParms", "/Decode")


def convert(pdf: pikepdf.Pdf, image: pikepdf.Stream, target: Target) -> None:
    """Convert an image XObject in place; its soft mask stays as it is.

    Raises Unprintable for sizes over 64 million pixels, 512 million of one bit, and kinds of RGB
    that cannot be converted.
    """
    check_size(image)
    if "/Alternates" in image:
        del image["/Alternates"]  # one of them could print, while a proof shows the image itself
    if image.get("/ImageMask", False):
        return
    space = image.get("/ColorSpace")
    if space is None:
        if "/JPXDecode" in reading.filters(image):
            raise Unprintable("A JPEG 2000 picture does not name its colour space.")
        raise Unprintable("A picture of the file names no colour space.")
    found = spaces.foreign(space)
    if found is None:
        replacement = spaces.converted(pdf, space, target)
        if replacement is not None:
            image.ColorSpace = replacement
        return
    if found.lab is not None:
        raise Unprintable("A picture is in Lab colours; export it in CMYK.")
    _check_convertible(image)
    _write(image, target.image(_decoded(image), found.icc), target)


def check_size(image: pikepdf.Object) -> None:
    """Refuse pictures whose declared size would fill the memory, or is not that of their data.

    Nothing is decoded; raises Unprintable.
    """
    width, height = check_pixels(image)
    names = reading.filters(image)
    if names and names[-1] in _SIZED and _size(image) != (width, height):
        # Decoders go by what the picture says of itself.
        raise Unprintable("A picture's size differs from what the file declares.")


def check_pixels(image: pikepdf.Object) -> tuple[int, int]:
    """Return a picture's declared width and height; raises Unprintable for none and too many."""
    width, height = int(image.get("/Width", 0)), int(image.get("/Height", 0))
    if width < 1 or height < 1:
        raise Unprintable("A picture of the file has no size.")
    # Line art is scanned at 1200 ppi and more, and a pixel of it is a bit.
    is_line_art = image.get("/ImageMask", False) or image.get("/BitsPerComponent") == 1
    most = reading.MAX_IMAGE_PIXELS * (8 if is_line_art else 1)
    if width * height > most:
        raise Unprintable(
            f"A picture has {width} x {height} pixels, more than {most // 1_000_000} million."
        )
    return width, height


def _size(image: pikepdf.Object) -> tuple[int, int]:
    try:
        with Image.open(io.BytesIO(reading.packed_picture(image)), formats=_FORMATS) as picture:
            return picture.size
    except Exception as error:  # decoders raise whatever they like on damaged data
        raise Unprintable("A picture of the file cannot be read.") from error


def _check_convertible(image: pikepdf.Object) -> None:
    if isinstance(image.get("/Mask"), pikepdf.Array):
        raise Unprintable("An RGB picture has a colour key mask; export it with a soft mask.")
    soft_mask = image.get("/SMask")
    if soft_mask is not None and "/Matte" in soft_mask:
        raise Unprintable("An RGB picture's soft mask has a matte colour; flatten it first.")
    decode = [float(value) for value in image.get("/Decode", [0, 1] * 3)]
    if decode != [0, 1] * 3:
        raise Unprintable("An RGB picture has inverted values (Decode); export it plainly.")


def _decoded(image: pikepdf.Stream) -> Image.Image:
    width, height = int(image.Width), int(image.Height)
    names = reading.filters(image)
    try:
        if names in (["/DCTDecode"], ["/JPXDecode"]):
            picture = Image.open(io.BytesIO(image.read_raw_bytes()), formats=_FORMATS)
            return picture.convert("RGB")
        # One filter byte a row for PNG predictors, and a little for sloppy producers.
        bits = int(image.get("/BitsPerComponent", 8))
        reading.check_size(image, (width * 3 * bits // 8 + 2) * (height + 1) + 4096)
        if bits != 8:
            return pikepdf.PdfImage(image).as_pil_image().convert("RGB")
        return Image.frombytes("RGB", (width, height), image.read_bytes())
    except (MemoryError, Unprintable):
        raise
    except Exception as error:  # decoders raise whatever they like on damaged data
        raise Unprintable("An RGB picture cannot be read.") from error


def _write(image: pikepdf.Stream, picture: Image.Image, target: Target) -> None:
    is_photo = "/DCTDecode" in reading.filters(image) or "/JPXDecode" in reading.filters(image)
    for key in _STALE:
        if key in image:
            del image[key]
    image.ColorSpace = Name(target.space)
    image.BitsPerComponent = 8
    if not is_photo:
        image.write(zlib.compress(picture.tobytes(), 6), filter=Name.FlateDecode)
        return
    image.write(colour.jpeg(picture, target.ink_limit), filter=Name.DCTDecode)
    if picture.mode == "CMYK":
        # Pillow writes CMYK as Adobe does, inverted; readers of PDF go by Decode alone.
        image.Decode = pikepdf.Array(_INVERTED)
