from __future__ import annotations

import math

import pytest

from saleor_w2p_plugin.design.document import Background, load
from saleor_w2p_plugin.design.frame import (
    ArtFrame,
    BarcodeFrame,
    GroupFrame,
    ImageFrame,
    ShapeFrame,
    TextFrame,
)
from saleor_w2p_plugin.design.inks import Cmyk
from saleor_w2p_plugin.errors import Code, DesignInvalid
from tests.golden.card import field, qr_frame, raw_card, text_frame


def _paths(raw):
    with pytest.raises(DesignInvalid) as refusal:
        load(raw)
    assert {problem.code for problem in refusal.value.problems} == {Code.DESIGN_INVALID}
    return [problem.field for problem in refusal.value.problems]


def _frame(index, **changes):
    return lambda raw: raw["pages"][0]["frames"][index].update(changes)


def _field(name, **changes):
    return lambda raw: raw["fields"].append(field(name, **changes))


def test_document_is_built_when_it_is_valid():
    document = load(raw_card())

    page = document.pages[0]
    assert document.name == "Made-up card"
    assert (page.width_mm, page.height_mm, page.bleed_mm) == (85.0, 55.0, 3.0)
    assert [type(frame) for frame in page.frames] == [TextFrame, BarcodeFrame]
    assert page.frames[0].fonts == ("regular", "arabic", "chinese")
    assert document.colours["ink"].ink == Cmyk(0.0, 0.0, 0.0, 1.0)
    assert document.fields[0].default.source == "member.full_name"
    assert document.artwork == {}
    assert page.artwork is None


def test_optional_values_take_their_defaults_when_absent():
    frame = text_frame()
    for key in ("min_size_pt", "align", "overflow", "overprint"):
        del frame[key]
    text = load(raw_card(frame)).pages[0].frames[0]

    assert (text.min_size_pt, text.align, text.overflow, text.overprint) == (
        14.0,
        "left",
        "shrink",
        False,
    )


def test_frame_of_every_kind_is_built_when_it_is_valid():
    box = {"x_mm": 1, "y_mm": 2, "width_mm": 30, "height_mm": 10}
    raw = raw_card(
        text_frame("flow", kind="flow"),
        {"name": "picture", "kind": "image", "image": "logo", "crop": [0, 0, 0.5, 1], **box},
        {"name": "box", "kind": "shape", "figure": "ellipse", "fill": "ink", **box},
        {"name": "art", "kind": "art", "artwork": "card", **box},
        {
            "name": "group",
            "kind": "group",
            "rotation_deg": 12,
            "z": 3,
            "frames": [text_frame("inside", content="Always", x_mm=0, y_mm=0, width_mm=30)],
            **box,
        },
        artwork=b"any",
        images={"logo": {"asset": "logo.png", "sha256": "0" * 64, "brand": "logo"}},
    )

    page = load(raw).pages[0]

    kinds = [TextFrame, ImageFrame, ShapeFrame, ArtFrame, GroupFrame]
    assert [type(frame) for frame in page.frames] == kinds
    flow, picture, _, _, group = page.frames
    assert (flow.flowing, flow.align) == (True, "left")
    assert (picture.fit, picture.crop) == ("crop", (0.0, 0.0, 0.5, 1.0))
    assert (group.rotation_deg, group.z, group.frames[0].name) == (12.0, 3, "inside")
    assert page.artwork == Background("card", 1)


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (lambda raw: raw.pop("name"), None),
        (lambda raw: raw.update(version=2), "version"),
        (lambda raw: raw.update(extra=1), None),
        (lambda raw: raw.update(locale="english"), "locale"),
        (lambda raw: raw["pages"][0].update(width_mm=0), "pages[0].width_mm"),
        (lambda raw: raw["pages"][0].update(width_mm="85"), "pages[0].width_mm"),
        (lambda raw: raw["pages"][0].update(width_mm=True), "pages[0].width_mm"),
        (lambda raw: raw["pages"][0].update(artwork={"name": "a"}), "pages[0].artwork"),
        (_frame(0, size_pt=-1), "pages[0].frames[0].size_pt"),
        (_frame(0, kind="video"), "pages[0].frames[0].kind"),
        (_frame(0, visible={"field": "url"}), "pages[0].frames[0].visible"),
        (_frame(0, visible={"field": "url", "is": "?"}), "pages[0].frames[0].visible.is"),
        (
            _frame(0, visible={"all": [{"not": {"field": "url", "like": "a"}}]}),
            "pages[0].frames[0].visible.all[0].not",
        ),
        (_frame(0, visible={"all": [], "any": []}), "pages[0].frames[0].visible"),
        (_field("a\n"), "fields[3].name"),
        (_field("a", default={"source": "member.age"}), "fields[3].default.source"),
        (_field("a", default={}), "fields[3].default"),
        (_field("a", required="yes"), "fields[3].required"),
        (_field("a", editable_by=["guest"]), "fields[3].editable_by[0]"),
        (lambda raw: raw["fonts"]["bold"].update(sha256="x" * 64), "fonts.bold.sha256"),
        (lambda raw: raw["fonts"]["bold"].update(asset="../a.ttf"), "fonts.bold.asset"),
        (lambda raw: raw["fonts"]["bold"].update(asset="/etc/passwd"), "fonts.bold.asset"),
        (lambda raw: raw["colours"]["ink"].update(cmyk=[0, 0, 0, 1.5]), "colours.ink.cmyk[3]"),
        (lambda raw: raw["colours"]["ink"].update(gray=1), "colours.ink"),
    ],
)
def test_path_is_named_when_the_shape_is_wrong(change, path):
    raw = raw_card()
    change(raw)

    assert path in _paths(raw)


def test_every_problem_is_named_when_there_are_several():
    raw = raw_card(text_frame(colour="none"), qr_frame(x_mm=100))

    assert _paths(raw) == ["pages[0].frames[0].colour", "pages[0].frames[1].x_mm"]


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_document_is_refused_when_a_number_is_not_finite(value):
    raw = raw_card()
    raw["pages"][0]["frames"][0]["x_mm"] = value

    assert _paths(raw) == [None]


def test_document_is_refused_when_it_is_nested_absurdly():
    deep: list = []
    for _ in range(100_000):
        deep = [deep]

    assert _paths(raw_card(name=deep)) == [None]
    condition: dict = {"field": "url", "is": "filled"}
    for _ in range(300):
        condition = {"not": condition}
    raw = raw_card()
    raw["pages"][0]["frames"][0]["visible"] = condition
    assert _paths(raw) == [None]
    # Taken apart by hand: freeing it in one go overflows the interpreter's own stack.
    while deep:
        deep = deep.pop()


def test_frame_is_accepted_when_it_ends_with_the_bleed():
    frame = text_frame(x_mm=-3, y_mm=-3, width_mm=91, height_mm=61)

    assert load(raw_card(frame)).pages[0].frames[0].width_mm == 91.0


def test_digest_is_the_same_when_only_the_order_or_the_notation_differs():
    raw = raw_card()
    turned = dict(reversed(raw.items()))
    turned["pages"][0]["width_mm"] = 85.0

    assert load(turned).digest == load(raw_card()).digest


def test_digest_differs_when_anything_differs():
    assert load(raw_card(name="Another")).digest != load(raw_card()).digest
