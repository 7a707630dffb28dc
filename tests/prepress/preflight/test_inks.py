"""Colours, spot inks, the total of inks, and how they mix."""

from __future__ import annotations

import io
import re

import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from saleor_w2p_plugin.prepress.preflight import Severity
from tests.prepress.preflight.made import (
    LEFT,
    form,
    found,
    inspected,
    page,
    picture,
    press,
    spot,
    text,
)

BOX = " 60 60 40 40 re f "
PLACED = b"q 40 0 0 40 60 60 cm /P Do Q"
OVER = Dictionary(OP=True, op=True, OPM=1)


def _states(pdf, made):
    made.Resources.ExtGState.O1 = OVER
    made.Resources.ExtGState.O0 = Dictionary(OP=True, op=True, OPM=0)
    made.Resources.ExtGState.Half = Dictionary(ca=0.5)
    made.Resources.ExtGState.Plain = Dictionary(ca=1, CA=1, BM=Name.Normal, SMask=Name("/None"))
    made.Resources.ExtGState.Mult = Dictionary(BM=Array([Name.Multiply]))


def _spaces(pdf, made):
    profile = pdf.make_stream(b"", N=4)
    white = Dictionary(WhitePoint=[0.95, 1, 1.09])
    rgb_spot = Array([Name.Separation, Name.Sun, Name.DeviceRGB, spot("x")[3]])
    made.Resources.ColorSpace = Dictionary(
        Icc=Array([Name.ICCBased, profile]), Rgb=Array([Name.ICCBased, pdf.make_stream(b"", N=3)]),
        Lab=Array([Name.Lab, white]), Sun=rgb_spot, S=spot("Gold"),
        SLab=Array([Name.Separation, Name.Moon, Array([Name.Lab, white]), spot("x")[3]]),
    )  # fmt: skip
    made.Resources.Shading = Dictionary(
        Sh=Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 99, 0],
                      Function=Dictionary(FunctionType=2, Domain=[0, 1], C0=[0] * 3, C1=[1] * 3,
                                          N=1))
    )  # fmt: skip
    made.Resources.Pattern = Dictionary(
        G=Dictionary(PatternType=2, Shading=made.Resources.Shading.Sh)
    )
    made.Resources.XObject.R = picture(pdf, space=Name.DeviceRGB, data=bytes(270_000))
    made.Resources.XObject.Fm = form(pdf, b"0 1 0 rg 0 0 9 9 re f")


@pytest.mark.parametrize(
    ("drawn", "what"),
    [
        ("1 0 0 rg" + BOX, "RGB artwork"),
        ("1 0 0 rg", None),  # chosen, and nothing painted
        ("1 0 0 RG 50 50 m 90 90 l S", "RGB artwork"),
        ("/Lab cs 50 0 0 scn" + BOX, "Lab artwork"),
        ("/Rgb cs 1 0 0 scn" + BOX, "RGB artwork"),
        ("/Sun cs 1 scn" + BOX, "RGB artwork"),
        ("/SLab cs 1 scn" + BOX, None),
        ("/Icc cs 0 0 0 1 scn" + BOX, None),
        ("q 90 0 0 90 60 60 cm /R Do Q", "RGB picture of 300 x 300 pixels"),
        ("/Sh sh", "RGB gradient"),
        ("/Pattern cs /G scn" + BOX, "RGB gradient"),
        ("q 1 0 0 1 50 50 cm /Fm Do Q", "RGB artwork"),
        (text(before="1 0 0 rg").decode(), "RGB text"),
        (
            "q 9 0 0 9 60 60 cm BI /W 1 /H 1 /CS /RGB /BPC 8 ID abc EI Q",
            "RGB picture of 1 x 1 pixels",
        ),
        ("0 0 0 1 k" + BOX, None),
    ],
)
def test_screen_colours_are_found(drawn, what):
    messages = [] if what is None else [f"The page uses colour outside CMYK: {what}."]
    ours = {"is_supplied": False}
    refusing = {"policy": press(rgb="refuse")}

    for rule, how, severity in (
        ("rgb-under-cmyk", {}, Severity.WARN),
        ("colour-spaces", ours, Severity.BLOCK),
        ("colour-spaces", refusing, Severity.BLOCK),
    ):
        findings = found(rule, drawn.encode(), _spaces, **how)
        assert [each.message for each in findings] == messages
        assert all(each.severity is severity for each in findings)
    for rule, how in (("rgb-under-cmyk", ours), ("colour-spaces", {})):
        assert rule not in {
            each.id for each in inspected(page(drawn.encode(), _spaces), **how).rules
        }


