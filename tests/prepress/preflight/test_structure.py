"""What is in a file beside its marks, what it says of itself, and what it refuses to say."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from saleor_w2p_plugin.prepress import colour
from saleor_w2p_plugin.prepress.preflight import Severity
from tests.golden.card import art
from tests.prepress.preflight.made import (
    LEFT,
    form,
    found,
    inspected,
    of_rule,
    page,
    press,
    spot,
    text,
)

BOX = b"0 0 0 1 k 60 60 40 40 re f"


def _annotated(kind, rect=(60, 60, 90, 90)):
    def fill(pdf, made):
        one = pdf.make_indirect(Dictionary(Subtype=Name("/" + kind), Rect=list(rect)))
        made.Annots = Array([one])
        if kind == "Widget":
            pdf.Root.AcroForm = Dictionary(Fields=Array([one]))

    return fill


@pytest.mark.parametrize(
    ("kind", "rule", "severity"),
    [
        ("Text", "annotations", Severity.BLOCK),
        ("Stamp", "annotations", Severity.BLOCK),
        ("Widget", "form-fields", Severity.INFO),
        ("Link", "links", Severity.INFO),
        ("Popup", "links", Severity.INFO),
        ("PrinterMark", None, None),
        ("TrapNet", None, None),
    ],
)
def test_annotations_are_found_by_their_kinds(kind, rule, severity):
    for each in ("annotations", "form-fields", "links"):
        findings = found(each, BOX, _annotated(kind))
        assert [one.severity for one in findings] == ([severity] if each == rule else [])
        assert all((one.area.left, one.area.top) == (60, 90) for one in findings)
        assert found(each, BOX, _annotated(kind, (-40, -40, -9, -9))) == []


def test_form_fields_block_in_files_that_we_have_made():
    (finding,) = found("form-fields", BOX, _annotated("Widget"), is_supplied=False)

    assert finding.severity is Severity.BLOCK


def _layered(*hidden):
    def fill(pdf, made):
        layers = [pdf.make_indirect(Dictionary(Type=Name.OCG, Name=name)) for name in "AB"]
        off = [layer for layer, name in zip(layers, "AB", strict=True) if name in hidden]
        pdf.Root.OCProperties = Dictionary(OCGs=Array(layers), D=Dictionary(OFF=Array(off)))

    return fill


def test_layers_are_found():
    (shown,) = found("layers", BOX, _layered())
    (hidden,) = found("hidden-layers", BOX, _layered("B"))

    assert (shown.severity, hidden.severity) == (Severity.INFO, Severity.BLOCK)
    assert hidden.fix == "drop-hidden-layers"
    assert found("layers", BOX) == found("hidden-layers", BOX, _layered()) == []


def _scripted(pdf, made):
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=pikepdf.String("x"))


def _attached(pdf, made):
    file = pdf.make_indirect(Dictionary(EF=Dictionary()))
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=[file]))


def _xfa(pdf, made):
    pdf.Root.AcroForm = Dictionary(XFA=pdf.make_stream(b""), Fields=[])


@pytest.mark.parametrize(
    ("fill", "fix"),
    [(_scripted, "drop-scripts"), (_attached, "drop-attachments"), (_xfa, "drop-xfa")],
)
def test_active_content_is_found_with_what_helps(fill, fix):
    assert [each.fix for each in found("active-content", BOX, fill)] == [fix]
    assert found("active-content", BOX) == []


def test_all_of_the_active_content_is_found():
    def fill(pdf, made):
        for each in (_scripted, _attached, _xfa):
            each(pdf, made)

    assert len(found("active-content", BOX, fill)) == 3


def test_postscript_is_found_when_it_is_drawn():
    def fill(pdf, made):
        made.Resources.XObject.Ps = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.PS)

    assert len(found("postscript", b"/Ps Do", fill)) == 1
    assert found("postscript", BOX, fill) == []


@pytest.mark.parametrize(
    ("entries", "count"),
    [
        ({"TR": Name.Identity}, 0),
        ({"TR2": Name.Default, "HT": Name.Default}, 0),
        ({"TR": Dictionary(FunctionType=2, Domain=[0, 1], N=2)}, 1),
        ({"HT": Dictionary(HalftoneType=1, Frequency=60, Angle=45, SpotFunction=Name.Round)}, 1),
        ({"UCR2": Name.Default, "BG": Dictionary(FunctionType=2, Domain=[0, 1], N=1)}, 1),
    ],
)
def test_device_settings_are_found_when_they_are_used(entries, count):
    def fill(pdf, made):
        made.Resources.ExtGState.D = Dictionary({f"/{key}": each for key, each in entries.items()})

    assert len(found("device-settings", b"/D gs " + BOX, fill)) == count
    assert found("device-settings", BOX, fill) == []


def _intended(identifier="FOGRA39", **entries):
    def fill(pdf, made):
        profile = pdf.make_stream(colour.shipped(), N=4)
        intent = Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFX, DestOutputProfile=profile,
                            OutputConditionIdentifier=identifier, Info="x")  # fmt: skip
        for key, value in entries.items():
            intent[f"/{key}"] = value
        pdf.Root.OutputIntents = Array([intent])

    return fill


@pytest.mark.parametrize(
    ("fill", "message"),
    [
        (_intended(), None),
        (_intended("Coated FOGRA39 (ISO 12647-2:2004)"), None),
        (_intended("Custom", OutputCondition="FOGRA39L Coated"), None),
        (_intended("FOGRA51"), "The file is made for FOGRA51, x, not for FOGRA39."),
        (None, "The file names no printing condition (output intent)."),
        (_intended("FOGRA51", S=Name.GTS_PDFA1), "The file names no printing condition"),
    ],
)
def test_output_intent_is_found_when_it_is_not_the_policys(fill, message):
    findings = found("output-intent", BOX, fill)

    assert [each.message.startswith(message) for each in findings] == ([True] if message else [])


def test_output_intent_is_the_policys_when_its_profile_is():
    fill = _intended("House standard")

    assert len(found("output-intent", BOX, fill)) == 1
    assert found("output-intent", BOX, fill, profile=colour.shipped()) == []


def test_output_intent_is_found_when_it_is_for_screens():
    def fill(pdf, made):
        _intended()(pdf, made)
        pdf.Root.OutputIntents[0].DestOutputProfile.N = 3

    (finding,) = found("output-intent", BOX, fill)
    assert finding.message == "The output intent of the file is not for CMYK."


def _xmp(*names):
    entries = "".join(f"<x:{name}>1</x:{name}>" for name in names)
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">'
        f"<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>{entries}"
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()


def _conforming(standard, change=None, content=BOX):
    """Return a file that names a standard and does what is checked of it, and a change to it."""

    def fill(pdf, made):
        _intended()(pdf, made)
        pdf.trailer.Info = pdf.make_indirect(
            Dictionary(Title="Card", CreationDate="D:2026", ModDate="D:2026")
        )
        pdf.trailer.Info.Trapped = Name("/False")
        if standard == "PDF/X-4":
            pdf.Root.Metadata = pdf.make_stream(
                _xmp("CreateDate", "ModifyDate", "title", "DocumentID")
            )
        else:
            pdf.trailer.Info.GTS_PDFXVersion = standard
        if change:
            change(pdf, made)

    version = "1.6" if standard == "PDF/X-4" else "1.4"
    return page(content, fill, min_version=version, force_version=version)


def _no_trim(pdf, made):
    del made.TrimBox


def _two_trims(pdf, made):
    made.ArtBox = made.TrimBox


def _no_intent(pdf, made):
    del pdf.Root.OutputIntents


def _untold(pdf, made):
    del pdf.trailer.Info.Trapped


def _untitled(pdf, made):
    del pdf.trailer.Info.Title
    if "/Metadata" in pdf.Root:
        pdf.Root.Metadata = pdf.make_stream(_xmp("CreateDate"))


def _opening(pdf, made):
    pdf.Root.OpenAction = Dictionary(S=Name.GoTo)


@pytest.mark.parametrize("standard", ["PDF/X-4", "PDF/X-1a:2003"])
@pytest.mark.parametrize(
    ("change", "says"),
    [
        (None, None),
        (_no_trim, "no trim or art box, or both"),
        (_two_trims, "no trim or art box, or both"),
        (_no_intent, "not exactly one complete output intent"),
        (_untold, "whether it is trapped"),
        (_untitled, "lacks a title"),
        (_opening, "it has actions"),
        (_annotated("Text"), "annotations lie on what is printed"),
    ],
)
def test_standard_is_found_broken(standard, change, says):
    policy = press(standard=standard)
    data = _conforming(standard, change)
    findings = of_rule("standard", data, policy=policy)

    assert inspected(data, policy=policy).standard == standard
    assert [says in each.message for each in findings] == ([True] if says else [])
    assert all(each.severity is Severity.WARN for each in findings)
    ours = of_rule("standard", data, policy=policy, is_supplied=False)
    assert all(each.severity is Severity.BLOCK for each in ours)


@pytest.mark.parametrize(
    ("content", "x4", "x1a"),
    [
        (b"1 0 0 rg 9 9 9 9 re f", "uses device RGB", "colours that are no inks"),
        (b"/Icc cs 1 0 0 0 scn 9 9 9 9 re f", None, "colours with profiles"),
        (b"/Half gs 9 9 9 9 re f", None, "it is transparent"),
        (text(face="L"), "a font is not embedded", "a font is not embedded"),
        (BOX, None, None),
    ],
)
def test_standards_differ_in_what_they_take(content, x4, x1a):
    def fill(pdf, made):
        made.Resources.ColorSpace.Icc = Array([Name.ICCBased, pdf.make_stream(b"", N=4)])
        made.Resources.ExtGState.Half = Dictionary(ca=0.5)
        made.Resources.Font.L = Dictionary(Subtype=Name.Type1, BaseFont=Name.Helvetica)

    for standard, says in (("PDF/X-4", x4), ("PDF/X-1a:2003", x1a)):
        data = _conforming(standard, fill, content)
        findings = of_rule("standard", data, policy=press(standard=standard))
        assert [says in each.message for each in findings] == ([True] if says else [])


def test_standard_is_noted_when_it_is_another_or_unknown():
    (other,) = of_rule("standard", _conforming("PDF/X-1a:2003"))
    (unknown,) = of_rule("standard", _conforming("PDF/X-3:2002"))

    assert other.message == "The file is PDF/X-1a:2003, the press wants PDF/X-4."
    assert "not checked here" in unknown.message
    assert {other.severity, unknown.severity} == {Severity.INFO}
    report = inspected(page(BOX))
    assert report.standard is None
    assert "standard" not in {rule.id for rule in report.rules}


def test_later_versions_are_found():
    data = page(BOX, lambda pdf, made: _intended()(pdf, made), force_version="1.7")
    named = _conforming("PDF/X-4").replace(b"%PDF-1.6", b"%PDF-1.7")

    assert of_rule("standard", data) == []
    assert ["later version" in each.message for each in of_rule("standard", named)] == [True]


def test_rules_that_passed_are_listed_and_those_on_half_a_page_are_not():
    whole = inspected(page(BOX))
    broken = inspected(page(b"/Fm Do", _endless))

    assert {rule.id for rule in whole.passed_rules} >= {"boxes", "hairlines", "total-ink"}
    assert [each.rule for each in broken.findings if each.severity is Severity.BLOCK] == ["content"]
    assert "hairlines" not in {rule.id for rule in broken.rules}
    assert "active-content" in {rule.id for rule in broken.passed_rules}


def _endless(pdf, made):
    made.Resources.XObject.Fm = form(pdf, b"/Fm Do")
    made.Resources.XObject.Fm = pdf.make_indirect(made.Resources.XObject.Fm)
    made.Resources.XObject.Fm.Resources = Dictionary(
        XObject=Dictionary(Fm=made.Resources.XObject.Fm)
    )


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"nonsense", "readable"),
        (b"%PDF-1.7\n", "readable"),
        (art(BOX, encryption=pikepdf.Encryption(owner="o", user="u")), "encryption"),
        (art(BOX, encryption=pikepdf.Encryption(owner="o", user="")), "encryption"),
    ],
)
def test_file_is_blocked_when_it_cannot_be_opened(data, rule):
    report = inspected(data)

    assert [(each.rule, each.severity) for each in report.findings] == [(rule, Severity.BLOCK)]
    assert report.rules == report.passed_rules == ()


def test_many_findings_of_a_page_are_counted_not_listed():
    def fill(pdf, made):
        made.Resources.XObject.P.Width = made.Resources.XObject.P.Height = 30

    drawn = b" ".join(b"q 10 0 0 10 %d 60 cm /P Do Q" % (20 + 12 * at) for at in range(15))
    findings = found("picture-resolution", drawn, fill)

    assert len(findings) == 11
    assert findings[-1].message == "The rule found 5 more, which are not listed."
    assert findings[-1].severity is Severity.WARN


def test_form_is_read_once_for_all_pages_and_found_on_each():
    pdf = pikepdf.open(io.BytesIO(page(b"/Fm Do", _lined)))
    for _ in range(2):
        pdf.pages.append(pdf.pages[0])
    pdf.pages[1].obj.Contents = pdf.make_stream(b"1 0 0 1 30 20 cm /Fm Do")
    pdf.pages[2].obj.Contents = pdf.make_stream(b"2 0 0 2 0 0 cm /Fm Do")
    saved = io.BytesIO()
    pdf.save(saved)

    findings = of_rule("hairlines", saved.getvalue())

    assert [(each.page, round(each.area.left)) for each in findings] == [(1, 50), (2, 80)]


def _lined(pdf, made):
    line = form(pdf, b"0 0 0 1 K 0.2 w 50 50 m 90 50 l S")
    made.Resources.XObject.Fm = pdf.make_indirect(line)


def test_form_that_takes_its_colour_from_outside_is_read_for_each():
    def fill(pdf, made):
        made.Resources.XObject.Fm = pdf.make_indirect(form(pdf, b"50 50 40 40 re f"))
        made.Resources.ColorSpace.All = spot("All")

    drawn = b"0 0 0 1 k /Fm Do /All cs 1 scn /Fm Do"
    assert len(found("registration-colour", drawn, fill)) == 1
    assert found("registration-colour", b"0 0 0 1 k /Fm Do", fill) == []


def test_clipped_marks_are_found_where_they_show():
    drawn = b"%f 0 400 400 re W n /All cs 1 scn 0 0 400 400 re f" % (LEFT - 3)

    def fill(pdf, made):
        made.Resources.ColorSpace.All = spot("All")

    (finding,) = found("registration-colour", drawn, fill)
    assert finding.area.left == pytest.approx(LEFT - 3, abs=0.01)
    assert found("registration-colour", drawn.replace(b"400 400 re W", b"2 400 re W"), fill) == []
