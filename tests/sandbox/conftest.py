"""A shop with one notepad, and people who talk to its API."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import graphene
import pytest
from django.test import Client

from sandbox.account.models import User
from sandbox.account.tokens import create_token
from sandbox.channel.models import Channel
from sandbox.checkout.models import Checkout, ShippingMethod
from sandbox.product.models import (
    Product,
    ProductChannelListing,
    ProductVariant,
    ProductVariantChannelListing,
)

ADDRESS = {"streetAddress1": "1 Quay", "city": "Gdynia", "postalCode": "81-339", "country": "PL"}

CREATE = """mutation($input: CheckoutCreateInput!) { checkoutCreate(input: $input) {
    checkout { id lines { id quantity } } errors { field code variants } } }"""
ADD = """mutation($id: ID!, $lines: [CheckoutLineInput!]!) {
    checkoutLinesAdd(id: $id, lines: $lines) {
    checkout { lines { id quantity metadata { key value } } } errors { field code variants } } }"""
COMPLETE = """mutation($id: ID!) { checkoutComplete(id: $id) {
    order { id number status total { gross { amount currency } }
      lines { quantity unitPrice { gross { amount } } metadata { key value } } }
    errors { field code message } } }"""


def global_id(row: Any) -> str:
    return graphene.Node.to_global_id(type(row).__name__, row.pk)


@dataclass
class Caller:
    """Somebody with or without a token."""

    token: str = ""

    def post(self, query: str, **variables: Any) -> dict[str, Any]:
        """Send a document; return the answer."""
        body = json.dumps({"query": query, "variables": variables})
        return self.send(body).json()

    def send(self, body: str, content_type: str = "application/json") -> Any:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return Client().post("/graphql/", body, content_type=content_type, headers=headers)

    def ask(self, query: str, **variables: Any) -> Any:
        """Send a document of one field; return its value, or fail on a top-level error."""
        answer = self.post(query, **variables)
        assert "errors" not in answer, answer["errors"]
        (value,) = answer["data"].values()
        return value


@dataclass(frozen=True)
class Store:
    channel: Channel
    product: Product
    small: ProductVariant
    large: ProductVariant
    courier: ShippingMethod

    def line(self, variant: ProductVariant, quantity: int = 1, **extra: Any) -> dict[str, Any]:
        return {"variantId": global_id(variant), "quantity": quantity, **extra}

    def cart(self, caller: Caller, *lines: dict[str, Any], **extra: Any) -> str:
        """Make a cart by the API; return its id."""
        given = {"channel": self.channel.slug, "lines": list(lines), **extra}
        created = caller.ask(CREATE, input=given)
        assert created["errors"] == []
        return created["checkout"]["id"]

    def ready_cart(self, caller: Caller, *lines: dict[str, Any], **extra: Any) -> str:
        """Make a cart that can be ordered."""
        addresses = {"shippingAddress": ADDRESS, "billingAddress": ADDRESS}
        cart = self.cart(caller, *lines, **addresses, **extra)
        Checkout.objects.update(shipping_method=self.courier)
        return cart


@pytest.fixture
def store(db: None, settings: Any) -> Store:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    channel = Channel.objects.create(name="Main", slug="main", currency_code="EUR")
    product = Product.objects.create(name="Notepad", slug="notepad")
    ProductChannelListing.objects.create(product=product, channel=channel)
    variants = [
        ProductVariant.objects.create(product=product, name=name, sku=f"NP-{name}")
        for name in ("small", "large")
    ]
    for variant, price in zip(variants, ("0.10", "7.35"), strict=True):
        ProductVariantChannelListing.objects.create(
            variant=variant, channel=channel, currency="EUR", price_amount=Decimal(price)
        )
    courier = ShippingMethod.objects.create(
        name="Courier", channel=channel, currency="EUR", price_amount=Decimal("4.90")
    )
    return Store(channel, product, *variants, courier)


@pytest.fixture
def guest(store: Store) -> Caller:
    return Caller()


@pytest.fixture
def customer(store: Store) -> Caller:
    return Caller(create_token(User.objects.create_user("ada@example.com", "demo"), "access"))


@pytest.fixture
def stranger(store: Store) -> Caller:
    return Caller(create_token(User.objects.create_user("bob@example.com", "demo"), "access"))


@pytest.fixture
def staff(store: Store) -> Caller:
    user = User.objects.create_user("staff@example.com", "demo", is_staff=True)
    return Caller(create_token(user, "access"))