def test_profiles_are_found_on_cmyk():
    assert len(found("cmyk-profiles", f"/Icc cs 0 0 0 1 scn{BOX}".encode(), _spaces)) == 1
    assert found("cmyk-profiles", f"0 0 0 1 k{BOX}".encode(), _spaces) == []


def _spots(*names):
    def fill(pdf, made):
        made.Resources.ColorSpace = Dictionary(
            {f"/S{at}": spot(name) for at, name in enumerate(names)}
        )

    drawn = " ".join(f"/S{at} cs 1 scn {50 + at} 60 20 20 re f" for at in range(len(names)))
    return drawn.encode(), fill


@pytest.mark.parametrize(
    ("names", "count"),
    [
        (("PANTONE 186 C",), 0),
        (("PANTONE 186 C", "PANTONE 186 CV"), 1),
        (("PANTONE 186 C", "Pantone 186 U", "pantone  186"), 2),
        (("PANTONE 186 C", "PANTONE 187 C"), 0),
        (("Cool Gray 1 C", "Cool Gray 10 C"), 0),
        (("Black",), 0),
        (("black",), 1),
        (("A", "B", "D", "E"), 0),
        (("A", "B", "D", "E", "F"), 1),
    ],
)
def test_spot_names_are_found_when_they_look_alike_or_are_too_many(names, count):
    drawn, fill = _spots(*names)

    assert len(found("spot-names", drawn, fill)) == count


def test_spot_names_are_found_when_design_and_policy_do_not_know_them():
    drawn, fill = _spots("Gold", "Varnish", "Silver")
    policy = press(finishing={"Varnish": "varnish"})

    (finding,) = found("spot-names", drawn, fill, policy=policy, spots=frozenset(["Gold"]))

    assert (finding.severity, finding.page) == (Severity.INFO, 1)
    assert finding.message == "Neither design nor policy know the spot ink Silver."
    assert found("spot-names", drawn, fill) == []


def test_finishing_does_not_count_as_an_ink_and_must_overprint():
    drawn, fill = _spots("A", "B", "D", "E", "Varnish")
    policy = press(finishing={"Varnish": "varnish"})

    def both(pdf, made):
        fill(pdf, made)
        _states(pdf, made)

    assert found("spot-names", drawn, fill, policy=policy) == []
    (finding,) = found("finishing-overprint", drawn, both, policy=policy)
    assert (finding.severity, finding.area.left) == (Severity.BLOCK, 54)
    assert found("finishing-overprint", b"/O1 gs " + drawn, both, policy=policy) == []
    assert "finishing-overprint" not in {each.id for each in inspected(page(drawn, both)).rules}


def test_registration_colour_is_found_inside_the_trim():
    def fill(pdf, made):
        made.Resources.ColorSpace.All = spot("All")

    inside = found("registration-colour", f"/All cs 1 scn{BOX}".encode(), fill)
    beside = found("registration-colour", f"/All cs 1 scn 1 60 {LEFT - 2} 1 re f".encode(), fill)
    other = found("registration-colour", f"/S cs 1 scn{BOX}".encode(), fill)

    assert (len(inside), beside, other) == (1, [], [])


@pytest.mark.parametrize(
    ("drawn", "count"),
    [
        ("1 1 1 0.31 k" + BOX, 1),
        ("1 1 1 0.3 k" + BOX, 0),
        ("1 1 1 0.31 k 60 60 9 9 re f", 0),  # 10 square millimetres
        ("1 1 1 0.31 k 60 60 12 12 re f", 1),
        ("/N cs 1 1 1 1 scn" + BOX, 1),
        ("/N cs 1 1 1 0 scn" + BOX, 0),
        ("1 1 1 1 k 0 0 5 -60 re f", 0),  # not on the page
    ],
)
def test_total_ink_is_found_in_painted_areas(drawn, count):
    def fill(pdf, made):
        made.Resources.ColorSpace.N = spot("Cyan", "Magenta", "Gold", "Rose", kind=Name.DeviceN)

    assert len(found("total-ink", drawn.encode(), fill)) == count


