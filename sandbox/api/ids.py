"""Global ids in, primary keys and rows out."""

from __future__ import annotations

import uuid
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


def row_or_none(rows: QuerySet[ModelT], global_id: str, type_name: str) -> ModelT | None:
    """Return the row of a global id, None if there is none; raises as `pk_of` does."""
    return rows.filter(pk=_fitting(rows, pk_of(global_id, type_name))).first()


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


def _fitting(rows: QuerySet[ModelT], pk: str) -> str | None:
    """Return the key, or None where a number stands for a UUID or the other way round."""
    try:
        rows.model._meta.pk.to_python(pk)
    except ValidationError:
        return None
    # A number that no integer column holds would be a database error on PostgreSQL.
    return None if pk.isdecimal() and len(pk) > 9 else pk
