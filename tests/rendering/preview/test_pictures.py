from __future__ import annotations

import io

import pytest
import zxingcpp
from PIL import Image, ImageChops

from saleor_w2p_plugin.design.document import load
from saleor_w2p_plugin.errors import Code, TextDoesNotFit, W2PError
from saleor_w2p_plugin.prepress import raster
from saleor_w2p_plugin.rendering import (
    MemoryAssets,
    check_picture,
    compile,
    press_pdf,
    preview,
    proof,
)
from tests.golden.card import FILES, art, compiled_card, raw_card

ANSWERS = {"full_name": "Ann Smith", "url": "https://example.com/ann", "address": ""}
CARD = compiled_card(artwork=art(b"0 1 0 0 k 0 0 30 999 re f"))


def _image(data):
    return Image.open(io.BytesIO(data)).convert("RGB")


@pytest.mark.parametrize(("dpi", "size"), [(72, (241, 156)), (150, (502, 325)), (300, (1004, 650))])
def test_preview_is_the_trimmed_page(dpi, size):
    image = _image(preview(CARD, ANSWERS, 1, dpi))

    assert abs(image.width - size[0]) <= 1
    assert abs(image.height - size[1]) <= 1


def test_preview_shows_what_the_press_file_shows():
    boxes = CARD.boxes[0]
    whole = raster.picture(press_pdf(CARD, ANSWERS), 1, 150, boxes.trim)
    difference = ImageChops.difference(whole, _image(preview(CARD, ANSWERS, 1, 150)))

    assert sum(difference.convert("L").histogram()[40:]) < 0.001 * whole.width * whole.height


@pytest.mark.parametrize("dpi", [100, 150, 300])
def test_code_can_be_read_from_the_preview(dpi):
    (found,) = zxingcpp.read_barcodes(_image(preview(CARD, ANSWERS, 1, dpi)))

    assert found.text == "https://example.com/ann"


def test_proof_differs_from_the_preview_and_between_answers():
    plain = _image(preview(CARD, ANSWERS, 1, 100))
    marked = _image(proof(CARD, ANSWERS, 1, 100))
    # The full name is in the middle; what differs at the bottom left is the fingerprint.
    other = _image(proof(CARD, ANSWERS | {"full_name": "Ann Smitt"}, 1, 100))
    corner = (0, marked.height - 15, 90, marked.height)

    assert ImageChops.difference(plain, marked).getbbox() is not None
    assert ImageChops.difference(marked.crop(corner), other.crop(corner)).getbbox() is not None


def test_preview_is_refused_when_the_card_is():
    with pytest.raises(TextDoesNotFit):
        preview(CARD, ANSWERS | {"full_name": "x" * 200}, 1, 150)


@pytest.mark.parametrize(
    ("page", "dpi", "code", "field"),
    [
        (0, 150, Code.NOT_FOUND, "page"),
        (2, 150, Code.NOT_FOUND, "page"),
        (1, 19, Code.INVALID, "dpi"),
        (1, 601, Code.INVALID, "dpi"),
    ],
)
def test_preview_is_refused_when_page_or_resolution_cannot_be(page, dpi, code, field):
    for refused in (
        lambda: preview(CARD, ANSWERS, page, dpi),
        lambda: proof(CARD, ANSWERS, page, dpi),
        lambda: check_picture(CARD.document, page, dpi),
    ):
        with pytest.raises(W2PError) as refusal:
            refused()

        (problem,) = refusal.value.problems
        assert (problem.code, problem.field) == (code, field)


def _poster():
    raw = raw_card()
    raw["pages"][0] |= {"width_mm": 1000, "height_mm": 1000}
    return compile(load(raw), MemoryAssets.of([path.read_bytes() for path in FILES.values()]))


@pytest.mark.parametrize("paint", [preview, proof])
def test_large_page_is_refused_before_it_is_rendered(paint, monkeypatch):
    poster = _poster()
    # 113 dpi are 19.79 million pixels, 114 dpi are 20.14 million.
    check_picture(poster.document, 1, 113)
    assert _image(paint(poster, ANSWERS, 1, 113)).size == (4448, 4448)

    monkeypatch.setattr(raster, "picture", None)
    with pytest.raises(W2PError) as refusal:
        paint(poster, ANSWERS, 1, 114)
    with pytest.raises(W2PError) as foretold:
        check_picture(poster.document, 1, 114)

    assert refusal.value.problems == foretold.value.problems
    (problem,) = refusal.value.problems
    assert (problem.code, problem.field) == (Code.INVALID, "dpi")
    assert problem.message == "A page of 1000 x 1000 mm has pictures of 113 dpi at most."


def test_picture_is_refused_before_it_fills_the_memory():
    with pytest.raises(raster.TooManyPixels):
        raster.picture(press_pdf(CARD, ANSWERS), 1, 100_000)
