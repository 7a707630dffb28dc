from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from saleor_w2p_plugin.design.document import load
from saleor_w2p_plugin.errors import ArtworkInvalid
from saleor_w2p_plugin.prepress import artwork
from tests.golden.card import operators
from tests.prepress.importing.forms import (
    COMB,
    COMBO,
    EDIT,
    MULTILINE,
    PASSWORD,
    PUSH,
    RADIO,
    READ_ONLY,
    REQUIRED,
    Form,
    frames,
    only_field,
    only_frame,
)


def _imported(name="name", **entries):
    form = Form()
    form.field(name, **entries)
    found = form.imported()
    load(found.document)
    return found


def _rules(found):
    return [finding.rule for finding in found.findings]


def _refusal(form, **options):
    with pytest.raises(ArtworkInvalid) as refusal:
        form.imported(**options)
    (problem,) = refusal.value.problems
    return problem


def test_text_field_becomes_a_field_and_a_frame():
    found = _imported("person.name", TU=String("Full  name"), V=String(" Ann Lee "), MaxLen=40)

    assert only_field(found) == {
        "name": "person_name",
        "kind": "text",
        "label": "Full name",
        "max_length": 40,
        "default": {"fixed": "Ann Lee"},
    }
    frame = only_frame(found)
    assert frame["kind"] == "text"
    assert frame["content"] == "{{person_name}}"
    assert frame["fonts"] == ["noto-sans-regular"]
    assert (frame["size_pt"], frame["align"], frame["vertical_align"]) == (9, "left", "middle")
    assert found.document["colours"][frame["colour"]] == {"gray": 1}
    assert found.document["pages"][0]["artwork"] == {"name": "card", "page": 1}


def test_long_tooltip_becomes_the_help():
    field = only_field(_imported("job_title", TU=String("x" * 300)))

    assert (field["label"], field["help"]) == ("Job title", "x" * 300)


@pytest.mark.parametrize(
    ("operators", "colour"),
    [
        ("0 g", {"gray": 1}),
        ("0.25 g", {"gray": 0.75}),
        ("1 0 0 rg", {"rgb": [1, 0, 0]}),
        ("0 0 0 rg", {"gray": 1}),
        ("1 1 1 rg", {"gray": 0}),
        ("0.1 0.2 0.3 0.4 k", {"cmyk": [0.1, 0.2, 0.3, 0.4]}),
        ("", {"gray": 1}),
    ],
)
def test_colour_of_a_field_becomes_a_colour(operators, colour):
    found = _imported(DA=String(f"/Noto 9 Tf {operators}"))

    assert found.document["colours"] == {only_frame(found)["colour"]: colour}


@pytest.mark.parametrize(
    ("number", "align"), [(0, "left"), (1, "center"), (2, "right"), (9, "left")]
)
def test_alignment_is_kept(number, align):
    assert only_frame(_imported(Q=number))["align"] == align


def test_what_a_field_leaves_out_is_inherited():
    form = Form()
    kid = form.widget((5, 5, 40, 8), T=String("name"))
    top = form.parent("person", [kid], FT=Name.Tx, DA=String("/Bold 11 Tf 1 0 0 0 k"), Q=2,
                      Ff=REQUIRED, MaxLen=7, V=String("Ann"), TU=String("Name"))  # fmt: skip
    assert kid.Parent == top

    found = form.imported()

    field, frame = only_field(found), only_frame(found)
    assert (field["name"], field["label"], field["max_length"]) == ("person_name", "Name", 7)
    assert (field["required"], field["default"]) == (True, {"fixed": "Ann"})
    assert (frame["fonts"], frame["size_pt"], frame["align"]) == (["noto-sans-bold"], 11, "right")


def test_form_says_what_no_field_says():
    form = Form()
    form.root.DA, form.root.Q = String("/Bold 13 Tf 0.5 g"), 1
    form.field("name")

    frame = only_frame(form.imported())

    assert (frame["fonts"], frame["size_pt"], frame["align"]) == (["noto-sans-bold"], 13, "center")


def test_fonts_may_be_those_of_the_field():
    # As LibreOffice writes them.
    form = Form()
    bold = form.root.DR.Font.Bold
    form.field("name", DA=String("/Mine 9 Tf"), DR=Dictionary(Font=Dictionary(Mine=bold)))

    assert only_frame(form.imported())["fonts"] == ["noto-sans-bold"]