def test_total_ink_limit_is_the_policys():
    drawn = f"1 1 1 0 k{BOX}".encode()
    numbers = press(rules={"total-ink": {"limit_percent": 290}})

    assert len(found("total-ink", drawn, policy=press(ink_limit=2.8))) == 1
    assert len(found("total-ink", drawn, policy=numbers)) == 1
    assert found("total-ink", drawn, policy=press(ink_limit=3.0)) == []
    # What the policy says of the press counts before a number of the rule.
    both = press(ink_limit=3.2, rules={"total-ink": {"limit_percent": 290}})
    assert found("total-ink", drawn, policy=both) == []


def test_finishing_does_not_count_as_ink():
    def fill(pdf, made):
        made.Resources.ColorSpace.N = spot("Cyan", "Magenta", "Rose", "Varnish", kind=Name.DeviceN)

    drawn = f"/N cs 1 1 1 1 scn{BOX}".encode()

    assert len(found("total-ink", drawn, fill)) == 1
    assert found("total-ink", drawn, fill, policy=press(finishing={"Varnish": "varnish"})) == []


def test_total_ink_is_found_in_gradients():
    def fill(pdf, made):
        ends = [Dictionary(FunctionType=2, Domain=[0, 1], C0=[0] * 4, C1=end, N=1)
                for end in ([1, 1, 0, 0], [1, 1, 1, made.Ink])]  # fmt: skip
        joined = Dictionary(FunctionType=3, Domain=[0, 1], Functions=ends, Bounds=[0.5],
                            Encode=[0, 1, 0, 1])  # fmt: skip
        made.Resources.Shading = Dictionary(
            Sh=Dictionary(ShadingType=2, ColorSpace=Name.DeviceCMYK, Coords=[0, 0, 99, 0],
                          Function=joined)
        )  # fmt: skip
        del made.Ink

    def much(pdf, made):
        made.Ink = 0.9
        fill(pdf, made)

    def little(pdf, made):
        made.Ink = 0.2
        fill(pdf, made)

    drawn = b"60 60 40 40 re W n /Sh sh"
    (finding,) = found("total-ink", drawn, much)
    assert (finding.area.left, finding.area.top) == (60, 100)
    assert found("total-ink", drawn, little) == []


def _jpeg(colour, patch=None):
    image = Image.new("CMYK", (400, 400), colour)
    if patch:
        image.paste(patch, (200, 0, 400, 100))
    return image


def _as_jpeg(pdf, image, decode):

    saved = io.BytesIO()
    image.save(saved, "JPEG", quality=95)
    made = picture(pdf, *image.size, data=saved.getvalue())
    made.write(saved.getvalue(), filter=Name.DCTDecode)
    if decode:
        made.Decode = Array([1, 0] * 4)
    return made


@pytest.mark.parametrize("kind", ["jpeg", "plain", "inverted", "indexed"])
def test_total_ink_is_found_in_pictures(kind):
    light, dark = (60, 60, 60, 0), (250, 250, 250, 200)

    def fill(pdf, made):
        image = _jpeg(light, dark)
        if kind == "jpeg":
            # Pillow writes CMYK inverted, so the picture needs Decode to be what it was.
            drawn = _as_jpeg(pdf, image, decode=True)
        elif kind == "plain":
            drawn = picture(pdf, 400, 400, image.tobytes())
        elif kind == "inverted":
            turned = bytes(255 - value for value in image.tobytes())
            drawn = picture(pdf, 400, 400, turned, Decode=Array([1, 0] * 4))
        else:
            space = Array([Name.Indexed, Name.DeviceCMYK, 1, bytes(light + dark)])
            rows = (bytes(200) + b"\1" * 200) * 100 + bytes(400 * 300)
            drawn = picture(pdf, 400, 400, rows, space=space)
        made.Resources.XObject.P = drawn

    (finding,) = found("total-ink", b"q 80 0 0 80 60 60 cm /P Do Q", fill)

    assert re.fullmatch(r"A picture has up to 37\d% of ink, on 1[23]% .+ 330%\.", finding.message)
    for side, place in (("left", 100), ("right", 140), ("bottom", 120), ("top", 140)):
        assert getattr(finding.area, side) == pytest.approx(place, abs=1), side
    # At a tenth of the size, the dark part is too small to count.
    assert found("total-ink", b"q 16 0 0 16 60 60 cm /P Do Q", fill) == []


