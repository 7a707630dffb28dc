"""An order that is paid after it was placed goes to production as one that staff confirm."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = [pytest.mark.saleor, pytest.mark.django_db]

MARK_AS_PAID = "mutation ($id: ID!) { orderMarkAsPaid(id: $id) { errors { field code } } }"


def test_ticket_is_opened_when_an_unconfirmed_order_is_paid(shop: Any, story: Any) -> None:
    story.personalised().in_cart().bound().submitted().approved().ordered()
    assert story.seen["order"]["status"] == "UNCONFIRMED"
    assert story.files(story.buyer)["w2pJobTickets"] == []
    paid = shop.staff().post(MARK_AS_PAID, {"id": story.seen["order"]["id"]})
    assert paid == {"data": {"orderMarkAsPaid": {"errors": []}}}
    assert story.files(story.buyer)["lines"][0]["w2pJobTicket"]["status"] == "READY"
