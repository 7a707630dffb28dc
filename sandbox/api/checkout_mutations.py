"""Changes of a cart in, the changed cart, or the order it became, out."""

from __future__ import annotations

from typing import Any

import graphene
from django.core.exceptions import ValidationError
from django.db import transaction
from graphql import GraphQLError, ResolveInfo

from sandbox.account.models import Address
from sandbox.api.account import AddressInput, address_of
from sandbox.api.base import BaseMutation, exactly_one, non_null_list
from sandbox.api.cart import CartId, CartMutation, CheckoutError, cart_or_error
from sandbox.api.ids import pk_of, row_or_error
from sandbox.api.metadata import MetadataInput, metadata_of
from sandbox.api.order import Order
from sandbox.channel import models as channel_models
from sandbox.checkout import models
from sandbox.checkout.complete import complete_checkout
from sandbox.checkout.error_codes import CheckoutErrorCode as Code
from sandbox.checkout.lines import WishedLine, add_lines, only_line_of, refusal, update_lines
from sandbox.order import models as order_models
from sandbox.product.models import ProductVariant


class CheckoutLineInput(graphene.InputObjectType):
    quantity = graphene.Int(required=True)
    variant_id = graphene.ID(required=True)
    force_new_line = graphene.Boolean(default_value=False)
    metadata = non_null_list(MetadataInput)


class CheckoutLineUpdateInput(graphene.InputObjectType):
    variant_id = graphene.ID()
    quantity = graphene.Int()
    line_id = graphene.ID()
    metadata = non_null_list(MetadataInput)


class CheckoutCreateInput(graphene.InputObjectType):
    channel = graphene.String()
    lines = graphene.InputField(non_null_list(CheckoutLineInput), required=True)
    email = graphene.String()
    shipping_address = graphene.Field(AddressInput)
    billing_address = graphene.Field(AddressInput)
    metadata = non_null_list(MetadataInput)


def _variant(id: str) -> ProductVariant:
    rows = ProductVariant.objects.select_related("product")
    code = Code.GRAPHQL_ERROR.value
    return row_or_error(rows, id, "ProductVariant", field="variant_id", missing=code)


def _wishes(lines: list[dict[str, Any]]) -> list[WishedLine]:
    return [
        WishedLine(
            variant=_variant(line["variant_id"]),
            quantity=line["quantity"],
            metadata=metadata_of(line.get("metadata")),
            force_new_line=line.get("force_new_line") or False,
        )
        for line in lines
    ]


class CheckoutCreate(CartMutation):
    """Start a cart, for the signed-in person or a guest."""

    class Arguments:
        input = CheckoutCreateInput(required=True)

    @classmethod
    def perform_mutation(
        cls, _root: None, info: ResolveInfo, *, input: dict[str, Any]
    ) -> CheckoutCreate:
        user = info.context.user or None
        channel = _open_channel(input.get("channel"))
        checkout = models.Checkout(
            user=user,
            email=input.get("email") or (user.email if user else ""),
            channel=channel,
            currency=channel.currency_code,
            metadata=metadata_of(input.get("metadata")),
        )
        wishes = _wishes(input["lines"])
        with transaction.atomic():
            for name in ("shipping_address", "billing_address"):
                if given := input.get(name):
                    setattr(checkout, name, _saved_address(given))
            checkout.save()
            add_lines(checkout, wishes)
        return cls(checkout=checkout)


def _open_channel(slug: str | None) -> channel_models.Channel:
    open_ones = channel_models.Channel.objects.filter(is_active=True)
    if slug is None:
        if len(open_ones) != 1:
            raise refusal("channel", "Say which channel.", Code.MISSING_CHANNEL_SLUG)
        return open_ones[0]
    channel = channel_models.Channel.objects.filter(slug=slug).first()
    if not channel:
        raise refusal("channel", f"Channel with '{slug}' slug does not exist.", Code.NOT_FOUND)
    if not channel.is_active:
        raise refusal("channel", "The channel is closed.", Code.CHANNEL_INACTIVE)
    return channel


def _saved_address(given: dict[str, Any]) -> Address:
    address = address_of(given)
    address.save()
    return address


class CheckoutLinesAdd(CartMutation):
    """Add items to a cart."""

    class Arguments(CartId):
        lines = graphene.Argument(non_null_list(CheckoutLineInput), required=True)

    @classmethod
    def change(cls, checkout: models.Checkout, *, lines: list[dict[str, Any]]) -> None:
        add_lines(checkout, _wishes(lines))


class CheckoutLinesUpdate(CartMutation):
    """Set quantities in a cart; zero removes the line."""

    class Arguments(CartId):
        lines = graphene.Argument(non_null_list(CheckoutLineUpdateInput), required=True)

    @classmethod
    def change(cls, checkout: models.Checkout, *, lines: list[dict[str, Any]]) -> None:
        existing = list(checkout.lines.select_related("variant"))
        update_lines(checkout, [_changed_line(existing, line) for line in lines])


