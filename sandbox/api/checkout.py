"""Checkout id in, the cart with its lines, prices and addresses out."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import graphene
from graphql import ResolveInfo
from promise import Promise

from sandbox.account import models as account_models
from sandbox.api.account import Address, User, owner_only
from sandbox.api.base import exactly_one, non_null_list
from sandbox.api.channel import Channel
from sandbox.api.connections import connection_type
from sandbox.api.ids import row_or_none
from sandbox.api.loaders import row_of, rows_of
from sandbox.api.metadata import ObjectWithMetadata
from sandbox.api.money import Amount, Money, TaxedMoney, taxed
from sandbox.api.product import ChannelContext, ProductVariant
from sandbox.channel import models as channel_models
from sandbox.checkout import models
from sandbox.checkout.fetch import unit_price
from sandbox.product import models as product_models


class ShippingMethod(graphene.ObjectType):
    id = graphene.GlobalID(required=True)
    name = graphene.String(required=True)
    price = graphene.Field(Money, required=True)
    active = graphene.Boolean(required=True)

    class Meta:
        interfaces = (graphene.Node,)

    @staticmethod
    def resolve_price(root: models.ShippingMethod, _info: ResolveInfo) -> Amount:
        return taxed(root.price_amount, root.currency)["gross"]

    @staticmethod
    def resolve_active(_root: models.ShippingMethod, _info: ResolveInfo) -> bool:
        return True


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
        variant = row_of(info.context, product_models.ProductVariant, root.variant_id)
        checkout = row_of(info.context, models.Checkout, root.checkout_id)
        channel = checkout.then(
            lambda found: row_of(info.context, channel_models.Channel, found.channel_id)
        )
        return Promise.all([variant, channel]).then(
            lambda found: ChannelContext(found[0], found[1].slug)
        )

    @staticmethod
    def resolve_unit_price(root: models.CheckoutLine, info: ResolveInfo) -> Promise[Any]:
        return _unit_price(root, info).then(lambda price: taxed(price, root.currency))

    @staticmethod
    def resolve_total_price(root: models.CheckoutLine, info: ResolveInfo) -> Promise[Any]:
        return _unit_price(root, info).then(
            lambda price: taxed(price * root.quantity, root.currency)
        )

    @staticmethod
    def resolve_requires_shipping(root: models.CheckoutLine, info: ResolveInfo) -> Promise[bool]:
        variant = row_of(info.context, product_models.ProductVariant, root.variant_id)
        product = variant.then(
            lambda found: row_of(info.context, product_models.Product, found.product_id)
        )
        return product.then(lambda found: found.is_shipping_required)


def _unit_price(line: models.CheckoutLine, info: ResolveInfo) -> Promise[Decimal]:
    listings = rows_of(
        info.context, product_models.ProductVariantChannelListing, "variant_id", line.variant_id
    )
    checkout = row_of(info.context, models.Checkout, line.checkout_id)

    def price(found: list[Any]) -> Decimal:
        prices = {
            listing.variant_id: listing.price_amount
            for listing in found[0]
            if listing.channel_id == found[1].channel_id
        }
        return unit_price(line, prices) or Decimal(0)

    return Promise.all([listings, checkout]).then(price)


class Checkout(graphene.ObjectType):
    id = graphene.GlobalID(required=True)
    token = graphene.UUID(required=True)
    created = graphene.DateTime(required=True)
    updated_at = graphene.DateTime(required=True)
    user = graphene.Field(User)
    email = graphene.String()
    channel = graphene.Field(Channel, required=True)
    billing_address = graphene.Field(Address)
    shipping_address = graphene.Field(Address)
    lines = graphene.Field(non_null_list(CheckoutLine), required=True)
    quantity = graphene.Int(required=True)
    is_shipping_required = graphene.Boolean(required=True)
    shipping_methods = graphene.Field(non_null_list(ShippingMethod), required=True)
    delivery_method = graphene.Field(DeliveryMethod)
    shipping_price = graphene.Field(TaxedMoney, required=True)
    subtotal_price = graphene.Field(TaxedMoney, required=True)
    total_price = graphene.Field(TaxedMoney, required=True)

    class Meta:
        interfaces = (graphene.Node, ObjectWithMetadata)

    @staticmethod
    def resolve_id(root: models.Checkout, _info: ResolveInfo) -> Any:
        return root.pk

    @staticmethod
    def resolve_created(root: models.Checkout, _info: ResolveInfo) -> Any:
        return root.created_at

    @staticmethod
    def resolve_updated_at(root: models.Checkout, _info: ResolveInfo) -> Any:
        return root.last_change

    @staticmethod
    def resolve_email(root: models.Checkout, _info: ResolveInfo) -> str | None:
        return root.email or None

    @staticmethod
    def resolve_user(root: models.Checkout, info: ResolveInfo) -> Promise[Any]:
        def for_owner(user: account_models.User | None) -> account_models.User | None:
            if user:
                owner_only(info, user)
            return user

        return row_of(info.context, account_models.User, root.user_id).then(for_owner)

    @staticmethod
    def resolve_channel(root: models.Checkout, info: ResolveInfo) -> Promise[Any]:
        return row_of(info.context, channel_models.Channel, root.channel_id)

    @staticmethod
    def resolve_billing_address(root: models.Checkout, info: ResolveInfo) -> Promise[Any]:
        return row_of(info.context, account_models.Address, root.billing_address_id)

    @staticmethod
    def resolve_shipping_address(root: models.Checkout, info: ResolveInfo) -> Promise[Any]:
        return row_of(info.context, account_models.Address, root.shipping_address_id)

    @staticmethod
    def resolve_lines(root: models.Checkout, info: ResolveInfo) -> Promise[list[Any]]:
        return rows_of(info.context, models.CheckoutLine, "checkout_id", root.pk)

    @staticmethod
    def resolve_quantity(root: models.Checkout, info: ResolveInfo) -> Promise[int]:
        lines = Checkout.resolve_lines(root, info)
        return lines.then(lambda found: sum(line.quantity for line in found))

    @staticmethod
    def resolve_is_shipping_required(root: models.Checkout, info: ResolveInfo) -> Promise[bool]:
        return (
            Checkout.resolve_lines(root, info)
            .then(
                lambda lines: Promise.all(
                    [CheckoutLine.resolve_requires_shipping(line, info) for line in lines]
                )
            )
            .then(any)
        )

    @staticmethod
    def resolve_shipping_methods(root: models.Checkout, info: ResolveInfo) -> Promise[list[Any]]:
        """Like Saleor, offer nothing before it is known where the order goes."""
        if root.shipping_address_id is None:
            return Promise.resolve([])
        required = Checkout.resolve_is_shipping_required(root, info)
        offered = rows_of(info.context, models.ShippingMethod, "channel_id", root.channel_id)
        return required.then(lambda yes: offered if yes else [])

    @staticmethod
    def resolve_delivery_method(root: models.Checkout, info: ResolveInfo) -> Promise[Any]:
        return row_of(info.context, models.ShippingMethod, root.shipping_method_id)

    @staticmethod
    def resolve_shipping_price(root: models.Checkout, info: ResolveInfo) -> Promise[Any]:
        return _shipping(root, info).then(lambda amount: taxed(amount, root.currency))

    @staticmethod
    def resolve_subtotal_price(root: models.Checkout, info: ResolveInfo) -> Promise[Any]:
        return _subtotal(root, info).then(lambda amount: taxed(amount, root.currency))

    @staticmethod
    def resolve_total_price(root: models.Checkout, info: ResolveInfo) -> Promise[Any]:
        parts = Promise.all([_subtotal(root, info), _shipping(root, info)])
        return parts.then(lambda amounts: taxed(sum(amounts, Decimal(0)), root.currency))


def _shipping(checkout: models.Checkout, info: ResolveInfo) -> Promise[Decimal]:
    method = Checkout.resolve_delivery_method(checkout, info)
    required = Checkout.resolve_is_shipping_required(checkout, info)
    return Promise.all([method, required]).then(
        lambda found: found[0].price_amount if all(found) else Decimal(0)
    )


def _subtotal(checkout: models.Checkout, info: ResolveInfo) -> Promise[Decimal]:
    def priced(lines: list[models.CheckoutLine]) -> Promise[Decimal]:
        prices = Promise.all([_unit_price(line, info) for line in lines])
        return prices.then(
            lambda found: sum(
                (price * line.quantity for price, line in zip(found, lines, strict=True)),
                Decimal(0),
            )
        )

    return Checkout.resolve_lines(checkout, info).then(priced)


CheckoutCountableConnection = connection_type(Checkout)


class CheckoutQueries(graphene.ObjectType):
    checkout = graphene.Field(Checkout, id=graphene.ID())

    @staticmethod
    def resolve_checkout(
        _root: None, _info: ResolveInfo, id: str | None = None
    ) -> models.Checkout | None:
        exactly_one(id=id)
        return row_or_none(models.Checkout.objects, id, "Checkout")
