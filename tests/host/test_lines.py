"""Lines that print something stay what they are, whatever shoppers and the shop do to them."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import graphene
import pytest
from django.apps import apps

from saleor_w2p_plugin.conf import PERSONALIZATION_KEY, host
from saleor_w2p_plugin.models import JobTicket, Personalization
from saleor_w2p_plugin.ordering.handover import hand_over
from tests.fixtures.story import ANSWERS, Story, as_input
from tests.hosts.shop import Shop

pytestmark = pytest.mark.django_db


def _line_row(global_id: str) -> Any:
    key = UUID(graphene.Node.from_global_id(global_id)[1])
    return apps.get_model("checkout", "CheckoutLine")._default_manager.get(pk=key)


def test_line_is_kept_apart_when_the_same_card_is_added_again(shop: Shop, story: Story) -> None:
    story.personalised().in_cart().bound()
    again = [{"variantId": shop.card_variant, "quantity": 2}]
    added = story.buyer.ask("checkout_lines_add", id=story.checkout, lines=again)
    lines = added["checkoutLinesAdd"]["checkout"]["lines"]
    assert sorted(line["quantity"] for line in lines) == [1, 2]
    assert _line_row(story.line).quantity == 1
    assert story.blockers() == ["PERSONALIZATION_REQUIRED", "APPROVAL_REQUIRED"]


def test_two_cards_of_one_variant_stay_two_lines_when_a_cart_is_created(
    shop: Shop, story: Story
) -> None:
    card = {"variantId": shop.card_variant, "quantity": 1}
    created = story.buyer.ask(
        "checkout_create",
        input={"channel": shop.channel, "email": "b@northwind.example", "lines": [card, card]},
    )["checkoutCreate"]
    assert created["errors"] == []
    assert [line["quantity"] for line in created["checkout"]["lines"]] == [1, 1]


def test_binding_stands_when_a_stranger_writes_the_lines_metadata(shop: Shop, story: Story) -> None:
    story.personalised().in_cart().bound()
    other = shop.as_("brand").ask(
        "personalization_create",
        input={"variantId": shop.card_variant, "answers": as_input(ANSWERS)},
    )["w2pPersonalizationCreate"]["personalization"]["id"]
    forged = [
        {"key": PERSONALIZATION_KEY, "value": graphene.Node.from_global_id(other)[1]},
        {"key": "w2p", "value": json.dumps({"approved": True})},
    ]
    written = shop.guest().ask("update_metadata", id=story.line, input=forged)
    assert written["updateMetadata"]["errors"] == []
    line = story.look()["lines"][0]
    assert line["w2pPersonalization"]["id"] == story.personalization
    story.submitted().approved().ordered().confirmed()
    ticket = JobTicket.objects.get()
    assert str(ticket.personalization_id) == graphene.Node.from_global_id(story.personalization)[1]


def test_order_is_refused_when_only_metadata_names_a_personalization(
    shop: Shop, story: Story
) -> None:
    story.personalised().in_cart()
    key = graphene.Node.from_global_id(story.personalization)[1]
    story.buyer.ask(
        "update_metadata", id=story.line, input=[{"key": PERSONALIZATION_KEY, "value": key}]
    )
    assert "PERSONALIZATION_REQUIRED" in story.blockers()
    assert "W2P_PERSONALIZATION_REQUIRED" in [e["code"] for e in story.complete()["errors"]]


def test_order_is_refused_when_table_and_line_disagree(story: Story) -> None:
    story.personalised().in_cart().bound().submitted().approved()
    line = _line_row(story.line)
    line.private_metadata = {}
    line.save(update_fields=["private_metadata"])
    assert "PERSONALIZATION_INVALID" in story.blockers()
    assert "W2P_PERSONALIZATION_INVALID" in [e["code"] for e in story.complete()["errors"]]


def test_other_private_metadata_stays_when_a_line_is_bound(story: Story) -> None:
    story.personalised().in_cart()
    line = _line_row(story.line)
    line.private_metadata = {"erp": "4711"}
    line.save(update_fields=["private_metadata"])
    story.bound()
    assert _line_row(story.line).private_metadata == {
        "erp": "4711",
        PERSONALIZATION_KEY: str(Personalization.objects.get().pk),
    }


def test_binding_moves_when_another_personalization_is_tied_to_the_line(
    shop: Shop, story: Story
) -> None:
    story.personalised().in_cart().bound()
    first = story.personalization
    story.personalised().bound()
    assert story.personalization != first
    assert story.look()["lines"][0]["w2pPersonalization"]["id"] == story.personalization
    assert Personalization.objects.filter(checkout_line_id__isnull=False).count() == 1


def test_ticket_is_opened_once_when_the_hook_comes_twice(story: Story) -> None:
    story.personalised().in_cart().bound().submitted().approved().ordered().confirmed()
    placed = host().order(UUID(graphene.Node.from_global_id(story.seen["order"]["id"])[1]))
    assert placed is not None
    assert hand_over(placed) == []
    assert JobTicket.objects.count() == 1
