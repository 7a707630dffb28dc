"""A condition in, the tests that no answer could ever pass or fail as meant out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from saleor_w2p_plugin.design.conditions import All, Answer, Condition, Not
from saleor_w2p_plugin.design.document import Document
from saleor_w2p_plugin.design.fields import kinds
from saleor_w2p_plugin.design.fields.field import Field
from saleor_w2p_plugin.design.references.names import Found, unknown

_ORDERING: Final = ("at_least", "at_most", "more_than", "less_than")


def problems(
    path: str, condition: Condition, document: Document, fields: Mapping[str, Field]
) -> Found:
    """Yield fields that there are not, tests that do not fit their kind, and values that are no
    answer of their field."""
    if isinstance(condition, Answer):
        yield from unknown(f"{path}.field", "field", condition.field, fields)
        if condition.field in fields:
            yield from _test(path, condition, document, fields[condition.field])
    elif isinstance(condition, Not):
        yield from problems(f"{path}.not", condition.part, document, fields)
    else:
        key = "all" if isinstance(condition, All) else "any"
        for index, part in enumerate(condition.parts):
            yield from problems(f"{path}.{key}[{index}]", part, document, fields)


def _test(path: str, test: Answer, document: Document, field: Field) -> Found:
    if test.test in ("filled", "empty"):
        return
    path = f"{path}.{test.test}"
    if test.test in _ORDERING and field.kind not in kinds.BOUNDED:
        yield path, f"Numbers and dates have an order; {field.name!r} is of kind {field.kind}."
    elif field.kind == "image":
        yield path, f"The picture {field.name!r} can be filled or empty, nothing else."
    elif isinstance(test.value, tuple):
        for index, value in enumerate(test.value):
            yield from _value(f"{path}[{index}]", value, document, field)
    else:
        yield from _value(path, test.value, document, field)


def _value(path: str, value: str, document: Document, field: Field) -> Found:
    """Bounds and lengths may change without the condition, so they are not held against it."""
    if field.kind in ("choice", "colour"):
        answers = [choice.value for choice in kinds.choices(document, field)]
        if value not in answers:
            yield path, f"{value!r} is none of the choices of {field.name!r}."
    elif not value:
        yield path, "An empty answer is tested by `is`."
    elif field.kind not in kinds.TEXTS and not kinds.is_of_kind(field.kind, value):
        yield path, f"{value!r} is no answer of {field.name!r}, which is of kind {field.kind}."
    elif kinds.normalise(document, field, value) != value:
        normal = kinds.normalise(document, field, value)
        yield path, f"No answer reads {value!r}; it would be stored as {normal!r}."
