from __future__ import annotations

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from saleor_w2p_plugin.design.press import Condition
from saleor_w2p_plugin.errors import ArtworkInvalid
from saleor_w2p_plugin.prepress import colour
from saleor_w2p_plugin.prepress.artwork.unprintable import Unprintable
from saleor_w2p_plugin.prepress.importing.calculator import calculated
from tests.golden.card import operators
from tests.prepress.importing.forms import Form, only_frame

CONVERSION = colour.of()
cmyk, cmyk_of_lab = CONVERSION.cmyk, CONVERSION.cmyk_of_lab
GOLD = [0.2, 0.25, 0.6, 0.25]


def _tint(pdf: Pdf, end, **entries):
    return pdf.make_indirect(
        Dictionary(FunctionType=2, Domain=[0, 1], C0=[0] * len(end), C1=end, N=1, **entries)
    )


def _program(pdf, text, inputs=1, outputs=4):
    return pdf.make_stream(
        text.encode(), FunctionType=4, Domain=[0, 1] * inputs, Range=[0, 1] * outputs
    )


def _sampled(pdf):
    data = bytes([0, 0, 0, 0, *(round(255 * ink) for ink in GOLD)])
    return pdf.make_stream(data, FunctionType=0, Domain=[0, 1], Range=[0, 1] * 4, Size=[2],
                           BitsPerSample=8)  # fmt: skip


def _separation(name, alternate, function):
    return Array([Name.Separation, Name(name), alternate, function])


def _with_space(make):
    form = Form(b"/Ink cs 1 scn 0 0 50 50 re f")
    form.page().Resources.ColorSpace = Dictionary(Ink=make(form.pdf))
    return form


def _spots(form):
    colours = form.imported().document["colours"].values()
    return {c["spot"]["name"]: c["spot"]["cmyk"] for c in colours if "spot" in c}


@pytest.mark.parametrize(
    ("make", "inks"),
    [
        (lambda pdf: _separation("/Gold", Name.DeviceCMYK, _tint(pdf, GOLD)), GOLD),
        (lambda pdf: _separation("/Gold", Name.DeviceCMYK, _sampled(pdf)), GOLD),
        (lambda pdf: _separation("/Gold", Name.DeviceGray, _tint(pdf, [0.3])), [0, 0, 0, 0.7]),
        (lambda pdf: _separation("/Gold", Name.DeviceRGB, _tint(pdf, [1, 0, 0])),
         CONVERSION.cmyk(1, 0, 0)),
        (lambda pdf: _separation(
            "/Gold", Array([Name.Lab, Dictionary(WhitePoint=[0.96, 1, 0.82])]),
            _tint(pdf, [60, 10, 40], Range=[0, 100, -100, 100, -100, 100])),
         CONVERSION.cmyk_of_lab(60, 10, 40)),
        # As Scribus writes it.
        (lambda pdf: _separation("/Gold", Name.DeviceCMYK, _program(
            pdf, "{ dup 0.2 mul exch dup 0.25 mul exch dup 0.6 mul exch 0.25 mul }")), GOLD),
    ],
)  # fmt: skip
def test_spot_ink_becomes_a_colour_with_its_alternate(make, inks):
    assert _spots(_with_space(make)) == {"Gold": pytest.approx(list(inks), abs=0.002)}


def test_spot_inks_of_a_mixture_become_colours():
    def described(pdf):
        colorants = Dictionary(Gold=_separation("/Gold", Name.DeviceCMYK, _tint(pdf, GOLD)))
        names = Array([Name.Cyan, Name.Gold, Name("/Foil 1")])
        mixed = _program(pdf, "{ exch pop exch pop 0 exch 0 exch 0 exch }", inputs=3)
        return Array([Name.DeviceN, names, Name.DeviceCMYK, mixed,
                      Dictionary(Colorants=colorants)])  # fmt: skip

    assert _spots(_with_space(described)) == {"Gold": GOLD, "Foil 1": [0, 0, 0, 1]}


def test_names_of_no_ink_are_no_colours():
    form = _with_space(lambda pdf: _separation("/All", Name.DeviceCMYK, _tint(pdf, [1, 1, 1, 1])))

    assert _spots(form) == {}


def test_spot_ink_is_reported_when_its_alternate_cannot_be_told():
    form = _with_space(lambda pdf: _separation("/Gold", Name.DeviceCMYK, _program(pdf, "{ oops }")))

    found = form.imported()

    assert "spot-alternate" in {finding.rule for finding in found.findings}


def test_spot_inks_are_found_in_nested_forms():
    form = Form()
    inner = form.pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
    inner.Resources = Dictionary(
        ColorSpace=Dictionary(
            Ink=_separation("/Gold", Name.DeviceCMYK, _tint(form.pdf, GOLD)),
            Itself=Array([Name.Pattern, Name.DeviceGray]),
        )
    )
    form.page().Resources.XObject = Dictionary(Inner=inner)

    assert _spots(form) == {"Gold": GOLD}


def test_field_is_set_in_a_spot_ink_by_its_name():
    form = _with_space(lambda pdf: _separation("/Gold 1", Name.DeviceCMYK, _tint(pdf, GOLD)))
    form.field("name[colour=gold 1]")

    assert only_frame(form.imported())["colour"] == "gold-1"


