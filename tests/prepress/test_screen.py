from __future__ import annotations

import pytest

from saleor_w2p_plugin.prepress import colour, screen


@pytest.mark.parametrize(
    ("inks", "shown"),
    [
        ((0, 0, 0, 0), "#ffffff"),
        # FOGRA39 cyan is (0, 161, 228) within a step or two, whatever made the conversion.
        ((1, 0, 0, 0), "#009fe3"),
        ((0, 0, 0, 1), "#1f1f1d"),
    ],
)
def test_inks_look_on_a_screen_as_they_print(inks, shown):
    assert _distance(screen.hexadecimal(inks), shown) <= 2


@pytest.mark.parametrize("shown", [(200, 60, 40), (90, 130, 90), (40, 60, 120), (230, 220, 180)])
def test_colour_comes_back_when_it_is_printable(shown):
    inks = colour.of().cmyk(*(value / 255 for value in shown))

    assert max(abs(a - b) for a, b in zip(screen.rgb(inks), shown, strict=True)) <= 4


def _distance(one: str, other: str) -> int:
    pairs = zip(bytes.fromhex(one[1:]), bytes.fromhex(other[1:]), strict=True)
    return max(abs(a - b) for a, b in pairs)