def test_size_is_chosen_when_the_form_leaves_it_open():
    line = only_frame(_imported(DA=String("/Noto 0 Tf")))
    lines = only_frame(_imported(DA=String("/Noto 0 Tf"), Ff=MULTILINE, rect=(5, 5, 40, 20)))

    assert (line["size_pt"], line["min_size_pt"]) == (18.8, 4)  # 8 mm
    assert (lines["size_pt"], lines["min_size_pt"]) == (12, 4)


def test_multiline_field_flows():
    found = _imported(Ff=MULTILINE, V=String("one\rtwo\r\nthree"))

    assert only_field(found)["kind"] == "multiline"
    assert only_field(found)["default"] == {"fixed": "one\ntwo\nthree"}
    assert (only_frame(found)["kind"], only_frame(found)["vertical_align"]) == ("flow", "top")


def test_comb_field_is_tracked_and_reported():
    found = _imported(Ff=COMB, MaxLen=5, DA=String("/Noto 9 Tf"))

    frame = only_frame(found)
    digit = 0.572  # of Noto Sans
    cell = 40 / 25.4 * 72 / 5
    assert frame["tracking"] == pytest.approx((cell / 9 - digit) * 1000, abs=0.02)
    assert frame["x_mm"] == pytest.approx(5 + (8 - digit * 9 / 72 * 25.4) / 2, abs=0.01)
    assert "field-changed" in _rules(found)


def test_locked_field_is_for_those_who_keep_the_brand():
    assert only_field(_imported(Ff=READ_ONLY))["editable_by"] == ["brand_owner", "company_admin"]
    assert only_field(_imported("n[locked]"))["editable_by"] == ["brand_owner", "company_admin"]
    assert "editable_by" not in only_field(_imported("n[locked=no]", Ff=READ_ONLY))


@pytest.mark.parametrize("kind", ["email", "phone", "url", "date", "number"])
def test_kind_of_a_field_is_in_its_name(kind):
    found = _imported(f"n[kind={kind}]", MaxLen=30)

    assert only_field(found)["kind"] == kind
    assert only_frame(found)["content"] == "{{n}}"


def test_name_refines_frame_and_field():
    found = _imported("n[group=a,min=7,size=10,required,default=member.title,align=end,z=3]")

    frame, field = only_frame(found), only_field(found)
    assert (frame["group"], frame["min_size_pt"], frame["size_pt"]) == ("a", 7, 10)
    assert (frame["align"], frame["z"]) == ("end", 3)
    assert (field["required"], field["default"]) == (True, {"source": "member.title"})


def test_code_is_a_barcode_frame():
    found = _imported("link[kind=qr,level=H]", rect=(5, 5, 20, 20))

    assert only_field(found)["kind"] == "text"
    frame = only_frame(found)
    assert (frame["kind"], frame["symbology"], frame["error_correction"]) == ("barcode", "qr", "H")


def test_choice_prints_what_it_shows():
    options = Array([String("Paris"), Array([String("b"), String("Berlin")])])
    found = _imported("office", kind="Ch", Ff=COMBO, Opt=options, V=String("b"))

    field = only_field(found)
    assert field["kind"] == "choice"
    assert [choice["value"] for choice in field["choices"]] == ["Paris", "Berlin"]
    assert field["default"] == {"fixed": "Berlin"}
    assert only_frame(found)["kind"] == "text"


def test_choice_that_takes_any_text_is_a_text():
    options = Array([String("Paris")])
    found = _imported("office", kind="Ch", Ff=COMBO | EDIT, Opt=options)

    assert only_field(found)["kind"] == "text"
    assert "field-changed" in _rules(found)


