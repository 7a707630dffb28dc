from __future__ import annotations

import io
import zlib
from types import SimpleNamespace

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageCms

from saleor_w2p_plugin.errors import ArtworkInvalid, Code
from saleor_w2p_plugin.prepress import artwork, colour
from saleor_w2p_plugin.prepress.artwork.normalising import normalised
from saleor_w2p_plugin.prepress.boxes import PageBoxes
from tests.golden.card import art, operators

SHEET = SimpleNamespace(width_mm=85, height_mm=55, bleed_mm=3, slug_mm=0, safe_mm=3)
CARD = artwork.Use(1, SHEET)
RED = [round(value, 4) for value in colour.of().cmyk(1, 0, 0)]
BLACK = [0, 0, 0, 1]


def _normalised(content, fill=None, **options):
    return normalised(art(content, fill, **options), [CARD])


def _refusal(data, pages=(CARD,)):
    with pytest.raises(ArtworkInvalid) as refusal:
        normalised(data, list(pages))
    (problem,) = refusal.value.problems
    assert problem.code is Code.ARTWORK_INVALID
    return problem.field, problem.message


def _painted(pdf):
    return [(values, name) for values, name in operators(pdf) if name.lower() in
            {"rg", "g", "k", "cs", "sc", "scn"}]  # fmt: skip


def _icc(pdf):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return Array([Name.ICCBased, pdf.make_stream(profile, N=3)])


def _image(pdf, data, width, height, space, **entries):
    image = pdf.make_stream(
        data, Type=Name.XObject, Subtype=Name.Image, Width=width, Height=height, **entries
    )
    image.ColorSpace = space
    image.BitsPerComponent = 8
    return image


def test_rgb_operators_become_cmyk():
    pdf = _normalised(b"1 0 0 rg 0 0 9 9 re f 0 0 0 RG 0 0 9 9 re S 0 0 0 rg 0.5 g 0 1 0 0 k")

    assert _painted(pdf) == [
        (RED, "k"), (BLACK, "K"), (BLACK, "k"), ([0.5], "g"), ([0, 1, 0, 0], "k"),
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["device", "cal", "icc", "named"])
def test_rgb_colour_spaces_become_cmyk(kind):
    def fill(pdf, page):
        space = {
            "device": Name.DeviceRGB,
            "cal": Array([Name.CalRGB, Dictionary(WhitePoint=[0.95, 1, 1.09])]),
            "icc": _icc(pdf),
            "named": Array([Name.DeviceRGB]),
        }[kind]
        page.obj.Resources.ColorSpace = Dictionary(Cs1=space)

    pdf = _normalised(b"/Cs1 cs 1 0 0 sc 0 0 9 9 re f q /Cs1 CS 1 0 0 SCN Q 0 0 0 scn", fill)

    assert _painted(pdf) == [(BLACK, "k"), (RED, "k"), (BLACK, "K"), (RED, "K"), (BLACK, "k")]


def test_space_is_remembered_when_the_graphics_state_comes_back():
    pdf = _normalised(b"/DeviceRGB cs q /DeviceCMYK cs 0 0 0 0.5 sc Q 1 0 0 sc")

    assert _painted(pdf)[-2:] == [([0, 0, 0, 0.5], "sc"), (RED, "k")]


def test_rgb_is_converted_when_it_is_inside_nested_forms():
    def fill(pdf, page):
        inner = pdf.make_stream(b"1 0 0 rg 0 0 9 9 re f", Type=Name.XObject, Subtype=Name.Form,
                                BBox=[0, 0, 99, 99])  # fmt: skip
        outer = pdf.make_stream(
            b"/In Do", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 99, 99],
            Resources=Dictionary(XObject=Dictionary(In=inner)),
        )  # fmt: skip
        page.obj.Resources.XObject = Dictionary(Out=outer)

    assert _painted(_normalised(b"/Out Do", fill)) == [(RED, "k")]


def test_cmyk_and_grey_keep_their_numbers_when_they_have_profiles():
    def fill(pdf, page):
        profile = pdf.make_stream(colour.shipped(), N=4)
        page.obj.Resources.ColorSpace = Dictionary(Cs1=Array([Name.ICCBased, profile]))

    pdf = _normalised(b"/Cs1 cs 0 0 0 1 sc", fill)

    assert _painted(pdf) == [(["/Cs1"], "cs"), (BLACK, "sc")]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.pages[0].obj.Resources.ColorSpace.Cs1 == Name.DeviceCMYK


