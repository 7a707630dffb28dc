"""Checkout id in, the cart with its lines, prices and addresses out."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import graphene
from graphql import ResolveInfo
from promise import Promise

from sandbox.account import models as account_models
from sandbox.api.account import Address, User, owner_field
from sandbox.api.base import exactly_one, non_null_list
from sandbox.api.channel import Channel
from sandbox.api.connections import connection_type
from sandbox.api.ids import row_or_none
from sandbox.api.loaders import row_field, row_of, rows_field, rows_of
from sandbox.api.metadata import ObjectWithMetadata
from sandbox.api.money import Money, TaxedMoney, taxed
from sandbox.api.product import ChannelContext, ProductVariant, in_channel
from sandbox.channel import models as channel_models
from sandbox.checkout import models
from sandbox.checkout.fetch import unit_price
from sandbox.product import models as product_models


class ShippingMethod(graphene.ObjectType):
    id = graphene.GlobalID(required=True)
    name = graphene.String(required=True)
    price = graphene.Field(Money, required=True)

    class Meta:
        interfaces = (graphene.Node,)

    @staticmethod
    def resolve_price(root: models.ShippingMethod, _info: ResolveInfo) -> Any:
        return taxed(root.price_amount, root.currency)["gross"]


class DeliveryMethod(graphene.Union):
    class Meta:
        types = (ShippingMethod,)

    @classmethod
    def resolve_type(cls, _instance: models.ShippingMethod, _info: ResolveInfo) -> Any:
        return ShippingMethod


class CheckoutLine(graphene.ObjectType):
    id = graphene.GlobalID(required=True)
    variant = graphene.Field(ProductVariant, required=True)
    quantity = graphene.Int(required=True)
    unit_price = graphene.Field(TaxedMoney, required=True)
    total_price = graphene.Field(TaxedMoney, required=True)
    requires_shipping = graphene.Boolean(required=True)

    class Meta:
        interfaces = (graphene.Node, ObjectWithMetadata)

    @staticmethod
    def resolve_variant(root: models.CheckoutLine, info: ResolveInfo) -> Promise[ChannelContext]:
        checkout = row_of(info.context, models.Checkout, root.checkout_id)
        return in_channel(info, root.variant_id, checkout)

    @staticmethod
    def resolve_unit_price(root: models.CheckoutLine, info: ResolveInfo) -> Promise[Any]:
        return _unit_price(root, info).then(lambda price: taxed(price, root.currency))

    @staticmethod
    def resolve_total_price(root: models.CheckoutLine, info: ResolveInfo) -> Promise[Any]:
        price = _unit_price(root, info)
        return price.then(lambda each: taxed(each * root.quantity, root.currency))

    @staticmethod
    def resolve_requires_shipping(root: models.CheckoutLine, info: ResolveInfo) -> Promise[bool]:
        variant = row_of(info.context, product_models.ProductVariant, root.variant_id)
        product = variant.then(
            lambda found: row_of(info.context, product_models.Product, found.product_id)
        )
        return product.then(lambda found: found.is_shipping_required)


def _unit_price(line: models.CheckoutLine, info: ResolveInfo) -> Promise[Decimal]:
    listing = product_models.ProductVariantChannelListing
    listings = rows_of(info.context, listing, "variant_id", line.variant_id)
    checkout = row_of(info.context, models.Checkout, line.checkout_id)

    def price(found: list[Any]) -> Decimal:
        channel_id = found[1].channel_id
        prices = {li.variant_id: li.price_amount for li in found[0] if li.channel_id == channel_id}
        return unit_price(line, prices) or Decimal(0)

    return Promise.all([listings, checkout]).then(price)


class Checkout(graphene.ObjectType):
    id = graphene.GlobalID(required=True)
    token = graphene.UUID(required=True)
    created = graphene.DateTime(required=True, source="created_at")
    updated_at = graphene.DateTime(required=True, source="last_change")
    user = owner_field(User)
    email = graphene.String(resolver=lambda root, _info: root.email or None)
    channel = row_field(Channel, channel_models.Channel, "channel_id", required=True)
    billing_address = row_field(Address, account_models.Address, "billing_address_id")
    shipping_address = row_field(Address, account_models.Address, "shipping_address_id")
    lines = rows_field(CheckoutLine, models.CheckoutLine, "checkout_id")
    is_shipping_required = graphene.Boolean(required=True)
    shipping_methods = graphene.Field(non_null_list(ShippingMethod), required=True)
    delivery_method = row_field(DeliveryMethod, models.ShippingMethod, "shipping_method_id")
    shipping_price = graphene.Field(TaxedMoney, required=True)
    subtotal_price = graphene.Field(TaxedMoney, required=True)
    total_price = graphene.Field(TaxedMoney, required=True)

    class Meta:
        interfaces = (graphene.Node, ObjectWithMetadata)

    @staticmethod
    def resolve_id(root: models.Checkout, _info: ResolveInfo) -> Any:
        return root.pk

    @staticmethod
    def resolve_is_shipping_required(root: models.Checkout, info: ResolveInfo) -> Promise[bool]:
        return _of_lines(root, info, CheckoutLine.resolve_requires_shipping).then(any)

    @staticmethod
    def resolve_shipping_methods(root: models.Checkout, info: ResolveInfo) -> Promise[list[Any]]:
        """Like Saleor, offer nothing before it is known where the order goes."""
        if root.shipping_address_id is None:
            return Promise.resolve([])
        required = Checkout.resolve_is_shipping_required(root, info)
        offered = rows_of(info.context, models.ShippingMethod, "channel_id", root.channel_id)
        return required.then(lambda yes: offered if yes else [])

    @staticmethod
    def resolve_shipping_price(root: models.Checkout, info: ResolveInfo) -> Promise[Any]:
        return _shipping(root, info).then(lambda amount: taxed(amount, root.currency))

    @staticmethod
    def resolve_subtotal_price(root: models.Checkout, info: ResolveInfo) -> Promise[Any]:
        return _subtotal(root, info).then(lambda amount: taxed(amount, root.currency))

    @staticmethod
    def resolve_total_price(root: models.Checkout, info: ResolveInfo) -> Promise[Any]:
        parts = Promise.all([_subtotal(root, info), _shipping(root, info)])
        return parts.then(lambda amounts: taxed(sum(amounts), root.currency))


def _of_lines(checkout: models.Checkout, info: ResolveInfo, ask: Any) -> Promise[list[Any]]:
    lines = rows_of(info.context, models.CheckoutLine, "checkout_id", checkout.pk)
    return lines.then(lambda found: Promise.all([ask(line, info) for line in found]))


def _shipping(checkout: models.Checkout, info: ResolveInfo) -> Promise[Decimal]:
    method = row_of(info.context, models.ShippingMethod, checkout.shipping_method_id)
    required = Checkout.resolve_is_shipping_required(checkout, info)
    return Promise.all([method, required]).then(
        lambda found: found[0].price_amount if all(found) else Decimal(0)
    )


def _subtotal(checkout: models.Checkout, info: ResolveInfo) -> Promise[Decimal]:
    def total(line: models.CheckoutLine, info: ResolveInfo) -> Promise[Decimal]:
        return _unit_price(line, info).then(lambda price: price * line.quantity)

    return _of_lines(checkout, info, total).then(lambda totals: sum(totals, Decimal(0)))


CheckoutCountableConnection = connection_type(Checkout)


class CheckoutQueries(graphene.ObjectType):
    checkout = graphene.Field(Checkout, id=graphene.ID())

    @staticmethod
    def resolve_checkout(_root: None, _info: ResolveInfo, id: str | None = None) -> Any:
        exactly_one(id=id)
        return row_or_none(models.Checkout.objects, id, "Checkout")
