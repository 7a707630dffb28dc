"""Changes of a cart in, the changed cart, or the order it became, out."""

from __future__ import annotations

from typing import Any

import graphene
from django.core.exceptions import ValidationError
from django.db import transaction
from graphql import GraphQLError, ResolveInfo

from sandbox.api.account import AddressInput, address_of
from sandbox.api.base import BaseMutation, exactly_one, non_null_list
from sandbox.api.checkout import Checkout
from sandbox.api.ids import pk_of, row_or_error
from sandbox.api.metadata import MetadataInput, metadata_of
from sandbox.api.order import Order
from sandbox.channel import models as channel_models
from sandbox.checkout import error_codes, models
from sandbox.checkout.complete import complete_checkout
from sandbox.checkout.error_codes import CheckoutErrorCode as Code
from sandbox.checkout.lines import WishedLine, add_lines, only_line_of, refusal, update_lines
from sandbox.order import models as order_models
from sandbox.product.models import ProductVariant

CheckoutErrorCode = graphene.Enum.from_enum(error_codes.CheckoutErrorCode)


class CheckoutError(graphene.ObjectType):
    field = graphene.String()
    message = graphene.String()
    code = CheckoutErrorCode(required=True)
    variants = non_null_list(graphene.ID)
    lines = non_null_list(graphene.ID)


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


def _checkout(id: str | None) -> models.Checkout:
    """Return the cart of a mutation; raises ValidationError: GRAPHQL_ERROR, NOT_FOUND."""
    try:
        exactly_one(id=id)
    except GraphQLError as error:
        raise ValidationError(str(error), code=Code.GRAPHQL_ERROR.value) from error
    return row_or_error(models.Checkout.objects.select_related("channel"), id, "Checkout")


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


class CheckoutCreate(BaseMutation):
    """Start a cart, for the signed-in person or a guest."""

    checkout = graphene.Field(Checkout)

    class Arguments:
        input = CheckoutCreateInput(required=True)

    class Meta:
        error_type_class = CheckoutError

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
                    address = address_of(given)
                    address.save()
                    setattr(checkout, name, address)
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


class CheckoutLinesAdd(BaseMutation):
    """Add items to a cart."""

    checkout = graphene.Field(Checkout)

    class Arguments:
        id = graphene.ID()
        lines = graphene.Argument(non_null_list(CheckoutLineInput), required=True)

    class Meta:
        error_type_class = CheckoutError

    @classmethod
    def perform_mutation(
        cls, _root: None, _info: ResolveInfo, *, lines: list[dict[str, Any]], id: str | None = None
    ) -> CheckoutLinesAdd:
        checkout = _checkout(id)
        add_lines(checkout, _wishes(lines))
        return cls(checkout=checkout)


class CheckoutLinesUpdate(BaseMutation):
    """Set quantities in a cart; zero removes the line."""

    checkout = graphene.Field(Checkout)

    class Arguments:
        id = graphene.ID()
        lines = graphene.Argument(non_null_list(CheckoutLineUpdateInput), required=True)

    class Meta:
        error_type_class = CheckoutError

    @classmethod
    def perform_mutation(
        cls, _root: None, _info: ResolveInfo, *, lines: list[dict[str, Any]], id: str | None = None
    ) -> CheckoutLinesUpdate:
        checkout = _checkout(id)
        existing = list(checkout.lines.select_related("variant"))
        update_lines(checkout, [_changed_line(existing, line) for line in lines])
        return cls(checkout=checkout)


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


class CheckoutLineDelete(BaseMutation):
    """Remove a line from a cart."""

    checkout = graphene.Field(Checkout)

    class Arguments:
        id = graphene.ID()
        line_id = graphene.ID()

    class Meta:
        error_type_class = CheckoutError

    @classmethod
    def perform_mutation(
        cls, _root: None, _info: ResolveInfo, *, id: str | None = None, line_id: str = ""
    ) -> CheckoutLineDelete:
        checkout = _checkout(id)
        lines = models.CheckoutLine.objects
        line = row_or_error(lines, line_id, "CheckoutLine", field="line_id")
        # As in Saleor, a line of another cart is left alone without a word.
        checkout.lines.filter(pk=line.pk).delete()
        checkout.save(update_fields=["last_change"])
        return cls(checkout=checkout)


class CheckoutShippingAddressUpdate(BaseMutation):
    """Set where a cart goes."""

    checkout = graphene.Field(Checkout)

    class Arguments:
        id = graphene.ID()
        shipping_address = AddressInput(required=True)

    class Meta:
        error_type_class = CheckoutError

    @classmethod
    def perform_mutation(
        cls, _root: None, _info: ResolveInfo, *, shipping_address: Any, id: str | None = None
    ) -> CheckoutShippingAddressUpdate:
        return cls(checkout=_with_address(_checkout(id), "shipping_address", shipping_address))


class CheckoutBillingAddressUpdate(BaseMutation):
    """Set who pays for a cart."""

    checkout = graphene.Field(Checkout)

    class Arguments:
        id = graphene.ID()
        billing_address = AddressInput(required=True)

    class Meta:
        error_type_class = CheckoutError

    @classmethod
    def perform_mutation(
        cls, _root: None, _info: ResolveInfo, *, billing_address: Any, id: str | None = None
    ) -> CheckoutBillingAddressUpdate:
        return cls(checkout=_with_address(_checkout(id), "billing_address", billing_address))


def _with_address(checkout: models.Checkout, name: str, given: Any) -> models.Checkout:
    address = address_of(given)
    with transaction.atomic():
        address.save()
        setattr(checkout, name, address)
        checkout.save(update_fields=[name, "last_change"])
    return checkout


class CheckoutDeliveryMethodUpdate(BaseMutation):
    """Choose how a cart is sent; no method unsets it."""

    checkout = graphene.Field(Checkout)

    class Arguments:
        id = graphene.ID()
        delivery_method_id = graphene.ID()

    class Meta:
        error_type_class = CheckoutError

    @classmethod
    def perform_mutation(
        cls,
        _root: None,
        _info: ResolveInfo,
        *,
        id: str | None = None,
        delivery_method_id: str | None = None,
    ) -> CheckoutDeliveryMethodUpdate:
        checkout = _checkout(id)
        offered = checkout.channel.shipping_methods.all()
        checkout.shipping_method = delivery_method_id and row_or_error(
            offered if checkout.shipping_address_id else offered.none(),
            delivery_method_id,
            "ShippingMethod",
            field="delivery_method_id",
            missing=Code.DELIVERY_METHOD_NOT_APPLICABLE.value,
        )
        checkout.save(update_fields=["shipping_method", "last_change"])
        return cls(checkout=checkout)


class CheckoutComplete(BaseMutation):
    """Order a cart, on account."""

    order = graphene.Field(Order)
    confirmation_needed = graphene.Boolean(required=True, default_value=False)

    class Arguments:
        id = graphene.ID()

    class Meta:
        error_type_class = CheckoutError

    @classmethod
    def perform_mutation(
        cls, _root: None, info: ResolveInfo, *, id: str | None = None
    ) -> CheckoutComplete:
        try:
            checkout = _checkout(id)
        except ValidationError:
            # Asked again for a cart that was ordered, answer with the order.
            if order := _order_of(id):
                return cls(order=order, confirmation_needed=False)
            raise
        order = complete_checkout(checkout, info.context.user or None)
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
