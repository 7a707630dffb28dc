"""Scalars that the shop may have its own of; a schema holds one type of a name."""

from __future__ import annotations

from typing import Any

import graphene


class Upload(graphene.Scalar):
    """A file of a multipart request; the variable holds the name of its part."""

    class Meta:
        description = (
            "A file of a multipart request, as the GraphQL multipart request specification has it: "
            "the variable is null and the request's map names the part."
        )

    @staticmethod
    def parse_value(value: Any) -> Any:
        """Take the name of the part."""
        return value

    @staticmethod
    def parse_literal(_node: Any) -> None:
        """Refuse: a file is never written into a document."""

    serialize = parse_value


_IN_USE: dict[str, Any] = {
    "DateTime": graphene.DateTime,
    "JSONString": graphene.JSONString,
    "Upload": Upload,
}


def use(scalars: dict[str, Any]) -> None:
    """Take the shop's own scalars, before its schema is built."""
    _IN_USE.update(scalars)


def date_time(**kwargs: Any) -> graphene.Field:
    """Build a field of the shop's `DateTime`."""
    return graphene.Field(lambda: _IN_USE["DateTime"], **kwargs)


def json_string(**kwargs: Any) -> graphene.Field:
    """Build a field of the shop's `JSONString`."""
    return graphene.Field(lambda: _IN_USE["JSONString"], **kwargs)


def upload(**kwargs: Any) -> graphene.Argument:
    """Build an argument of the shop's `Upload`."""
    return graphene.Argument(lambda: _IN_USE["Upload"], **kwargs)


def upload_field(**kwargs: Any) -> graphene.InputField:
    """Build an input field of the shop's `Upload`."""
    return graphene.InputField(lambda: _IN_USE["Upload"], **kwargs)


def uploads_field(**kwargs: Any) -> graphene.InputField:
    """Build an input field of a list of the shop's `Upload`."""
    return graphene.InputField(graphene.List(graphene.NonNull(lambda: _IN_USE["Upload"])), **kwargs)


def file_of(context: Any, part: Any) -> Any:
    """Return the file of a multipart request that an `Upload` names; None where there is none."""
    return context.FILES.get(part) if isinstance(part, str) else None
