"""An order that is paid after it was placed goes to production as one that staff confirm."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

import graphene
import pytest
from saleor.order.models import Order

pytestmark = [pytest.mark.saleor, pytest.mark.django_db]

CHARGE = """
mutation ($id: ID!, $amount: PositiveDecimal!) {
  transactionCreate(
    id: $id, transaction: {name: "Card", amountCharged: {amount: $amount, currency: "USD"}}
  ) { errors { field code message } }
}
"""


def test_ticket_is_opened_when_an_unconfirmed_order_is_paid(
    shop: Any, story: Any, app_api_client: Any, permission_manage_payments: Any
) -> None:
    story.personalised().in_cart().bound().submitted().approved().ordered()
    assert story.seen["order"]["status"] == "UNCONFIRMED"
    assert story.files(story.buyer)["w2pJobTickets"] == []
    key = UUID(graphene.Node.from_global_id(story.seen["order"]["id"])[1])
    total: Decimal = Order.objects.get(pk=key).total_gross_amount
    charged = app_api_client.post_graphql(
        CHARGE,
        {"id": story.seen["order"]["id"], "amount": total},
        permissions=[permission_manage_payments],
    ).json()
    assert charged["data"] == {"transactionCreate": {"errors": []}}
    assert Order.objects.get(pk=key).status == "unfulfilled"
    assert story.files(story.buyer)["lines"][0]["w2pJobTicket"]["status"] == "READY"
