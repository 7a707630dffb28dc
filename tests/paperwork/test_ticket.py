"""A job ticket says what is printed on one page, and whether it may be."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pypdfium2
import pytest
import zxingcpp

from saleor_w2p_plugin.paperwork.job import Page, PrintFile, State
from saleor_w2p_plugin.paperwork.ticket import ticket_pdf
from saleor_w2p_plugin.prepress import raster
from saleor_w2p_plugin.prepress.imposition import load_layout, ready
from tests.paperwork.papers import JOB, images, texts


def test_ticket_says_all_that_is_known() -> None:
    assert JOB.file
    pdf = ticket_pdf(JOB)
    (text,) = texts(pdf)
    for said in (
        "Ready for print",
        "2,500 copies",
        "10042",
        "Northwind Traders",
        "Northwind card, revision 7",
        "ann@northwind.example, 2 January 2026, 09:00 UTC (Brand)",
        "Deliver to the front desk.",
        "85 × 55 mm",
        "PANTONE 186 C, CutContour (die line)",
        "FOGRA39",
        "passed; 1 warning; 1 of 2 checks found nothing",
        JOB.file.sha256,
        JOB.fingerprint,
        "Page 1 of 1",
    ):
        assert said in text
    assert images(pdf) == 2


def test_code_leads_to_the_ticket_and_its_content() -> None:
    found = zxingcpp.read_barcodes(raster.picture(ticket_pdf(JOB), 1, 150))
    assert [each.text for each in found] == [f"w2p:{JOB.ticket}:{JOB.fingerprint}"]


@pytest.mark.parametrize("state", [each for each in get_args(State) if each != "ready"])
def test_ticket_says_at_its_head_that_it_is_not_for_print(state: State) -> None:
    blocked = replace(JOB, state=state, message="Nobody has approved it.")
    text = texts(ticket_pdf(blocked))[0]
    assert text.startswith("Not for print: ")
    assert "Nobody has approved it." in text
    assert "Ready for print" not in text


def test_ticket_is_set_when_there_is_no_file_yet() -> None:
    pdf = ticket_pdf(replace(JOB, state="waiting", file=None, report=None, approvals=()))
    (text,) = texts(pdf)
    assert "not made yet" in text
    assert "no approval was asked for" in text
    assert images(pdf) == 0


def test_ticket_is_set_when_the_file_cannot_be_drawn() -> None:
    pdf = ticket_pdf(replace(JOB, file=PrintFile("card.pdf", b"broken")))
    assert images(pdf) == 0
    assert len(texts(pdf)) == 1


def test_ticket_names_the_press_sheet_when_it_is_known() -> None:
    sheet = load_layout(ready("b2-work-and-turn"))
    (text,) = texts(ticket_pdf(replace(JOB, sheet=sheet)))
    assert "B2, as many as fit, work and turn, 700 × 500 mm, work and turn" in text


@pytest.mark.parametrize("text", ["Donaudampfschiff" * 12, "شركة الشمال " * 15, "<&>🎉\x00" * 40])
def test_ticket_has_two_pages_at_most_when_names_are_long(text: str) -> None:
    long = replace(
        JOB,
        product=text[:255],
        company=text[:255],
        design=text[:255],
        note=text * 20,
        message=text,
        pages=(Page(210, 297, 3),) * 16,
    )
    assert len(pypdfium2.PdfDocument(ticket_pdf(long))) <= 2


def test_ticket_is_the_same_each_time() -> None:
    assert ticket_pdf(JOB) == ticket_pdf(JOB)
