"""Queryset in, Relay connection out, with cursors that survive inserts."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import graphene
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from graphql import GraphQLError, ResolveInfo

from sandbox.api.base import non_null_list

MAX_FIRST = 100


@dataclass(frozen=True)
class Page:
    """One page of a connection; the count is asked of the database only when it is selected."""

    page_info: graphene.relay.PageInfo
    edges: list[dict[str, Any]]
    rows: QuerySet[Model]


def connection_type(node: Any) -> Any:
    """Make the types `<Node>CountableConnection` and `<Node>CountableEdge`."""
    name = node._meta.name
    edge_fields = {
        "node": graphene.Field(node, required=True),
        "cursor": graphene.String(required=True),
    }
    edge = type(f"{name}CountableEdge", (graphene.ObjectType,), edge_fields)
    fields = {
        "page_info": graphene.Field(graphene.relay.PageInfo, required=True),
        "edges": graphene.Field(non_null_list(edge), required=True),
        "total_count": graphene.Int(),
        "resolve_total_count": staticmethod(lambda root, _info: root.rows.count()),
    }
    return type(f"{name}CountableConnection", (graphene.ObjectType,), fields)


def connection_field(connection: Any, **arguments: Any) -> graphene.Field:
    """Make a field of a connection that pages forwards."""
    return graphene.Field(
        connection, first=graphene.Int(), after=graphene.String(), required=False, **arguments
    )


def page_of(
    rows: QuerySet[Any],
    info: ResolveInfo,
    order: str,
    first: int | None = None,
    after: str | None = None,
    wrap: Callable[[Any], Any] = lambda row: row,
) -> Page:
    """Cut a page of rows in the order of a column; raises GraphQLError for bad arguments."""
    if first is None or not 0 <= first <= MAX_FIRST:
        message = f"The `{info.field_name}` connection needs `first` from 0 to {MAX_FIRST}."
        raise GraphQLError(message)
    column = order.removeprefix("-")
    descending = order != column
    found = _after(rows, column, descending, after) if after else rows
    found = list(found.order_by(order, "-pk" if descending else "pk")[: first + 1])
    cursors = [_cursor(row, column) for row in found[:first]]
    info_ = graphene.relay.PageInfo(
        has_next_page=len(found) > first,
        has_previous_page=after is not None,
        start_cursor=cursors[0] if cursors else None,
        end_cursor=cursors[-1] if cursors else None,
    )
    edges = [
        {"node": wrap(row), "cursor": cursor}
        for row, cursor in zip(found[:first], cursors, strict=True)
    ]
    return Page(info_, edges, rows)


def _after(rows: QuerySet[Any], column: str, descending: bool, cursor: str) -> QuerySet[Any]:
    compare = "lt" if descending else "gt"
    meta = rows.model._meta
    try:
        value, pk = json.loads(base64.b64decode(cursor, validate=True))
        value, pk = meta.get_field(column).to_python(value), meta.pk.to_python(pk)
    except (ValueError, TypeError, ValidationError) as error:
        raise GraphQLError("The cursor is invalid.") from error
    same_value = Q(**{column: value, f"pk__{compare}": pk})
    return rows.filter(Q(**{f"{column}__{compare}": value}) | same_value)


def _cursor(row: Model, column: str) -> str:
    return base64.b64encode(json.dumps([str(getattr(row, column)), str(row.pk)]).encode()).decode()
