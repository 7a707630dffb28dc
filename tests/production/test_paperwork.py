"""Job tickets on paper and as XJDF: for operators, as things stand, and for as long as it says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pypdfium2
import pytest
from django.core.files.base import ContentFile
from lxml import etree

from saleor_w2p_plugin.conf import host
from saleor_w2p_plugin.models import JobTicket, Personalization
from saleor_w2p_plugin.ordering.handover import call_off
from saleor_w2p_plugin.paperwork.xjdf import NAMESPACE
from saleor_w2p_plugin.production import reports
from saleor_w2p_plugin.production.paperwork import job_of
from tests.fixtures.story import Story
from tests.hosts.api import Api
from tests.hosts.shop import Shop

pytestmark = pytest.mark.django_db

URLS = ("ticketUrl", "xjdfUrl")
# What each person is shown of the ticket of an order: nothing, the ticket, or its addresses too.
# The sandbox shows an order to who placed it and to staff, Saleor to everybody who knows its id.
PEOPLE = ("guest", "stranger", "staff", "buyer", "approver", "brand", "admin")


@pytest.fixture(autouse=True)
def _undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare the report, which is not what is tested here."""
    monkeypatch.setattr(reports, "drawn", lambda *given: b"")
    monkeypatch.setattr("saleor_w2p_plugin.production.produce.drawn", lambda *given: b"")


@pytest.fixture
def ordered(story: Story) -> Story:
    """Return a card that is ordered, approved and ready."""
    return story.personalised().in_cart().bound().submitted().approved().ordered().confirmed()


def _ticket(story: Story, person: Api) -> dict[str, Any]:
    return story.files(person)["lines"][0]["w2pJobTicket"]


def _person(shop: Shop, name: str) -> Api:
    people: dict[str, Callable[[], Api]] = {
        "guest": shop.guest,
        "staff": shop.staff,
        "stranger": lambda: shop.as_("buyer@contoso.example"),
    }
    return people.get(name, lambda: shop.as_(name))()


def _content(url: str) -> bytes:
    response = Api().get(url)
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    return b"".join(response.streaming_content)


def _text(url: str) -> str:
    document = pypdfium2.PdfDocument(_content(url))
    return " ".join(document[0].get_textpage().get_text_bounded().split())


@pytest.mark.parametrize("name", PEOPLE)
def test_addresses_are_for_operators(name: str, shop: Shop, ordered: Story) -> None:
    seen = ordered.files(_person(shop, name))
    ticket = seen["lines"][0]["w2pJobTicket"] if seen else None
    if name in ("guest", "stranger"):
        assert ticket is None
    if name in ("staff", "buyer"):
        assert ticket is not None
    if ticket:
        assert [bool(ticket[url]) for url in URLS] == [name == "staff"] * 2


def test_sheet_says_what_is_printed_and_who_agreed(shop: Shop, ordered: Story) -> None:
    ticket = _ticket(ordered, shop.staff())
    text = _text(ticket["ticketUrl"])
    for said in (
        "Ready for print",
        "Northwind",
        "approver@northwind.example",
        ticket["fingerprint"],
        ticket["artifact"]["sha256"],
        ticket["artifact"]["fileName"],
        "85 × 55 mm",
    ):
        assert said in text


def test_xjdf_names_the_file_by_the_name_it_is_downloaded_by(shop: Shop, ordered: Story) -> None:
    ticket = _ticket(ordered, shop.staff())
    response = Api().get(ticket["xjdfUrl"])
    assert response["Content-Type"] == "application/vnd.cip4-xjdf+xml"
    assert response["Content-Disposition"].endswith('.xjdf"')
    root = etree.fromstring(b"".join(response.streaming_content))
    spec = root.find(f".//{{{NAMESPACE}}}FileSpec")
    assert spec.get("URL") == ticket["artifact"]["fileName"]
    assert spec.get("FileSize") == str(ticket["artifact"]["size"])