def _changed_line(existing: list[models.CheckoutLine], given: dict[str, Any]) -> WishedLine:
    line_id, variant_id = given.get("line_id"), given.get("variant_id")
    try:
        exactly_one(line_id=line_id, variant_id=variant_id)
        pk = line_id and pk_of(line_id, "CheckoutLine")
    except GraphQLError as error:
        raise ValidationError(str(error), code=Code.GRAPHQL_ERROR.value) from error
    if line_id:
        line = next((line for line in existing if str(line.pk) == pk), None)
        if line is None:
            raise refusal("line_id", f"Couldn't resolve to a node: {line_id}", Code.GRAPHQL_ERROR)
        variant = line.variant
    else:
        variant = _variant(variant_id)
        line = only_line_of(existing, variant)
    if given.get("quantity") is None:
        raise refusal("quantity", "The quantity is required for all lines.", Code.REQUIRED)
    return WishedLine(variant, given["quantity"], metadata_of(given.get("metadata")), line)


class CheckoutLineDelete(CartMutation):
    """Remove a line from a cart."""

    class Arguments(CartId):
        line_id = graphene.ID()

    @classmethod
    def change(cls, checkout: models.Checkout, *, line_id: str = "") -> None:
        line = row_or_error(models.CheckoutLine.objects, line_id, "CheckoutLine", field="line_id")
        # As in Saleor, a line of another cart is left alone without a word.
        checkout.lines.filter(pk=line.pk).delete()
        checkout.save(update_fields=["last_change"])


class CheckoutShippingAddressUpdate(CartMutation):
    """Set where a cart goes."""

    class Arguments(CartId):
        shipping_address = AddressInput(required=True)

    @classmethod
    def change(cls, checkout: models.Checkout, *, shipping_address: dict[str, Any]) -> None:
        checkout.shipping_address = _saved_address(shipping_address)
        checkout.save(update_fields=["shipping_address", "last_change"])


class CheckoutBillingAddressUpdate(CartMutation):
    """Set who pays for a cart."""

    class Arguments(CartId):
        billing_address = AddressInput(required=True)

    @classmethod
    def change(cls, checkout: models.Checkout, *, billing_address: dict[str, Any]) -> None:
        checkout.billing_address = _saved_address(billing_address)
        checkout.save(update_fields=["billing_address", "last_change"])


class CheckoutDeliveryMethodUpdate(CartMutation):
    """Choose how a cart is sent; no method unsets it."""

    class Arguments(CartId):
        delivery_method_id = graphene.ID()

    @classmethod
    def change(cls, checkout: models.Checkout, *, delivery_method_id: str | None = None) -> None:
        offered = checkout.channel.shipping_methods.all()
        checkout.shipping_method = delivery_method_id and row_or_error(
            offered if checkout.shipping_address_id else offered.none(),
            delivery_method_id,
            "ShippingMethod",
            field="delivery_method_id",
            missing=Code.DELIVERY_METHOD_NOT_APPLICABLE.value,
        )
        checkout.save(update_fields=["shipping_method", "last_change"])


class CheckoutComplete(BaseMutation):
    """Order a cart, on account."""

    error_type = CheckoutError
    order = graphene.Field(Order)
    confirmation_needed = graphene.Boolean(required=True, default_value=False)

    class Arguments(CartId):
        pass

    @classmethod
    def perform_mutation(
        cls, _root: None, info: ResolveInfo, id: str | None = None
    ) -> CheckoutComplete:
        try:
            order = complete_checkout(cart_or_error(id), info.context.user or None)
        except ValidationError:
            # Asked again for a cart that is ordered, even just now, answer with the order.
            order = _order_of(id)
            if not order:
                raise
        return cls(order=order, confirmation_needed=False)


def _order_of(checkout_id: str | None) -> order_models.Order | None:
    try:
        token = pk_of(checkout_id or "", "Checkout")
    except GraphQLError:
        return None
    return order_models.Order.objects.get_by_checkout_token(token)


class CheckoutMutations(graphene.ObjectType):
    checkout_create = CheckoutCreate.Field()
    checkout_lines_add = CheckoutLinesAdd.Field()
    checkout_lines_update = CheckoutLinesUpdate.Field()
    checkout_line_delete = CheckoutLineDelete.Field()
    checkout_shipping_address_update = CheckoutShippingAddressUpdate.Field()
    checkout_billing_address_update = CheckoutBillingAddressUpdate.Field()
    checkout_delivery_method_update = CheckoutDeliveryMethodUpdate.Field()
    checkout_complete = CheckoutComplete.Field()
