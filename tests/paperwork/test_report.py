"""A report says what was found, shows where, and claims nothing beyond."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pikepdf
import pytest

from saleor_w2p_plugin.paperwork.report import MOST_PICTURED, report_pdf
from saleor_w2p_plugin.prepress.preflight import Severity, inspect_file
from tests.paperwork.papers import SQUARE, a_pdf, a_report, finding, fonts, images, texts

CARD = Path(__file__).parents[2] / "sandbox/fixtures/business_card/artwork/card.pdf"


@pytest.mark.parametrize(
    ("severities", "verdict"),
    [
        ([], "Can go to plate No check found anything that stands against it."),
        ([Severity.INFO], "Can go to plate No check found anything that stands against it."),
        (
            [Severity.WARN],
            "Nothing blocks it: 1 warning Each should be looked at before this file goes to plate.",
        ),
        ([Severity.WARN, Severity.BLOCK, Severity.BLOCK], "Blocked: 2 findings"),
    ],
)
def test_verdict_follows_from_the_findings(severities: list[Severity], verdict: str) -> None:
    report = a_report(*(finding(severity=severity, page=None) for severity in severities))
    (text,) = texts(report_pdf(report, a_pdf(), "card.pdf"))
    assert verdict in text
    assert "certified" not in text.lower()


def test_first_page_says_what_the_file_is_and_which_checks_passed() -> None:
    pdf = a_pdf()
    first, *_ = texts(report_pdf(a_report(finding()), pdf, "card.pdf"))
    assert hashlib.sha256(pdf).hexdigest() in first
    for said in ("1, 56.44 × 91.72 mm", "PDF/X-4", "none named", "Text 1 is small."):
        assert said in first
    assert "1 of 2 checks found nothing: – Boxes are nested" in first
    assert "Text is large enough" not in first


def test_findings_are_listed_by_severity() -> None:
    report = a_report(
        finding(1, severity=Severity.INFO, page=None),
        finding(2, severity=Severity.BLOCK, page=None),
        finding(3, page=None),
    )
    (text,) = texts(report_pdf(report, a_pdf(), "card.pdf"))
    assert text.index("1 Blocks file Text 2") < text.index("2 Warning file Text 3")
    assert text.index("2 Warning file Text 3") < text.index("3 Note file Text 1")


def test_each_finding_is_shown_on_its_page_and_enlarged() -> None:
    report = a_report(finding(1), finding(2, area=None, page=2, fix="convert-rgb"))
    pdf = report_pdf(report, a_pdf(2), "card.pdf")
    text = " ".join(texts(pdf))
    assert "40 × 40" not in text
    assert "14.1 × 14.1 mm at 28.2, 35.3 mm from the trim’s lower left corner" in text
    assert "A fix is on offer: convert-rgb." in text
    # Page 1, page 2 and the square, each once.
    assert images(pdf) == 3


def test_pictures_have_an_end_and_the_rest_is_listed() -> None:
    report = a_report(*(finding(number) for number in range(1, 61)))
    pages = texts(report_pdf(report, a_pdf(), "card.pdf"))
    text = " ".join(pages)
    for number in range(1, 61):
        assert f"Text {number} is small." in text
    assert text.count("mm from the trim’s lower left corner") == MOST_PICTURED
    assert "20 findings more are listed above and not shown here." in text
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page


def test_report_says_so_when_the_file_cannot_be_drawn() -> None:
    pdf = report_pdf(a_report(finding()), b"no PDF at all", "broken.pdf")
    assert images(pdf) == 0
    assert "The pages could not be drawn. The file is not a readable PDF." in " ".join(texts(pdf))


HOSTILE = [
    "<script>alert(1)</script><img src=file:///etc/passwd>.pdf",
    "a&amp;b'\"--></title>\x00\x1b[31m\u202e.pdf",
    "x" * 3000,
    "شركة الشمال للتجارة <b>.pdf",
]


@pytest.mark.parametrize("name", HOSTILE, ids=["markup", "controls", "endless", "arabic"])
def test_name_stays_a_name_when_it_is_hostile(name: str) -> None:
    report = a_report(finding(message=name, rule="small-text", area=SQUARE))
    pdf = report_pdf(report, a_pdf(), name)
    assert images(pdf) == 2
    text = "".join(texts(pdf)).replace(" ", "")
    if name.isascii() and name.isprintable():
        assert name.replace(" ", "")[:400] in text


def test_report_is_the_same_each_time_and_brings_its_fonts() -> None:
    report, pdf = a_report(finding()), a_pdf()
    first = report_pdf(report, pdf, "Łódź Ελλάδα Київ شركة 北风 🎉")
    assert first == report_pdf(report, pdf, "Łódź Ελλάδα Київ شركة 北风 🎉")
    found = fonts(first)
    assert all(found.values())
    for family in ("Noto-Sans", "Noto-Naskh-Arabic", "Noto-Sans-SC"):
        assert any(family.replace("-", "") in name.replace("-", "") for name in found), family


def test_report_is_tagged_for_those_who_do_not_see_it() -> None:
    with pikepdf.open(io.BytesIO(report_pdf(a_report(finding()), a_pdf(), "card.pdf"))) as pdf:
        root = pdf.Root
        assert root.MarkInfo.Marked
        assert str(root.Lang) == "en"
        assert "Preflight report: card.pdf" in str(pdf.docinfo.Title)
        alternatives = [
            str(item.Alt)
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and "/Alt" in item
        ]
    assert any(text.startswith("Page 1, 56.44") for text in alternatives)


def test_real_file_of_a_customer_is_reported() -> None:
    pdf = CARD.read_bytes()
    report = inspect_file(pdf)
    assert report.findings
    text = " ".join(texts(report_pdf(report, pdf, CARD.name)))
    for found in report.findings:
        assert found.message in text
