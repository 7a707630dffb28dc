"""Credentials in, tokens, the signed-in person and addresses out."""

from __future__ import annotations

from typing import Any

import graphene
import jwt
from django.core.exceptions import PermissionDenied, ValidationError
from graphql import ResolveInfo

from sandbox.account import models
from sandbox.account.tokens import create_token, user_of
from sandbox.api.base import BaseMutation, enum_of
from sandbox.api.connections import Page, connection_field, page_of
from sandbox.api.loaders import row_of
from sandbox.checkout.models import Checkout
from sandbox.order.models import Order

CountryCode = graphene.Enum("CountryCode", [(code, code) for code in models.COUNTRIES])


AccountErrorCode = enum_of(
    "AccountErrorCode",
    "INVALID",
    "INVALID_CREDENTIALS",
    "JWT_INVALID_TOKEN",
    "JWT_MISSING_TOKEN",
    "JWT_SIGNATURE_EXPIRED",
    "REQUIRED",
)


class CountryDisplay(graphene.ObjectType):
    code = graphene.String(required=True)
    country = graphene.String(required=True)


class Address(graphene.ObjectType):
    id = graphene.GlobalID(required=True)
    first_name = graphene.String(required=True)
    last_name = graphene.String(required=True)
    company_name = graphene.String(required=True)
    street_address_1 = graphene.String(required=True)
    street_address_2 = graphene.String(required=True)
    city = graphene.String(required=True)
    city_area = graphene.String(required=True)
    postal_code = graphene.String(required=True)
    country = graphene.Field(CountryDisplay, required=True)
    country_area = graphene.String(required=True)
    phone = graphene.String()

    class Meta:
        interfaces = (graphene.Node,)

    @staticmethod
    def resolve_country(root: models.Address, _info: ResolveInfo) -> dict[str, str]:
        return {"code": root.country, "country": models.COUNTRIES[root.country]}


class AddressInput(graphene.InputObjectType):
    first_name = graphene.String()
    last_name = graphene.String()
    company_name = graphene.String()
    street_address_1 = graphene.String()
    street_address_2 = graphene.String()
    city = graphene.String()
    city_area = graphene.String()
    postal_code = graphene.String()
    country = CountryCode()
    country_area = graphene.String()
    phone = graphene.String()


def address_of(given: dict[str, Any]) -> models.Address:
    """Return an unsaved address; raises ValidationError (REQUIRED, INVALID) by field.

    Saleor also checks postal codes and areas by country.
    """
    required = ("country", "street_address_1", "city")
    if missing := [name for name in required if not (given.get(name) or "").strip()]:
        raise ValidationError(
            {name: ValidationError("This is required.", code="required") for name in missing}
        )
    address = models.Address(**{name: value or "" for name, value in given.items()})
    address.clean_fields()
    return address


class User(graphene.ObjectType):
    id = graphene.GlobalID(required=True)
    email = graphene.String(required=True)
    first_name = graphene.String(required=True)
    last_name = graphene.String(required=True)
    is_staff = graphene.Boolean(required=True)
    checkouts = connection_field("sandbox.api.checkout.CheckoutCountableConnection")
    orders = connection_field("sandbox.api.order.OrderCountableConnection")

    class Meta:
        interfaces = (graphene.Node,)

    @staticmethod
    def resolve_checkouts(root: models.User, info: ResolveInfo, **paging: Any) -> Page:
        owner_only(info, root)
        return page_of(Checkout.objects.filter(user_id=root.pk), info, "-created_at", **paging)

    @staticmethod
    def resolve_orders(root: models.User, info: ResolveInfo, **paging: Any) -> Page:
        owner_only(info, root)
        return page_of(Order.objects.filter(user_id=root.pk), info, "-created_at", **paging)


def owner_only(info: ResolveInfo, owner: models.User) -> None:
    """Refuse everybody but the owner and staff; raises PermissionDenied."""
    requestor = info.context.user
    if not requestor or not (requestor.pk == owner.pk or requestor.is_staff):
        raise PermissionDenied("To access this path, you need to be its owner.")


def owner_field(type_: Any) -> graphene.Field:
    """Make the field `user` of a cart or order; only its owner and staff may ask for it."""

    def shown(info: ResolveInfo, user: models.User | None) -> models.User | None:
        if user:
            owner_only(info, user)
        return user

    def resolver(root: Any, info: ResolveInfo) -> Any:
        return row_of(info.context, models.User, root.user_id).then(lambda user: shown(info, user))

    return graphene.Field(type_, resolver=resolver)


class AccountError(graphene.ObjectType):
    field = graphene.String()
    message = graphene.String()
    code = AccountErrorCode(required=True)


class CreateToken(BaseMutation):
    """Sign in."""

    error_type = AccountError
    token = graphene.String()
    refresh_token = graphene.String()
    user = graphene.Field(User)

    class Arguments:
        email = graphene.String(required=True)
        password = graphene.String(required=True)

    @classmethod
    def perform_mutation(
        cls, _root: None, info: ResolveInfo, *, email: str, password: str
    ) -> CreateToken:
        user = models.User.objects.filter(email=email.lower(), is_active=True).first()
        if not user or not user.check_password(password):
            refusal = ValidationError("Please, enter valid credentials", "invalid_credentials")
            raise ValidationError({"email": refusal})
        info.context.user = user
        return cls(
            token=create_token(user, "access"),
            refresh_token=create_token(user, "refresh"),
            user=user,
        )


class RefreshToken(BaseMutation):
    """Get a new access token for a refresh token."""

    error_type = AccountError
    token = graphene.String()
    user = graphene.Field(User)

    class Arguments:
        refresh_token = graphene.String()

    @classmethod
    def perform_mutation(
        cls, _root: None, _info: ResolveInfo, *, refresh_token: str = ""
    ) -> RefreshToken:
        if not refresh_token:
            raise _refused("jwt_missing_token", "A refresh token is needed.")
        try:
            user = user_of(refresh_token, "refresh")
        except jwt.ExpiredSignatureError as error:
            raise _refused("jwt_signature_expired", str(error)) from error
        except jwt.PyJWTError as error:
            raise _refused("jwt_invalid_token", str(error)) from error
        return cls(token=create_token(user, "access"), user=user)


def _refused(code: str, message: str) -> ValidationError:
    return ValidationError({"refresh_token": ValidationError(message, code)})


class AccountQueries(graphene.ObjectType):
    me = graphene.Field(User)

    @staticmethod
    def resolve_me(_root: None, info: ResolveInfo) -> models.User | None:
        return info.context.user or None


class AccountMutations(graphene.ObjectType):
    token_create = CreateToken.Field()
    token_refresh = RefreshToken.Field()
