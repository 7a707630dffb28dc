"""One business card, from the storefront's query to the press-ready PDF, by GraphQL alone."""

from __future__ import annotations

import hashlib
import io
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageOps, ImageStat

from tests.fixtures.story import ANSWERS, Story, as_input
from tests.hosts.shop import CARD, Shop

pytestmark = pytest.mark.django_db

POINTS_PER_MM = 72 / 25.4


def test_business_card_goes_from_query_to_plate(shop: Shop, story: Story) -> None:
    _a_buyer_sees_what_the_company_buys(shop, story)
    _the_design_is_a_form_with_the_buyers_own_defaults(shop, story)
    _answers_are_checked_on_the_server(shop, story)
    story.personalised()
    _the_picture_is_the_rendering_of_the_press_file(story)
    story.in_cart()
    assert story.blockers() == ["PERSONALIZATION_REQUIRED", "APPROVAL_REQUIRED"]
    story.bound()
    _the_order_is_refused_with_the_reason_that_was_announced(story)
    story.submitted()
    assert story.blockers() == ["APPROVAL_PENDING"]
    _the_approver_sees_the_proof_and_agrees(shop, story)
    assert story.look()["w2pOrderability"] == {"orderable": True, "blockers": []}
    story.ordered()
    placed = story.files(story.buyer)
    assert placed["w2pJobTickets"] == []
    assert placed["lines"][0]["w2pPersonalization"]["locked"] is True
    story.confirmed()
    _the_press_ready_file_can_be_fetched(shop, story)


def _a_buyer_sees_what_the_company_buys(shop: Shop, story: Story) -> None:
    me = story.buyer.ask("me")["me"]
    assert me["w2pMemberships"] == [
        {
            "role": "BUYER",
            "title": "Sales Representative",
            "company": {
                "id": me["w2pMemberships"][0]["company"]["id"],
                "name": "Northwind Traders",
                "slug": "northwind",
            },
        }
    ]
    assert _slugs(story.buyer, shop) == [CARD]
    for other in (shop.guest(), shop.as_("buyer@contoso.example")):
        assert CARD not in _slugs(other, shop)
        design = other.ask("product_design", slug=CARD, channel=shop.channel)
        assert design["product"] is None


def _slugs(person: Any, shop: Shop) -> list[str]:
    edges = person.ask("products", channel=shop.channel)["products"]["edges"]
    return [edge["node"]["slug"] for edge in edges]


def _the_design_is_a_form_with_the_buyers_own_defaults(shop: Shop, story: Story) -> None:
    product = story.buyer.ask("product_design", slug=CARD, channel=shop.channel)["product"]
    design = product["w2pDesign"]
    assert design["revision"] == 1
    front = design["pages"][0]
    assert (front["widthMm"], front["heightMm"], front["bleedMm"]) == (85, 55, 3)
    fields = {field["name"]: field for field in design["fields"]}
    assert set(ANSWERS) <= set(fields)
    assert fields["full_name"]["kind"] == "TEXT"
    assert fields["full_name"]["required"] is True
    assert fields["full_name"]["default"] == "Nancy Davolio"
    assert fields["email"]["default"] == "buyer@northwind.example"
    assert fields["full_name"]["editable"] is True
    assert fields["company_line"]["editable"] is False


def _answers_are_checked_on_the_server(shop: Shop, story: Story) -> None:
    wrong = {**ANSWERS, "email": "not an address", "full_name": "", "company_line": "We Are Best"}
    refused = story.buyer.ask(
        "personalization_create",
        input={"variantId": shop.card_variant, "answers": as_input(wrong)},
    )["w2pPersonalizationCreate"]
    assert refused["personalization"] is None
    found = {(error["field"], error["code"]) for error in refused["errors"]}
    assert found == {("email", "INVALID"), ("full_name", "REQUIRED"), ("company_line", "LOCKED")}
    allowed = shop.as_("brand").ask(
        "personalization_create",
        input={
            "variantId": shop.card_variant,
            "answers": as_input({**ANSWERS, "company_line": "We Are Best"}),
        },
    )["w2pPersonalizationCreate"]
    assert allowed["errors"] == []


