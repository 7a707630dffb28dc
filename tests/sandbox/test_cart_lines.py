"""Saleor's rules for lines: when they merge, when they stand apart, what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.channel.models import Channel
from sandbox.checkout.models import CheckoutLine
from sandbox.product.models import ProductChannelListing, ProductVariantChannelListing
from tests.sandbox.conftest import ADD, CREATE, Caller, Store, global_id

UPDATE = """mutation($id: ID!, $lines: [CheckoutLineUpdateInput!]!) {
    checkoutLinesUpdate(id: $id, lines: $lines) {
    checkout { lines { id quantity } } errors { field code } } }"""
DELETE = """mutation($id: ID!, $line: ID!) { checkoutLineDelete(id: $id, lineId: $line) {
    checkout { lines { id } } errors { field code } } }"""
MARK = """mutation($id: ID!, $input: [MetadataInput!]!) { updateMetadata(id: $id, input: $input) {
    item { metadata { key value } } errors { field code } } }"""


def quantities() -> list[int]:
    return sorted(CheckoutLine.objects.values_list("quantity", flat=True))


def test_quantities_merge_when_the_variant_has_one_line(store: Store, guest: Caller) -> None:
    first = [{"key": "a", "value": "1"}, {"key": "b", "value": "1"}]
    cart = store.cart(guest, store.line(store.small, 2, metadata=first))

    second = store.line(store.small, 3, metadata=[{"key": "b", "value": "2"}])
    added = guest.ask(ADD, id=cart, lines=[second])

    (line,) = added["checkout"]["lines"]
    assert line["quantity"] == 5
    assert line["metadata"] == [{"key": "a", "value": "1"}, {"key": "b", "value": "2"}]


def test_lines_stand_apart_when_a_new_line_is_forced(store: Store, guest: Caller) -> None:
    cart = store.cart(guest, store.line(store.small, 2))

    guest.ask(ADD, id=cart, lines=[store.line(store.small, 3, forceNewLine=True)])

    assert quantities() == [2, 3]


def test_a_line_is_made_when_the_variant_has_several(store: Store, guest: Caller) -> None:
    apart = store.line(store.small, 1, forceNewLine=True)
    cart = store.cart(guest, apart, apart)

    guest.ask(ADD, id=cart, lines=[store.line(store.small, 4)])

    assert quantities() == [1, 1, 4]


def test_wishes_join_when_one_request_names_a_variant_twice(store: Store, guest: Caller) -> None:
    store.cart(guest, store.line(store.small, 1), store.line(store.small, 2))

    assert quantities() == [3]


def test_quantity_is_replaced_when_a_line_is_updated(store: Store, guest: Caller) -> None:
    cart = store.cart(guest, store.line(store.small, 2), store.line(store.large, 1))
    line = CheckoutLine.objects.get(variant=store.small)
    wishes = [
        {"lineId": global_id(line), "quantity": 7},
        {"variantId": global_id(store.large), "quantity": 0},
    ]

    updated = guest.ask(UPDATE, id=cart, lines=wishes)

    assert updated["errors"] == []
    assert updated["checkout"]["lines"] == [{"id": global_id(line), "quantity": 7}]


@pytest.mark.parametrize(
    ("wish", "field", "code"),
    [
        ({"variant": True, "quantity": 1}, "variantId", "INVALID"),
        ({"line": True}, "quantity", "REQUIRED"),
        ({"line": True, "quantity": -1}, "quantity", "ZERO_QUANTITY"),
        ({"line": True, "quantity": 51}, "quantity", "QUANTITY_GREATER_THAN_LIMIT"),
        ({"line": True, "variant": True, "quantity": 1}, None, "GRAPHQL_ERROR"),
        ({"foreign": True, "quantity": 1}, "lineId", "GRAPHQL_ERROR"),
    ],
)
def test_update_is_refused_when_it_is_not_clear_or_not_allowed(
    store: Store, guest: Caller, wish: dict[str, Any], field: str | None, code: str
) -> None:
    foreign_cart = store.cart(guest, store.line(store.small, 9))
    foreign = CheckoutLine.objects.get()
    apart = store.line(store.small, 1, forceNewLine=True)
    cart = store.cart(guest, apart, apart)
    own = CheckoutLine.objects.exclude(pk=foreign.pk).first()
    ids = {
        "line": ("lineId", own),
        "variant": ("variantId", store.small),
        "foreign": ("lineId", foreign),
    }
    given = {ids[k][0]: global_id(ids[k][1]) for k in wish if k in ids}
    given |= {"quantity": wish["quantity"]} if "quantity" in wish else {}

    updated = guest.ask(UPDATE, id=cart, lines=[given])

    assert updated == {"checkout": None, "errors": [{"field": field, "code": code}]}
    assert quantities() == [1, 1, 9]
    assert foreign_cart != cart


def close(store: Store) -> None:
    Channel.objects.update(is_active=False)


def unpublish(store: Store) -> None:
    ProductChannelListing.objects.update(is_published=False)


def unlist(store: Store) -> None:
    ProductVariantChannelListing.objects.update(price_amount=None)


@pytest.mark.parametrize(
    ("change", "quantity", "field", "code"),
    [
        (None, 0, "quantity", "ZERO_QUANTITY"),
        (None, 51, "quantity", "QUANTITY_GREATER_THAN_LIMIT"),
        (unpublish, 1, "lines", "PRODUCT_NOT_PUBLISHED"),
        (unlist, 1, "lines", "UNAVAILABLE_VARIANT_IN_CHANNEL"),
        (close, 1, "channel", "CHANNEL_INACTIVE"),
    ],
)
def test_cart_is_not_made_when_a_line_is_refused(
    store: Store, guest: Caller, change: Any, quantity: int, field: str, code: str
) -> None:
    if change:
        change(store)
    given = {"channel": "main", "lines": [store.line(store.small, quantity)]}

    created = guest.ask(CREATE, input=given)

    variants = [global_id(store.small)] if field == "lines" else None
    assert created["errors"] == [{"field": field, "code": code, "variants": variants}]
    assert store.channel.checkouts.count() == 0


def test_limit_counts_what_is_in_the_cart_when_more_is_added(store: Store, guest: Caller) -> None:
    cart = store.cart(guest, store.line(store.small, 30))

    added = guest.ask(ADD, id=cart, lines=[store.line(store.small, 21)])

    assert [error["code"] for error in added["errors"]] == ["QUANTITY_GREATER_THAN_LIMIT"]
    assert quantities() == [30]


@pytest.mark.parametrize("variant_id", ["UHJvZHVjdFZhcmlhbnQ6OTk5OTk5", "nonsense", "VXNlcjox"])
def test_unknown_variant_is_refused_when_it_is_added(
    store: Store, guest: Caller, variant_id: str
) -> None:
    cart = store.cart(guest, store.line(store.small, 1))

    added = guest.ask(ADD, id=cart, lines=[{"variantId": variant_id, "quantity": 1}])

    assert added["errors"] == [{"field": "variantId", "code": "GRAPHQL_ERROR", "variants": None}]
    assert quantities() == [1]


def test_line_stays_when_another_cart_deletes_it(store: Store, guest: Caller) -> None:
    store.cart(guest, store.line(store.small, 1))
    line = CheckoutLine.objects.get()
    other = store.cart(guest)

    assert guest.ask(DELETE, id=other, line=global_id(line))["errors"] == []
    assert quantities() == [1]


def test_anybody_may_mark_a_line_when_its_id_is_known(
    store: Store, customer: Caller, guest: Caller
) -> None:
    store.cart(customer, store.line(store.small, 1))
    line = CheckoutLine.objects.get()
    line.private_metadata = {"trusted": "yes"}
    line.save()

    marked = guest.ask(MARK, id=global_id(line), input=[{"key": "w2p", "value": "forged"}])

    assert marked["item"]["metadata"] == [{"key": "w2p", "value": "forged"}]
    line.refresh_from_db()
    assert line.private_metadata == {"trusted": "yes"}


def test_mark_is_refused_when_its_key_is_empty(store: Store, guest: Caller) -> None:
    store.cart(guest, store.line(store.small, 1))
    line = CheckoutLine.objects.get()

    marked = guest.ask(MARK, id=global_id(line), input=[{"key": " ", "value": "x"}])

    assert marked == {"item": None, "errors": [{"field": "input", "code": "REQUIRED"}]}