def test_check_box_shows_its_mark_when_it_is_checked():
    form = Form()
    box = form.box((5, 5, 4, 4), "Yes", T=String("vip"), FT=Name.Btn, V=Name.Yes,
                   MK=Dictionary(CA=String("8")), DA=String("/ZaDb 0 Tf 1 0 0 0 k"))  # fmt: skip
    form.root.Fields.append(box)

    found = form.imported()

    field, frame = only_field(found), only_frame(found)
    assert (field["kind"], field["default"]) == ("boolean", {"fixed": "true"})
    assert (frame["kind"], frame["artwork"]) == ("art", "marks")
    assert frame["visible"] == {"field": "vip", "equals": True}
    drawn = operators(found.files["artwork/marks.pdf"])
    assert ([1, 0, 0, 0], "k") in drawn
    assert drawn[-1][1] == "S"  # a cross is stroked


@pytest.mark.parametrize("flags", [RADIO, 0])
def test_group_of_buttons_is_a_choice(flags):
    form = Form()
    kids = [form.box((5 + 6 * n, 5, 4, 4), state) for n, state in enumerate(["M", "F", "M"])]
    form.parent("sex", kids, FT=Name.Btn, Ff=flags, V=Name.F)

    found = form.imported()

    field = only_field(found)
    assert [choice["value"] for choice in field["choices"]] == ["M", "F"]
    assert (field["kind"], field["default"]) == ("choice", {"fixed": "F"})
    assert [frame["visible"]["equals"] for frame in frames(found)] == ["M", "F", "M"]
    assert [frame["name"] for frame in frames(found)] == ["sex", "sex-2", "sex-3"]


def test_numbered_states_stand_for_the_options():
    form = Form()
    kids = [form.box((5 + 6 * n, 5, 4, 4), str(n)) for n in range(2)]
    options = Array([String("Herr"), String("Frau")])
    form.parent("title", kids, FT=Name.Btn, Ff=RADIO, Opt=options, V=Name("/1"))

    field = only_field(form.imported())

    assert [choice["value"] for choice in field["choices"]] == ["Herr", "Frau"]
    assert field["default"] == {"fixed": "Frau"}


def test_push_button_is_a_picture():
    found = _imported("photo@300ppi[fit=cover,min_px=500]", kind="Btn", Ff=PUSH)

    assert only_field(found) == {"name": "photo", "kind": "image", "label": "Photo", "min_px": 500}
    frame = only_frame(found)
    assert (frame["kind"], frame["field"], frame["fit"]) == ("image", "photo", "cover")
    assert frame["min_ppi"] == 300


def test_widgets_of_one_field_are_frames_of_one_field():
    form = Form(pages=2)
    kids = [form.widget((5, 5, 40, 8)), form.widget((5, 25, 40, 8)),
            form.widget((5, 5, 40, 8), page=2)]  # fmt: skip
    form.parent("name", kids, FT=Name.Tx)

    found = form.imported()

    assert len(found.document["fields"]) == 1
    assert [frame["name"] for frame in frames(found)] == ["name", "name-2"]
    assert [frame["content"] for frame in frames(found, 1)] == ["{{name}}"]
    assert [page["name"] for page in found.document["pages"]] == ["front", "back"]


def test_names_that_differ_in_what_they_ask_for_are_one_field():
    form = Form()
    form.field("name[min=7]")
    form.field("name[min=5,required]", (5, 25, 40, 8))

    found = form.imported()

    assert only_field(found)["required"] is True
    assert [frame["min_size_pt"] for frame in frames(found)] == [7, 5]


def test_names_that_look_alike_stay_apart():
    form = Form()
    form.field("Full name")
    form.field("full_name", (5, 25, 40, 8))

    fields = [field["name"] for field in form.imported().document["fields"]]

    assert fields == ["full_name", "full_name_2"]


@pytest.mark.parametrize(("tabs", "order"), [(None, "bac"), ("/R", "abc"), ("/C", "acb")])
def test_fields_come_in_the_order_of_the_page(tabs, order):
    form = Form()
    form.field("b", (45, 5, 20, 8))
    form.field("a", (5, 5, 20, 8))
    form.field("c", (5, 25, 20, 8))
    if tabs:
        form.page().Tabs = Name(tabs)

    assert "".join(field["name"] for field in form.imported().document["fields"]) == order


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_text_of_a_turned_widget_turns(turn):
    frame = only_frame(_imported(MK=Dictionary(R=turn)))

    assert frame.get("rotation_deg", 0) == -turn % 360
    middle = (frame["x_mm"] + frame["width_mm"] / 2, frame["y_mm"] + frame["height_mm"] / 2)
    assert middle == pytest.approx((25, 9), abs=0.3)


