"""Files of others: read in a child, within limits of time and memory."""

from __future__ import annotations

import io
import zlib

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from saleor_w2p_plugin.prepress import colour, confined
from saleor_w2p_plugin.prepress.artwork import opening
from saleor_w2p_plugin.prepress.preflight import Severity, inspect_file, supplied
from tests.prepress.preflight.made import SHEET, form, found, inspected, page, press, spot

MIB = 1 << 20
LINE = b"0 0 0 1 K 0.1 w 50 50 m 90 50 l S"


def test_report_of_the_child_is_that_of_this_process():
    policy = press(
        standard="PDF/X-1a:2003", transparency="refuse", trim_box="needed", ink_limit=2.5,
        finishing={"Gold": "foil"}, rules={"hairlines": {"severity": "block", "least_pt": 0.2}},
    )  # fmt: skip
    drawn = LINE + b" 1 1 1 0 k 50 50 30 30 re f /S cs 1 scn 90 90 9 9 re f"
    data = page(drawn)

    report = inspect_file(data, press=policy, sheets=[SHEET])

    assert report == inspected(data, policy=policy)
    assert {each.rule for each in report.findings} == {
        "hairlines", "total-ink", "finishing-overprint", "output-intent"
    }  # fmt: skip
    assert not report.passed


def test_product_is_not_checked_when_it_is_unknown():
    ran = {rule.id for rule in inspect_file(page(LINE)).rules}

    assert not ran & {"page-count", "page-size", "codes"}
    assert {"bleed", "safe-area", "rgb-under-cmyk"} <= ran


def test_profile_of_the_policy_is_known_to_the_child():
    def fill(pdf, made):
        profile = pdf.make_stream(colour.shipped(), N=4)
        intent = Dictionary(S=Name.GTS_PDFX, OutputConditionIdentifier="House")
        intent.DestOutputProfile = profile
        pdf.Root.OutputIntents = Array([intent])

    data = page(LINE, fill)

    assert "output-intent" in {each.rule for each in inspect_file(data).findings}
    report = inspect_file(data, profile=colour.shipped())
    assert "output-intent" not in {each.rule for each in report.findings}


@pytest.mark.parametrize(
    ("data", "severity"),
    [
        (b"", Severity.BLOCK),
        (b"nonsense", Severity.BLOCK),
        (page(LINE)[:300], Severity.BLOCK),
        (page(LINE)[:-200], Severity.BLOCK),
        (page(LINE).replace(b"startxref\n", b"startxref\n9"), Severity.WARN),
    ],
)
def test_broken_file_is_a_finding(data, severity):
    finding = inspect_file(data).findings[0]

    assert (finding.rule, finding.severity) == ("readable", severity)


def test_file_is_blocked_when_it_is_too_large(monkeypatch):
    monkeypatch.setattr(opening, "MAX_BYTES", 100)

    (finding,) = inspect_file(page(LINE)).findings

    assert (finding.rule, finding.severity) == ("readable", Severity.BLOCK)


def test_file_is_blocked_when_it_takes_too_long(monkeypatch):
    monkeypatch.setattr(supplied, "_SECONDS", 0.01)
    monkeypatch.setattr(supplied, "_SECONDS_PER_MIB", 0.0)

    (finding,) = inspect_file(page(LINE * 9000)).findings

    assert (finding.rule, finding.message) == (
        "readable", "The file takes longer to read than it may."
    )  # fmt: skip


def test_file_is_blocked_when_it_takes_too_much_memory(monkeypatch):
    monkeypatch.setattr(supplied, "_MEMORY", 10 * MIB)
    monkeypatch.setattr(supplied, "_MEMORY_PER_BYTE", 0)

    report = inspect_file(page(LINE * 20_000))

    assert not report.passed
    assert confined.Limits(1).memory > 10 * MIB


def _repeated(pdf, made):
    """Forms that draw the next one ten times, ten deep."""
    inner = pdf.make_indirect(form(pdf, LINE))
    for _ in range(10):
        own = Dictionary(XObject=Dictionary(F=inner))
        inner = pdf.make_indirect(form(pdf, b"/F Do " * 10, Resources=own))
    made.Resources.XObject.F = inner


