from __future__ import annotations

import pytest

from saleor_w2p_plugin.prepress.importing.appearance import Appearance, parse


@pytest.mark.parametrize(
    ("text", "appearance"),
    [
        ("/Helv 12 Tf 0 g", Appearance("Helv", 12, ("g", (0,)))),
        ("0.5 g /Helv 9.5 Tf", Appearance("Helv", 9.5, ("g", (0.5,)))),
        ("1 0 0 rg /F1 0 Tf", Appearance("F1", 0, ("rg", (1, 0, 0)))),
        ("0 .5 1 0 k /F1 7. Tf", Appearance("F1", 7, ("k", (0, 0.5, 1, 0)))),
        ("0 g 1 0 0 0 k /A 5 Tf /B 6 Tf", Appearance("B", 6, ("k", (1, 0, 0, 0)))),
        ("/Arial#20Bold 8 Tf", Appearance("Arial Bold", 8)),
        ("7 -3 2 rg", Appearance(None, 0, ("rg", (1, 0, 1)))),
        ("/Helv -9 Tf", Appearance("Helv", 0)),
        ("1 0 0 RG 2 w (x) Tj", Appearance()),
        ("Tf g rg k 1 k", Appearance()),
        ("", Appearance()),
    ],
)
def test_font_size_and_colour_are_read(text, appearance):
    assert parse(text) == appearance
