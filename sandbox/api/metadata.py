"""Rows with metadata in, ObjectWithMetadata out; public keys of a cart are anyone's to change."""

from __future__ import annotations

from typing import Any

import graphene
from django.core.exceptions import ValidationError
from django.db import transaction
from graphql import ResolveInfo

from sandbox.api.base import BaseMutation, enum_of, non_null_list, staff_only
from sandbox.api.ids import row_or_error
from sandbox.checkout.models import Checkout, CheckoutLine
from sandbox.order.models import Order, OrderLine

MetadataErrorCode = enum_of(
    "MetadataErrorCode", "GRAPHQL_ERROR", "INVALID", "NOT_FOUND", "REQUIRED"
)
MODELS = {model.__name__: model for model in (Checkout, CheckoutLine, Order, OrderLine)}
CHANGED_BY_ANYONE = {"Checkout", "CheckoutLine"}


class MetadataItem(graphene.ObjectType):
    key = graphene.String(required=True)
    value = graphene.String(required=True)


class MetadataInput(graphene.InputObjectType):
    key = graphene.String(required=True)
    value = graphene.String(required=True)


class ObjectWithMetadata(graphene.Interface):
    private_metadata = graphene.Field(non_null_list(MetadataItem), required=True)
    metadata = graphene.Field(non_null_list(MetadataItem), required=True)
    metafield = graphene.String(key=graphene.String(required=True))

    @staticmethod
    def resolve_private_metadata(root: Any, info: ResolveInfo) -> list[dict[str, str]]:
        staff_only(info, "MANAGE_ORDERS")
        return _items(root.private_metadata)

    @staticmethod
    def resolve_metadata(root: Any, _info: ResolveInfo) -> list[dict[str, str]]:
        return _items(root.metadata)

    @staticmethod
    def resolve_metafield(root: Any, _info: ResolveInfo, *, key: str) -> str | None:
        return root.metadata.get(key)

    @classmethod
    def resolve_type(cls, instance: Any, info: ResolveInfo) -> Any:
        return info.schema.get_type(type(instance).__name__).graphene_type


class MetadataError(graphene.ObjectType):
    field = graphene.String()
    message = graphene.String()
    code = MetadataErrorCode(required=True)


class UpdateMetadata(BaseMutation):
    """Set public metadata keys of a cart or its line, or, as staff, of an order."""

    error_type = MetadataError
    item = graphene.Field(ObjectWithMetadata)

    class Arguments:
        id = graphene.ID(required=True)
        input = graphene.Argument(non_null_list(MetadataInput), required=True)

    @classmethod
    def perform_mutation(
        cls, _root: None, info: ResolveInfo, *, id: str, input: list[dict[str, str]]
    ) -> UpdateMetadata:
        type_name = _type_of(id)
        if type_name not in CHANGED_BY_ANYONE:
            staff_only(info, "MANAGE_ORDERS")
        values = metadata_of(input, field="input")
        with transaction.atomic():
            rows = MODELS[type_name]._default_manager.select_for_update()
            item = row_or_error(rows, id, type_name)
            item.metadata |= values
            item.save(update_fields=["metadata"])
        return cls(item=item)


def metadata_of(items: list[dict[str, str]] | None, *, field: str = "metadata") -> dict[str, str]:
    """Return metadata input as a dict; raises ValidationError (REQUIRED) for an empty key."""
    if any(not item["key"].strip() for item in items or ()):
        raise ValidationError({field: ValidationError("A key is empty.", code="required")})
    return {item["key"]: item["value"] for item in items or ()}


def _type_of(global_id: str) -> str:
    try:
        type_name, _ = graphene.Node.from_global_id(global_id)
    except ValueError:
        type_name = ""
    if type_name not in MODELS:
        message = f"Couldn't resolve to an item with metadata: {global_id}"
        raise ValidationError({"id": ValidationError(message, code="not_found")})
    return type_name


def _items(values: dict[str, str]) -> list[dict[str, str]]:
    return [{"key": key, "value": value} for key, value in sorted(values.items())]
