"""More lines ask no more queries of our tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from saleor_w2p_plugin.models import ApprovalChain, Design, RevisionPolicy
from saleor_w2p_plugin.personalization.publish import publish
from saleor_w2p_plugin.rendering import MemoryAssets
from tests.fixtures.postcard import FILES as PRINTED
from tests.fixtures.postcard import Postcard, document, picture
from tests.fixtures.postcard import answers as postcards
from tests.fixtures.story import ANSWERS, Story
from tests.hosts.shop import Shop

pytestmark = pytest.mark.django_db

Answers = Callable[[int], dict[str, str]]

CART = """
query ($id: ID!) {
  checkout(id: $id) {
    w2pOrderability { orderable }
    lines {
      w2pPersonalization {
        company { name swatches { hex } }
        design { output pages { name } fields { default choices { colour } } }
        answers { value picture { url } }
        preview { url }
      }
    }
  }
}
"""


FILES = """
query ($id: ID!) {
  order(id: $id) { lines { w2pJobTicket { report { passed } reportUrl artifact { url } } } }
}
"""

DESIGNS = """
query { w2pDesigns(first: 100) { totalCount edges { node { name revision onNewRevision } } } }
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


def _add_line(shop: Shop, story: Story, answers: Answers) -> None:
    card = [{"variantId": shop.card_variant, "quantity": 1}]
    known = {line["id"] for line in story.look()["lines"]}
    added = story.buyer.ask("checkout_lines_add", id=story.checkout, lines=card)
    lines = added["checkoutLinesAdd"]["checkout"]["lines"]
    (line,) = [line["id"] for line in lines if line["id"] not in known]
    created = story.fill_in(answers(len(lines)))["personalization"]
    bound = story.buyer.ask("personalization_bind", id=created["id"], checkoutLineId=line)
    assert bound["w2pPersonalizationBind"]["errors"] == []


def _card(line: int) -> dict[str, str]:
    return {**ANSWERS, "handle": f"n{line}"}


def test_cart_of_four_lines_asks_what_a_cart_of_one_asks(shop: Shop, story: Story) -> None:
    story.personalised().in_cart().bound()
    one = _queries(story.buyer, CART, {"id": story.checkout})
    for _line in range(3):
        _add_line(shop, story, _card)
    assert len(story.look()["lines"]) == 4
    assert _queries(story.buyer, CART, {"id": story.checkout}) == one


def test_cart_of_four_pictures_in_a_brand_asks_what_a_cart_of_one_asks(
    shop: Shop, story: Story, postcard: Postcard
) -> None:
    postcard.branded()
    pictures = [picture((line, 0, 0)) for line in range(5)]
    for content in pictures:
        story.uploaded(content)
    story.personalised(postcards(pictures[0])).in_cart().bound()
    # Parsed documents are kept by database, and Saleor reads from another one than it writes to.
    _queries(story.buyer, CART, {"id": story.checkout})
    one = _queries(story.buyer, CART, {"id": story.checkout})
    for _line in range(3):
        _add_line(shop, story, lambda line: postcards(pictures[line]))
    assert _queries(story.buyer, CART, {"id": story.checkout}) == one


def test_cart_of_four_earlier_revisions_asks_what_a_cart_of_one_asks(
    shop: Shop, story: Story, postcard: Postcard
) -> None:
    story.uploaded(picture())
    story.personalised(postcards(picture())).in_cart().bound()
    Design.objects.update(on_new_revision=RevisionPolicy.CONVERT)
    for _line in range(3):
        _add_line(shop, story, lambda line: postcards(picture(), caption=f"Card {line}"))
    _queries(story.buyer, CART, {"id": story.checkout})
    before = _queries(story.buyer, CART, {"id": story.checkout})
    postcard.revised(outputs={})
    assert story.blockers().count("REVISION_CHANGED") == 4
    assert _queries(story.buyer, CART, {"id": story.checkout}) == before


def test_order_of_four_reports_asks_what_an_order_of_two_asks(shop: Shop, story: Story) -> None:
    # Of two, since Saleor resolves the first line of an order on its own.
    ApprovalChain.objects.update(is_active=False)
    counts = []
    for lines in (2, 4):
        story.personalised({**ANSWERS, "handle": f"n{lines}"}).in_cart().bound()
        for _line in range(lines - 1):
            _add_line(shop, story, lambda line, of=lines: {**ANSWERS, "handle": f"n{of}-{line}"})
        story.ordered().confirmed()
        assert len(story.files(story.buyer)["lines"]) == lines
        counts.append(_queries(story.buyer, FILES, {"id": story.seen["order"]["id"]}))
    assert counts[0] == counts[1]


def test_list_of_four_designs_asks_what_a_list_of_one_asks(shop: Shop) -> None:
    staff = shop.staff()
    one = _queries(staff, DESIGNS, {})
    for number in range(3):
        publish(document(name=f"Postcard {number}"), MemoryAssets.of(PRINTED))
    assert len(staff.post(DESIGNS)["data"]["w2pDesigns"]["edges"]) == 4
    assert _queries(staff, DESIGNS, {}) == one