def _scaled(pdf, made):
    """The same, each time at another size, so that none is like another."""
    inner = pdf.make_indirect(form(pdf, LINE))
    for _ in range(30):
        own = Dictionary(XObject=Dictionary(F=inner))
        drawn = b"q 1.01 0 0 1 0 0 cm /F Do Q q 1 0 0 1.01 0 0 cm /F Do Q"
        inner = pdf.make_indirect(form(pdf, drawn, Resources=own))
    made.Resources.XObject.F = inner


def _deep(pdf, made):
    inner = pdf.make_indirect(form(pdf, LINE))
    for _ in range(1000):
        own = Dictionary(XObject=Dictionary(F=inner))
        inner = pdf.make_indirect(form(pdf, b"/F Do", Resources=own))
    made.Resources.XObject.F = inner


def _looping(pdf, made):
    made.Resources.XObject.F = pdf.make_indirect(form(pdf, b"/F Do"))
    made.Resources.XObject.F.Resources = Dictionary(XObject=Dictionary(F=made.Resources.XObject.F))


def _bomb(pdf, made):
    packed = zlib.compress(bytes(200 * MIB), 9)
    made.Resources.XObject.F = pdf.make_indirect(form(pdf, b""))
    made.Resources.XObject.F.write(packed, filter=Name.FlateDecode)


@pytest.mark.parametrize("fill", [_repeated, _scaled, _deep, _looping, _bomb])
def test_page_is_blocked_when_its_forms_have_no_end(fill):
    findings = found("content", b"/F Do", fill)

    assert [each.severity for each in findings] == [Severity.BLOCK]


def test_page_is_blocked_when_a_colour_space_contains_itself():
    def fill(pdf, made):
        space = pdf.make_indirect(Array([Name.Indexed, Name.DeviceGray, 0, pikepdf.String(b"\0")]))
        space[1] = space
        made.Resources.ColorSpace.Loop = space

    (finding,) = found("content", b"/Loop cs 9 9 9 9 re f", fill)
    assert finding.message == "A colour space of the file is nested too deeply."


def test_a_thousand_letters_of_a_font_of_drawings_are_read_once_each():
    def fill(pdf, made):
        made.Resources.Font.T = pdf.make_indirect(
            Dictionary(
                Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 100, 100], FirstChar=65,
                LastChar=65, FontMatrix=[0.01, 0, 0, 0.01, 0, 0], Widths=[60],
                Encoding=Dictionary(Differences=Array([65, Name.a])), Resources=Dictionary(),
                CharProcs=Dictionary(a=pdf.make_stream(b"60 0 d0 1 w 0 0 m 50 70 l S")),
            )
        )  # fmt: skip

    drawn = b"BT /T 10 Tf 60 60 Td (AAAAAAAAAAAA) Tj ET " * 90
    (finding,) = found("hairlines", drawn, fill)

    assert finding.message == "1080 lines are thinner than 0.25 pt: 0.10 pt."
    assert finding.area.left == pytest.approx(60, abs=0.1)
    assert finding.area.right == pytest.approx(60 + 11 * 6 + 5, abs=0.1)


def test_pages_are_blocked_when_their_tree_loops():
    pdf = pikepdf.open(io.BytesIO(page(LINE)))
    kids = pdf.Root.Pages.Kids
    kids.append(pdf.Root.Pages)
    saved = io.BytesIO()
    pdf.save(saved, linearize=False)

    report = inspect_file(saved.getvalue())

    assert not report.passed


def test_spots_are_those_of_all_pages():
    pdf = pikepdf.open(io.BytesIO(page(b"/S cs 1 scn 50 50 9 9 re f")))
    pdf.pages.append(pdf.pages[0])
    pdf.pages[1].obj.Resources = Dictionary(ColorSpace=Dictionary(S=spot("Gold U")))
    saved = io.BytesIO()
    pdf.save(saved)

    findings = [each for each in inspected(saved.getvalue()).findings if each.rule == "spot-names"]

    assert [(each.page, each.message) for each in findings] == [
        (2, "Gold and Gold U look like one ink, and would be two plates.")
    ]
