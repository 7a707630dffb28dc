"""Checkout in, the order it becomes out; the same order however often it is asked for."""

from __future__ import annotations

import graphene
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import IntegerField, Max
from django.db.models.functions import Cast

from sandbox import hooks
from sandbox.account.models import User
from sandbox.channel.models import Channel
from sandbox.checkout.error_codes import CheckoutErrorCode as Code
from sandbox.checkout.fetch import CheckoutInfo, CheckoutLineInfo, fetch_checkout_info
from sandbox.checkout.lines import refusal
from sandbox.checkout.models import Checkout
from sandbox.order.models import Order, OrderLine, OrderStatus


def complete_checkout(checkout: Checkout, user: User | None) -> Order:
    """Turn a checkout into an order and delete it; `user` is who asks.

    Raises ValidationError with CheckoutErrorCode values, or what a hook raises, before anything
    is written. An exception of an `order_confirmed` hook comes after the order exists.
    """
    info = fetch_checkout_info(checkout)
    _check(info)
    for check in hooks.preprocess_order_creation:
        check(info, info.lines)
    with transaction.atomic():
        # Whoever comes second finds the cart gone, and its order; so does a change of its lines.
        Checkout.objects.select_for_update().filter(pk=checkout.pk).first()
        if order := Order.objects.get_by_checkout_token(checkout.token):
            return order
        _check_unchanged(info)
        order = _create_order(info, user)
        checkout.delete()
    for announce in hooks.order_created:
        announce(order)
    if info.channel.automatically_confirm_all_new_orders:
        # Saleor announces this for an unpaid order too, which stays unconfirmed.
        for announce in hooks.order_confirmed:
            announce(order)
    return order


def _check(info: CheckoutInfo) -> None:
    """Refuse in the order in which Saleor refuses."""
    checkout = info.checkout
    if not checkout.email:
        raise ValidationError("An e-mail address is needed.", code=Code.EMAIL_NOT_SET.value)
    if unsold := [line.variant.pk for line in info.lines if line.unit_price is None]:
        variants = [graphene.Node.to_global_id("ProductVariant", pk) for pk in unsold]
        code = Code.UNAVAILABLE_VARIANT_IN_CHANNEL
        raise refusal("lines", "Some items are no longer sold.", code, variants=variants)
    if not info.lines:
        raise refusal("lines", "The checkout is empty.", Code.NO_LINES)
    if info.is_shipping_required and not checkout.shipping_method:
        raise refusal("shipping_method", "Choose a delivery.", Code.SHIPPING_METHOD_NOT_SET)
    if info.is_shipping_required and not checkout.shipping_address:
        message = "A delivery address is needed."
        raise refusal("shipping_address", message, Code.SHIPPING_ADDRESS_NOT_SET)
    if not checkout.billing_address:
        message = "A billing address is needed."
        raise refusal("billing_address", message, Code.BILLING_ADDRESS_NOT_SET)
    if not info.channel.is_active:
        raise refusal("channel", "The channel is closed.", Code.CHANNEL_INACTIVE)
    if not info.channel.allow_unpaid_orders:
        raise refusal("id", "The checkout is not paid.", Code.CHECKOUT_NOT_FULLY_PAID)


def _check_unchanged(info: CheckoutInfo) -> None:
    """Refuse when the lines changed after the hooks looked at them."""
    seen = {(line.line.pk, line.line.quantity) for line in info.lines}
    if seen != set(info.checkout.lines.values_list("pk", "quantity")):
        raise refusal("lines", "The checkout changed meanwhile: try again.", Code.INVALID)


def _create_order(info: CheckoutInfo, user: User | None) -> Order:
    checkout = info.checkout
    # One order number at a time; carts that are filled meanwhile need not wait.
    Channel.objects.select_for_update(no_key=True).get(pk=info.channel.pk)
    method = checkout.shipping_method if info.is_shipping_required else None
    address = checkout.shipping_address if info.is_shipping_required else None
    order = Order.objects.create(
        number=_next_number(),
        # As in Saleor, nothing but a payment or staff confirms an order; nothing is paid here.
        status=OrderStatus.UNCONFIRMED,
        user=checkout.user or user,
        user_email=checkout.email,
        channel=info.channel,
        checkout_token=str(checkout.token),
        billing_address=checkout.billing_address.get_copy(),
        shipping_address=address.get_copy() if address else None,
        shipping_method_name=method.name if method else "",
        currency=checkout.currency,
        shipping_price_amount=info.shipping_price,
        total_amount=info.total_price,
        metadata=checkout.metadata,
        private_metadata=checkout.private_metadata,
    )
    OrderLine.objects.bulk_create(_order_line(order, line) for line in info.lines)
    return order


def _order_line(order: Order, info: CheckoutLineInfo) -> OrderLine:
    return OrderLine(
        order=order,
        variant=info.variant,
        product_name=info.product.name,
        variant_name=info.variant.name,
        product_sku=info.variant.sku or "",
        is_shipping_required=info.product.is_shipping_required,
        quantity=info.line.quantity,
        currency=order.currency,
        unit_price_amount=info.unit_price,
        total_price_amount=info.total_price,
        is_price_overridden=info.line.price_override is not None,
        metadata=info.line.metadata,
        private_metadata=info.line.private_metadata,
    )


def _next_number() -> str:
    highest = Order.objects.aggregate(top=Max(Cast("number", IntegerField())))["top"]
    return str((highest or 0) + 1)
