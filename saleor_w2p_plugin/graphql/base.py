"""What every type and mutation of ours is built on; plain graphene, which both hosts have."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any
from uuid import UUID

import graphene
from django.db import transaction
from graphql import GraphQLError

from saleor_w2p_plugin.conf import host
from saleor_w2p_plugin.errors import Code, W2PError, refuse
from saleor_w2p_plugin.graphql.dataloaders import forget
from saleor_w2p_plugin.host.ports import Requestor
from saleor_w2p_plugin.permissions import MANAGE_WEB_TO_PRINT_NAME

_NEEDED = "To access this path, you need one of the following permissions: "
SIGN_IN = f"{_NEEDED}AUTHENTICATED_USER"
OPERATE = f"{_NEEDED}{MANAGE_WEB_TO_PRINT_NAME}"


def enum_of(name: str, values: Mapping[str, str] | type[Enum], description: str) -> Any:
    """Build a GraphQL enum from a Python enum, or from names and values."""
    if isinstance(values, type):
        values = {member.name: member.value for member in values}
    # graphene asks for the description of each value, and of the enum itself with None.
    return graphene.Enum.from_enum(
        Enum(name, dict(values)),
        description=lambda value: None if value else description,
    )


W2PErrorCode = enum_of("W2PErrorCode", Code, "Why something was refused.")


class W2PProblemType(graphene.ObjectType):
    """One problem of a refused mutation, as Saleor's errors."""

    field = graphene.String(
        description="Name of the argument, form field, frame or path that the problem is about."
    )
    message = graphene.String(description="The problem, in a sentence.")
    code = graphene.Field(W2PErrorCode, required=True, description="The error code.")

    class Meta:
        name = "W2PError"
        description = "Represents a problem of a refused web-to-print mutation."


def non_null_list(of: Any, **kwargs: Any) -> graphene.Field:
    """Build `[Type!]!`."""
    return graphene.Field(graphene.List(graphene.NonNull(of)), required=True, **kwargs)


class W2PMutation(graphene.Mutation):
    """A mutation that runs in one transaction and refuses with `errors`; for signed-in people."""

    class Meta:
        abstract = True

    @classmethod
    def __init_subclass_with_meta__(cls, **options: Any) -> None:
        """Give every mutation its list of errors."""
        cls.errors = non_null_list(W2PProblemType, description="Empty where it went well.")
        super().__init_subclass_with_meta__(**options)

    @classmethod
    def refusal(cls, requestor: Requestor) -> str | None:
        """Say why somebody may not call it at all, or None."""
        return None if requestor.is_signed_in else SIGN_IN

    @classmethod
    def refused(cls, error: W2PError) -> W2PMutation:
        """Build the answer to a refusal."""
        return cls(errors=list(error.problems))

    @classmethod
    def perform(cls, requestor: Requestor, **data: Any) -> W2PMutation:
        """Do the work of one mutation; may raise W2PError."""
        raise NotImplementedError

    @classmethod
    def mutate(cls, _root: Any, info: Any, **data: Any) -> W2PMutation:
        """Check who asks, run the action, turn refusals into `errors`; those store nothing."""
        shop = host()
        forget(info.context)
        with shop.writing(info.context):
            requestor = shop.requestor(info.context)
            if reason := cls.refusal(requestor):
                raise shop.denied(reason)
            try:
                with transaction.atomic():
                    result = cls.perform(requestor, **data)
            except W2PError as error:
                return cls.refused(error)
        result.errors = []
        return result


class W2POperatorMutation(W2PMutation):
    """A mutation for operators, who may be staff or an app."""

    class Meta:
        abstract = True

    @classmethod
    def refusal(cls, requestor: Requestor) -> str | None:
        """Say why somebody may not call it at all, or None."""
        return None if requestor.is_operator else OPERATE


def database_id(global_id: str, type_name: str, field: str) -> str:
    """Return the database id of a global id; raises W2PError with NOT_FOUND for any other text."""
    try:
        found, key = graphene.Node.from_global_id(global_id)
    except ValueError:
        found, key = "", ""
    if found != type_name or not key:
        raise refuse(Code.NOT_FOUND, f"This is not the id of a {type_name}.", field)
    return str(key)


def uuid_id(global_id: str, type_name: str, field: str) -> UUID:
    """Return the UUID of a global id; raises W2PError with NOT_FOUND for any other text."""
    try:
        return UUID(database_id(global_id, type_name, field))
    except ValueError:
        raise refuse(Code.NOT_FOUND, f"This is not the id of a {type_name}.", field) from None


def int_id(global_id: str, type_name: str, field: str) -> int:
    """Return the integer of a global id; raises W2PError with NOT_FOUND for any other text."""
    key = database_id(global_id, type_name, field)
    if not is_database_integer(key):
        raise refuse(Code.NOT_FOUND, f"This is not the id of a {type_name}.", field)
    return int(key)


def is_database_integer(text: str) -> bool:
    """Tell whether a text is an integer that fits a column, so that it can be looked up at all."""
    return text.isascii() and text.isdigit() and len(text) <= 18


def plain_text(value: str | None, longest: int, field: str) -> str:
    """Trim a free text; raises W2PError with TOO_LONG, or INVALID for characters no text has."""
    text = (value or "").strip()
    if len(text) > longest:
        raise refuse(Code.TOO_LONG, f"More than {longest} characters.", field)
    if any(unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\r\t" for char in text):
        raise refuse(Code.INVALID, "Control characters are not text.", field)
    return text


def found_or_none(read: Callable[[], Any]) -> Any:
    """Run a look-up whose refusal means: for this person there is no such thing."""
    try:
        return read()
    except W2PError:
        return None


def as_graphql_error(error: W2PError) -> GraphQLError:
    """Build the top-level error for a field that was asked for the impossible."""
    return GraphQLError(str(error))


def node(root: Any) -> Any:
    """Return the row of a host's object, which Saleor may wrap with its channel."""
    return getattr(root, "node", root)
