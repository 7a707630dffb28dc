"""Artwork under a press policy: its profile, rich black, transparency, standards, leftovers."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from saleor_w2p_plugin.design.press import Press, load_press
from saleor_w2p_plugin.errors import ArtworkInvalid
from saleor_w2p_plugin.prepress import artwork, colour
from saleor_w2p_plugin.prepress.artwork.normalising import normalised
from saleor_w2p_plugin.prepress.units import pt
from tests.fixtures import profiles
from tests.golden.card import art, operators, sha256

OPAQUE = Press(allows_transparency=False)
X1A = Press(standard="PDF/X-1a:2003")
RICH = (0.4, 0.3, 0.2, 1.0)
USE = [artwork.Use(1)]


def _normalised(content, fill=None, press=OPAQUE):
    return normalised(art(content, fill), USE, press=press)


def _refused(content, fill=None, press=OPAQUE):
    with pytest.raises(ArtworkInvalid) as refusal:
        _normalised(content, fill, press)
    (problem,) = refusal.value.problems
    assert problem.field == "artwork.pages[0]"
    return problem.message


def _with_state(**entries):
    def fill(pdf, page):
        page.obj.Resources.ExtGState = Dictionary(G0=Dictionary(**entries))

    return fill


def _picture(pdf, **entries):
    image = pdf.make_stream(bytes(16), Width=2, Height=2, BitsPerComponent=8, **entries)
    image.Type, image.Subtype = Name.XObject, Name.Image
    return image


def _jpeg_2000():
    saved = io.BytesIO()
    Image.new("L", (2, 2)).save(saved, "JPEG2000")
    return saved.getvalue()


def _with_picture(**entries):
    def fill(pdf, page):
        made = {key: value(pdf) if callable(value) else value for key, value in entries.items()}
        image = _picture(pdf, **{"ColorSpace": Name.DeviceCMYK} | made)
        page.obj.Resources.XObject = Dictionary(Im=image)

    return fill


def _alpha(pdf):
    return _picture(pdf, ColorSpace=Name.DeviceGray)


def _soft_mask(pdf, page):
    group = pdf.make_stream(b"0.5 g 0 0 9 9 re f", BBox=[0, 0, 99, 99])
    group.Type, group.Subtype = Name.XObject, Name.Form
    group.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
    mask = Dictionary(Type=Name.Mask, S=Name.Luminosity, G=group)
    page.obj.Resources.ExtGState = Dictionary(G0=Dictionary(SMask=mask))


TRANSPARENT = {
    "fill": (_with_state(ca=0.5), "opacity below 100 %"),
    "stroke": (_with_state(CA=0.99), "opacity below 100 %"),
    "blend": (_with_state(BM=Name.Multiply), "a blend mode"),
    "blends": (_with_state(BM=Array([Name.Darken, Name.Normal])), "a blend mode"),
    "soft-mask": (_soft_mask, "a soft mask"),
    "alpha": (_with_picture(SMask=_alpha), "a picture with alpha"),
}


@pytest.mark.parametrize("press", [OPAQUE, X1A], ids=["policy", "standard"])
@pytest.mark.parametrize("name", TRANSPARENT)
def test_transparency_is_refused_when_the_press_takes_none(name, press):
    fill, what = TRANSPARENT[name]

    assert f"The page has {what};" in _refused(b"/G0 gs /Im Do", fill, press)
    assert _normalised(b"/G0 gs /Im Do", fill, Press())


def test_transparency_is_found_in_nested_forms():
    def fill(pdf, page):
        inner = Dictionary(ExtGState=Dictionary(G0=Dictionary(ca=0.3)))
        form = pdf.make_stream(b"/G0 gs 0 0 9 9 re f", BBox=[0, 0, 9, 9], Resources=inner)
        form.Type, form.Subtype = Name.XObject, Name.Form
        page.obj.Resources.XObject = Dictionary(F=form)

    assert "opacity" in _refused(b"/F Do", fill)


def test_groups_of_what_is_opaque_are_dropped():
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB, I=True)

    def fill(pdf, page):
        form = pdf.make_stream(b"1 0 0 rg 0 0 9 9 re f", BBox=[0, 0, 99, 99], Group=group)
        form.Type, form.Subtype = Name.XObject, Name.Form
        page.obj.Group = group
        page.obj.Resources.XObject = Dictionary(F=form)

    with pikepdf.open(io.BytesIO(_normalised(b"/F Do", fill))) as pdf:
        assert not any("/Group" in item for item in pdf.objects if _is_dictionary(item))
    with pikepdf.open(io.BytesIO(_normalised(b"/F Do", fill, Press()))) as pdf:
        assert sum("/Group" in item for item in pdf.objects if _is_dictionary(item)) == 2


def test_states_that_change_nothing_are_no_transparency():
    plain = _with_state(ca=1, CA=1.0, BM=Name.Normal, SMask=Name("/None"), AIS=False)

    assert _normalised(b"/G0 gs 0 0 9 9 re f", plain)


@pytest.mark.parametrize(
    ("entries", "says"),
    [
        (
            {"Filter": Name.JPXDecode, "ColorSpace": Name.DeviceGray},
            "JPEG 2000, not for PDF/X-1a:2003",
        ),
        ({"Filter": Name.JBIG2Decode}, "JBIG2, not for PDF/X-1a:2003"),
        ({"BitsPerComponent": 16, "Height": 1}, "16 bits per channel, not for PDF/X-1a:2003"),
    ],
)
def test_pictures_are_refused_when_the_standard_is_older(entries, says):
    def fill(pdf, page):
        _with_picture()(pdf, page)
        for key, value in entries.items():
            page.obj.Resources.XObject.Im[f"/{key}"] = value
        if entries.get("Filter") == Name.JPXDecode:
            page.obj.Resources.XObject.Im.write(_jpeg_2000(), filter=Name.JPXDecode)

    assert says in _refused(b"/Im Do", fill, X1A)
    assert _normalised(b"/Im Do", fill, Press())


def test_spot_colours_lose_lab_and_gray_its_calibration_when_the_standard_is_older():
    lab = Array([Name.Lab, Dictionary(WhitePoint=[0.9642, 1, 0.8249])])
    gray = Array([Name.CalGray, Dictionary(WhitePoint=[0.9642, 1, 0.8249])])

    def fill(pdf, page):
        tint = Dictionary(FunctionType=2, Domain=[0, 1], N=1, C0=[100, 0, 0], C1=[50, 60, 20])
        spot = Array([Name.Separation, Name.Gold, lab, tint])
        page.obj.Resources.ColorSpace = Dictionary(S=spot, G=gray)

    with pikepdf.open(io.BytesIO(_normalised(b"/S cs 1 scn /G cs 0 sc", fill, X1A))) as pdf:
        spaces = pdf.pages[0].obj.Resources.ColorSpace
        assert (spaces.S[0], spaces.S[1], spaces.S[2]) == (
            Name.Separation, Name.Gold, Name.DeviceCMYK,
        )  # fmt: skip
        full = spaces.S[3].read_bytes()[-4:]
        wanted = [255 * part for part in colour.of().cmyk_of_lab(50, 60, 20)]
        assert list(full) == pytest.approx(wanted, abs=1)
        assert Name.DeviceGray == spaces.G
    with pikepdf.open(io.BytesIO(_normalised(b"/S cs 1 scn", fill, Press()))) as pdf:
        assert pdf.pages[0].obj.Resources.ColorSpace.S[2][0] == Name.Lab


def test_font_is_refused_when_its_program_is_of_a_later_kind():
    def fill(pdf, page):
        program = pdf.make_stream(b"OTTO", Subtype=Name.OpenType)
        descriptor = Dictionary(Type=Name.FontDescriptor, FontFile3=program)
        inner = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType0, FontDescriptor=descriptor)
        font = Dictionary(Type=Name.Font, Subtype=Name.Type0, DescendantFonts=Array([inner]))
        page.obj.Resources.Font = Dictionary(F=pdf.make_indirect(font))

    assert "OpenType, not for PDF/X-1a:2003" in _refused(b"", fill, X1A)
    assert _normalised(b"", fill, Press())


@pytest.mark.parametrize("press", [Press(), X1A])
def test_what_programs_leave_behind_is_stripped(press):
    layer = Dictionary(Type=Name.OCG, Name=pikepdf.String("Layer"))

    def fill(pdf, page):
        form = pdf.make_stream(b"/OC /L BDC 0 0 9 9 re f EMC", BBox=[0, 0, 9, 9])
        form.Type, form.Subtype, form.OC = Name.XObject, Name.Form, pdf.make_indirect(layer)
        form.Metadata = pdf.make_stream(b"<x/>", Type=Name.Metadata, Subtype=Name.XML)
        form.PieceInfo = Dictionary(Illustrator=Dictionary(Private=pdf.make_stream(b"secret")))
        form.LastModified, form.StructParent = pikepdf.String("D:2020"), 3
        form.PS = pdf.make_stream(b"showpage")
        image = _picture(pdf, ColorSpace=Name.DeviceCMYK)
        image.Alternates = Array([Dictionary(Image=image, DefaultForPrinting=True)])
        state = Dictionary(
            TR=Name.Identity, TR2=Name.Default, HT=Name.Default, HTP=Array([0, 0]),
            BG2=Name.Default, UCR2=Name.Default, LW=2,
        )  # fmt: skip
        page.obj.PieceInfo, page.obj.Metadata = form.PieceInfo, form.Metadata
        page.obj.Resources = Dictionary(
            XObject=Dictionary(F=form, Im=image), ExtGState=Dictionary(G0=state),
            Properties=Dictionary(L=pdf.make_indirect(layer), M=Dictionary(MCID=1)),
        )  # fmt: skip

    pdf = _normalised(b"/OC /L BDC /F Do /Im Do /G0 gs EMC /Span /M BDC EMC", fill, press)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        keys = {key for item in opened.objects if _is_dictionary(item) for key, _ in item.items()}
        resources = opened.pages[0].obj.Resources
        assert not keys & {
            "/Alternates", "/LastModified", "/Metadata", "/OC", "/PS", "/PieceInfo",
            "/StructParent",
        }  # fmt: skip
        assert dict(resources.ExtGState.G0) == {"/LW": 2}
        assert set(resources.Properties.keys()) == {"/M"}
        assert b"secret" not in b"".join(_streams(opened))
    assert not {"BDC", "BMC", "EMC"} & {operator for _, operator in operators(pdf)}


@pytest.mark.parametrize("key", ["TR", "TR2"])
def test_transfer_functions_are_refused(key):
    function = Dictionary(FunctionType=2, Domain=[0, 1], N=1, C0=[1], C1=[0])

    assert "transfer function" in _refused(b"/G0 gs", _with_state(**{key: function}), Press())


@pytest.mark.parametrize("entries", [{"P": Name.AllOff}, {"P": Name.AnyOff}, {"VE": Array([])}])
def test_layers_that_show_when_others_hide_are_refused(entries):
    def fill(pdf, page):
        layer = pdf.make_indirect(Dictionary(Type=Name.OCMD, **entries))
        page.obj.Resources.Properties = Dictionary(L=layer)
        pdf.Root.OCProperties = Dictionary(OCGs=Array([]), D=Dictionary())

    assert "hidden layers" in _refused(b"/OC /L BDC 0 0 9 9 re f EMC", fill, Press())


def test_photographs_keep_to_the_ink_limit():
    noise = Image.effect_noise((320, 240), 90).point(lambda value: max(0, value - 110))
    photo = io.BytesIO()
    Image.merge("RGB", [noise] * 3).save(photo, "JPEG", quality=95)

    def fill(pdf, page):
        image = pdf.make_stream(photo.getvalue(), Filter=Name.DCTDecode)
        image.Type, image.Subtype, image.BitsPerComponent = Name.XObject, Name.Image, 8
        image.Width, image.Height, image.ColorSpace = 320, 240, Name.DeviceRGB
        page.obj.Resources.XObject = Dictionary(Im=image)

    conversion = colour.Conversion(colour.shipped(), ink_limit=2.4)
    with pikepdf.open(io.BytesIO(normalised(art(b"/Im Do", fill), USE, conversion))) as opened:
        (image,) = (each for each in opened.objects if "/Width" in getattr(each, "keys", set)())
        decoded = Image.open(io.BytesIO(image.read_raw_bytes())).tobytes()
    totals = [sum(decoded[at : at + 4]) for at in range(0, len(decoded), 4)]
    assert 2.3 * 255 < max(totals) <= 2.4 * 255


def test_colours_and_pictures_are_the_presss_own_in_the_child_too():
    house = profiles.house()
    policy = load_press({
        "version": 1, "name": "House", "intent": "perceptual", "ink_limit": 2.2,
        "profile": {"asset": "house.icc", "sha256": sha256(house)},
        "condition": {"identifier": "House"}, "rich_black": list(RICH),
    })  # fmt: skip
    conversion = colour.of(policy, house)
    pdf = art(b"1 0 0 rg 0 0 9 9 re f 0.02 0.03 0.02 rg 0 0 9 9 re f 0 g 0 0 99 99 re f")
    printed = artwork.normalise(pdf, USE, conversion, policy)
    red, night, rich = (each for each, name in operators(printed) if name == "k")

    assert printed == normalised(pdf, USE, conversion, policy)
    assert red == pytest.approx(conversion.cmyk(1, 0, 0), abs=1e-4)
    assert night == pytest.approx(conversion.cmyk(0.02, 0.03, 0.02), abs=1e-4)
    assert rich == list(RICH)


def _filled(content, fill=None):
    """Return the colours in which a page's paths are filled, rich black or as it is."""
    conversion = colour.Conversion(colour.shipped(), rich_black=RICH)
    pdf = normalised(art(content, fill), USE, conversion)
    found, inks, stack = [], "as it is", []
    for values, name in operators(pdf):
        if name == "q":
            stack.append(inks)
        elif name == "Q":
            inks = stack.pop()
        elif name in ("k", "g"):
            inks = "rich" if values == list(RICH) else "as it is"
        elif name in ("f", "F", "f*", "B", "B*", "b", "b*"):
            found.append(inks)
    return found