def test_mark_is_drawn_in_a_spot_ink():
    form = _with_space(lambda pdf: _separation("/Gold", Name.DeviceCMYK, _tint(pdf, GOLD)))
    box = form.box((5, 5, 4, 4), "Yes", T=String("vip[colour=Gold]"), FT=Name.Btn)
    form.root.Fields.append(box)

    drawn = operators(form.imported().files["artwork/marks.pdf"])

    assert [name for _, name in drawn][:2] == ["cs", "scn"]


@pytest.mark.parametrize(
    ("content", "is_foreign"),
    [(b"1 0 0 rg 0 0 9 9 re f", True), (b"1 0 0 0 k 0 0 9 9 re f", False)],
)
def test_rgb_is_refused_when_the_press_takes_none(content, is_foreign):
    form = Form(content)
    if not is_foreign:
        assert form.imported(allows_rgb=False).document["rgb"] == "refuse"
        return
    with pytest.raises(ArtworkInvalid) as refusal:
        form.imported(allows_rgb=False)
    assert refusal.value.problems[0].params == {"fix": "convert-rgb"}


def test_rgb_becomes_inks_when_that_is_asked_for():
    form = Form(b"1 0 0 rg 0 0 9 9 re f")
    form.field("name", DA=String("/Noto 9 Tf 0 0 1 rg"))

    found = form.imported(allows_rgb=False, fixes=["convert-rgb"])

    art = found.files["artwork/card.pdf"]
    assert "rg" not in {name for _, name in operators(art)}
    (colour,) = found.document["colours"].values()
    assert colour == {"cmyk": [round(ink, 4) for ink in CONVERSION.cmyk(0, 0, 1)]}
    assert "fix-applied" in {finding.rule for finding in found.findings}


@pytest.mark.parametrize("colour", ["0 0 1", "0.5 0.5 0.5"])
def test_colour_of_a_field_is_refused_by_name_when_the_press_takes_no_rgb(colour):
    form = Form()
    form.field("name", DA=String(f"/Noto 9 Tf {colour} rg"))

    with pytest.raises(ArtworkInvalid) as refusal:
        form.imported(allows_rgb=False)
    assert refusal.value.problems[0].field == "artwork.fields.name"


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ({"ca": 0.5}, "opacity"),
        ({"CA": 0.5}, "opacity"),
        ({"BM": Name.Multiply}, "a blend mode"),
        ({"BM": Array([Name.Screen])}, "a blend mode"),
        ({"BM": Name.Normal, "ca": 1}, None),
    ],
)
def test_transparency_is_refused_when_the_press_takes_none(state, said):
    form = Form(b"/G gs 0 0 9 9 re f")
    form.page().Resources.ExtGState = Dictionary(G=Dictionary(**state))

    assert form.imported()
    if said is None:
        assert form.imported(allows_transparency=False)
        return
    with pytest.raises(ArtworkInvalid, match=said):
        form.imported(allows_transparency=False)


def test_other_printing_condition_is_reported():
    form = Form()
    intent = Dictionary(S=Name.GTS_PDFX, OutputConditionIdentifier=String("FOGRA51"))
    form.pdf.Root.OutputIntents = Array([intent])

    assert "output-intent" in {finding.rule for finding in form.imported().findings}
    assert "output-intent" not in {
        f.rule for f in form.imported(condition=Condition("FOGRA51", "", "")).findings
    }


def test_printing_condition_is_not_reported_when_only_its_identifier_is_another():
    form = Form()
    said = {"OutputConditionIdentifier": "Custom", "Info": "ISO Coated v2 (FOGRA39)"}
    texts = {key: String(text) for key, text in said.items()}
    form.pdf.Root.OutputIntents = Array([Dictionary(S=Name.GTS_PDFX, **texts)])

    assert "output-intent" not in {finding.rule for finding in form.imported().findings}


@pytest.mark.parametrize(
    ("program", "given", "result"),
    [
        ("{ 1 exch sub }", [0.25], [0.75]),
        ("{ dup mul 2 div sqrt }", [2], [2**0.5]),
        ("{ 2 copy add 3 1 roll sub }", [3, 1], [4, 2]),
        ("{ 1 index pop exch }", [1, 2], [2, 1]),
        ("{ dup 0.5 gt { pop 1 } { pop 0 } ifelse }", [0.7], [1]),
        ("{ dup 0.5 gt { pop 1 } if }", [0.2], [0.2]),
        ("{ 3 -1 roll }", [1, 2, 3], [2, 3, 1]),
        ("{ 360 div 360 mul cvi 2 idiv 3 mod neg abs }", [9], [1]),
    ],
)
def test_calculator_runs_postscript(program, given, result):
    assert calculated(program, given) == pytest.approx(result)


@pytest.mark.parametrize(
    "program",
    ["", "dup", "{ dup", "{ pop pop }", "{ 0 div }", "{ quit }", "{ 0 ln }", "{ 5 1 roll }",
     "{" * 50 + "}" * 50, "{" + "dup " * 2000 + "}", "{ { } }", "{ -1 sqrt }"],
)  # fmt: skip
def test_calculator_refuses_damaged_programs(program):
    with pytest.raises(Unprintable):
        calculated(program, [1])
