"""Order id in, the order with its lines and prices out, for its buyer and for staff."""

from __future__ import annotations

from typing import Any

import graphene
from django.core.exceptions import ValidationError
from django.db import transaction
from graphql import ResolveInfo

from sandbox import hooks
from sandbox.account import models as account_models
from sandbox.api.account import Address, User, owner_field
from sandbox.api.base import BaseMutation, enum_of, exactly_one, staff_only
from sandbox.api.channel import Channel
from sandbox.api.connections import Page, connection_field, connection_type, page_of
from sandbox.api.ids import row_or_error, row_or_none
from sandbox.api.loaders import row_field, row_of, rows_field
from sandbox.api.metadata import ObjectWithMetadata
from sandbox.api.money import price_field
from sandbox.api.product import ProductVariant, in_channel
from sandbox.channel import models as channel_models
from sandbox.order import models
from sandbox.order.models import OrderStatus as Status

OrderStatus = graphene.Enum("OrderStatus", [(status.name, status.value) for status in Status])


OrderErrorCode = enum_of(
    "OrderErrorCode", "CANNOT_CANCEL_ORDER", "GRAPHQL_ERROR", "INVALID", "NOT_FOUND", "REQUIRED"
)


class OrderLine(graphene.ObjectType):
    id = graphene.GlobalID(required=True)
    product_name = graphene.String(required=True)
    variant_name = graphene.String(required=True)
    product_sku = graphene.String(resolver=lambda root, _info: root.product_sku or None)
    is_shipping_required = graphene.Boolean(required=True)
    quantity = graphene.Int(required=True)
    unit_price = price_field("unit_price_amount")
    total_price = price_field("total_price_amount")
    is_price_overridden = graphene.Boolean()
    variant = graphene.Field(ProductVariant)

    class Meta:
        interfaces = (graphene.Node, ObjectWithMetadata)

    @staticmethod
    def resolve_variant(root: models.OrderLine, info: ResolveInfo) -> Any:
        order = row_of(info.context, models.Order, root.order_id)
        return root.variant_id and in_channel(info, root.variant_id, order)


class Order(graphene.ObjectType):
    id = graphene.GlobalID(required=True)
    number = graphene.String(required=True)
    created = graphene.DateTime(required=True, source="created_at")
    status = OrderStatus(required=True)
    user = owner_field(User)
    user_email = graphene.String()
    channel = row_field(Channel, channel_models.Channel, "channel_id", required=True)
    billing_address = row_field(Address, account_models.Address, "billing_address_id")
    shipping_address = row_field(Address, account_models.Address, "shipping_address_id")
    shipping_method_name = graphene.String(
        resolver=lambda root, _info: root.shipping_method_name or None
    )
    lines = rows_field(OrderLine, models.OrderLine, "order_id")
    shipping_price = price_field("shipping_price_amount")
    total = price_field("total_amount")
    checkout_id = graphene.ID()

    class Meta:
        interfaces = (graphene.Node, ObjectWithMetadata)

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

    error_type = OrderError
    order = graphene.Field(Order)

    class Arguments:
        id = graphene.ID(required=True)

    @classmethod
    def perform_mutation(cls, _root: None, info: ResolveInfo, *, id: str) -> OrderCancel:
        refusal = ValidationError("It can no longer be canceled.", "cannot_cancel_order")
        waiting = Status.UNCONFIRMED, Status.UNFULFILLED
        order = _moved(info, id, waiting, Status.CANCELED, ValidationError({"order": refusal}))
        for announce in hooks.order_cancelled:
            announce(order)
        return cls(order=order)


class OrderConfirm(BaseMutation):
    """Confirm an order, as staff."""

    error_type = OrderError
    order = graphene.Field(Order)

    class Arguments:
        id = graphene.ID(required=True)

    @classmethod
    def perform_mutation(cls, _root: None, info: ResolveInfo, *, id: str) -> OrderConfirm:
        refusal = ValidationError("It does not wait for confirmation.", "invalid")
        waiting = (Status.UNCONFIRMED,)
        order = _moved(info, id, waiting, Status.UNFULFILLED, ValidationError({"id": refusal}))
        for announce in hooks.order_confirmed:
            announce(order)
        return cls(order=order)


def _moved(
    info: ResolveInfo, id: str, before: tuple[str, ...], after: str, refusal: ValidationError
) -> models.Order:
    """Change an order's status, as staff; raises the refusal where it has none of `before`."""
    staff_only(info, "MANAGE_ORDERS")
    with transaction.atomic():
        order = row_or_error(models.Order.objects.select_for_update(), id, "Order")
        if order.status not in before:
            raise refusal
        order.status = after
        order.save(update_fields=["status", "updated_at"])
    return order


class OrderQueries(graphene.ObjectType):
    order = graphene.Field(Order, id=graphene.ID())
    orders = connection_field(OrderCountableConnection)

    @staticmethod
    def resolve_order(_root: None, info: ResolveInfo, id: str | None = None) -> models.Order | None:
        exactly_one(id=id)
        return row_or_none(models.Order.objects.visible_to_user(info.context.user), id, "Order")

    @staticmethod
    def resolve_orders(_root: None, info: ResolveInfo, **paging: Any) -> Page:
        staff_only(info, "MANAGE_ORDERS")
        return page_of(models.Order.objects.all(), info, "-created_at", **paging)


class OrderMutations(graphene.ObjectType):
    order_cancel = OrderCancel.Field()
    order_confirm = OrderConfirm.Field()
