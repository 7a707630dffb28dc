"""What is listed, to whom, in which pages, and with how many queries."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sandbox.product.models import (
    Product,
    ProductChannelListing,
    ProductVariant,
    ProductVariantChannelListing,
)
from tests.sandbox.conftest import Caller, Store, global_id

LIST = """query($first: Int, $after: String) {
    products(channel: "main", first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    edges { node { slug
      pricing { priceRange { start { gross { amount } } stop { gross { amount } } } }
      variants { sku product { name } pricing { price { gross { amount currency } } } } } } } }"""


def fill(store: Store, count: int) -> None:
    for number in range(count):
        product = Product.objects.create(name=f"Pad {number}", slug=f"pad-{number:03}")
        ProductChannelListing.objects.create(product=product, channel=store.channel)
        for size in "ab":
            variant = ProductVariant.objects.create(product=product, sku=f"{number}{size}")
            ProductVariantChannelListing.objects.create(
                variant=variant, channel=store.channel, currency="EUR", price_amount=Decimal(3)
            )


def test_prices_and_variants_are_listed_when_a_guest_asks(guest: Caller) -> None:
    listed = guest.ask(LIST, first=5)

    (edge,) = listed["edges"]
    assert edge["node"]["pricing"]["priceRange"] == {
        "start": {"gross": {"amount": 0.1}},
        "stop": {"gross": {"amount": 7.35}},
    }
    assert [variant["sku"] for variant in edge["node"]["variants"]] == ["NP-small", "NP-large"]


def test_number_of_queries_stays_when_the_list_grows(store: Store, guest: Caller) -> None:
    counts = []
    for _ in range(2):
        fill(store, 20) if counts else None
        with CaptureQueriesContext(
            connection,
        ) as queries:
            guest.ask(LIST, first=50)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_every_product_comes_once_when_pages_are_turned(store: Store, guest: Caller) -> None:
    fill(store, 7)
    seen: list[str] = []
    after = None
    while True:
        page = guest.ask(LIST, first=3, after=after)
        seen += [edge["node"]["slug"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break

    assert seen == ["notepad", *(f"pad-{number:03}" for number in range(7))]
    assert page["totalCount"] == 8


@pytest.mark.parametrize(
    "variables", [{}, {"first": 101}, {"first": -1}, {"first": 1, "after": "x"}]
)
def test_list_is_refused_when_its_paging_is_bad(
    guest: Caller, variables: dict[str, object]
) -> None:
    answer = guest.post(LIST, **variables)

    assert answer["data"] == {"products": None}
    assert answer["errors"][0]["extensions"]["exception"]["code"] == "GraphQLError"


def test_unpublished_is_hidden_by_every_way_when_a_customer_asks(
    store: Store, customer: Caller, staff: Caller
) -> None:
    ProductChannelListing.objects.update(is_published=False)
    ways = (
        '{ productVariants(channel: "main", first: 5) { totalCount } }',
        '{ products(channel: "main", first: 5, search: "note") { totalCount } }',
        '{ products(channel: "main", first: 5, where: {slug: {eq: "notepad"}}) { totalCount } }',
        '{ products(channel: "main", first: 5, filter: {slugs: ["notepad"]}) { totalCount } }',
    )
    single = (
        '{ product(channel: "main", slug: "notepad") { id } }',
        f'{{ product(channel: "main", id: "{global_id(store.product)}") {{ id }} }}',
        '{ productVariant(channel: "main", sku: "NP-small") { id } }',
        f'{{ productVariant(channel: "main", id: "{global_id(store.small)}") {{ id }} }}',
    )

    assert [customer.ask(way)["totalCount"] for way in ways] == [0, 0, 0, 0]
    assert [customer.ask(way) for way in single] == [None] * 4
    assert [staff.ask(way)["totalCount"] for way in ways] == [2, 1, 1, 1]
    assert None not in [staff.ask(way) for way in single]


def test_unlisted_is_found_by_address_only_when_it_is_not_in_listings(
    store: Store, customer: Caller
) -> None:
    ProductChannelListing.objects.update(visible_in_listings=False)

    assert customer.ask(LIST, first=5)["totalCount"] == 0
    assert customer.ask('{ product(slug: "notepad") { slug } }') == {"slug": "notepad"}


def test_variant_is_left_out_when_it_has_no_price(store: Store, customer: Caller) -> None:
    ProductVariantChannelListing.objects.filter(variant=store.small).update(price_amount=None)

    (edge,) = customer.ask(LIST, first=5)["edges"]

    assert [variant["sku"] for variant in edge["node"]["variants"]] == ["NP-large"]