def _picture(pdf):
    opened = pikepdf.open(io.BytesIO(pdf))
    (image,) = opened.pages[0].obj.Resources.XObject.as_dict().values()
    return opened, image


@pytest.mark.parametrize("kind", ["flate", "predictor", "dct", "icc", "indexed", "inline"])
def test_rgb_pictures_become_cmyk(kind):
    pixels = Image.new("RGB", (20, 10), (255, 0, 0))

    def fill(pdf, page):
        jpeg = io.BytesIO()
        pixels.save(jpeg, "JPEG", quality=95, subsampling=0)
        rows = b"".join(b"\0" + pixels.tobytes()[y * 60 : y * 60 + 60] for y in range(10))
        parameters = Dictionary(Predictor=15, Colors=3, Columns=20)
        image = {
            "flate": lambda: _image(pdf, pixels.tobytes(), 20, 10, Name.DeviceRGB),
            "predictor": lambda: _image(
                pdf, zlib.compress(rows), 20, 10, Name.DeviceRGB, Filter=Name.FlateDecode,
                DecodeParms=parameters,
            ),
            "dct": lambda: _image(
                pdf, jpeg.getvalue(), 20, 10, Name.DeviceRGB, Filter=Name.DCTDecode
            ),
            "icc": lambda: _image(pdf, pixels.tobytes(), 20, 10, _icc(pdf)),
            "indexed": lambda: _image(
                pdf, bytes(200), 20, 10,
                Array([Name.Indexed, Name.DeviceRGB, 0, pikepdf.String(b"\xff\0\0")]),
            ),
        }  # fmt: skip
        if kind != "inline":
            page.obj.Resources.XObject = Dictionary(Im=image[kind]())

    content = b"q 90 0 0 45 0 0 cm /Im Do Q"
    if kind == "inline":
        content = (
            b"BI /W 20 /H 10 /CS /RGB /BPC 8 /F /AHx ID %s> EI" % pixels.tobytes().hex().encode()
        )
    opened, image = _picture(_normalised(content, fill))

    with opened:
        if kind == "indexed":
            assert list(image.ColorSpace[3].read_bytes()) == [round(v * 255) for v in RED]
            return
        assert image.ColorSpace == Name.DeviceCMYK
        if kind == "dct":
            decoded = Image.open(io.BytesIO(image.read_raw_bytes()))
            assert list(image.Decode) == [1, 0] * 4
            # Pillow turns Adobe's inverted values round by itself, as Decode does for readers.
            found = decoded.getpixel((5, 5))
        else:
            found = tuple(image.read_bytes()[:4])
        assert found == pytest.approx([round(value * 255) for value in RED], abs=3)


def test_alternates_of_a_picture_are_left_out():
    def fill(pdf, page):
        image = _image(pdf, b"\0", 1, 1, Name.DeviceGray)
        other = _image(pdf, b"\xff", 1, 1, Name.DeviceGray)
        image.Alternates = Array([Dictionary(Image=other, DefaultForPrinting=True)])
        page.obj.Resources.XObject = Dictionary(Im=image)

    with pikepdf.open(io.BytesIO(_normalised(b"/Im Do", fill))) as pdf:
        assert "/Alternates" not in pdf.pages[0].obj.Resources.XObject.Im


def test_soft_mask_stays_when_its_picture_is_converted():
    def fill(pdf, page):
        mask = _image(pdf, b"\x80" * 4, 2, 2, Name.DeviceGray)
        page.obj.Resources.XObject = Dictionary(
            Im=_image(pdf, b"\xff\0\0" * 4, 2, 2, Name.DeviceRGB, SMask=mask)
        )

    opened, image = _picture(_normalised(b"/Im Do", fill))

    with opened:
        assert image.SMask.ColorSpace == Name.DeviceGray
        assert image.SMask.read_bytes() == b"\x80" * 4


