"""A queryset in, one page of a relay connection out."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from graphql import GraphQLError
from graphql_relay.connection.arrayconnection import cursor_to_offset, offset_to_cursor

_MOST = 100
# Beyond any list there is, and within what a database can skip.
_FARTHEST = 10**9


def page_of(rows: QuerySet[Any], first: int, after: str | None) -> dict[str, Any]:
    """Read `first` rows after a cursor, in two queries.

    Raises GraphQLError for more than 100 rows or none, and for a cursor that is not ours.
    """
    if not 1 <= first <= _MOST:
        raise GraphQLError(f"The `first` argument is 1 to {_MOST}.")
    start = 0
    if after is not None:
        offset = cursor_to_offset(after)
        if offset is None or not 0 <= offset < _FARTHEST:
            raise GraphQLError("The cursor is not valid.")
        start = offset + 1
    found = list(rows[start : start + first + 1])
    edges = [
        {"node": row, "cursor": offset_to_cursor(start + index)}
        for index, row in enumerate(found[:first])
    ]
    return {
        "edges": edges,
        "total_count": rows.count(),
        "page_info": {
            "has_next_page": len(found) > first,
            "has_previous_page": start > 0,
            "start_cursor": edges[0]["cursor"] if edges else None,
            "end_cursor": edges[-1]["cursor"] if edges else None,
        },
    }
