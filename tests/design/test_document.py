from __future__ import annotations

import math

import pytest

from saleor_w2p_plugin.design.document import QrFrame, TextFrame, load
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
    assert [type(frame) for frame in page.frames] == [TextFrame, QrFrame]
    assert page.frames[0].fonts == ("regular", "arabic", "chinese")
    assert document.colours["ink"].cmyk == (0.0, 0.0, 0.0, 1.0)
    assert document.fields[0].default.source == "member.full_name"
    assert document.artwork is None


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


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (lambda raw: raw.pop("name"), None),
        (lambda raw: raw.update(version=2), "version"),
        (lambda raw: raw.update(extra=1), None),
        (lambda raw: raw["pages"][0].update(width_mm=0), "pages[0].width_mm"),
        (lambda raw: raw["pages"][0].update(width_mm="85"), "pages[0].width_mm"),
        (lambda raw: raw["pages"][0].update(width_mm=True), "pages[0].width_mm"),
        (_frame(0, size_pt=-1), "pages[0].frames[0].size_pt"),
        (_frame(0, kind="video"), "pages[0].frames[0].kind"),
        (_frame(0, fonts=["none"]), "pages[0].frames[0].fonts[0]"),
        (_frame(0, colour="none"), "pages[0].frames[0].colour"),
        (_frame(0, content="{{no}}"), "pages[0].frames[0].content"),
        (_frame(0, content="{{No}}"), "pages[0].frames[0].content"),
        (_frame(0, x_mm=-3.1), "pages[0].frames[0].x_mm"),
        (_frame(0, width_mm=80.1), "pages[0].frames[0].x_mm"),
        (_frame(0, y_mm=50.1), "pages[0].frames[0].y_mm"),
        (_frame(0, min_size_pt=15), "pages[0].frames[0].min_size_pt"),
        (_frame(1, name="name"), "pages[0].frames[1].name"),
        (lambda raw: raw["pages"][0].update(artwork_page=1), "pages[0].artwork_page"),
        (_field("url"), "fields[3].name"),
        (_field("a\n"), "fields[3].name"),
        (_field("a", kind="choice"), "fields[3].choices"),
        (_field("a", min_length=9, max_length=3), "fields[3].min_length"),
        (_field("a", pattern="(?=x)"), "fields[3].pattern"),
        (_field("a", kind="email", default={"fixed": "no"}), "fields[3].default.fixed"),
        (_field("a", default={"source": "member.age"}), "fields[3].default"),
        (_field("a", editable_by=["guest"]), "fields[3].editable_by[0]"),
        (lambda raw: raw["fonts"]["bold"].update(sha256="x" * 64), "fonts.bold.sha256"),
        (lambda raw: raw["fonts"]["bold"].update(asset="../a.ttf"), "fonts.bold.asset"),
        (lambda raw: raw["fonts"]["bold"].update(asset="/etc/passwd"), "fonts.bold.asset"),
        (lambda raw: raw["colours"]["ink"].update(cmyk=[0, 0, 0, 1.5]), "colours.ink.cmyk[3]"),
    ],
)
def test_path_is_named_when_a_value_is_wrong(change, path):
    raw = raw_card()
    change(raw)

    assert _paths(raw) == [path]


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
