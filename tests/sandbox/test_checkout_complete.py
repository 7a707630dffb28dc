"""A cart becomes an order once, whole, and only when nothing is missing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from sandbox import hooks
from sandbox.channel.models import Channel
from sandbox.checkout.models import Checkout, CheckoutLine
from sandbox.order.models import Order
from sandbox.product.models import ProductVariantChannelListing
from tests.sandbox.conftest import COMPLETE, Caller, Store


def test_order_has_lines_and_exact_total_when_the_cart_is_complete(
    store: Store, customer: Caller
) -> None:
    lines = store.line(store.small, 3), store.line(store.large, 2)
    cart = store.ready_cart(customer, *lines)

    completed = customer.ask(COMPLETE, id=cart)

    assert completed["errors"] == []
    order = completed["order"]
    # Three times 0.10, two times 7.35, and 4.90 for the courier: floats would not add up.
    assert order["total"] == {"gross": {"amount": 19.9, "currency": "EUR"}}
    assert order["status"] == "UNCONFIRMED"
    assert [line["quantity"] for line in order["lines"]] == [3, 2]
    assert Checkout.objects.count() == 0


def test_order_is_the_same_when_a_cart_is_completed_again(store: Store, customer: Caller) -> None:
    cart = store.ready_cart(customer, store.line(store.small))

    first, second = (customer.ask(COMPLETE, id=cart) for _ in range(2))

    assert first["order"]["id"] == second["order"]["id"]
    assert second["errors"] == []
    assert Order.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_order_is_the_same_when_a_cart_is_completed_at_once_from_all_sides(
    store: Store, customer: Caller
) -> None:
    cart = store.ready_cart(customer, store.line(store.small))

    def complete(_: int) -> Any:
        try:
            return customer.ask(COMPLETE, id=cart)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        completed = list(pool.map(complete, range(4)))

    assert [answer["errors"] for answer in completed] == [[]] * 4
    assert {answer["order"]["number"] for answer in completed} == {"1"}
    assert Order.objects.count() == 1


def test_metadata_of_lines_is_kept_when_they_become_order_lines(
    store: Store, customer: Caller
) -> None:
    cart = store.ready_cart(customer, store.line(store.small), store.line(store.large))
    line = CheckoutLine.objects.get(variant=store.large)
    line.metadata, line.private_metadata = {"public": "1"}, {"w2p.personalization": "42"}
    line.save()

    customer.ask(COMPLETE, id=cart)

    kept = Order.objects.get().lines.values_list("variant", "metadata", "private_metadata")
    assert list(kept) == [
        (store.small.pk, {}, {}),
        (store.large.pk, {"public": "1"}, {"w2p.personalization": "42"}),
    ]


def test_override_is_charged_when_a_line_has_one(store: Store, customer: Caller) -> None:
    cart = store.ready_cart(customer, store.line(store.large, 2))
    CheckoutLine.objects.update(price_override="0")

    order = customer.ask(COMPLETE, id=cart)["order"]

    assert order["total"]["gross"]["amount"] == 4.9
    assert Order.objects.get().lines.get().is_price_overridden is True


def nobody(cart: Checkout) -> None:
    cart.email = ""


def nothing(cart: Checkout) -> None:
    cart.lines.all().delete()


def undelivered(cart: Checkout) -> None:
    cart.shipping_method = None


def homeless(cart: Checkout) -> None:
    cart.shipping_address = None


def unbilled(cart: Checkout) -> None:
    cart.billing_address = None


def unsold(cart: Checkout) -> None:
    ProductVariantChannelListing.objects.update(price_amount=None)


def unpaid(cart: Checkout) -> None:
    Channel.objects.update(allow_unpaid_orders=False)


@pytest.mark.parametrize(
    ("lack", "field", "code"),
    [
        (nobody, None, "EMAIL_NOT_SET"),
        (nothing, "lines", "NO_LINES"),
        (undelivered, "shippingMethod", "SHIPPING_METHOD_NOT_SET"),
        (homeless, "shippingAddress", "SHIPPING_ADDRESS_NOT_SET"),
        (unbilled, "billingAddress", "BILLING_ADDRESS_NOT_SET"),
        (unsold, "lines", "UNAVAILABLE_VARIANT_IN_CHANNEL"),
        (unpaid, "id", "CHECKOUT_NOT_FULLY_PAID"),
    ],
)
def test_order_is_refused_when_something_is_missing(
    store: Store, customer: Caller, lack: Any, field: str | None, code: str
) -> None:
    cart = store.ready_cart(customer, store.line(store.small))
    row = Checkout.objects.get()
    lack(row)
    row.save()

    completed = customer.ask(COMPLETE, id=cart)

    assert [(e["field"], e["code"]) for e in completed["errors"]] == [(field, code)]
    assert completed["order"] is None
    assert (Order.objects.count(), Checkout.objects.count()) == (0, 1)


def test_shipping_is_not_asked_for_when_nothing_is_shipped(store: Store, customer: Caller) -> None:
    store.product.is_shipping_required = False
    store.product.save()
    cart = store.ready_cart(customer, store.line(store.large))
    Checkout.objects.update(shipping_method=None, shipping_address=None)

    completed = customer.ask(COMPLETE, id=cart)

    assert completed["errors"] == []
    assert completed["order"]["total"]["gross"]["amount"] == 7.35


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    heard: list[Any] = []
    monkeypatch.setattr(hooks, "order_confirmed", [heard.append])
    return heard


def test_nothing_is_written_when_a_hook_refuses(
    store: Store, customer: Caller, announced: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(info: Any, lines: Any) -> None:
        assert [line.line.quantity for line in lines] == [1]
        raise ValidationError(
            {"id": ValidationError("Not today.", code="W2P_APPROVAL_REQUIRED".lower())}
        )

    monkeypatch.setattr(hooks, "preprocess_order_creation", [refuse])
    cart = store.ready_cart(customer, store.line(store.small))

    completed = customer.ask(COMPLETE, id=cart)

    refusal = {"field": "id", "code": "W2P_APPROVAL_REQUIRED", "message": "Not today."}
    assert completed == {"order": None, "errors": [refusal]}
    assert (Order.objects.count(), Checkout.objects.count(), announced) == (0, 1, [])


def test_order_is_refused_when_the_cart_changes_after_the_hooks_looked(
    store: Store, customer: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interfere(info: Any, lines: Any) -> None:
        CheckoutLine.objects.update(quantity=50)

    monkeypatch.setattr(hooks, "preprocess_order_creation", [interfere])
    cart = store.ready_cart(customer, store.line(store.small))

    completed = customer.ask(COMPLETE, id=cart)

    assert [error["code"] for error in completed["errors"]] == ["INVALID"]
    assert Order.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_order_is_announced_after_commit_though_unpaid_when_the_channel_confirms(
    store: Store, customer: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    states: list[tuple[str, bool]] = []

    def note(order: Order) -> None:
        states.append((order.status, connection.in_atomic_block))

    monkeypatch.setattr(hooks, "order_confirmed", [note])

    customer.ask(COMPLETE, id=store.ready_cart(customer, store.line(store.small)))

    assert states == [("unconfirmed", False)]


def test_nothing_is_announced_when_the_channel_does_not_confirm(
    store: Store, customer: Caller, announced: list[Any]
) -> None:
    Channel.objects.update(automatically_confirm_all_new_orders=False)

    completed = customer.ask(COMPLETE, id=store.ready_cart(customer, store.line(store.small)))

    assert completed["order"]["status"] == "UNCONFIRMED"
    assert announced == []
