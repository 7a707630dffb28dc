"""Global ids in, primary keys and rows out."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import TypeVar

import graphene
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from graphql import GraphQLError

ModelT = TypeVar("ModelT", bound=Model)


def pk_of(global_id: str, type_name: str) -> str:
    """Return the primary key in a global id; raises GraphQLError unless it is of the type."""
    try:
        found, pk = graphene.Node.from_global_id(global_id)
        if not pk.isdecimal():
            uuid.UUID(pk)
    except ValueError as error:
        raise GraphQLError(f"Invalid ID: {global_id}. Expected: {type_name}.") from error
    if found != type_name:
        raise GraphQLError(f"Invalid ID: {global_id}. Expected: {type_name}, received: {found}.")
    return pk


def pks_of(model: type[Model], global_ids: Iterable[str], type_name: str) -> list[str]:
    """Return the keys that the model's table can hold; raises as `pk_of` does."""
    return [pk for id_ in global_ids if _fits(model, pk := pk_of(id_, type_name))]


def row_or_none(rows: QuerySet[ModelT], global_id: str, type_name: str) -> ModelT | None:
    """Return the row of a global id, None if there is none; raises as `pk_of` does."""
    return rows.filter(pk__in=pks_of(rows.model, [global_id], type_name)).first()


def row_or_error(
    rows: QuerySet[ModelT],
    global_id: str,
    type_name: str,
    *,
    field: str = "id",
    missing: str = "not_found",
) -> ModelT:
    """Return the row of a mutation's argument; raises ValidationError: GRAPHQL_ERROR, `missing`."""
    try:
        row = row_or_none(rows, global_id, type_name)
    except GraphQLError as error:
        raise ValidationError({field: ValidationError(str(error), code="graphql_error")}) from error
    if row is None:
        message = f"Couldn't resolve to a node: {global_id}"
        raise ValidationError({field: ValidationError(message, code=missing)})
    return row


def _fits(model: type[Model], pk: str) -> bool:
    """Say no to a number for a UUID, the other way round, and numbers beyond any integer column."""
    try:
        model._meta.pk.to_python(pk)
    except ValidationError:
        return False
    return not pk.isdecimal() or len(pk) < 10