def test_total_ink_is_not_found_when_a_jpeg_is_not_inverted():
    def light(pdf, made):
        made.Resources.XObject.P = _as_jpeg(pdf, _jpeg((250, 250, 250, 250)), decode=False)

    def dark(pdf, made):
        made.Resources.XObject.P = _as_jpeg(pdf, _jpeg((5, 5, 5, 5)), decode=False)

    assert found("total-ink", b"q 80 0 0 80 60 60 cm /P Do Q", light) == []
    assert len(found("total-ink", b"q 80 0 0 80 60 60 cm /P Do Q", dark)) == 1


def test_picture_is_named_when_its_ink_cannot_be_measured():
    def fill(pdf, made):
        made.Resources.XObject.P.write(b"no jpeg", filter=Name.DCTDecode)

    (finding,) = found("total-ink", PLACED, fill)

    assert finding.severity is Severity.INFO
    assert finding.message == "A picture cannot be read, so its ink was not measured."


@pytest.mark.parametrize(
    ("width", "bits", "side", "severities"),
    [
        (300, 8, 86, []),  # 251 ppi
        (300, 8, 87, [Severity.WARN]),
        (300, 8, 215, [Severity.WARN]),
        (300, 8, 217, [Severity.BLOCK]),
        (300, 1, 39, []),  # 554 ppi
        (300, 1, 40, [Severity.WARN]),
        (300, 1, 109, [Severity.BLOCK]),
        (3, 8, 80, []),  # a flat colour
    ],
)
def test_pictures_are_found_when_their_resolution_is_low(width, bits, side, severities):
    def fill(pdf, made):
        space = Name.DeviceGray if bits == 1 else Name.DeviceCMYK
        made.Resources.XObject.P = picture(pdf, width, width, bits=bits, space=space)

    drawn = f"q {side} 0 0 {side} 20 10 cm /P Do Q".encode()
    findings = found("picture-resolution", drawn, fill)

    assert [each.severity for each in findings] == severities


def test_resolution_is_that_of_the_coarser_side_through_forms_and_turns():
    def fill(pdf, made):
        own = Dictionary(XObject=made.Resources.XObject)
        made.Resources.XObject.Fm = form(pdf, b"2 0 0 1 0 0 cm /P Do", Resources=own)

    (finding,) = found("picture-resolution", b"0 50 -50 0 120 50 cm /Fm Do", fill)

    assert finding.message == "A picture of 300 x 300 pixels stands at 216 ppi."
    area = finding.area
    assert (area.left, area.bottom, area.right, area.top) == (70, 50, 120, 150)


@pytest.mark.parametrize(
    ("drawn", "count"),
    [
        ("0 0 0 1 K 0.25 w 50 50 m 90 50 l S", 0),
        ("0 0 0 1 K 0.24 w 50 50 m 90 50 l S", 1),
        ("0 0 0 1 K 0 w 50 50 m 90 50 l S", 1),
        ("0.1 0 0 0.1 50 50 cm 0 0 0 1 K 1 w 0 0 m 300 0 l S", 1),
        ("2 0 0 2 0 0 cm 0 0 0 1 K 0.15 w 25 25 m 45 25 l S", 0),
        ("0 0 0 0 K 0.1 w 50 50 m 90 50 l S", 0),
        ("0 0 0 1 k 50 50 40 0.2 re f", 1),
        ("0 0 0 1 k 50 50 40 0.3 re f", 0),
        ("0 0 0 1 k 50 50 m 90 50 l 90 50.2 l 50 50.2 l h f", 1),
        ("0 0 0 1 k 50 50 m 90 50 l 90 50.2 l f", 0),
        ("0 0 0 1 k 50 50 m 90 60 l f", 1),
        ("0 0 0 1 K 0.1 w 50 -50 m 90 -50 l S", 0),
        (text(before="1 Tr 0.1 w 0 0 0 1 K").decode(), 1),
    ],
)
def test_hairlines_are_found(drawn, count):
    assert len(found("hairlines", drawn.encode())) == count


