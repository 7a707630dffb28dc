"""Pages compared with the pictures beside this file; W2P_WRITE_GOLDEN=1 writes them anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from saleor_w2p_plugin.prepress import raster
from saleor_w2p_plugin.rendering import press_pdf
from tests.golden.card import art, compiled_card, qr_frame, text_frame

HERE = Path(__file__).parent
DPI = 100
# Anti-aliasing differs a little between PDFium's versions; a letter that moves by half a pixel
# changes more than this.
MEAN_TOLERANCE = 0.6

ART = art(
    b"q 0.1 0.2 0.7 rg 0 130 258 43 re f Q "
    b"q 1 0 0 rg 0 126 258 4 re f Q "
    b"q 0 0 0 rg 20 30 60 1 re f Q"
)
ADDRESS = text_frame("address", y_mm=33, height_mm=15, content="{{address}}", size_pt=8)
ANSWERS = {"full_name": "Ann Smith", "url": "https://example.com/ann", "address": ""}
CASES = {
    "artwork-in-rgb": ([text_frame(y_mm=20)], ANSWERS),
    "code-and-lines": ([qr_frame(y_mm=20), ADDRESS], ANSWERS | {"address": "1 Quay\nOslo"}),
    "rtl-text": (
        [text_frame(y_mm=20, align="right"), ADDRESS],
        ANSWERS | {"full_name": "ليلى عبد الرحمن", "address": "شارع الميناء ١٢\nDubai (دبي) 12"},
    ),
    "font-fallback": (
        [text_frame(y_mm=20, align="center")],
        ANSWERS | {"full_name": "Ann 张伟 Αθήνα"},
    ),
    "shrunk-name": (
        [text_frame(y_mm=20)],
        ANSWERS | {"full_name": "Maximiliane von Hohenstein-Wartenberg"},
    ),
}


def _mean_difference(one: Image.Image, other: Image.Image) -> float:
    histogram = ImageChops.difference(one, other).convert("L").histogram()
    return sum(value * count for value, count in enumerate(histogram)) / (one.width * one.height)


@pytest.mark.parametrize("name", CASES)
def test_page_looks_as_it_did(name):
    frames, answers = CASES[name]
    picture = raster.picture(press_pdf(compiled_card(*frames, artwork=ART), answers), 1, DPI)
    golden = HERE / f"{name}.png"
    if os.environ.get("W2P_WRITE_GOLDEN"):
        picture.save(golden)
    expected = Image.open(golden).convert("RGB")

    assert picture.size == expected.size
    assert _mean_difference(picture, expected) < MEAN_TOLERANCE


def test_comparison_notices_when_a_letter_changes():
    card = compiled_card(text_frame(y_mm=20), artwork=ART)
    one, other = (
        raster.picture(press_pdf(card, ANSWERS | {"full_name": name}), 1, DPI)
        for name in ("Ann Smith", "Ann Smyth")
    )

    assert _mean_difference(one, one) == 0
    assert _mean_difference(one, other) > MEAN_TOLERANCE / 10