def test_luminosity_mask_becomes_grey_when_it_is_rgb():
    def fill(pdf, page):
        group = pdf.make_stream(
            b"1 1 1 rg 0 0 9 9 re f 0 0 0 rg", Type=Name.XObject, Subtype=Name.Form,
            BBox=[0, 0, 99, 99], Group=Dictionary(S=Name.Transparency, CS=Name.DeviceRGB),
        )  # fmt: skip
        mask = Dictionary(S=Name.Luminosity, G=group, BC=[0, 0, 0])
        page.obj.Resources.ExtGState = Dictionary(G0=Dictionary(SMask=mask))

    with pikepdf.open(io.BytesIO(_normalised(b"/G0 gs", fill))) as opened:
        mask = opened.pages[0].obj.Resources.ExtGState.G0.SMask
        painted = [str(op) for _, op in pikepdf.parse_content_stream(mask.G)]
        assert painted == ["g", "re", "f", "g"]
        assert Name.DeviceGray == mask.G.Group.CS
        assert [float(value) for value in mask.BC] == [0]


def _gradient(pdf, function, **entries):
    return Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 90, 0],
                      Function=function, **entries)  # fmt: skip


def test_gradients_and_spot_alternates_become_cmyk():
    def fill(pdf, page):
        ramp = Dictionary(FunctionType=2, Domain=[0, 1], N=1, C0=[1, 0, 0], C1=[0, 0, 0])
        stitched = Dictionary(FunctionType=3, Domain=[0, 1], Functions=[ramp, ramp],
                              Bounds=[0.5], Encode=[0, 1, 1, 0])  # fmt: skip
        page.obj.Resources.Shading = Dictionary(A=_gradient(pdf, ramp), B=_gradient(pdf, stitched))
        spot = Array([Name.Separation, Name("/Spot"), Name.DeviceRGB, ramp])
        page.obj.Resources.ColorSpace = Dictionary(Cs=spot)

    with pikepdf.open(io.BytesIO(_normalised(b"/A sh /B sh /Cs cs 1 scn", fill))) as opened:
        resources = opened.pages[0].obj.Resources
        red = [round(value * 255) for value in RED]
        for shading in (resources.Shading.A, resources.Shading.B):
            assert shading.ColorSpace == Name.DeviceCMYK
            assert list(shading.Function.read_bytes()[:4]) == red
        assert list(resources.Shading.A.Function.read_bytes()[-4:]) == [0, 0, 0, 255]
        assert list(resources.Shading.B.Function.read_bytes()[-4:]) == red
        assert resources.ColorSpace.Cs[2] == Name.DeviceCMYK


def test_page_is_cut_to_trim_and_bleed_when_it_has_more():
    def fill(pdf, page):
        width, height = 111 * 72 / 25.4, 81 * 72 / 25.4
        ten = 10 * 72 / 25.4
        page.obj.MediaBox = [-ten, -ten, width - ten, height - ten]

    with pikepdf.open(io.BytesIO(_normalised(b"", fill))) as opened:
        page = opened.pages[0].obj
        assert [float(v) for v in page.MediaBox] == pytest.approx(
            [0, 0, PageBoxes.of(SHEET).media.right, PageBoxes.of(SHEET).media.top], abs=1e-3
        )
        assert "/TrimBox" not in page
        assert "/BleedBox" not in page


def _rotate(pdf, page):
    page.obj.Rotate = 90


def _script(pdf, page):
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


def _xfa(pdf, page):
    pdf.Root.AcroForm = Dictionary(XFA=pdf.make_stream(b"<xdp/>"), Fields=[])


def _hidden(pdf, page):
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=pikepdf.String("x")))
    pdf.Root.OCProperties = Dictionary(OCGs=[layer], D=Dictionary(OFF=[layer]))


def _loose_font(pdf, page):
    page.obj.Resources.Font = Dictionary(
        F=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    )


def _mesh(pdf, page):
    mesh = pdf.make_stream(b"", ShadingType=4, ColorSpace=Name.DeviceRGB, BitsPerCoordinate=8,
                           BitsPerComponent=8, BitsPerFlag=8, Decode=[0, 1] * 5)  # fmt: skip
    page.obj.Resources.Shading = Dictionary(S=mesh)


def _colour_key(pdf, page):
    page.obj.Resources.XObject = Dictionary(
        Im=_image(pdf, bytes(12), 2, 2, Name.DeviceRGB, Mask=[0, 0, 0, 0, 0, 0])
    )


