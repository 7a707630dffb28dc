from __future__ import annotations

import io
import json
from dataclasses import replace

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from saleor_w2p_plugin.design.press import load_press
from saleor_w2p_plugin.prepress import preflight
from saleor_w2p_plugin.prepress.boxes import Rect
from saleor_w2p_plugin.prepress.preflight import ExpectedCode, Finding, Report, Severity
from saleor_w2p_plugin.rendering import expected_codes, press_pdf
from tests.golden.card import art, compiled_card, qr_frame, text_frame

# Our files name a standard, and a change may break what it asks for too.
BROKEN = ("standard", Severity.BLOCK, None)
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
    page.Contents = pdf.make_stream(b"q %f 0 0 %f 20 20 cm /Fm Do Q" % (half, half))


def test_nothing_is_found_when_the_file_is_ours():
    compiled = compiled_card(artwork=art(b"1 0 0 rg 20 20 99 99 re f"))
    pdf = press_pdf(compiled, ANSWERS)
    report = preflight.inspect(pdf, compiled.document, expected_codes(compiled.document, ANSWERS))

    assert report.findings == ()
    assert report.passed
    assert report.passed_rules == report.rules
    assert [(each.number, each.width_mm, each.height_mm) for each in report.pages] == [(1, 85, 55)]
    raw = json.loads(json.dumps(report.to_json()))
    assert sorted(raw) == ["findings", "pages", "passed", "rules", "standard"]
    assert raw["rules"][0] == {
        "id": "readable", "title": "The file is a readable PDF", "passed": True
    }  # fmt: skip
    assert Report.from_json(raw) == report


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda pdf, page: pdf.pages.append(pdf.pages[0]), [("page-count", Severity.BLOCK, None)]),
        (lambda pdf, page: page.__delitem__("/TrimBox"), [("boxes", Severity.BLOCK, 1), BROKEN]),
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

    assert _changed(shrink) == [("page-size", Severity.BLOCK, 1)]
    assert _changed(turn) == [("page-size", Severity.BLOCK, 1)]
    assert _changed(swap) == [(rule, Severity.BLOCK, 1) for rule in ("boxes", *["page-size"] * 2)]


def test_colours_are_found_when_they_are_not_cmyk():
    def operator(pdf, page):
        page.Contents = pdf.make_stream(b"1 0 0 rg 20 20 9 9 re f 0 1 0 RG 20 20 m 30 30 l S")

    def nested_picture(pdf, page):
        _picture(pdf, 40, Name.DeviceRGB)

    def lab(pdf, page):
        space = Array([Name.Lab, Dictionary(WhitePoint=[0.95, 1, 1.09])])
        page.Resources.ColorSpace = Dictionary(Cs=space)
        page.Contents = pdf.make_stream(b"/Cs cs 20 20 9 9 re f")

    assert _changed(operator) == [("colour-spaces", Severity.BLOCK, 1), BROKEN]
    assert _changed(nested_picture) == [("colour-spaces", Severity.BLOCK, 1), BROKEN]
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
        page.Contents = pdf.make_stream(b"BT /F 12 Tf 60 60 Td (Hand) Tj ET")

    assert _changed(loose) == [("fonts-embedded", Severity.BLOCK, 1), BROKEN]


def test_active_content_is_found():
    def annotate(pdf, page):
        page.Annots = Array([Dictionary(Subtype=Name.Text, Rect=[0, 0, 9, 9])])

    def run(pdf, page):
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=pikepdf.String("x"))

    def forget_intent(pdf, page):
        del pdf.Root.OutputIntents

    assert _changed(annotate) == [("annotations", Severity.BLOCK, 1), BROKEN]
    assert _changed(run) == [("active-content", Severity.BLOCK, None), BROKEN]
    assert _changed(forget_intent) == [("output-intent", Severity.WARN, None), BROKEN]


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


def test_report_is_read_back_with_its_findings():
    area = Rect(1, 2, 3.5, 4)
    finding = Finding("bleed", Severity.WARN, 1, "No bleed.", area, "some-fix")
    report = Report((finding,), standard="PDF/X-4")

    assert Report.from_json(json.loads(json.dumps(report.to_json()))) == report


def test_policy_of_the_design_is_asked():
    compiled = compiled_card()
    policy = load_press(
        {"version": 1, "name": "x", "rules": {"output-intent": {"severity": "off"}}}
    )
    document = replace(compiled.document, press=policy)
    pdf = press_pdf(compiled, ANSWERS)

    assert "output-intent" in {each.id for each in preflight.inspect(pdf, compiled.document).rules}
    assert "output-intent" not in {each.id for each in preflight.inspect(pdf, document).rules}


def test_codes_are_found_when_text_covers_them():
    covered = text_frame(x_mm=58, y_mm=12, width_mm=22, height_mm=20, size_pt=40, content="XXX",
                         min_size_pt=20)  # fmt: skip
    compiled = compiled_card(qr_frame(), covered)
    codes = expected_codes(compiled.document, ANSWERS)
    report = preflight.inspect(press_pdf(compiled, ANSWERS), compiled.document, codes)

    assert not report.passed
    assert json.loads(json.dumps(report.to_json()))["findings"][0]["severity"] == "block"
