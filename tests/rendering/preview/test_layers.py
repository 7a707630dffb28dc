from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ImageChops

from saleor_w2p_plugin.prepress import raster
from saleor_w2p_plugin.rendering import press_pdf
from saleor_w2p_plugin.rendering.preview import layers
from tests.golden.card import art, compiled_card, qr_frame, text_frame

ANSWERS = {"full_name": "Ann Smith", "url": "https://example.com/ann", "address": "1 Quay\nOslo"}
# Anti-aliasing over a kept background rounds once more than on a whole page.
MOST = 2


def _card(angle=0.0, colour="ink"):
    below = {"name": "below", "kind": "shape", "figure": "ellipse", "x_mm": -3, "y_mm": 20,
             "width_mm": 60, "height_mm": 30, "fill": "cyan"}  # fmt: skip
    above = below | {"name": "above", "x_mm": 40, "width_mm": 30, "fill": "ink", "z": 5}
    return compiled_card(
        text_frame(y_mm=22, min_size_pt=1, rotation_deg=angle, colour=colour),
        qr_frame(rotation_deg=angle),
        text_frame("address", content="{{address}}", y_mm=35, height_mm=16, colour=colour),
        above,
        below | {"z": -1},
        artwork=art(b"0.1 0.2 0.7 rg 0 0 258 43 re f 1 0 0 rg 0 126 258 4 re f"),
    )


def _difference(card, answers, dpi):
    whole = raster.picture(press_pdf(card, answers), 1, dpi, card.boxes[0].trim)
    layered = layers.picture(card, answers, 1, dpi)
    assert layered.size == whole.size
    return max(most for _, most in ImageChops.difference(whole, layered).getextrema())


@pytest.mark.parametrize("dpi", [72, 150, 300])
@pytest.mark.parametrize("angle", [0.0, 33.0, 90.0])
@pytest.mark.parametrize("colour", ["ink", "cyan"])
def test_layers_show_what_the_whole_page_shows(dpi, angle, colour):
    assert _difference(_card(angle, colour), ANSWERS, dpi) <= MOST


CARD = _card(12.5)


@settings(deadline=None, max_examples=40)
@given(st.text("AÄgjŁżЖΩ张ليلى 12.", min_size=1, max_size=30), st.integers(36, 200))
def test_layers_show_any_text_as_the_whole_page_does(text, dpi):
    assert _difference(CARD, ANSWERS | {"full_name": text.strip() or "x"}, dpi) <= MOST


def test_comparison_notices_when_a_letter_changes():
    whole = raster.picture(press_pdf(CARD, ANSWERS), 1, 100, CARD.boxes[0].trim)
    other = layers.picture(CARD, ANSWERS | {"full_name": "Ann Smyth"}, 1, 100)

    assert max(most for _, most in ImageChops.difference(whole, other).getextrema()) > MOST


def test_background_is_rendered_once(monkeypatch):
    card = _card()
    layers.picture(card, ANSWERS, 1, 100)
    monkeypatch.setattr(raster, "picture", None)

    layers.picture(card, ANSWERS | {"full_name": "Bob"}, 1, 100)


def test_backgrounds_are_forgotten_when_they_are_many():
    card = _card()
    for dpi in range(100, 300, 20):
        layers.picture(card, ANSWERS, 1, dpi)

    assert 0 < card.backgrounds.weight <= 4_000_000
