"""A picture in inks in, how much ink lies where in it out, at a reduced size."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import pikepdf
from PIL import Image, ImageChops

from saleor_w2p_plugin.prepress.artwork import reading
from saleor_w2p_plugin.prepress.artwork.unprintable import Unprintable
from saleor_w2p_plugin.prepress.preflight.reading.colours import Space
from saleor_w2p_plugin.prepress.preflight.reading.marks import Picture

# Enough to find a stamp in a picture that fills a sheet.
_SIDE: Final = 256
# Without a codec that can decode at a smaller size, all samples exist at once.
_MAX_SAMPLES: Final = 100_000_000


@dataclass(frozen=True, slots=True)
class Amounts:
    """The sum of all inks over a picture; 255 in the `map` is `most`, where 1 is one full ink."""

    map: Image.Image
    most: float

    def above(self, limit: float) -> tuple[float, tuple[float, float, float, float]] | None:
        """Return the share of the picture above a limit, and the part of the unit square around it.

        The part is left, bottom, right, top; None where nothing is above.
        """
        level = int(limit / self.most * 255)
        dark = self.map.point([255 * (value > level) for value in range(256)])
        box = dark.getbbox()
        if box is None:
            return None
        width, height = self.map.size
        share = dark.histogram()[255] / (width * height)
        left, top, right, bottom = box
        return share, (left / width, 1 - bottom / height, right / width, 1 - top / height)

    @property
    def peak(self) -> float:
        """Return the most ink on one spot."""
        _, highest = self.map.getextrema()
        return float(highest) / 255 * self.most  # type: ignore[arg-type]


@dataclass(slots=True)
class Measured:
    """Measures pictures, each object once; raises Unprintable for what cannot be measured."""

    _kept: dict[tuple[int, int], Amounts | Unprintable] = field(default_factory=dict)

    def of(self, picture: Picture) -> Amounts | None:
        """Return the ink of a picture, None where it is one ink at most or in screen colours."""
        space = picture.space
        inks = space.base if space.kind == "indexed" else space
        if inks is None or len(inks.names) < 2 or picture.is_stencil:
            return None
        key = picture.image.objgen
        found = self._kept.get(key) if key != (0, 0) else None
        if found is None:
            found = _measured(picture, space)
            if key != (0, 0):
                self._kept[key] = found
        if isinstance(found, Unprintable):
            raise found
        return found


def _measured(picture: Picture, space: Space) -> Amounts | Unprintable:
    try:
        bands = _bands(picture, space)
    except Unprintable as error:
        return error
    except Exception:  # decoders raise whatever they like on damaged data
        return Unprintable("A picture cannot be read, so its ink was not measured.")
    # Pairs are added with halves, so that no sum is cut off.
    count = len(bands)
    while len(bands) > 1:
        if len(bands) % 2:
            bands.append(Image.new("L", bands[0].size))
        pairs = zip(bands[::2], bands[1::2], strict=True)
        bands = [ImageChops.add(one, other, scale=2) for one, other in pairs]
    return Amounts(bands[0], float(1 << (count - 1).bit_length()))


def _bands(picture: Picture, space: Space) -> list[Image.Image]:
    """Return a plate for each component, 255 for full ink."""
    image, names = picture.image, reading.filters(picture.image)
    if names in (["/DCTDecode"], ["/JPXDecode"]):
        bands, is_inverted = _photo(image), names == ["/DCTDecode"]
        if len(bands) == 4 and is_inverted:
            # Pillow turns every CMYK JPEG round, as Adobe's are; a PDF goes by Decode alone.
            bands = [ImageChops.invert(band) for band in bands]
    else:
        bands = _plain(picture, space)
    if len(bands) < 2:
        raise Unprintable("A picture has not the inks that its colour space says.")
    decode = [float(value) for value in image.get("/Decode", [])]
    if space.kind != "indexed" and decode[:2] == [1, 0]:
        bands = [ImageChops.invert(band) for band in bands]
    return bands


def _photo(image: pikepdf.Object) -> list[Image.Image]:
    opened = Image.open(io.BytesIO(image.read_raw_bytes()), formats=["JPEG", "JPEG2000"])
    if opened.width * opened.height > reading.MAX_IMAGE_PIXELS:
        raise Unprintable("A picture is too large, so its ink was not measured.")
    opened.draft(opened.mode, (_SIDE, _SIDE))
    return [_small(band) for band in opened.split()]


def _plain(picture: Picture, space: Space) -> list[Image.Image]:
    size, count = (
        (picture.width, picture.height),
        1 if space.kind == "indexed" else len(space.names),
    )
    samples = picture.width * picture.height * count
    if picture.bits != 8 or samples > _MAX_SAMPLES:
        raise Unprintable("A picture is too large or not of 8 bits, so its ink was not measured.")
    # One filter byte a row for PNG predictors, and a little for sloppy producers.
    reading.check_size(picture.image, samples + picture.height + 8192)
    data = picture.image.read_bytes()
    if space.kind == "indexed" and space.base is not None:
        indexes = Image.frombytes("L", size, data[:samples])
        return [_small(indexes.point(_table(space, at))) for at in range(len(space.base.names))]
    return [_small(Image.frombytes("L", size, data[at:samples:count])) for at in range(count)]


def _table(space: Space, at: int) -> Sequence[int]:
    """Return the amount of one ink for each index of a palette."""
    count = len(space.base.names) if space.base else 1
    column = space.palette[at::count][:256]
    return [*column, *[0] * (256 - len(column))]


def _small(band: Image.Image) -> Image.Image:
    factor = max(1, min(band.width, band.height) // _SIDE)
    return band.reduce(factor) if factor > 1 else band