AREA, RULE = b" 0 0 %d 80 re f" % pt(10), b" 0 0 %d 2 re f" % pt(10)


@pytest.mark.parametrize(
    "colour_of_it",
    [b"", b"0 g", b"0 0 0 1 k", b"0 0 0 rg", b"/DeviceGray cs 0 sc", b"/DeviceCMYK cs 0 0 0 1 scn"],
)
def test_black_areas_are_rich_black(colour_of_it):
    assert _filled(colour_of_it + AREA) == ["rich"]
    assert _filled(colour_of_it + RULE) == ["as it is"]


@pytest.mark.parametrize("operator", [b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"])
def test_each_way_to_fill_takes_rich_black(operator):
    assert _filled(b"0 0 m 80 0 l 80 80 l 0 80 l h " + operator) == ["rich"]


@pytest.mark.parametrize(
    "content",
    [
        b"0.1 g", b"0 0 0 0.99 k", b"0.1 0 0 1 k", b"1 g", b"/DeviceGray cs 1 sc",
        # The area clips, too; its colour was set inside q and Q.
        b"q 0 g Q 1 g",
    ],
)  # fmt: skip
def test_other_colours_stay(content):
    assert _filled(content + AREA) == ["as it is"]


def test_colour_comes_back_after_an_area():
    pdf = normalised(
        art(b"0 g" + AREA + RULE + b" 0 G 5 w 0 0 80 80 re S"),
        USE,
        colour.Conversion(colour.shipped(), rich_black=RICH),
    )

    assert [(values, name) for values, name in operators(pdf) if name in "gkGqQfS"] == [
        ([0], "g"), ([], "q"), (list(RICH), "k"), ([], "f"), ([], "Q"),
        ([], "f"), ([0], "G"), ([], "S"),
    ]  # fmt: skip


def test_areas_that_clip_stay():
    assert _filled(b"0 g 0 0 80 80 re W f 0 0 80 80 re f") == ["as it is", "rich"]


@pytest.mark.parametrize(
    "entries", [{"op": True}, {"OP": True}, {"ca": 0.5}, {"BM": Name.Multiply}]
)
def test_areas_stay_when_they_overprint_or_are_transparent(entries):
    content = b"0 g q /G0 gs" + AREA + b" Q" + AREA

    assert _filled(content, _with_state(**entries)) == ["as it is", "rich"]


def test_overprinting_ends_when_a_state_says_so():
    def fill(pdf, page):
        page.obj.Resources.ExtGState = Dictionary(
            On=Dictionary(op=True), Off=Dictionary(op=False), Other=Dictionary(LW=1)
        )

    content = b"/On gs /Other gs" + AREA + b" /Off gs" + AREA

    assert _filled(content, fill) == ["as it is", "rich"]


def test_width_counts_as_it_is_printed():
    assert _filled(b"0.1 0 0 0.1 0 0 cm 0 g" + AREA) == ["as it is"]
    assert _filled(b"q 0.1 0 0 0.1 0 0 cm 0 g Q" + AREA) == ["rich"]
    assert _filled(b"20 0 0 20 0 0 cm 0 g 0 0 2 0.5 re f") == ["rich"]


@pytest.mark.parametrize(("scale", "is_rich"), [(1, True), (0.1, False)])
def test_forms_count_as_they_are_placed(scale, is_rich):
    def fill(pdf, page):
        form = pdf.make_stream(b"0 g 0 0 80 80 re f", BBox=[0, 0, 99, 99])
        form.Type, form.Subtype, form.Matrix = Name.XObject, Name.Form, Array([1, 0, 0, 1, 3, 3])
        page.obj.Resources.XObject = Dictionary(F=form)

    content = b"%f 0 0 %f 0 0 cm /F Do" % (scale, scale)

    assert _filled(content, fill) == ["rich" if is_rich else "as it is"]


def test_forms_may_be_drawn_in_any_colour():
    def fill(pdf, page):
        form = pdf.make_stream(b"0 0 80 80 re f", BBox=[0, 0, 99, 99])
        form.Type, form.Subtype = Name.XObject, Name.Form
        page.obj.Resources.XObject = Dictionary(F=form)

    assert _filled(b"1 0 0 rg /F Do", fill) == ["as it is"]


def test_cells_of_patterns_and_letters_are_no_areas():
    def fill(pdf, page):
        cell = pdf.make_stream(b"0 g 0 0 80 80 re f", BBox=[0, 0, 99, 99], XStep=99, YStep=99)
        cell.Type, cell.PatternType, cell.PaintType, cell.TilingType = Name.Pattern, 1, 1, 1
        glyph = pdf.make_stream(b"100 0 d0 0 g 0 0 80 80 re f")
        font = Dictionary(Type=Name.Font, Subtype=Name.Type3, CharProcs=Dictionary(a=glyph))
        page.obj.Resources = Dictionary(
            Pattern=Dictionary(P=cell), Font=Dictionary(F=pdf.make_indirect(font))
        )

    conversion = colour.Conversion(colour.shipped(), rich_black=RICH)
    pdf = normalised(art(b"/Pattern cs /P scn 0 0 99 99 re f", fill), USE, conversion)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        written = b"".join(_streams(opened))
        assert written.count(b"80 80 re") == 2
        assert b"0.4 0.3 0.2 1 k" not in written


@pytest.mark.parametrize(
    ("path", "rule", "is_rich"),
    [
        # A hole that runs the other way, and one that runs the same way.
        (b"0 0 m 90 0 l 90 90 l 0 90 l h 10 10 m 10 80 l 80 80 l 80 10 l h", b"f", True),
        (b"0 0 m 90 0 l 90 90 l 0 90 l h 3 3 m 3 87 l 87 87 l 87 3 l h", b"f", False),
        (b"0 0 90 90 re 3 3 84 84 re", b"f", True),
        (b"0 0 90 90 re 3 3 84 84 re", b"f*", False),
        (b"0 0 90 90 re 3 3 84 84 re 6 6 78 78 re", b"f*", True),
        # Letters as one path: each is narrow.
        (b" ".join(b"%d 0 3 40 re" % left for left in range(0, 90, 6)), b"f", False),
        (b"0 0 m 45 90 90 90 90 0 c", b"f", True),
        (b"0 0 m 2 1 l 90 0 v h", b"f", False),
    ],
)  # fmt: skip
def test_width_is_that_of_what_is_filled(path, rule, is_rich):
    assert _filled(b"0 g " + path + b" " + rule) == ["rich" if is_rich else "as it is"]


def _is_dictionary(item):
    return isinstance(item, (pikepdf.Dictionary, pikepdf.Stream))


def _streams(pdf):
    return [item.read_bytes() for item in pdf.objects if isinstance(item, pikepdf.Stream)]