@pytest.mark.parametrize(("style", "said"), [({"BC": [0.5]}, 1), ({"BG": [1, 0, 0]}, 1),
                                             ({"BC": []}, 0), ({"CA": "8"}, 0)])  # fmt: skip
def test_border_of_a_field_is_reported_as_left_out(style, said):
    found = _imported(MK=Dictionary(**style))

    assert _rules(found).count("field-border") == said


def test_frame_is_high_enough_for_its_text():
    frame = only_frame(_imported(rect=(5, 5, 40, 4), DA=String("/Noto 14 Tf")))

    assert frame["height_mm"] == pytest.approx(1.362 * 14 / 72 * 25.4, abs=0.02)  # Noto Sans
    middle, capitals = frame["y_mm"] + frame["height_mm"] / 2, (1.069 - 0.293 - 0.714) / 2
    assert middle + capitals * 14 / 72 * 25.4 == pytest.approx(7, abs=0.01)


@pytest.mark.parametrize(
    ("kind", "entries"),
    [
        ("Sig", {}),
        ("Tx", {"F": 2}),
        ("Tx", {"F": 32}),
        ("Btn", {"Ff": PUSH, "A": Dictionary(S=Name.SubmitForm)}),
        ("Btn", {"Ff": PUSH, "A": Dictionary(S=Name.ResetForm)}),
    ],
)
def test_field_is_left_out_and_reported_when_it_prints_nothing(kind, entries):
    found = _imported("it", kind=kind, **entries)

    assert found.document["fields"] == frames(found) == []
    assert "field-dropped" in _rules(found)


@pytest.mark.parametrize(
    ("kind", "entries", "said"),
    [
        ("Tx", {"Ff": PASSWORD}, "password"),
        ("Tx", {"Ff": 1 << 20}, "path of a file"),
        ("Ch", {}, "no options"),
        ("Xx", {}, "no kind"),
        ("Tx", {"MK": Dictionary(R=45)}, "quarter turn"),
        ("Tx", {"rect": (5, 5, 0, 8)}, "no area"),
    ],
)
def test_field_is_refused_by_name_when_it_cannot_be_printed(kind, entries, said):
    form = Form()
    form.field("it", kind=kind, **entries)

    problem = _refusal(form)

    assert problem.field == "artwork.fields.it"
    assert said in problem.message


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("it[colr=red]", "no option 'colr'"),
        ("it[colour=PANTONE 871 C]", "no spot colour PANTONE 871 C; it has none"),
        ("it[font=Comic Sans]", "The font Comic Sans was not handed over"),
    ],
)
def test_field_is_refused_by_name_when_its_name_asks_for_what_there_is_not(name, said):
    form = Form()
    form.field(name)

    problem = _refusal(form)

    assert problem.field.startswith("artwork.fields.it")
    assert said in problem.message


def test_options_of_one_field_must_agree():
    form = Form()
    form.field("it[max_length=5]")
    form.field("it[max_length=6]", (5, 25, 40, 8))

    assert "max_length says two things" in _refusal(form).message


def test_fields_of_one_name_must_be_of_one_kind():
    form = Form()
    form.field("it")
    form.field("it[z=1]", (5, 25, 40, 8), kind="Ch", Opt=Array([String("a")]))

    assert "several kinds" in _refusal(form).message


def test_artwork_is_what_prints_without_the_form():
    form = Form(b"0 0 0 1 k 0 0 50 50 re f")
    form.field("name")
    form.page().Annots.append(Dictionary(Subtype=Name.Link, Rect=Array([0, 0, 9, 9])))

    found = form.imported()

    art = found.files["artwork/card.pdf"]
    with pikepdf.open(io.BytesIO(art)) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert "/Annots" not in pdf.pages[0].obj
    assert ([0, 0, 0, 1], "k") in operators(art)
    assert "annotations" in _rules(found)
    assert artwork.normalise(art, [artwork.Use(1)])


def test_same_input_gives_the_same_bytes():
    form = Form()
    form.field("name")

    one, other = form.imported(), form.imported()

    assert (one.document, one.files) == (other.document, other.files)
