from __future__ import annotations

import io
import json
from dataclasses import replace

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from saleor_w2p_plugin.prepress import preflight
from saleor_w2p_plugin.prepress.preflight import ExpectedCode, Severity
from saleor_w2p_plugin.prepress.preflight.codes import is_readable
from saleor_w2p_plugin.rendering import codes, expected_codes, press_pdf
from tests.golden.card import art, compiled_card, qr_frame, text_frame
from tests.rendering.codes.painted import expected, painted

ANSWERS = {"full_name": "Ann Smith", "url": "https://example.com/ann", "address": ""}


def _findings(pdf, document, codes=()):
    report = preflight.inspect(pdf, document, codes)
    return [(finding.rule, finding.severity, finding.page) for finding in report.findings]


def _changed(change, artwork=None):
    """Return what preflight finds in a good file after a change."""
    compiled = compiled_card(artwork=artwork)
    saved = io.BytesIO()
    with pikepdf.open(io.BytesIO(press_pdf(compiled, ANSWERS))) as pdf:
        change(pdf, pdf.pages[0].obj)
        pdf.save(saved)
    return _findings(saved.getvalue(), compiled.document)


def _picture(pdf, side_pt, space=Name.DeviceCMYK):
    image = pdf.make_stream(bytes(200 * 200 * 4), Type=Name.XObject, Subtype=Name.Image,
                            Width=200, Height=200, BitsPerComponent=8)  # fmt: skip
    image.ColorSpace = space
    inner = pdf.make_stream(b"2 0 0 2 0 0 cm /Im Do", Type=Name.XObject, Subtype=Name.Form,
                            BBox=[0, 0, 2, 2])  # fmt: skip
    inner.Resources = Dictionary(XObject=Dictionary(Im=image))
    page = pdf.pages[0].obj
    page.Resources.XObject = Dictionary(Fm=inner)
    half = side_pt / 2
    page.Contents = pdf.make_stream(b"q %f 0 0 %f 9 9 cm /Fm Do Q" % (half, half))


def test_nothing_is_found_when_the_file_is_ours():
    compiled = compiled_card(artwork=art(b"1 0 0 rg 0 0 99 99 re f"))
    pdf = press_pdf(compiled, ANSWERS)
    report = preflight.inspect(pdf, compiled.document, expected_codes(compiled.document, ANSWERS))

    assert report.findings == ()
    assert report.passed
    assert report.to_json() == {"passed": True, "findings": []}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda pdf, page: pdf.pages.append(pdf.pages[0]), [("page-count", Severity.BLOCK, None)]),
        (lambda pdf, page: page.__delitem__("/TrimBox"), [("boxes", Severity.BLOCK, 1)]),
    ],
)
def test_structure_is_found_when_it_differs(change, found):
    assert _changed(change) == found


def test_boxes_are_found_when_they_are_not_the_designs():
    def shrink(pdf, page):
        page.TrimBox = [8.504, 8.504, 240, 164.41]

    def turn(pdf, page):
        page.Rotate = 90

    def swap(pdf, page):
        page.BleedBox, page.TrimBox = page.TrimBox, page.BleedBox

    assert _changed(shrink) == [("boxes", Severity.BLOCK, 1)]
    assert _changed(turn) == [("boxes", Severity.BLOCK, 1)]
    assert _changed(swap) == [("boxes", Severity.BLOCK, 1)] * 3


def test_colours_are_found_when_they_are_not_cmyk():
    def operator(pdf, page):
        page.Contents = pdf.make_stream(b"1 0 0 rg 0 1 0 RG")

    def nested_picture(pdf, page):
        _picture(pdf, 40, Name.DeviceRGB)

    def lab(pdf, page):
        space = Array([Name.Lab, Dictionary(WhitePoint=[0.95, 1, 1.09])])
        page.Resources.ColorSpace = Dictionary(Cs=space)
        page.Contents = pdf.make_stream(b"/Cs cs")

    assert _changed(operator) == [("colour-spaces", Severity.BLOCK, 1)] * 2
    assert _changed(nested_picture) == [("colour-spaces", Severity.BLOCK, 1)]
    assert _changed(lab) == [("colour-spaces", Severity.BLOCK, 1)]


