"""Order id in, the order with its lines and prices out, for its buyer and for staff."""

from __future__ import annotations

from enum import Enum
from typing import Any

import graphene
from django.core.exceptions import ValidationError
from django.db import transaction
from graphql import ResolveInfo
from promise import Promise

from sandbox import hooks
from sandbox.account import models as account_models
from sandbox.api.account import Address, User, owner_only
from sandbox.api.base import BaseMutation, exactly_one, non_null_list, staff_only
from sandbox.api.channel import Channel
from sandbox.api.connections import connection_type
from sandbox.api.ids import row_or_error, row_or_none
from sandbox.api.loaders import row_of, rows_of
from sandbox.api.metadata import ObjectWithMetadata
from sandbox.api.money import TaxedMoney, taxed
from sandbox.api.product import ChannelContext, ProductVariant
from sandbox.channel import models as channel_models
from sandbox.order import models
from sandbox.product import models as product_models

OrderStatus = graphene.Enum("OrderStatus", [(s.name, s.value) for s in models.OrderStatus])


class OrderErrorCodes(Enum):
    CANNOT_CANCEL_ORDER = "cannot_cancel_order"
    GRAPHQL_ERROR = "graphql_error"
    INVALID = "invalid"
    NOT_FOUND = "not_found"
    REQUIRED = "required"


OrderErrorCode = graphene.Enum("OrderErrorCode", [(c.name, c.value) for c in OrderErrorCodes])


class OrderLine(graphene.ObjectType):
    id = graphene.GlobalID(required=True)
    product_name = graphene.String(required=True)
    variant_name = graphene.String(required=True)
    product_sku = graphene.String()
    is_shipping_required = graphene.Boolean(required=True)
    quantity = graphene.Int(required=True)
    unit_price = graphene.Field(TaxedMoney, required=True)
    total_price = graphene.Field(TaxedMoney, required=True)
    is_price_overridden = graphene.Boolean()
    variant = graphene.Field(ProductVariant)

    class Meta:
        interfaces = (graphene.Node, ObjectWithMetadata)

    @staticmethod
    def resolve_product_sku(root: models.OrderLine, _info: ResolveInfo) -> str | None:
        return root.product_sku or None

    @staticmethod
    def resolve_unit_price(root: models.OrderLine, _info: ResolveInfo) -> Any:
        return taxed(root.unit_price_amount, root.currency)

    @staticmethod
    def resolve_total_price(root: models.OrderLine, _info: ResolveInfo) -> Any:
        return taxed(root.total_price_amount, root.currency)

    @staticmethod
    def resolve_variant(
        root: models.OrderLine, info: ResolveInfo
    ) -> Promise[ChannelContext | None]:
        variant = row_of(info.context, product_models.ProductVariant, root.variant_id)
        order = row_of(info.context, models.Order, root.order_id)
        channel = order.then(
            lambda found: row_of(info.context, channel_models.Channel, found.channel_id)
        )
        return Promise.all([variant, channel]).then(
            lambda found: found[0] and ChannelContext(found[0], found[1].slug)
        )


class Order(graphene.ObjectType):
    id = graphene.GlobalID(required=True)
    number = graphene.String(required=True)
    created = graphene.DateTime(required=True)
    status = OrderStatus(required=True)
    user = graphene.Field(User)
    user_email = graphene.String()
    channel = graphene.Field(Channel, required=True)
    billing_address = graphene.Field(Address)
    shipping_address = graphene.Field(Address)
    shipping_method_name = graphene.String()
    lines = graphene.Field(non_null_list(OrderLine), required=True)
    shipping_price = graphene.Field(TaxedMoney, required=True)
    subtotal = graphene.Field(TaxedMoney, required=True)
    total = graphene.Field(TaxedMoney, required=True)
    checkout_id = graphene.ID()

    class Meta:
        interfaces = (graphene.Node, ObjectWithMetadata)

    @staticmethod
    def resolve_created(root: models.Order, _info: ResolveInfo) -> Any:
        return root.created_at

    @staticmethod
    def resolve_user(root: models.Order, info: ResolveInfo) -> Promise[Any]:
        def for_owner(user: account_models.User | None) -> account_models.User | None:
            if user:
                owner_only(info, user)
            return user

        return row_of(info.context, account_models.User, root.user_id).then(for_owner)

    @staticmethod
    def resolve_channel(root: models.Order, info: ResolveInfo) -> Promise[Any]:
        return row_of(info.context, channel_models.Channel, root.channel_id)

    @staticmethod
    def resolve_billing_address(root: models.Order, info: ResolveInfo) -> Promise[Any]:
        return row_of(info.context, account_models.Address, root.billing_address_id)

    @staticmethod
    def resolve_shipping_address(root: models.Order, info: ResolveInfo) -> Promise[Any]:
        return row_of(info.context, account_models.Address, root.shipping_address_id)

    @staticmethod
    def resolve_shipping_method_name(root: models.Order, _info: ResolveInfo) -> str | None:
        return root.shipping_method_name or None

    @staticmethod
    def resolve_lines(root: models.Order, info: ResolveInfo) -> Promise[list[Any]]:
        return rows_of(info.context, models.OrderLine, "order_id", root.pk)

    @staticmethod
    def resolve_shipping_price(root: models.Order, _info: ResolveInfo) -> Any:
        return taxed(root.shipping_price_amount, root.currency)

    @staticmethod
    def resolve_subtotal(root: models.Order, _info: ResolveInfo) -> Any:
        return taxed(root.total_amount - root.shipping_price_amount, root.currency)

    @staticmethod
    def resolve_total(root: models.Order, _info: ResolveInfo) -> Any:
        return taxed(root.total_amount, root.currency)

    @staticmethod
    def resolve_checkout_id(root: models.Order, _info: ResolveInfo) -> str | None:
        token = root.checkout_token
        return graphene.Node.to_global_id("Checkout", token) if token else None


OrderCountableConnection = connection_type(Order)


class OrderError(graphene.ObjectType):
    field = graphene.String()
    message = graphene.String()
    code = OrderErrorCode(required=True)


class OrderCancel(BaseMutation):
    """Cancel an order, as staff."""

    order = graphene.Field(Order)

    class Arguments:
        id = graphene.ID(required=True)

    class Meta:
        error_type_class = OrderError

    @classmethod
    def perform_mutation(cls, _root: None, info: ResolveInfo, *, id: str) -> OrderCancel:
        staff_only(info, "MANAGE_ORDERS")
        with transaction.atomic():
            order = row_or_error(models.Order.objects.select_for_update(), id, "Order")
            if order.status in (models.OrderStatus.CANCELED, models.OrderStatus.FULFILLED):
                message = "This order can no longer be canceled."
                code = OrderErrorCodes.CANNOT_CANCEL_ORDER.value
                raise ValidationError({"order": ValidationError(message, code=code)})
            order.status = models.OrderStatus.CANCELED
            order.save(update_fields=["status", "updated_at"])
        for announce in hooks.order_cancelled:
            announce(order)
        return cls(order=order)


class OrderQueries(graphene.ObjectType):
    order = graphene.Field(Order, id=graphene.ID())

    @staticmethod
    def resolve_order(_root: None, info: ResolveInfo, id: str | None = None) -> models.Order | None:
        exactly_one(id=id)
        return row_or_none(models.Order.objects.visible_to_user(info.context.user), id, "Order")


class OrderMutations(graphene.ObjectType):
    order_cancel = OrderCancel.Field()
