from __future__ import annotations

import io

import pytest
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from pikepdf import Dictionary, Name, String

from saleor_w2p_plugin.errors import ArtworkInvalid
from saleor_w2p_plugin.prepress.importing import faces
from saleor_w2p_plugin.rendering.text import parse
from tests.golden.card import sha256
from tests.prepress.importing.forms import BOLD, REGULAR, Form, only_frame


def _renamed(data=REGULAR, family="Test Sans", style="Regular", fs_type=0):
    font = TTFont(io.BytesIO(data))
    names = {1: family, 2: style, 4: f"{family} {style}", 16: family, 17: style,
             6: f"{family}-{style}".replace(" ", "")}  # fmt: skip
    font["name"].names = []
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    font["OS/2"].fsType = fs_type
    saved = io.BytesIO()
    font.save(saved)
    return saved.getvalue()


def _embedded(form, name, data, key="FontFile2", **entries):
    program = form.pdf.make_stream(data, **entries)
    descriptor = form.pdf.make_indirect(
        Dictionary(Type=Name.FontDescriptor, FontName=Name(f"/{name}"), **{key: program})
    )
    return form.pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name(f"/{name}"),
                   FontDescriptor=descriptor)
    )  # fmt: skip


def _form(name="Own", base="TestSans-Regular", data=None, **entries):
    form = Form()
    form.field("name", DA=String(f"/{name} 9 Tf"))
    loose = form.loose_font(base)
    form.root.DR.Font[f"/{name}"] = loose if data is None else _embedded(form, base, data)
    return form


def _font(found):
    (key,) = only_frame(found)["fonts"]
    ref = found.document["fonts"][key]
    data = found.files[ref["asset"]]
    assert sha256(data) == ref["sha256"]
    return data


def _refusal(form, **options):
    with pytest.raises(ArtworkInvalid) as refusal:
        form.imported(**options)
    (problem,) = refusal.value.problems
    assert problem.field == "artwork.fields.name"
    return problem.message


@pytest.mark.parametrize("base", ["NotoSans-Bold", "NotoSans,Bold", "Noto Sans Bold"])
def test_font_is_found_by_its_names_when_it_was_handed_over(base):
    assert _font(_form(base=base).imported()) == BOLD


def test_handed_over_font_goes_before_the_one_in_the_file():
    own = _renamed()

    assert _font(_form(data=_renamed(BOLD)).imported(fonts=[own])) == own


@pytest.mark.parametrize("fs_type", [0, 8])
def test_whole_font_in_the_file_is_taken_when_it_may_be(fs_type):
    data = _renamed(fs_type=fs_type)

    found = _form(data=data).imported(fonts=[])

    assert _font(found) == data
    assert parse("own", _font(found)).postscript_name == "TestSans-Regular"


def test_font_of_a_widgets_own_appearance_is_taken():
    data = _renamed()
    form = Form()
    widget = form.field("name", DA=String("/Own 9 Tf"))
    drawn = form.pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
    drawn.Resources = Dictionary(Font=Dictionary(Own=_embedded(form, "TestSans-Regular", data)))
    widget.AP = Dictionary(N=drawn)

    assert _font(form.imported(fonts=[])) == data


def test_composite_font_in_the_file_is_taken():
    data = _renamed()
    form = _form(data=data)
    simple = form.root.DR.Font.Own
    form.root.DR.Font.Own = Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=simple.BaseFont,
        DescendantFonts=[simple],
    )  # fmt: skip

    assert _font(form.imported(fonts=[])) == data


@pytest.mark.parametrize(
    ("fs_type", "said"),
    [(2, "licence bits"), (4, "licence bits"), (0x108, "licence bits"), (0x208, "licence bits")],
)
def test_font_in_the_file_is_not_taken_when_its_licence_forbids_it(fs_type, said):
    assert said in _refusal(_form(data=_renamed(fs_type=fs_type)), fonts=[])


def test_font_in_the_file_is_not_taken_when_it_is_a_subset():
    assert "some characters" in _refusal(
        _form(base="ABCDEF+TestSans-Regular", data=_renamed()), fonts=[]
    )
    subsetter = Subsetter(Options())
    subsetter.populate(text="Ann")
    font = TTFont(io.BytesIO(_renamed()))
    subsetter.subset(font)
    saved = io.BytesIO()
    font.save(saved)
    assert "some characters" in _refusal(_form(data=saved.getvalue()), fonts=[])


@pytest.mark.parametrize("data", [b"", b"\0\1\0\0 and nothing", REGULAR[:5000]])
def test_font_in_the_file_is_not_taken_when_it_is_damaged(data):
    message = _refusal(_form(data=data), fonts=[])

    assert "damaged" in message or "cannot be read" in message


@pytest.mark.parametrize(
    ("name", "family", "style"),
    [
        ("Helv", "Liberation Sans", "Regular"),
        ("HeBo", "Nimbus Sans", "Bold"),
        ("TiIt", "Tinos", "Italic"),
        ("CoBO", "Liberation Mono", "Bold Italic"),
        ("Arial,Bold", "Arimo", "Bold"),
        ("ArialMT", "Noto Sans", "Regular"),
        ("TimesNewRomanPSMT", "Liberation Serif", "Regular"),
    ],
)
def test_standard_font_is_replaced_and_reported(name, family, style):
    other = _renamed(family=family, style="Bold" if style == "Regular" else "Regular")
    own = _renamed(family=family, style=style)
    form = Form()
    form.field("name", DA=String(f"/{name.replace(',', '#2C')} 9 Tf"))

    found = form.imported(fonts=[other, own])

    assert _font(found) == own
    assert [f.rule for f in found.findings] == ["font-replaced"]


def test_font_file_is_asked_for_when_there_is_none():
    message = _refusal(_form(base="Frutiger-Bold"))
    assert "set in Frutiger-Bold" in message
    assert "Hand over the font's file." in message

    assert "one of Liberation Sans" in _refusal(_form(base="Helvetica-Bold"), fonts=[REGULAR])


def test_field_without_a_font_is_set_in_the_usual_one():
    form = Form()
    form.field("name", DA=String("0 g"))

    assert _font(form.imported()) == REGULAR  # for Helvetica


def test_file_that_is_no_font_is_reported():
    form = Form()
    form.field("name")

    assert "font-unreadable" in {f.rule for f in form.imported(fonts=[b"no", REGULAR]).findings}


def test_names_say_bold_and_italic():
    face = faces.read(BOLD)

    assert (face.postscript, face.family) == ("NotoSans-Bold", "Noto Sans")
    assert (face.is_bold, face.is_italic) == (True, False)
    assert face.file_name == "NotoSans-Bold.ttf"
    assert faces.style_of("Times-BoldItalic") == (True, True)