def _the_picture_is_the_rendering_of_the_press_file(story: Story) -> None:
    found = story.buyer.ask("personalization_preview", id=story.personalization, page=1, dpi=150)
    preview = found["w2pPersonalization"]["preview"]
    assert preview["pageCount"] == 2
    response = story.buyer.get(preview["url"])
    assert response.status_code == 200
    assert response["Content-Type"] == "image/jpeg"
    picture = Image.open(io.BytesIO(response.content))
    assert (
        abs(picture.width - round(91 / 25.4 * 150)) <= 1
        or abs(picture.width - round(85 / 25.4 * 150)) <= 1
    )
    story.seen["picture"] = picture.convert("L")
    story.seen["dpi"] = 150


def _the_order_is_refused_with_the_reason_that_was_announced(story: Story) -> None:
    assert story.blockers() == ["APPROVAL_REQUIRED"]
    refused = story.complete()
    assert refused["order"] is None
    assert [(error["field"], error["code"]) for error in refused["errors"]] == [
        ("id", "W2P_APPROVAL_REQUIRED")
    ]


def _the_approver_sees_the_proof_and_agrees(shop: Shop, story: Story) -> None:
    approver = shop.as_("approver")
    inbox = approver.ask("approval_inbox")["w2pApprovalInbox"]
    assert inbox["totalCount"] == 1
    request = inbox["edges"][0]["node"]
    assert request["canDecide"] is True
    assert request["requester"] == "buyer@northwind.example"
    shown = request["lines"][0]["personalization"]
    assert {"field": "full_name", "value": "Nancy Davolio"} in shown["answers"]
    proof = approver.get(shown["proof"]["url"])
    assert proof.status_code == 200
    assert Image.open(io.BytesIO(proof.content)).format == "JPEG"
    decided = story.decide(approver, "APPROVE")
    assert decided["errors"] == []
    assert decided["approvalRequest"]["status"] == "APPROVED"
    assert approver.ask("approval_inbox")["w2pApprovalInbox"]["totalCount"] == 0


def _the_press_ready_file_can_be_fetched(shop: Shop, story: Story) -> None:
    line = story.files(story.buyer)["lines"][0]
    ticket = line["w2pJobTicket"]
    assert (ticket["status"], ticket["message"]) == ("READY", "")
    assert line["w2pPersonalization"] == {
        "id": story.personalization,
        "locked": True,
        "fingerprint": story.seen["personalization"]["fingerprint"],
    }
    artifact = ticket["artifact"]
    assert [finding for finding in artifact["findings"] if finding["severity"] == "BLOCK"] == []
    response = story.buyer.get(artifact["url"])
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    content = b"".join(response.streaming_content)
    assert hashlib.sha256(content).hexdigest() == artifact["sha256"]
    _assert_press_ready(content)
    _assert_same_picture(content, story.seen["picture"], story.seen["dpi"])
    for stranger in (shop.guest(), shop.as_("buyer@contoso.example")):
        seen = stranger.ask("order_files", id=story.seen["order"]["id"])["order"]
        assert seen is None or [entry["w2pJobTicket"] for entry in seen["lines"]] == [None]


def _assert_press_ready(content: bytes) -> None:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.pages) == 2
        for page in pdf.pages:
            media, trim, bleed = (
                [float(value) / POINTS_PER_MM for value in box]
                for box in (page.mediabox, page.trimbox, page.obj.BleedBox)
            )
            assert media == pytest.approx([0, 0, 91, 61], abs=0.01)
            assert bleed == pytest.approx([0, 0, 91, 61], abs=0.01)
            assert trim == pytest.approx([3, 3, 88, 58], abs=0.01)
    document = pypdfium2.PdfDocument(content)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    assert "Nancy Davolio" in text
    assert "n.davolio@northwind.example" in text


def _assert_same_picture(content: bytes, preview: Image.Image, dpi: int) -> None:
    """The preview is the press file cut to its trim; JPEG leaves small differences."""
    page = pypdfium2.PdfDocument(content)[0].render(scale=dpi / 72).to_pil().convert("L")
    left, top = (page.width - preview.width) // 2, (page.height - preview.height) // 2
    trimmed = page.crop((left, top, left + preview.width, top + preview.height))
    difference = ImageStat.Stat(ImageChops.difference(trimmed, preview)).mean[0]
    assert difference < 3
    # The same measure tells another card from this one.
    other = ImageStat.Stat(ImageChops.difference(trimmed, ImageOps.mirror(preview))).mean[0]
    assert other > 20
