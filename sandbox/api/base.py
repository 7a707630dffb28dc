"""What every mutation shares: ValidationError in, `errors` of the payload out."""

from __future__ import annotations

from typing import Any

import graphene
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from graphene.utils.str_converters import to_camel_case
from graphql import GraphQLError, ResolveInfo

# Django's own codes, which no error enum has, and what Saleor calls them.
DJANGO_CODES = {"blank": "required", "null": "required", "unique_together": "unique"}
INVALID_CODES = {None, "invalid_choice", "max_length", "max_value", "min_length", "min_value"}


def non_null_list(of_type: Any) -> graphene.List:
    return graphene.List(graphene.NonNull(of_type))


def enum_of(name: str, *members: str) -> graphene.Enum:
    """Make an enum whose values are its names in small letters, as error codes are raised."""
    return graphene.Enum(name, [(member, member.lower()) for member in members])


class BaseMutation(graphene.Mutation):
    """A mutation whose payload lists `errors` of its `error_type`."""

    error_type: Any = None

    class Meta:
        abstract = True

    @classmethod
    def __init_subclass_with_meta__(cls, **options: Any) -> None:
        super().__init_subclass_with_meta__(**options)
        cls._meta.fields["errors"] = graphene.Field(non_null_list(cls.error_type), required=True)

    @classmethod
    def mutate(cls, root: Any, info: ResolveInfo, **data: Any) -> BaseMutation:
        """Perform the mutation; only ValidationError becomes `errors`, all else is top-level."""
        try:
            payload = cls.perform_mutation(root, info, **data)
            payload.errors = payload.errors or []
        except ValidationError as error:
            payload = cls.handle_errors(error)
        # The payload's fields must not see rows loaded before the change.
        info.context.dataloaders.clear()
        return payload

    @classmethod
    def perform_mutation(cls, root: Any, info: ResolveInfo, **data: Any) -> BaseMutation:
        """Do the work of one mutation; may raise ValidationError."""
        raise NotImplementedError

    @classmethod
    def handle_errors(cls, error: ValidationError, **extra: Any) -> BaseMutation:
        """Return the payload of a refusal."""
        return cls(errors=typed_errors(error, cls.error_type), **extra)


def typed_errors(error: ValidationError, error_type: Any) -> list[Any]:
    """Turn a ValidationError into GraphQL errors; its params fill error fields of their names."""
    by_field = getattr(error, "error_dict", None) or {NON_FIELD_ERRORS: error.error_list}
    return [
        error_type(
            field=None if field == NON_FIELD_ERRORS else to_camel_case(field),
            message=single.messages[0],
            code=_code(single.code),
            **{k: v for k, v in (single.params or {}).items() if k in error_type._meta.fields},
        )
        for field, errors in by_field.items()
        for single in errors
    ]


def _code(code: str | None) -> str:
    return "invalid" if code in INVALID_CODES else DJANGO_CODES.get(code, code)


def exactly_one(**arguments: Any) -> None:
    """Refuse unless one of the arguments is given; raises GraphQLError."""
    given = [name for name, value in arguments.items() if value]
    if len(given) != 1:
        names = ", ".join(f"'{name}'" for name in arguments)
        raise GraphQLError(f"Exactly one argument is required of: {names}.")


def staff_only(info: ResolveInfo, permission: str) -> None:
    """Refuse everybody but staff; raises PermissionDenied."""
    user = info.context.user
    if not user or not user.has_perm(permission):
        raise PermissionDenied(f"To access this path, you need the permission {permission}.")
