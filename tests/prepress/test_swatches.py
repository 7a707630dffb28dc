from __future__ import annotations

import pytest

from saleor_w2p_plugin.design.brand import load_brand
from saleor_w2p_plugin.prepress import colour
from saleor_w2p_plugin.prepress.swatches import swatches
from tests.fixtures import profiles

BRAND = load_brand({
    "version": 1, "name": "Northwind",
    "colours": {
        "second": {"gray": 1}, "primary": {"cmyk": [1, 0, 0, 0]}, "web": {"rgb": [0, 1, 0]},
        "logo": {"spot": {"name": "Northwind Blue", "cmyk": [1, 0.5, 0, 0], "tint": 0.5}},
    },
})  # fmt: skip


def test_swatches_say_how_a_brand_is_printed_and_looks():
    web, first = colour.of().cmyk(0, 1, 0), swatches(BRAND, colour.of())

    assert [(each.slot, each.label, each.kind, each.spot_name, each.cmyk) for each in first] == [
        ("logo", "Northwind Blue", "spot", "Northwind Blue", (0.5, 0.25, 0, 0)),
        ("primary", "primary", "cmyk", None, (1, 0, 0, 0)),
        ("second", "second", "gray", None, (0, 0, 0, 1)),
        ("web", "web", "rgb", None, web),
    ]
    shown = {each.slot: each.hex for each in first}
    assert (shown["primary"], shown["second"]) == ("#009fe3", "#1f1f1d")
    # No press prints a screen's green.
    assert int(shown["web"][3:5], 16) < 200


def test_swatches_look_as_the_presss_own_profile_says():
    house = colour.Conversion(profiles.house())
    before, after = swatches(BRAND, colour.of()), swatches(BRAND, house)

    assert [each.slot for each in before] == [each.slot for each in after]
    # Full ink is more than full there, and a screen's colour needs less ink.
    assert before[0].hex != after[0].hex
    assert after[3].cmyk == pytest.approx(
        [profiles.SHARE * part for part in before[3].cmyk], abs=0.01
    )


def test_brand_without_colours_has_no_swatches():
    assert swatches(load_brand({"version": 1, "name": "Plain"}), colour.of()) == []
