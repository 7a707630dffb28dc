"""The same cards by several engines in, proof that all drew the same out: nobody wins by less.

Each page is looked at as pdfium shows it with 150 pixels per inch. Colours are 0 to 255.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pypdfium2
import zxingcpp
from PIL import Image, ImageChops, ImageStat

from benchmarks.figures import Broken
from benchmarks.rendering.artwork import PT_PER_MM
from benchmarks.rendering.job import (
    BLEED_MM,
    CODE,
    HEIGHT_MM,
    PPI,
    SHEET_MM,
    SIDES,
    TEXTS,
    WIDTH_MM,
    Answers,
    Code,
    Text,
    answers,
)
from benchmarks.rendering.raster import picture
from benchmarks.rendering.worker import MERGED

# How far a page may be from ours on average, and how far any tile of 4 mm may be. Edges of letters
# and the photograph's grain differ, as engines round and embed differently; a petal of the logo or
# a letter that is missing changes its tile several times as much.
MOST_MEAN: Final = 1.5
MOST_TILE: Final = 10.0
# JPEG smoothes the photograph's grain, everywhere alike.
MOST_MEAN_OF_JPEG: Final = 3.5
_TILE_PX: Final = round(4 / 25.4 * PPI)
# How far the ink of a text or a symbol may begin or end from where it does with us.
MOST_SHIFT_MM: Final = 0.35
# What is darker is ink of a text or a symbol: the photograph is lighter everywhere.
_DARK: Final = 110
_PRIVATE: Final = "[\ue000-\uf8ff]"


@dataclass(frozen=True, slots=True)
class Seen:
    """A page: its size in mm, the text that can be extracted, how it looks."""

    size_mm: tuple[float, float]
    text: str
    image: Image.Image


def check(ours: Path, others: dict[str, Path], numbers: Iterable[int]) -> None:
    """Compare cards of these numbers in our folder with those in the folders of other engines.

    A folder has one file with all cards, or one for each. Raises Broken, which names the engine,
    the card and what differs; ours must be whole by itself.
    """
    for number in numbers:
        expected = answers(number)
        with_us = card(ours, number)
        for side, page in enumerate(with_us):
            _whole(f"ours, card {number}, {SIDES[side]}", page, side, expected)
        for engine, folder in others.items():
            for side, (page, reference) in enumerate(
                zip(card(folder, number), with_us, strict=True)
            ):
                where = f"{engine}, card {number}, {SIDES[side]}"
                _whole(where, page, side, expected)
                _alike(where, page, reference, side)


def card(folder: Path, number: int) -> list[Seen]:
    """Return the pages of a card; raises Broken when there are not exactly as many."""
    merged = (folder / MERGED).exists()
    path = folder / (MERGED if merged else f"{number}.pdf")
    first = len(SIDES) * number if merged else 0
    with pypdfium2.PdfDocument(path) as document:
        if len(document) < first + len(SIDES) or (not merged and len(document) != len(SIDES)):
            raise Broken(f"{path.name} of {folder.name} has {len(document)} pages.")
        return [_seen(document[first + side]) for side in range(len(SIDES))]


def _seen(page: pypdfium2.PdfPage) -> Seen:
    width, height = (side / PT_PER_MM for side in page.get_size())
    return Seen((width, height), page.get_textpage().get_text_range(), picture(page))


def _whole(where: str, page: Seen, side: int, expected: Answers) -> None:
    """Look for the page's size, its texts and its symbol."""
    if any(abs(is_ - ought) > 0.1 for is_, ought in zip(page.size_mm, SHEET_MM, strict=True)):
        raise Broken(f"{where}: the page has {page.size_mm[0]:.2f} x {page.size_mm[1]:.2f} mm.")
    text = _plain(page.text)
    for frame in _frames(side):
        content = expected[frame.name]
        if isinstance(frame, Code):
            found = [code.text for code in zxingcpp.read_barcodes(page.image)]
            if found != [content]:
                raise Broken(f"{where}: the QR symbols say {found}, not {content}.")
        elif not _reads(text, _plain(content)):
            raise Broken(f"{where}: no {content!r} in the text {page.text!r}.")


