"""Scalars that the shop may have replaced; a schema holds one type of a name."""

from __future__ import annotations

from typing import Any

import graphene

_IN_USE: dict[str, Any] = {"DateTime": graphene.DateTime, "JSONString": graphene.JSONString}


def use(scalars: dict[str, Any]) -> None:
    """Take the shop's own scalars, before its schema is built."""
    _IN_USE.update(scalars)


def date_time(**kwargs: Any) -> graphene.Field:
    """Build a field of the shop's `DateTime`."""
    return graphene.Field(lambda: _IN_USE["DateTime"], **kwargs)


def json_string(**kwargs: Any) -> graphene.Field:
    """Build a field of the shop's `JSONString`; its resolver returns what is written as JSON."""
    return graphene.Field(lambda: _IN_USE["JSONString"], **kwargs)
