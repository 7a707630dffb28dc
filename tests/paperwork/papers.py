"""A job, a file and a report to set on paper, and what a test reads back from the PDF."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name

from saleor_w2p_plugin.paperwork.job import Approval, Ink, Job, Page, PrintFile
from saleor_w2p_plugin.prepress.boxes import Rect
from saleor_w2p_plugin.prepress.preflight import Finding, Report, RuleRun, Severity
from saleor_w2p_plugin.prepress.preflight.report import PageSize

# A square of pure red, of which pictures show whether they show the right place.
SQUARE = Rect(100, 120, 140, 160)


def a_pdf(pages: int = 1, **entries: Any) -> bytes:
    """Make pages of 200 x 300 pt, a trim at 20 pt and a red square; `entries` are every page's."""
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page(page_size=(200, 300))
        page = pdf.pages[-1].obj
        page.TrimBox = Array([20, 20, 180, 280])
        page.Contents = pdf.make_stream(
            b"1 0 0 rg %d %d %d %d re f" % (SQUARE.left, SQUARE.bottom, SQUARE.width, SQUARE.height)
        )
        for key, value in entries.items():
            page[f"/{key}"] = value
    saved = io.BytesIO()
    pdf.save(saved, static_id=True)
    return saved.getvalue()


def with_spots(*names: str) -> bytes:
    """Make a page whose resources name spot inks."""
    with pikepdf.open(io.BytesIO(a_pdf())) as pdf:
        function = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 1, 1, 0], N=1)
        spaces = {
            f"/S{number}": Array([Name.Separation, Name("/" + name), Name.DeviceCMYK, function])
            for number, name in enumerate(names)
        }
        pdf.pages[0].obj.Resources = Dictionary(ColorSpace=Dictionary(spaces))
        saved = io.BytesIO()
        pdf.save(saved, static_id=True)
        return saved.getvalue()


def finding(number: int = 1, **changes: Any) -> Finding:
    """Return a warning on page 1, about the square."""
    found = Finding("small-text", Severity.WARN, 1, f"Text {number} is small.", SQUARE)
    return replace(found, **changes)


def a_report(*findings: Finding) -> Report:
    """Return a report of two rules on a page."""
    rules = (RuleRun("small-text", "Text is large enough"), RuleRun("boxes", "Boxes are nested"))
    return Report(findings, rules, "PDF/X-4", (PageSize(1, 56.44, 91.72),))


JOB = Job(
    ticket="6f0c3b1e-4c5e-4b57-9c1e-0d0b4a7c2f11",
    opened_at=datetime(2026, 1, 2, 10, 30, tzinfo=UTC),
    state="ready",
    message="",
    order_number="10042",
    line="1f6f7a2c",
    quantity=2500,
    company="Northwind Traders",
    product="Business card",
    design="Northwind card",
    revision=7,
    fingerprint="ab" * 32,
    pages=(Page(85, 55, 3), Page(85, 55, 3)),
    inks=(*map(Ink, ("Cyan", "Magenta", "Yellow", "Black", "PANTONE 186 C")),
          Ink("CutContour", "die_line")),
    condition="FOGRA39",
    standard="PDF/X-4",
    file=PrintFile("10042-1f6f7a2c.pdf", a_pdf(2)),
    report=a_report(finding()),
    approvals=(Approval("ann@northwind.example", datetime(2026, 1, 2, 9, tzinfo=UTC), "Brand"),),
    note="Deliver to the front desk.",
)  # fmt: skip


def texts(pdf: bytes) -> list[str]:
    """Return the text of each page, in one line each."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return [" ".join(text.split()) for text in pages]


def images(pdf: bytes) -> int:
    """Count the pictures in a file, each once."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return sum(
            isinstance(item, pikepdf.Stream) and item.get("/Subtype") == Name.Image
            for item in opened.objects
        )


def fonts(pdf: bytes) -> Mapping[str, bool]:
    """Return which fonts a file has, and whether each is embedded."""
    found = {}
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for item in opened.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == Name.FontDescriptor:
                has = any(key in item for key in ("/FontFile", "/FontFile2", "/FontFile3"))
                found[str(item.FontName)] = has
    return found