def _alike(where: str, page: Seen, reference: Seen, side: int) -> None:
    """Compare how a page looks with how ours does, as a whole, tile by tile, frame by frame."""
    mean, tile = difference(_covered(page.image, side), _covered(reference.image, side))
    if mean > MOST_MEAN or tile > MOST_TILE:
        raise Broken(
            f"{where} looks different: by {mean:.2f} on average (at most {MOST_MEAN:g}),"
            f" by {tile:.1f} in a tile of 4 mm (at most {MOST_TILE:g})."
        )
    for frame in _frames(side):
        shift = _shift_mm(_ink(page.image, frame), _ink(reference.image, frame))
        if shift > MOST_SHIFT_MM:
            raise Broken(f"{where}: {frame.name} stands {shift:.2f} mm elsewhere.")


def check_preview(where: str, preview: Image.Image, page: Image.Image) -> None:
    """Compare a JPEG of the trim box with a picture of the page; raises Broken when they differ.

    Engines may round the box's edges to another pixel.
    """
    width, height = preview.size
    wanted = (WIDTH_MM / 25.4 * PPI, HEIGHT_MM / 25.4 * PPI)
    if any(abs(is_ - ought) > 1 for is_, ought in zip(preview.size, wanted, strict=True)):
        raise Broken(f"{where}: the preview has {width} x {height} pixels.")
    edge = int(BLEED_MM / 25.4 * PPI)
    corners = itertools.product((edge, edge + 1), repeat=2)
    mean, tile = min(
        difference(preview, page.crop((left, top, left + width, top + height)))
        for left, top in corners
    )
    if mean > MOST_MEAN_OF_JPEG or tile > MOST_TILE:
        raise Broken(
            f"{where}: the preview looks different: by {mean:.2f} on average (at most"
            f" {MOST_MEAN_OF_JPEG:g}), by {tile:.1f} in a tile of 4 mm (at most {MOST_TILE:g})."
        )


def difference(one: Image.Image, other: Image.Image) -> tuple[float, float]:
    """Return how far two pictures are from each other: on average, and in the worst tile."""
    if one.size != other.size:
        raise Broken(f"pictures of {one.size} and {other.size} pixels cannot be compared.")
    apart = ImageChops.difference(one, other).convert("L")
    tiles = apart.resize((one.width // _TILE_PX, one.height // _TILE_PX), Image.Resampling.BOX)
    return ImageStat.Stat(apart).mean[0], float(max(tiles.tobytes()))


def _frames(side: int) -> list[Text | Code]:
    return [frame for frame in (*TEXTS, CODE) if frame.side == side]


def _covered(image: Image.Image, side: int) -> Image.Image:
    """Cover the symbol: engines may choose another of its eight masks.

    What it says is read, and where its ink begins and ends is compared.
    """
    if CODE.side != side:
        return image
    image = image.copy()
    image.paste("white", _box(CODE))
    return image


def _ink(image: Image.Image, frame: Text | Code) -> tuple[int, int, int, int] | None:
    """Return where the ink of a frame begins and ends, in pixels from its corner."""
    return image.crop(_box(frame)).convert("L").point(lambda level: 255 * (level < _DARK)).getbbox()


def _box(frame: Text | Code) -> tuple[int, int, int, int]:
    left, top = BLEED_MM + frame.x_mm, BLEED_MM + frame.y_mm
    corners = (left, top, left + frame.width_mm, top + frame.height_mm)
    x, y, right, bottom = (round(place / 25.4 * PPI) for place in corners)
    return x, y, right, bottom


def _shift_mm(
    one: tuple[int, int, int, int] | None, other: tuple[int, int, int, int] | None
) -> float:
    if one is None or other is None:
        return float("inf")
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) / PPI * 25.4


def _reads(text: str, content: str) -> bool:
    """Say whether a text has a content, where ligatures may be characters of no meaning.

    ReportLab gives these for glyphs that stand for several characters; the picture shows them.
    """
    letters = (f"(?:{re.escape(letter)}|{_PRIVATE}|(?<={_PRIVATE}))" for letter in content)
    return re.search("".join(letters), text) is not None


def _plain(text: str) -> str:
    """Take ligatures apart, and all white space away: engines differ in both, in what they say."""
    return "".join(unicodedata.normalize("NFKC", text).split())