def test_hairlines_are_not_found_in_a_die_line():
    drawn = b"/S CS 1 SCN 0.1 w 50 50 m 90 50 l S"

    assert len(found("hairlines", drawn)) == 1
    assert found("hairlines", drawn, policy=press(finishing={"Gold": "die_line"})) == []


def test_findings_of_a_kind_are_one_with_their_number_and_area():
    drawn = b"0 0 0 1 K 0.1 w 50 50 m 90 50 l S 0.2 w 60 90 m 70 90 l S"

    (finding,) = found("hairlines", drawn)

    assert finding.message == "2 lines are thinner than 0.25 pt: 0.10 pt."
    assert (finding.area.left, finding.area.right) == pytest.approx((50, 90), abs=0.2)
    assert (finding.area.bottom, finding.area.top) == pytest.approx((50, 90), abs=0.2)


CYAN = "1 0 0 0 k 40 40 90 90 re f "


@pytest.mark.parametrize(
    ("drawn", "count"),
    [
        (CYAN + "/O1 gs 0 0 0 0 k" + BOX, 1),
        (CYAN + "/O0 gs 0 0 0 0 k" + BOX, 0),  # mode 0: zeros knock out as well
        (CYAN + "/O0 gs 1 g" + BOX, 1),
        (CYAN + "/O0 gs /S cs 0 scn" + BOX, 1),
        (CYAN + "0 0 0 0 k" + BOX, 0),
        ("/O1 gs 0 0 0 0 k" + BOX, 0),  # on paper
        (CYAN + "/O1 gs 0 0 0 0.1 k" + BOX, 0),
        (CYAN + "/O1 gs 1 0 0 rg" + BOX, 0),
        (CYAN + "/O1 gs 0 0 0 0 k " + text(before="").decode(), 1),
    ],
)
def test_white_is_found_when_it_overprints(drawn, count):
    assert len(found("white-overprint", drawn.encode(), _states)) == count


@pytest.mark.parametrize(
    ("drawn", "count"),
    [
        (CYAN + text(11.9).decode(), 1),
        (CYAN + text(12).decode(), 0),
        (text(11.9).decode(), 0),
        (CYAN + "/O1 gs " + text(11.9).decode(), 0),
        (CYAN + text(11.9, before="1 0 0 1 k").decode(), 0),
        (CYAN + text(11.9, before="0 0 0 0.5 k").decode(), 0),
        ("0 0 0 0.2 k 40 40 90 90 re f " + text(11.9).decode(), 0),
        (CYAN + text(11.9, before="3 Tr").decode(), 0),
        ("q 90 0 0 90 40 40 cm /P Do Q " + text(11.9).decode(), 1),
    ],
)
def test_black_text_is_found_when_it_knocks_out(drawn, count):
    assert len(found("black-overprint", drawn.encode(), _states)) == count


@pytest.mark.parametrize(
    ("drawn", "count"),
    [
        ("/Half gs" + BOX, 1),
        ("/Mult gs" + BOX, 1),
        ("/Half gs /Plain gs" + BOX, 0),
        ("/Half gs", 0),
        ("/Plain gs" + BOX, 0),
        ("q /Half gs Q" + BOX, 0),
        ("q 90 0 0 90 40 40 cm /Soft Do Q", 1),
    ],
)
def test_transparency_is_found_when_the_policy_refuses_it(drawn, count):
    def fill(pdf, made):
        _states(pdf, made)
        made.Resources.XObject.Soft = picture(pdf, SMask=picture(pdf, space=Name.DeviceGray))

    for policy in (press(transparency="refuse"), press(standard="PDF/X-1a:2003")):
        assert len(found("transparency", drawn.encode(), fill, policy=policy)) == count
    assert found("transparency", drawn.encode(), fill) == []
