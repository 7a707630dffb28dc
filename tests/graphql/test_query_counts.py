"""More lines ask no more queries of our tables."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from tests.fixtures.story import ANSWERS, Story, as_input
from tests.hosts.shop import Shop

pytestmark = pytest.mark.django_db

CART = """
query ($id: ID!) {
  checkout(id: $id) {
    w2pOrderability { orderable }
    lines {
      w2pPersonalization { company { name } design { fields { default } } answers { value } }
    }
  }
}
"""


def _queries(api: Any, document: str, variables: dict[str, Any]) -> int:
    captured = [CaptureQueriesContext(connection) for connection in connections.all()]
    for context in captured:
        context.__enter__()
    answer = api.post(document, variables)
    for context in captured:
        context.__exit__(None, None, None)
    assert "errors" not in answer
    return sum("w2p_" in query["sql"] for context in captured for query in context)


def _add_line(shop: Shop, story: Story) -> None:
    card = [{"variantId": shop.card_variant, "quantity": 1}]
    known = {line["id"] for line in story.look()["lines"]}
    added = story.buyer.ask("checkout_lines_add", id=story.checkout, lines=card)
    lines = added["checkoutLinesAdd"]["checkout"]["lines"]
    (line,) = [line["id"] for line in lines if line["id"] not in known]
    created = story.buyer.ask(
        "personalization_create",
        input={
            "variantId": shop.card_variant,
            "answers": as_input({**ANSWERS, "handle": f"n{len(lines)}"}),
        },
    )["w2pPersonalizationCreate"]["personalization"]
    bound = story.buyer.ask("personalization_bind", id=created["id"], checkoutLineId=line)
    assert bound["w2pPersonalizationBind"]["errors"] == []


def test_cart_of_four_lines_asks_what_a_cart_of_one_asks(shop: Shop, story: Story) -> None:
    story.personalised().in_cart().bound()
    one = _queries(story.buyer, CART, {"id": story.checkout})
    for _line in range(3):
        _add_line(shop, story)
    assert len(story.look()["lines"]) == 4
    assert _queries(story.buyer, CART, {"id": story.checkout}) == one
