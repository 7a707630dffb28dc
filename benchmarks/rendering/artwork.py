"""Nothing in, the card's photograph and logo out: as PDF, SVG and HTML."""

from __future__ import annotations

import io
import math
import random
from collections.abc import Iterable
from typing import Final

import pikepdf
import pypdfium2
from PIL import Image

from benchmarks.rendering.job import BLEED_MM, HEIGHT_MM, LOGOS, SHEET_MM, WIDTH_MM

PT_PER_MM: Final = 72 / 25.4
LOGO_MM: Final = 18
PETALS: Final = 40
_PPI: Final = 300
_OCTAVES: Final = 7
_GRAIN: Final = 0.045
# No ink of the photograph covers more than this, so that black texts stand out from it.
_MOST_INK: Final = 0.45
# As a printer's photograph of this size would be: about 216 KB.
_QUALITY: Final = 83
# HTML has it without saying so.
_NAMESPACE: Final = 'xmlns="http://www.w3.org/2000/svg"'

Inks = tuple[float, float, float, float]
# A petal: its inks, where it starts, and two Bézier curves (six numbers each) back to there.
Petal = tuple[Inks, tuple[float, float], tuple[tuple[float, ...], tuple[float, ...]]]


def photo() -> bytes:
    """Return the photograph of the front, bleed included: clouds with grain, a CMYK JPEG."""
    size = (round(SHEET_MM[0] / 25.4 * _PPI), round(SHEET_MM[1] / 25.4 * _PPI))
    source = random.Random(216)
    inks = [_clouds(source, size) for _ in range(3)]
    picture = Image.merge("CMYK", [*inks, Image.new("L", size)])
    saved = io.BytesIO()
    picture.save(saved, "JPEG", quality=_QUALITY, dpi=(_PPI, _PPI))
    return saved.getvalue()


def _clouds(source: random.Random, size: tuple[int, int]) -> Image.Image:
    clouds = Image.new("L", size, 128)
    for octave in range(_OCTAVES):
        columns = 2 ** (octave + 2)
        rows = columns * size[1] // size[0]
        finer = _noise(source, (columns, rows)).resize(size, Image.Resampling.BICUBIC)
        clouds = Image.blend(clouds, finer, 0.5 * 0.8**octave)
    grainy = Image.blend(clouds, _noise(source, size), _GRAIN)
    return grainy.point([round(level * _MOST_INK) for level in range(256)])


def _noise(source: random.Random, size: tuple[int, int]) -> Image.Image:
    return Image.frombytes("L", size, source.randbytes(size[0] * size[1]))


def petals() -> list[Petal]:
    """Return the paths of the logo, in millimetres from the top left corner of its square."""
    return [_petal(number) for number in range(PETALS)]


def _petal(number: int) -> Petal:
    angle = 2 * math.pi * number / PETALS

    def at(radius: float, turned: float) -> tuple[float, float]:
        centre = LOGO_MM / 2
        there = angle + turned
        return centre + radius * math.cos(there), centre + radius * math.sin(there)

    root, tip = at(2.2, 0), at(8.8, 0)
    inks = (0.9, 0.5 * (number % 4) / 4, 0.1, 0.05 * (number % 3))
    out = (*at(6, -0.22), *at(8.2, -0.1), *tip)
    back = (*at(8.2, 0.1), *at(6, 0.22), *root)
    return inks, root, (out, back)


def pdf(picture: bytes) -> bytes:
    """Return the artwork as a PDF of two pages, in CMYK."""
    with pikepdf.new() as file:
        image = pikepdf.Stream(
            file,
            picture,
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=round(SHEET_MM[0] / 25.4 * _PPI),
            Height=round(SHEET_MM[1] / 25.4 * _PPI),
            ColorSpace=pikepdf.Name.DeviceCMYK,
            BitsPerComponent=8,
            Filter=pikepdf.Name.DCTDecode,
            # Pillow writes CMYK as Photoshop does: 255 is no ink.
            Decode=pikepdf.Array([1, 0] * 4),
        )
        resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Photo=file.make_indirect(image)))
        width, height = (side * PT_PER_MM for side in SHEET_MM)
        _page(file, f"q {width:.3f} 0 0 {height:.3f} 0 0 cm /Photo Do Q\n", 0, resources)
        _page(file, "", 1, pikepdf.Dictionary())
        return _saved(file)


