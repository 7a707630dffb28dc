from __future__ import annotations

import pytest

from saleor_w2p_plugin.prepress.importing.grammar import NameInvalid, parse


def test_plain_name_asks_for_nothing():
    refined = parse("person.full_name")

    assert refined.name == "person.full_name"
    assert (refined.kind, refined.frame, refined.field) == (None, {}, {})


@pytest.mark.parametrize(
    ("name", "frame"),
    [
        ("photo@300ppi", {"min_ppi": 300}),
        ("photo @ 200.5 ppi", {"min_ppi": 200.5}),
        ("photo@300ppi[fit=cover,z=-2]", {"min_ppi": 300, "fit": "cover", "z": -2}),
        ("name[group=a,min=7]", {"group": "a", "min_size_pt": 7}),
        ("name[ size = 9.5 , overprint ]", {"size_pt": 9.5, "overprint": True}),
        ("name[overprint=no,overflow=shrink-then-wrap]",
         {"overprint": False, "overflow": "shrink-then-wrap"}),
        ("name[align=center,valign=bottom,leading=1.1,tracking=-5]",
         {"align": "center", "vertical_align": "bottom", "leading": 1.1, "tracking": -5}),
        ("code[level=H]", {"error_correction": "H"}),
    ],
)  # fmt: skip
def test_options_of_frames_are_read(name, frame):
    assert parse(name).frame == frame


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("name[required]", {"required": True}),
        ("name[required=no,locked]", {"required": False, "locked": True}),
        ("name[default=member.full_name]", {"default": {"source": "member.full_name"}}),
        ("name[editable_by=buyer+approver]", {"editable_by": ["buyer", "approver"]}),
        ("size[minimum=1,maximum=9.5,decimals=1]", {"minimum": 1, "maximum": 9.5, "decimals": 1}),
        ("day[minimum=2026-01-01,format=d MMMM y]",
         {"minimum": "2026-01-01", "format": "d MMMM y"}),
        ("code[mask=AA-9999,min_length=2,max_length=7]",
         {"mask": "AA-9999", "min_length": 2, "max_length": 7}),
    ],
)  # fmt: skip
def test_options_of_fields_are_read(name, field):
    assert parse(name).field == field


def test_kind_font_and_colour_are_names_to_look_up():
    refined = parse("code[kind=qr,font=Noto Sans,colour=PANTONE 871 C]")

    assert (refined.kind, refined.font, refined.colour) == ("qr", "Noto Sans", "PANTONE 871 C")


@pytest.mark.parametrize("name", ["form[0].page[0].name[0]", "form[0].page.name[12]"])
def test_numbers_of_names_are_left_out(name):
    assert parse(name).name == "form.page.name"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("name[colr=red]", "There is no option 'colr'"),
        ("name[min=small]", "min=small: this is no number"),
        ("name[min=7,min=8]", "min is given twice"),
        ("photo@300ppi[ppi=200]", "ppi is given twice"),
        ("name[min]", "min needs a value"),
        ("name[min=]", "min= has no value"),
        ("photo@300", "@300 is no resolution"),
        ("name[kind=barcode]", "kind=barcode: this is none of"),
        ("name[default=member.shoe_size]", "this is none of member.full_name"),
        ("name[editable_by=buyer+king]", "this is none of buyer"),
        ("name[required=perhaps]", "neither yes nor no"),
        ("name[z=1.5]", "no whole number"),
        ("name[min=7", "not of the form"),
        ("name]min=7[", "not of the form"),
        ("[min=7]", "not of the form"),
        ("name[min=7]more", "not of the form"),
        ("", "not of the form"),
        (" ", "not of the form"),
    ],
)
def test_name_is_refused_when_it_asks_for_what_there_is_not(name, said):
    with pytest.raises(NameInvalid, match=r".") as refusal:
        parse(name)
    assert said in str(refusal.value)
