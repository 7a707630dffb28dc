from __future__ import annotations

import pytest

from saleor_w2p_plugin.design import canonical, fields
from saleor_w2p_plugin.design.asset import AssetRef
from saleor_w2p_plugin.design.brand import apply, load_brand
from saleor_w2p_plugin.design.document import load
from saleor_w2p_plugin.design.inks import Cmyk, Rgb, Spot
from saleor_w2p_plugin.errors import Code, DesignInvalid
from tests.golden.card import field, raw_card, text_frame

GOLD = {"spot": {"name": "PANTONE 871 C", "cmyk": [0.2, 0.25, 0.6, 0.25]}}


def _raw(**changes):
    raw = raw_card(text_frame(content="x", colour="blue"), fields=[field("tone", kind="colour")])
    raw["colours"]["blue"] = {"cmyk": [1, 0.5, 0, 0], "brand": "primary"}
    raw["fonts"]["bold"]["brand"] = "headline"
    raw["images"] = {"logo": {"asset": "logo.png", "sha256": "0" * 64, "brand": "logo"}}
    raw["artwork"] = {"mark": {"asset": "mark.svg", "sha256": "1" * 64, "brand": "mark"}}
    raw["files"] = [{"asset": "html/logo.png", "sha256": "0" * 64, "brand": "logo"}]
    return raw | changes


def _brand(**changes):
    raw = {
        "version": 1,
        "name": "Northwind",
        "colours": {"primary": {"cmyk": [0, 1, 1, 0]}, "accent": GOLD},
        "fonts": {"headline": {"asset": "Serif.otf", "sha256": "a" * 64}},
        "images": {"logo": {"asset": "northwind.png", "sha256": "b" * 64}},
        "artwork": {"mark": {"asset": "northwind.pdf", "sha256": "c" * 64}},
    }
    return load_brand(raw | changes)


def _paths(action):
    with pytest.raises(DesignInvalid) as refusal:
        action()
    assert {problem.code for problem in refusal.value.problems} == {Code.DESIGN_INVALID}
    return [problem.field for problem in refusal.value.problems]


def test_slots_are_filled_when_the_brand_has_them():
    design = load(_raw())

    branded = apply(design, _brand())

    assert branded.colours["blue"].ink == Cmyk(0, 1, 1, 0)
    assert branded.colours["ink"] == design.colours["ink"]
    assert branded.fonts["bold"] == AssetRef("Serif.otf", "a" * 64, "headline")
    assert branded.fonts["regular"] == design.fonts["regular"]
    assert branded.images["logo"].sha256 == "b" * 64
    assert branded.artwork["mark"] == AssetRef("northwind.pdf", "c" * 64, "mark")
    # HTML asks for the path that it was written with.
    assert branded.files == (AssetRef("html/logo.png", "b" * 64, "logo"),)


def test_design_stays_as_it_is_when_the_brand_fills_no_slot():
    design = load(_raw())
    empty = load_brand({"version": 1, "name": "Nobody"})

    branded = apply(design, empty)

    assert branded.digest != design.digest
    assert branded.digest == canonical.digest({"design": design.digest, "brand": empty.digest})
    assert apply(design, empty) == branded
    assert (branded.colours, branded.fonts, branded.files) == (
        design.colours,
        design.fonts,
        design.files,
    )


def test_brand_colours_can_be_chosen_when_no_slot_asks_for_them():
    branded = apply(load(_raw()), _brand())

    assert isinstance(branded.colours["brand-accent"].ink, Spot)
    for key in ("blue", "brand-accent"):
        assert fields.clean(branded, {"tone": key}, role="buyer", defaults={}) == {"tone": key}


def test_brand_colours_stay_out_when_a_field_names_its_choices():
    choices = [{"value": "ink", "label": "Ink"}]
    design = load(_raw(fields=[field("tone", kind="colour", choices=choices)]))

    assert apply(design, _brand()).colours.keys() == design.colours.keys()


def test_key_of_the_design_wins_when_a_brand_colour_has_the_same():
    raw = _raw()
    raw["colours"]["brand-accent"] = {"gray": 0.5}
    design = load(raw)

    assert apply(design, _brand()).colours["brand-accent"] == design.colours["brand-accent"]


def test_brand_is_refused_when_the_design_refuses_screen_colours():
    screen = {"primary": {"rgb": [1, 0, 0]}}

    assert apply(load(_raw()), _brand(colours=screen)).colours["blue"].ink == Rgb(1, 0, 0)
    design = load(_raw(rgb="refuse"))
    assert _paths(lambda: apply(design, _brand(colours=screen))) == ["colours.blue.rgb"]


def test_brand_is_refused_when_its_ink_is_another_in_the_design():
    raw = _raw()
    raw["colours"]["gold"] = {"spot": {"name": "PANTONE 871 C", "cmyk": [0, 0, 0, 1]}}
    design = load(raw)

    (path,) = _paths(lambda: apply(design, _brand()))
    assert path.endswith(".spot.cmyk")


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"version": 2}, "version"),
        ({"logo": {}}, None),
        ({"colours": {"primary": {"cmyk": [0, 0, 0, 2]}}}, "colours.primary.cmyk[3]"),
        ({"colours": {"primary": {**GOLD, "brand": "x"}}}, "colours.primary"),
        (
            {"colours": {"a": {"spot": {"name": "All", "cmyk": [0, 0, 0, 1]}}}},
            "colours.a.spot.name",
        ),
        ({"fonts": {"x": {"asset": "../a.ttf", "sha256": "0" * 64}}}, "fonts.x.asset"),
        ({"artwork": {"x": {"asset": "a.eps", "sha256": "0" * 64}}}, "artwork.x.asset"),
        ({"images": {"not a slot": {"asset": "a.png", "sha256": "0" * 64}}}, "images"),
    ],
)
def test_path_is_named_when_a_brand_is_wrong(changes, path):
    assert _paths(lambda: _brand(**changes)) == [path]


def test_digest_is_the_same_when_only_the_order_differs():
    raw = {"version": 1, "name": "A", "colours": {"a": {"gray": 1}, "b": {"gray": 0}}}
    turned = {"colours": {"b": {"gray": 0.0}, "a": {"gray": 1}}, "name": "A", "version": 1}

    assert load_brand(raw) == load_brand(turned)
    assert load_brand(raw | {"name": "B"}).digest != load_brand(raw).digest