def _page(file: pikepdf.Pdf, before: str, side: int, resources: pikepdf.Dictionary) -> None:
    width, height = (side * PT_PER_MM for side in SHEET_MM)
    bleed = BLEED_MM * PT_PER_MM
    page = file.add_blank_page(page_size=(width, height))
    page.obj.BleedBox = [0, 0, width, height]
    page.obj.TrimBox = [bleed, bleed, width - bleed, height - bleed]
    page.obj.Resources = resources
    left, top = ((BLEED_MM + place) * PT_PER_MM for place in LOGOS[side])
    place = f"q {PT_PER_MM:.6f} 0 0 -{PT_PER_MM:.6f} {left:.3f} {height - top:.3f} cm\n"
    content = before + place + "".join(map(_operators, petals())) + "Q"
    page.obj.Contents = pikepdf.Stream(file, content.encode())


def _operators(petal: Petal) -> str:
    inks, root, curves = petal
    lines = [f"{_spaced(inks)} k {_spaced(root)} m"]
    lines += [f"{_spaced(curve)} c" for curve in curves]
    return " ".join(lines) + " h f\n"


def _spaced(numbers: Iterable[float]) -> str:
    return " ".join(f"{number:.3f}" for number in numbers)


def _saved(file: pikepdf.Pdf) -> bytes:
    target = io.BytesIO()
    file.save(target, static_id=True)
    return target.getvalue()


def svg() -> str:
    """Return the logo as SVG, in the colours that its inks have where PDF files are compared."""
    shown = _on_screen([inks for inks, _, _ in petals()])
    paths = "".join(
        f'<path fill="{shown[inks]}" d="M{_spaced(root)} C{_spaced(out)} C{_spaced(back)}Z"/>'
        for inks, root, (out, back) in petals()
    )
    size = f'width="{LOGO_MM}mm" height="{LOGO_MM}mm" viewBox="0 0 {LOGO_MM} {LOGO_MM}"'
    return f"<svg {_NAMESPACE} {size}>{paths}</svg>"


def _on_screen(colours: Iterable[Inks]) -> dict[Inks, str]:
    """Look up, by painting them, which RGB colours inks have on the screen."""
    found = list(dict.fromkeys(colours))
    with pikepdf.new() as file:
        page = file.add_blank_page(page_size=(10 * len(found), 10))
        squares = [f"{_spaced(inks)} k {10 * i} 0 10 10 re f" for i, inks in enumerate(found)]
        page.obj.Contents = pikepdf.Stream(file, "\n".join(squares).encode())
        painted = _saved(file)
    with pypdfium2.PdfDocument(painted) as document:
        image = document[0].render(scale=1).to_pil().convert("RGB")
    pixels = [image.getpixel((10 * index + 5, 5)) for index in range(len(found))]
    return {inks: f"rgb{pixel}" for inks, pixel in zip(found, pixels, strict=True)}


def html(photo_url: str, logo: str) -> str:
    """Return the artwork as an HTML page for each side, which refers to the photograph."""
    style = f"""
@page {{ size: {WIDTH_MM}mm {HEIGHT_MM}mm; bleed: {BLEED_MM}mm; margin: 0 }}
body {{ margin: 0 }}
section {{ position: relative; height: {HEIGHT_MM}mm; break-after: page }}
section:last-child {{ break-after: auto }}
img, svg {{ position: absolute }}
img {{ left: -{BLEED_MM}mm; top: -{BLEED_MM}mm; width: {SHEET_MM[0]}mm; height: {SHEET_MM[1]}mm }}
"""
    logos = [
        logo.replace(f"<svg {_NAMESPACE}", f'<svg style="left: {left}mm; top: {top}mm"', 1)
        for left, top in LOGOS
    ]
    sections = f'<section><img src="{photo_url}">{logos[0]}</section><section>{logos[1]}</section>'
    head = f'<meta charset="utf-8"><title>Card</title><style>{style}</style>'
    return f"<!doctype html><html><head>{head}</head><body>{sections}</body></html>\n"