@pytest.mark.parametrize(
    ("side_pt", "found"),
    [
        (57, []),
        (58, [("picture-resolution", Severity.WARN, 1)]),
        (143, [("picture-resolution", Severity.WARN, 1)]),
        (145, [("picture-resolution", Severity.BLOCK, 1)]),
    ],
)
def test_pictures_are_found_when_their_effective_resolution_is_low(side_pt, found):
    assert _changed(lambda pdf, page: _picture(pdf, side_pt)) == found


def test_fonts_are_found_when_they_are_not_embedded():
    def loose(pdf, page):
        page.Resources.Font = Dictionary(F=Dictionary(Subtype=Name.Type1, BaseFont=Name.Helvetica))

    assert _changed(loose) == [("fonts-embedded", Severity.BLOCK, 1)]


def test_active_content_is_found():
    def annotate(pdf, page):
        page.Annots = Array([Dictionary(Subtype=Name.Link, Rect=[0, 0, 9, 9])])

    def run(pdf, page):
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=pikepdf.String("x"))

    def forget_intent(pdf, page):
        del pdf.Root.OutputIntents

    assert _changed(annotate) == [("annotations", Severity.BLOCK, 1)]
    assert _changed(run) == [("active-content", Severity.BLOCK, None)]
    assert _changed(forget_intent) == [("output-intent", Severity.WARN, None)]


def test_unreadable_files_are_findings_not_errors():
    document = compiled_card().document
    locked = art(b"", encryption=pikepdf.Encryption(owner="o", user="u"))

    assert _findings(b"nonsense", document) == [("readable", Severity.BLOCK, None)]
    assert _findings(locked, document) == [("encryption", Severity.BLOCK, None)]


def test_codes_are_found_when_they_say_something_else():
    compiled = compiled_card(qr_frame())
    pdf = press_pdf(compiled, ANSWERS)
    (code,) = expected_codes(compiled.document, ANSWERS)
    other = ExpectedCode(1, code.area, "https://example.com/bob")
    absent = ExpectedCode(2, code.area, code.content)

    assert _findings(pdf, compiled.document, [code]) == []
    assert _findings(pdf, compiled.document, [other]) == [("codes", Severity.BLOCK, 1)]
    assert _findings(pdf, compiled.document, [absent]) == [("codes", Severity.BLOCK, 2)]


@pytest.mark.parametrize(
    ("symbology", "content"),
    [
        ("qr", "BEGIN:VCARD\r\nN:Wiśniewska;Łucja\r\nEND:VCARD"),
        ("data_matrix", "https://example.com/日本"),
        ("code128", "Jürgen-128"),
        ("ean13", "590123412345"),
        ("ean8", "9638507"),
        ("pdf417", "Zoë"),
    ],
)
def test_codes_of_every_symbology_are_read_back(symbology, content):
    pdf = painted(codes.encode(symbology, content), codes.MIN_MODULE_MM[symbology])
    code = expected(symbology, content, pdf)

    assert is_readable(pdf, code)
    assert not is_readable(pdf, replace(code, content=code.content[::-1]))
    assert not is_readable(pdf, replace(code, content="☃"))


@pytest.mark.parametrize("rotation_deg", [-15, 30, 45, 90, 135, 180, 200.5])
@pytest.mark.parametrize("symbology", ["qr", "data_matrix", "pdf417", "code128", "ean13"])
def test_codes_are_read_back_when_they_are_turned(symbology, rotation_deg):
    content = "590123412345" if symbology == "ean13" else "Ann-128"
    symbol = codes.encode(symbology, content)
    pdf = painted(symbol, codes.MIN_MODULE_MM[symbology], rotation_deg=rotation_deg)
    code = expected(symbology, content, pdf)

    assert is_readable(pdf, replace(code, rotation_deg=rotation_deg))


@pytest.mark.parametrize("other", ["data_matrix", "pdf417", "code128"])
def test_codes_are_not_found_when_they_are_of_another_symbology(other):
    pdf = painted(codes.encode("qr", "Ann"), 0.4)

    assert not is_readable(pdf, replace(expected("qr", "Ann", pdf), symbology=other))


def test_codes_are_found_when_text_covers_them():
    covered = text_frame(x_mm=58, y_mm=12, width_mm=22, height_mm=20, size_pt=40, content="XXX",
                         min_size_pt=20)  # fmt: skip
    compiled = compiled_card(qr_frame(), covered)
    codes = expected_codes(compiled.document, ANSWERS)
    report = preflight.inspect(press_pdf(compiled, ANSWERS), compiled.document, codes)

    assert not report.passed
    assert json.loads(json.dumps(report.to_json()))["findings"][0]["severity"] == "block"
