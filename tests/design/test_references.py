from __future__ import annotations

from typing import Any

import pytest

from saleor_w2p_plugin.design.document import load
from saleor_w2p_plugin.errors import Code, DesignInvalid
from tests.golden.card import field, qr_frame, raw_card, sha256, text_frame

BOX = {"x_mm": 1, "y_mm": 1, "width_mm": 20, "height_mm": 10}
CHOICES = [{"value": "s", "label": "Small"}, {"value": "l", "label": "Large"}]

FILLED = {"field": "url", "is": "filled"}
GOLD = [{"value": "gold", "label": "Gold"}]


def _raw(*frames: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A card with a field of every kind, a picture, and artwork of every kind."""
    raw = raw_card(*frames or (text_frame(),), artwork=b"any")
    raw["colours"] |= {
        "brand": {"cmyk": [1, 0.5, 0, 0], "brand": "primary"},
        "gold": {"spot": {"name": "PANTONE 871 C", "cmyk": [0.2, 0.25, 0.6, 0.25]}},
        "screen": {"rgb": [1, 0, 0]},
    }
    raw["images"] = {"logo": {"asset": "logo.png", "sha256": sha256(b"logo")}}
    raw["artwork"] |= {
        "vector": {"asset": "art.svg", "sha256": sha256(b"svg")},
        "site": {"asset": "art.html", "sha256": sha256(b"html")},
    }
    raw["fields"] += [
        field("size", kind="choice", choices=CHOICES),
        field("amount", kind="number", minimum=0, maximum=100, decimals=2, format="#,##0.00"),
        field("day", kind="date", minimum="2026-01-01", format="d MMMM y"),
        field("shown", kind="boolean"),
        field("tone", kind="colour", required=True),
        field("photo", kind="image", min_px=300),
        field("code", mask="AA-999"),
        field("greeting", value="{{full_name}}, {{size}}"),
    ]
    return raw | changes


def _refusals(raw: dict[str, Any]) -> list[tuple[str | None, str]]:
    with pytest.raises(DesignInvalid) as refusal:
        load(raw)
    assert {problem.code for problem in refusal.value.problems} == {Code.DESIGN_INVALID}
    return [(problem.field, problem.message) for problem in refusal.value.problems]


def _paths(raw: dict[str, Any]) -> list[str | None]:
    return [path for path, _ in _refusals(raw)]


def _text(**changes: Any) -> dict[str, Any]:
    return _raw(text_frame(**changes))


def _image(**changes: Any) -> dict[str, Any]:
    return _raw({"name": "picture", "kind": "image", **BOX, **changes})


def _shape(**changes: Any) -> dict[str, Any]:
    return _raw({"name": "box", "kind": "shape", "figure": "rectangle", **BOX, **changes})


def _art(**changes: Any) -> dict[str, Any]:
    return _raw({"name": "art", "kind": "art", "artwork": "card", **BOX, **changes})


def _group(*frames: dict[str, Any], **changes: Any) -> dict[str, Any]:
    box = {"x_mm": 10, "y_mm": 10, "width_mm": 40, "height_mm": 20}
    return {"name": "group", "kind": "group", **box, "frames": list(frames), **changes}


def _static(name: str = "static", **changes: Any) -> dict[str, Any]:
    return text_frame(name, content="Always", **BOX) | changes


def _field(**changes: Any) -> dict[str, Any]:
    raw = _raw()
    raw["fields"].append(field("extra", **changes))
    return raw


def _condition(**changes: Any) -> dict[str, Any]:
    return _text(visible=changes)


@pytest.mark.parametrize(
    "raw",
    [
        _raw(),
        _text(colour="{{ tone }}", features=["smcp", "-liga", "+kern", "aalt=2"]),
        _text(content="{{amount}} on {{day}}: {{greeting}}, {{code}} {{size}}"),
        _text(visible={"any": [{"field": "photo", "is": "filled"}]}),
        _text(visible={"all": [{"field": "amount", "more_than": 1000}]}),
        _text(visible={"not": {"field": "size", "in": ["s"]}}),
        _text(visible={"field": "shown", "equals": True}),
        _text(visible={"field": "day", "at_most": "2025-12-31"}),
        _text(visible={"field": "tone", "equals": "brand"}),
        _text(visible={"field": "greeting", "equals": "Ann, s"}),
        _image(image="logo"),
        _image(field="photo", fit="crop"),
        _image(image="logo", crop=[0.1, 0.2, 0.9, 0.8]),
        _shape(fill="{{tone}}", stroke="gold"),
        _art(page=3),
        _art(artwork="vector"),
        _art(artwork="site", page=2),
        _raw(_group(_static(), _group(_static("deeper"), name="inner", width_mm=30))),
        _raw(qr_frame(symbology="pdf417", error_correction="8")),
        _raw(qr_frame(symbology="ean13", error_correction=None) | {"content": "4006381333931"}),
        _raw(rgb="convert", outputs={"a7": ["front"]}),
        _field(kind="image", default={"fixed": sha256(b"logo") + "#xywh=percent:0,0,50,50"}),
        _field(kind="colour", choices=GOLD, default={"fixed": "gold"}),
        _field(kind="phone", mask="+99 999 9999"),
        _field(required={"field": "url", "is": "empty"}),
        _field(kind="number", value="{{amount}}", minimum=1, format="0"),
    ],
)
def test_document_is_taken_when_all_that_it_refers_to_is_there(raw):
    raw["pages"][0]["frames"] = [
        {key: value for key, value in frame.items() if value is not None}
        for frame in raw["pages"][0]["frames"]
    ]

    assert load(raw).digest


@pytest.mark.parametrize(
    ("raw", "path"),
    [
        (_text(fonts=["none"]), "fonts[0]"),
        (_text(colour="none"), "colour"),
        (_text(colour="{{full_name}}"), "colour"),
        (_text(colour="{{none}}"), "colour"),
        (_text(colour="{{tone"), "colour"),
        (_text(content="{{no}}"), "content"),
        (_text(content="{{No}}"), "content"),
        (_text(content="{{photo}}"), "content"),
        (_text(content="{{tone}}"), "content"),
        (_text(content="{{shown}}"), "content"),
        (_text(x_mm=-3.1), "x_mm"),
        (_text(width_mm=80.1), "x_mm"),
        (_text(y_mm=50.1), "y_mm"),
        (_text(x_mm=0, width_mm=85, height_mm=5, rotation_deg=90), "y_mm"),
        (_text(min_size_pt=15), "min_size_pt"),
        (_text(group="names", overflow="error"), "overflow"),
        (_text(group="names", overflow="wrap"), "overflow"),
        (_text(features=["small caps"]), "features[0]"),
        (_text(features=["kern", "kern]"]), "features[1]"),
        (_text(features=["kern[3:5]"]), "features[0]"),
        (_text(features=["-liga=1"]), "features[0]"),
        (_image(image="none"), "image"),
        (_image(field="none"), "field"),
        (_image(field="full_name"), "field"),
        (_image(image="logo", fit="crop"), "crop"),
        (_image(image="logo", fit="cover", crop=[0, 0, 1, 1]), "crop"),
        (_image(image="logo", crop=[0.5, 0, 0.6, 1]), "crop"),
        (_image(image="logo", crop=[0, 0, 0, 1]), "crop"),
        (_raw(qr_frame(error_correction="5")), "error_correction"),
        (_raw(qr_frame(symbology="pdf417", error_correction="M")), "error_correction"),
        (_raw(qr_frame(symbology="code128")), "error_correction"),
        (_raw(qr_frame(content="{{photo}}")), "content"),
        (_raw(qr_frame(colour="none")), "colour"),
        (_shape(fill="none"), "fill"),
        (_shape(stroke="{{shown}}"), "stroke"),
        (_shape(figure="line", fill="ink"), "stroke"),
        (_art(artwork="none"), "artwork"),
        (_art(artwork="vector", page=2), "page"),
        (_raw(_group(_static(x_mm=-14))), "frames[0].x_mm"),
        (_raw(_group(_static(y_mm=-14))), "frames[0].y_mm"),
        (_raw(_group(_static(x_mm=40, width_mm=36), rotation_deg=45)), "frames[0].y_mm"),
        (_raw(_group(_static(content="{{url}}"))), "frames[0].content"),
        (_raw(_group(_static(colour="{{tone}}"))), "frames[0].colour"),
        (_raw(_group(_static(visible=FILLED))), "frames[0].visible"),
        (_raw(_group(_static(group="names"))), "frames[0].group"),
        (_raw(_group({"name": "p", "kind": "image", "field": "photo", **BOX})), "frames[0].field"),
        (_raw(_group(_static("group"))), "frames[0].name"),
        (_raw(_group(_static(fonts=["none"]))), "frames[0].fonts[0]"),
    ],
)
def test_frame_is_named_when_it_refers_to_what_is_not_there(raw, path):
    assert _paths(raw) == [f"pages[0].frames[0].{path}"]


@pytest.mark.parametrize(
    ("condition", "path"),
    [
        ({"field": "none", "is": "filled"}, "field"),
        ({"all": [FILLED, {"field": "none", "is": "empty"}]}, "all[1].field"),
        ({"any": [{"not": {"field": "none", "is": "filled"}}]}, "any[0].not.field"),
        ({"field": "full_name", "at_least": 3}, "at_least"),
        ({"field": "size", "less_than": "m"}, "less_than"),
        ({"field": "amount", "at_least": "many"}, "at_least"),
        ({"field": "amount", "at_most": "1,5"}, "at_most"),
        ({"field": "day", "more_than": 5}, "more_than"),
        ({"field": "day", "equals": "1.3.2026"}, "equals"),
        ({"field": "size", "equals": "m"}, "equals"),
        ({"field": "size", "in": ["s", "m"]}, "in[1]"),
        ({"field": "shown", "equals": "yes"}, "equals"),
        ({"field": "tone", "equals": "ink"}, "equals"),
        ({"field": "photo", "equals": "0" * 64}, "equals"),
        ({"field": "full_name", "equals": " Ann"}, "equals"),
        ({"field": "full_name", "equals": ""}, "equals"),
        ({"field": "code", "equals": "ab123"}, "equals"),
    ],
)
def test_condition_is_named_when_no_answer_could_pass_it(condition, path):
    assert _paths(_condition(**condition)) == [f"pages[0].frames[0].visible.{path}"]
    assert _paths(_field(visible=condition)) == [f"fields[11].visible.{path}"]
    assert _paths(_field(required=condition)) == [f"fields[11].required.{path}"]


@pytest.mark.parametrize(
    ("raw", "path"),
    [
        (_field(kind="choice"), "choices"),
        (_field(choices=CHOICES), "choices"),
        (_field(kind="choice", choices=[*CHOICES, CHOICES[0]]), "choices[2].value"),
        (_field(kind="choice", choices=[{"value": " s", "label": "S"}]), "choices[0].value"),
        (_field(kind="choice", choices=[{"value": "s\u202ex", "label": "S"}]), "choices[0].value"),
        (_field(kind="colour", choices=[{"value": "red", "label": "Red"}]), "choices[0].value"),
        (_field(min_length=9, max_length=3), "min_length"),
        (_field(kind="number", min_length=2), "min_length"),
        (_field(kind="date", max_length=3), "max_length"),
        (_field(minimum=3), "minimum"),
        (_field(kind="number", minimum="3"), "minimum"),
        (_field(kind="number", maximum=1e30), "maximum"),
        (_field(kind="number", minimum=3, maximum=2), "minimum"),
        (_field(kind="date", maximum="next year"), "maximum"),
        (_field(kind="date", maximum="2026-02-30"), "maximum"),
        (_field(kind="date", minimum=2026), "minimum"),
        (_field(kind="date", minimum="2026-02-01", maximum="2026-01-01"), "minimum"),
        (_field(kind="date", decimals=2), "decimals"),
        (_field(format="0"), "format"),
        (_field(kind="number", format="0.0.0"), "format"),
        (_field(kind="number", format="0}{extra"), "format"),
        (_field(kind="date", format="d 'of MMMM"), "format"),
        (_field(kind="date", format="HH:mm"), "format"),
        (_field(kind="url", mask="999"), "mask"),
        (_field(mask="none"), "mask"),
        (_field(mask="99", min_length=3), "mask"),
        (_field(kind="phone", mask="AAA-999"), "mask"),
        (_field(pattern="(?=x)"), "pattern"),
        (_field(kind="choice", choices=CHOICES, pattern="x"), "pattern"),
        (_field(min_px=10), "min_px"),
        (_field(kind="email", default={"fixed": "no"}), "default.fixed"),
        (_field(kind="choice", choices=CHOICES, default={"fixed": "m"}), "default.fixed"),
        (_field(kind="number", maximum=3, default={"fixed": "4"}), "default.fixed"),
        (_field(kind="image", default={"fixed": "0" * 64}), "default.fixed"),
        (_field(kind="image", default={"fixed": "logo"}), "default.fixed"),
        (_field(kind="date", default={"source": "member.phone"}), "default.source"),
        (_field(value="{{none}}"), "value"),
        (_field(value="{{photo}}"), "value"),
        (_field(value="{{Url}}"), "value"),
        (_field(value="{{url}}", kind="boolean"), "value"),
        (_field(value="{{url}}", required=True), "required"),
        (_field(value="{{url}}", default={"fixed": "x"}), "default"),
        (_field(value="{{url}}", editable_by=[]), "editable_by"),
    ],
)
def test_field_is_named_when_it_cannot_be_answered(raw, path):
    assert _paths(raw) == [f"fields[11].{path}"]


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"rgb": "refuse"}, "colours.screen.rgb"),
        ({"artwork": {"card": {"asset": "card.eps", "sha256": "0" * 64}}}, "artwork.card.asset"),
        (
            {"files": [{"asset": "a.css", "sha256": digit * 64} for digit in "01"]},
            "files[1].sha256",
        ),
        ({"outputs": {"a7": ["front", "inside"]}}, "outputs.a7[1]"),
    ],
)
def test_path_is_named_when_the_document_contradicts_itself(changes, path):
    assert _paths(_raw(**changes)) == [path]


@pytest.mark.parametrize(
    ("spot", "path"),
    [
        ({"name": "All", "cmyk": [0, 0, 0, 1]}, "colours.extra.spot.name"),
        ({"name": "Black", "cmyk": [0, 0, 0, 1]}, "colours.extra.spot.name"),
        ({"name": "PANTONE 871 C", "cmyk": [0, 0, 0, 1]}, "colours.extra.spot.cmyk"),
    ],
)
def test_spot_colour_is_refused_when_its_name_stands_for_something_else(spot, path):
    raw = _raw()
    raw["colours"]["extra"] = {"spot": spot}

    assert _paths(raw) == [path]


def test_page_is_named_when_its_artwork_is_not_there():
    raw = _raw()
    raw["pages"][0]["artwork"] = {"name": "none", "page": 1}
    assert _paths(raw) == ["pages[0].artwork.name"]

    raw["pages"][0]["artwork"] = {"name": "vector", "page": 2}
    assert _paths(raw) == ["pages[0].artwork.page"]


def test_second_use_is_named_when_a_name_is_used_twice():
    raw = _raw(text_frame("a"), text_frame("a"))
    raw["fields"].append(field("url"))
    raw["pages"].append(raw["pages"][0])

    assert _paths(raw) == [
        "fields[11].name",
        "pages[1].name",
        "pages[0].frames[1].name",
        "pages[1].frames[1].name",
    ]


def test_colour_of_a_text_is_refused_when_it_may_be_left_out():
    raw = _text(colour="{{tone}}")
    raw["fields"][7]["required"] = False
    assert _paths(raw) == ["pages[0].frames[0].colour"]

    raw["fields"][7] |= {"required": True, "visible": FILLED}
    assert _paths(raw) == ["pages[0].frames[0].colour"]


def test_colour_field_is_refused_when_it_has_nothing_to_choose_from():
    raw = _raw()
    del raw["colours"]["brand"]

    assert _paths(raw) == ["fields[7].choices"]


def test_groups_are_refused_when_they_are_nested_too_deep():
    deep = _static()
    for level in range(4):
        deep = _group(deep, name=f"group-{level}", x_mm=0, y_mm=0)

    inside = "frames[0].frames[0].frames[0].frames"
    assert _paths(_raw(deep)) == [f"pages[0].frames[0].{inside}"]


def test_copyfit_group_is_refused_when_its_sizes_differ():
    raw = _raw(
        text_frame("one", group="names"),
        text_frame("two", group="names", size_pt=12, min_size_pt=6),
        text_frame("three", group="others", size_pt=12),
    )

    assert _paths(raw) == ["pages[0].frames[1].size_pt", "pages[0].frames[1].min_size_pt"]


def test_rotated_frame_is_taken_when_it_stays_inside_the_bleed():
    frame = text_frame(x_mm=-7, y_mm=22.5, width_mm=60, height_mm=10, rotation_deg=90)
    assert load(_raw(frame))

    assert _paths(_raw(frame | {"rotation_deg": 0})) == ["pages[0].frames[0].x_mm"]


@pytest.mark.parametrize("angle", [0, 30, 90, 180, -45, 360])
def test_frame_in_a_turned_group_is_placed_as_the_group_turns_it(angle):
    # given a small frame in the middle of a group, where no turning moves its centre
    inside = _static(x_mm=19, y_mm=9, width_mm=2, height_mm=2)

    assert load(_raw(_group(inside, rotation_deg=angle)))


def test_cycle_is_told_in_words_when_fields_follow_from_each_other():
    raw = _raw()
    raw["fields"] += [
        field("a", value="{{b}}!"),
        field("b", visible={"not": {"field": "c", "is": "filled"}}),
        field("c", value="{{a}}"),
    ]

    words = "follows from 'b', which follows from 'c', which follows from 'a': nothing is first."
    assert _refusals(raw) == [("fields[11]", f"'a' {words}")]


def test_cycle_is_told_when_a_field_follows_from_itself():
    assert _refusals(_field(value="{{extra}}")) == [
        ("fields[11]", "'extra' follows from 'extra': nothing is first.")
    ]
    assert _paths(_field(visible={"field": "extra", "is": "filled"})) == ["fields[11]"]


def test_two_fields_may_each_be_required_when_the_other_is_empty():
    raw = _raw()
    raw["fields"] += [
        field("mobile", required={"field": "office", "is": "empty"}),
        field("office", required={"field": "mobile", "is": "empty"}),
    ]

    assert load(raw)


def test_first_problems_are_told_when_there_are_hundreds():
    raw = _raw(*(text_frame(f"frame-{index}", colour="none") for index in range(300)))

    assert len(_paths(raw)) == 50
