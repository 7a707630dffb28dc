from __future__ import annotations

from saleor_w2p_plugin.rendering import shaping
from tests.golden.card import compiled_card

CHAIN = ("regular",)


def _shaped(monkeypatch):
    """Return the texts that are shaped from now on."""
    texts: list[str] = []
    shape = shaping.shape

    def counted(text, fonts):
        texts.append(text)
        return shape(text, fonts)

    monkeypatch.setattr(shaping, "shape", counted)
    return texts


def test_line_is_shaped_once_when_it_is_short(monkeypatch):
    texts = _shaped(monkeypatch)
    card = compiled_card()

    assert card.shape("x" * 200, CHAIN) == card.shape("x" * 200, CHAIN)
    assert texts == ["x" * 200]


def test_line_is_not_kept_when_it_is_long(monkeypatch):
    texts = _shaped(monkeypatch)
    card = compiled_card()

    assert card.shape("x" * 201, CHAIN) == card.shape("x" * 201, CHAIN)
    assert texts == ["x" * 201] * 2


def test_line_is_forgotten_when_256_others_came_after_it(monkeypatch):
    texts = _shaped(monkeypatch)
    card = compiled_card()

    for number in [*range(257), 0, 256]:
        card.shape(str(number), CHAIN)

    assert texts == [*map(str, range(257)), "0"]