def _huge(pdf, page):
    page.obj.Resources.XObject = Dictionary(Im=_image(pdf, b"x", 90_000, 90_000, Name.DeviceRGB))


def _lying(pdf, page):
    bomb = zlib.compress(bytes(50_000_000), 9)
    page.obj.Resources.XObject = Dictionary(
        Im=_image(pdf, bomb, 2, 2, Name.DeviceRGB, Filter=Name.FlateDecode)
    )


def _short(pdf, page):
    page.obj.Resources.XObject = Dictionary(Im=_image(pdf, b"xx", 2, 2, Name.DeviceRGB))


def _itself(pdf, page):
    form = pdf.make_stream(b"/F Do", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
    form.Resources = Dictionary(XObject=Dictionary(F=form))
    page.obj.Resources.XObject = Dictionary(F=form)


@pytest.mark.parametrize(
    ("fill", "place", "reason"),
    [
        (_rotate, "artwork.pages[0]", "trim box is 55.0 x 85.0"),
        (_script, "artwork", "JavaScript"),
        (_xfa, "artwork", "XFA"),
        (_hidden, "artwork", "hidden layers"),
        (_loose_font, "artwork.pages[0]", "Helvetica is not embedded"),
        (_mesh, "artwork.pages[0]", "mesh"),
        (_colour_key, "artwork.pages[0]", "colour key"),
        (_huge, "artwork.pages[0]", "64 million"),
        (_lying, "artwork.pages[0]", "unpacks to more than"),
        (_short, "artwork.pages[0]", "cannot be read"),
    ],
)
def test_artwork_is_refused_when_it_cannot_be_printed(fill, place, reason):
    field, message = _refusal(art(b"/Cs cs", fill))

    assert field == place
    assert reason in message


def test_artwork_is_refused_when_it_is_not_a_pdf_or_encrypted():
    assert "not a readable PDF" in _refusal(b"%PDF-1.7 nonsense")[1]
    locked = art(b"", encryption=pikepdf.Encryption(owner="o", user=""))
    assert "encrypted" in _refusal(locked)[1]
    closed = art(b"", encryption=pikepdf.Encryption(owner="o", user="u"))
    assert "encrypted" in _refusal(closed)[1]


def test_artwork_is_refused_when_its_sizes_are_wrong():
    assert "85.3 x 55.0" in _refusal(art(b"", width_mm=85.3))[1]
    assert "not enough bleed" in _refusal(art(b"", bleed_mm=2))[1]
    assert normalised(art(b"", width_mm=85.1, bleed_mm=2.95), [CARD])


def test_artwork_is_refused_when_its_objects_are_of_the_wrong_type():
    def no_box(pdf, page):
        page.obj.TrimBox = [0, 0, 9]

    def no_components(pdf, page):
        page.obj.Resources.ColorSpace = Dictionary(Cs=Array([Name.ICCBased, 5]))

    assert _refusal(art(b"", no_box))[0] == "artwork.pages[0]"
    assert _refusal(art(b"/Cs cs", no_components))[0] == "artwork.pages[0]"
    assert _refusal(art(b"1 0 rg"))[1] == "An RGB colour of the page has not three components."


def test_every_page_is_named_when_pages_are_missing():
    uses = [artwork.Use(2, SHEET), CARD, artwork.Use(7)]

    with pytest.raises(ArtworkInvalid) as refusal:
        normalised(art(b""), uses)

    assert [problem.field for problem in refusal.value.problems] == [
        "artwork.pages[1]",
        "artwork.pages[6]",
    ]


def test_form_that_draws_itself_ends():
    assert normalised(art(b"/F Do", _itself), [CARD])


def test_nothing_but_content_is_kept():
    def fill(pdf, page):
        page.obj.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[0, 0, 9, 9])])
        page.obj.PieceInfo = Dictionary()
        pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=[]))

    with pikepdf.open(io.BytesIO(_normalised(b"", fill))) as opened:
        assert set(opened.pages[0].obj.keys()) <= {
            "/Type", "/Parent", "/MediaBox", "/Contents", "/Resources", "/Group",
        }  # fmt: skip
        assert "/Names" not in opened.Root


def test_same_artwork_gives_the_same_bytes():
    data = art(b"1 0 0 rg")

    assert normalised(data, [CARD]) == normalised(data, [CARD])
