"""Cart id in, the changed cart or the reason why it was left alone out; for every cart mutation."""

from __future__ import annotations

from typing import Any

import graphene
from django.core.exceptions import ValidationError
from graphql import GraphQLError, ResolveInfo

from sandbox.api.base import BaseMutation, exactly_one, non_null_list
from sandbox.api.checkout import Checkout
from sandbox.api.ids import row_or_error
from sandbox.checkout import error_codes, models
from sandbox.checkout.error_codes import CheckoutErrorCode as Code

CheckoutErrorCode = graphene.Enum.from_enum(error_codes.CheckoutErrorCode)


class CheckoutError(graphene.ObjectType):
    field = graphene.String()
    message = graphene.String()
    code = CheckoutErrorCode(required=True)
    variants = non_null_list(graphene.ID)
    lines = non_null_list(graphene.ID)


def cart_or_error(id: str | None) -> models.Checkout:
    """Return the cart of a mutation; raises ValidationError: GRAPHQL_ERROR, NOT_FOUND."""
    try:
        exactly_one(id=id)
    except GraphQLError as error:
        raise ValidationError(str(error), code=Code.GRAPHQL_ERROR.value) from error
    return row_or_error(models.Checkout.objects.select_related("channel"), id, "Checkout")


class CartMutation(BaseMutation):
    """A mutation that answers with the changed cart."""

    error_type = CheckoutError
    checkout = graphene.Field(Checkout)

    class Meta:
        abstract = True

    @classmethod
    def perform_mutation(
        cls, _root: None, _info: ResolveInfo, id: str | None = None, **data: Any
    ) -> CartMutation:
        checkout = cart_or_error(id)
        cls.change(checkout, **data)
        return cls(checkout=checkout)

    @classmethod
    def change(cls, checkout: models.Checkout, **data: Any) -> None:
        """Change the cart; may raise ValidationError."""
        raise NotImplementedError


class CartId:
    id = graphene.ID()