def test_job_holds_what_the_rows_say(ordered: Story) -> None:
    job = job_of(JobTicket.objects.get())
    assert (job.state, job.is_ready, job.company) == ("ready", True, "Northwind Traders")
    assert [ink.name for ink in job.inks][:4] == ["Cyan", "Magenta", "Yellow", "Black"]
    assert [approval.by for approval in job.approvals] == ["approver@northwind.example"]
    assert (job.condition, job.standard) == ("FOGRA39", "PDF/X-4")
    assert [(page.width_mm, page.height_mm) for page in job.pages] == [(85, 55)] * 2
    assert job.report is not None
    assert job.report.passed


def test_job_keeps_a_name_when_the_variant_is_gone(ordered: Story) -> None:
    Personalization.objects.update(variant=None)
    job = job_of(JobTicket.objects.get())
    assert job.product == job.design


def test_approval_of_other_content_is_not_on_the_ticket(ordered: Story) -> None:
    JobTicket.objects.update(fingerprint="0" * 64)
    assert job_of(JobTicket.objects.get()).approvals == ()


@pytest.mark.parametrize(
    "status", ["waiting", "blocked", "rendering", "preflight_failed", "failed"]
)
def test_ticket_that_is_not_ready_has_a_sheet_that_says_so_and_no_xjdf(
    status: str, shop: Shop, ordered: Story
) -> None:
    before = _ticket(ordered, shop.staff())["xjdfUrl"]
    JobTicket.objects.update(status=status, message="Something is wrong.")
    ticket = _ticket(ordered, shop.staff())
    assert ticket["xjdfUrl"] is None
    assert Api().get(before).status_code == 410
    text = _text(ticket["ticketUrl"])
    assert text.startswith("Not for print")
    assert "Something is wrong." in text


def test_file_that_cannot_be_read_has_no_xjdf_and_breaks_no_sheet(
    shop: Shop, ordered: Story
) -> None:
    ticket = _ticket(ordered, shop.staff())
    artifact = JobTicket.objects.get().artifact
    artifact.file.save("broken.pdf", ContentFile(b"%PDF-1.6 broken"))
    refused = Api().get(ticket["xjdfUrl"])
    assert (refused.status_code, b"not a readable PDF" in refused.content) == (422, True)
    JobTicket.objects.update(status="preflight_failed")
    assert _text(ticket["ticketUrl"]).startswith("Not for print")


def test_sheet_has_no_picture_when_there_is_no_file(shop: Shop, ordered: Story) -> None:
    JobTicket.objects.update(status="blocked", artifact=None)
    assert "not made yet" in _text(_ticket(ordered, shop.staff())["ticketUrl"])


def test_sheet_says_so_when_the_order_is_called_off(shop: Shop, ordered: Story) -> None:
    placed = host().order(JobTicket.objects.get().order_id)
    assert placed is not None
    call_off(placed)
    ticket = _ticket(ordered, shop.staff())
    assert ticket["xjdfUrl"] is None
    assert _text(ticket["ticketUrl"]).startswith("Not for print: cancelled")


@pytest.mark.parametrize("url", URLS)
def test_address_is_refused_when_it_is_forged(url: str, shop: Shop, ordered: Story) -> None:
    address = _ticket(ordered, shop.staff())[url]
    kind = address.rsplit("/", 2)[1]
    assert Api().get(address[:-2]).status_code == 404
    for other in {"files", "reports", "tickets", "xjdf"} - {kind}:
        assert Api().get(address.replace(f"/{kind}/", f"/{other}/")).status_code == 404


@pytest.mark.parametrize("url", URLS)
def test_address_is_gone_when_it_has_expired(
    url: str, shop: Shop, ordered: Story, settings: Any
) -> None:
    settings.W2P_LINK_SECONDS = -1
    assert Api().get(_ticket(ordered, shop.staff())[url]).status_code == 410


@pytest.mark.parametrize("url", URLS)
def test_address_is_gone_when_the_ticket_prints_something_else(
    url: str, shop: Shop, ordered: Story
) -> None:
    address = _ticket(ordered, shop.staff())[url]
    JobTicket.objects.update(fingerprint="0" * 64)
    assert Api().get(address).status_code == 410
