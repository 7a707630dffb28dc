"""Nothing in, the pictures and artwork of the golden folders out.

python -m tests.golden.assets.make_files
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
from PIL import Image, ImageDraw

from saleor_w2p_plugin.prepress import colour
from tests.golden.card import MM, art

HERE = Path(__file__).parent


def scene(width: int, height: int) -> Image.Image:
    """Return a picture on which each turn, mirror and crop shows."""
    across = Image.linear_gradient("L").rotate(90).resize((width, height))
    down = Image.linear_gradient("L").resize((width, height))
    image = Image.merge("RGB", (across, Image.new("L", (width, height), 170), down))
    draw, unit = ImageDraw.Draw(image), height / 12
    draw.ellipse((0, 0, 3 * unit, 3 * unit), fill=(230, 30, 20))
    draw.rectangle((width - 3 * unit, height - 3 * unit, width, height), fill=(20, 40, 200))
    left = width / 2 - 2 * unit
    for x, y, right, bottom in ((0, 2, 1, 10), (0, 2, 4, 3), (0, 5, 3, 6)):
        draw.rectangle(
            (left + x * unit, y * unit, left + right * unit, bottom * unit), fill=(0, 0, 0)
        )
    return image


def badge(size: int, rgb: tuple[int, int, int]) -> Image.Image:
    """Return a disc that fades out at its edge."""
    fading = Image.radial_gradient("L").resize((size, size))
    alpha = fading.point(lambda value: max(0, min(255, (170 - value) * 8)))
    image = Image.new("RGB", (size, size), rgb)
    ImageDraw.Draw(image).rectangle(
        (size * 0.3, size * 0.45, size * 0.7, size * 0.55), fill="white"
    )
    image.putalpha(alpha)
    return image


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def lying(image: Image.Image) -> bytes:
    """Return a JPEG whose pixels lie on their side, with the Exif that sets them upright."""
    exif = Image.Exif()
    exif[274] = 6
    return saved(image.transpose(Image.Transpose.ROTATE_90), "JPEG", quality=80, exif=exif)


FRAME = (
    b"0.9 0.1 0 0 k 0 0 258 43 re f 0 0.9 0.9 0 k 0 130 129 43 re f"
    b" 0 0 0 1 K 2 w 20 60 m 60 110 l 100 60 l s"
)
"""A strip below, another one at the top left, a triangle on the left, in points of the bleed."""


def cropped() -> bytes:
    """Return artwork whose boxes start away from 0, 0, the CropBox inside the MediaBox."""

    def shift(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        for key in ("/MediaBox", "/BleedBox", "/TrimBox"):
            x0, y0, x1, y1 = (float(value) for value in page.obj[key].as_list())
            page.obj[key] = [x0 - 200, y0 + 90, x1 - 200, y1 + 90]
        page.obj.MediaBox = [-240, 50, 120, 300]
        page.obj.CropBox = [-202, 88, 60, 265]

    return art(b"1 0 0 1 -200 90 cm " + FRAME, shift)


def turned() -> bytes:
    """Return artwork that lies on its side and says so by /Rotate."""

    def turn(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.obj.Rotate = 90

    # What stands upright is turned to the left, and moved back onto the page.
    matrix = b"0 1 -1 0 %.4f 0 cm " % ((55 + 2 * 3) * MM)
    return art(matrix + FRAME, turn, width_mm=55, height_mm=85)


def screen() -> bytes:
    """Return artwork in RGB: areas, pure black, a gradient and a picture."""

    def fill(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        image = scene(120, 80)
        picture = pdf.make_stream(
            image.tobytes(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=120,
            Height=80, BitsPerComponent=8, ColorSpace=pikepdf.Name.DeviceRGB,
        )  # fmt: skip
        ramp = pikepdf.Dictionary(
            FunctionType=2, Domain=[0, 1], C0=[1, 0.8, 0], C1=[0.1, 0.2, 0.9], N=1
        )
        shading = pikepdf.Dictionary(
            ShadingType=2, ColorSpace=pikepdf.Name.DeviceRGB, Coords=[0, 0, 258, 0], Function=ramp
        )
        page.obj.Resources = pikepdf.Dictionary(
            XObject=pikepdf.Dictionary(I=picture), Shading=pikepdf.Dictionary(S=shading)
        )

    return art(
        b"q 0.1 0.2 0.7 rg 0 130 258 43 re f Q q 1 0 0 rg 0 126 258 4 re f Q"
        b" q 0 0 0 rg 20 120 60 1 re f Q q 0 0 258 30 re W n /S sh Q"
        b" q 43.2 0 0 28.8 190 50 cm /I Do Q",
        fill,
    )


def signs() -> bytes:
    """Return two pages of 40 x 20 mm without bleed: an arrow, and a star in a spot ink."""

    def page(content: bytes) -> bytes:
        return art(content, spot, bleed_mm=0, width_mm=40, height_mm=20)

    def spot(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        tint = pikepdf.Dictionary(
            FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 0.6, 1, 0], N=1
        )
        name = pikepdf.Name
        space = pikepdf.Array([name.Separation, name("/Golden Orange"), name.DeviceCMYK, tint])
        page.obj.Resources = pikepdf.Dictionary(ColorSpace=pikepdf.Dictionary(O=space))

    arrow = b"0.8 0 0.9 0.1 k 4 20 70 17 re f 74 6 m 110 28.5 l 74 51 l f"
    star = b"/O cs 1 scn 56 54 m 72 6 l 30 36 l 82 36 l 40 6 l f"
    with (
        pikepdf.open(io.BytesIO(page(arrow))) as pdf,
        pikepdf.open(io.BytesIO(page(star))) as other,
    ):
        pdf.pages.append(other.pages[0])
        target = io.BytesIO()
        pdf.save(target, static_id=True)
        return target.getvalue()


def blacks() -> bytes:
    """Return a page of 60 x 30 mm whose lower half is full of black figures, wide and narrow."""

    def fill(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        box = [0, 0, 30 * MM, 30 * MM]
        form = pdf.make_stream(b"0 g 0 0 %f %f re f" % (30 * MM, 30 * MM), BBox=box)
        form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        page.obj.Resources = pikepdf.Dictionary(
            XObject=pikepdf.Dictionary(Small=form),
            ExtGState=pikepdf.Dictionary(Over=pikepdf.Dictionary(op=True, OPM=1)),
        )

    def box(*sides_mm: float) -> bytes:
        return b"%f %f %f %f re" % tuple(side * MM for side in sides_mm)

    drawn = [
        b"0 0 0 rg", box(2, 2, 10, 10), b"f",
        # With a hole, and as a line around one.
        b"0 g", box(14, 2, 10, 10), box(17, 5, 4, 4), b"f*",
        box(26, 2, 10, 10), box(27, 3, 8, 8), b"f*",
        # A rule, and what overprints.
        box(38, 1, 10, 1), b"f 1 0 0 0 k", box(38, 3, 10, 10), b"f",
        b"q /Over gs 0 0 0 1 k", box(39, 4, 8, 8), b"f Q",
        # Three millimetres of a form, and an area with an edge.
        b"q 0.1 0 0 0.1 %f %f cm /Small Do Q" % (50 * MM, 2 * MM),
        b"0 0 0 1 k 0 0 0 1 K 3 w", box(50, 7, 8, 6), b"B",
    ]  # fmt: skip
    return art(b" ".join(drawn), fill, bleed_mm=0, width_mm=60, height_mm=30)


FILES = {
    "blacks.pdf": blacks,
    "scene.png": lambda: saved(scene(360, 240).quantize(64), "PNG"),
    "coarse.png": lambda: saved(scene(60, 40), "PNG"),
    "lying.jpg": lambda: lying(scene(360, 240)),
    "inks.jpg": lambda: saved(colour.of().image(scene(360, 240)), "JPEG", quality=80),
    "badge.png": lambda: saved(badge(200, (10, 120, 90)), "PNG"),
    "other-badge.png": lambda: saved(badge(200, (190, 40, 40)), "PNG"),
    "cropped.pdf": cropped,
    "turned.pdf": turned,
    "screen.pdf": screen,
    "signs.pdf": signs,
    "plain.pdf": lambda: art(FRAME),
}

if __name__ == "__main__":
    for name, make in FILES.items():
        (HERE / name).write_bytes(make())
