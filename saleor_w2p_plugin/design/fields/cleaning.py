"""A design, raw answers and who gives them in, complete answers or every refusal out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from saleor_w2p_plugin.design import conditions
from saleor_w2p_plugin.design.fields import kinds
from saleor_w2p_plugin.design.fields.field import Field
from saleor_w2p_plugin.design.fields.order import ordered
from saleor_w2p_plugin.design.merge import template
from saleor_w2p_plugin.errors import AnswersInvalid, Code, W2PProblem

if TYPE_CHECKING:
    # Not at run time: a document is built of fields.
    from saleor_w2p_plugin.design.document import Document

# Normalising costs time; nothing that long can be an answer (the schema allows 2000 characters).
_MAX_RAW: Final = 20_000
_MAX_UNKNOWN: Final = 20
_MAX_NAME: Final = 60


def clean(
    document: Document,
    answers: Mapping[str, object],
    *,
    role: str,
    defaults: Mapping[str, str],
) -> dict[str, str]:
    """Return a complete answer in canonical form for every field of the design, in its order.

    A field without an answer takes its default, one that does not show is empty, and a derived
    one says what its template makes of the others. Raises AnswersInvalid with one problem per
    field: REQUIRED, INVALID, TOO_LONG, TOO_SHORT, TOO_SMALL, TOO_LARGE, UNKNOWN_FIELD,
    NOT_A_CHOICE or LOCKED (the answer differs from the default and this role may not change it,
    or from what a derived field says).
    """
    values: dict[str, str] = {}
    found: dict[str, W2PProblem] = {}
    for field in ordered(document.fields):
        name = field.name
        if field.visible is not None and not conditions.holds(field.visible, values):
            values[name] = ""
            continue
        if field.value is None:
            values[name], problem = _answer(document, field, answers, role, defaults)
        else:
            values[name], problem = _derived(document, field, field.value, answers, values, found)
        if problem:
            found[name] = problem
    for field in document.fields:
        if field.name not in found and _is_missing(field, values):
            message = "This answer is required."
            found[field.name] = W2PProblem(Code.REQUIRED, message, field.name)
    refused = [found[field.name] for field in document.fields if field.name in found]
    refused += _unknown(document, answers)
    if refused:
        raise AnswersInvalid(*refused)
    return {field.name: values[field.name] for field in document.fields}


def kept(
    document: Document, stored: Mapping[str, str], defaults: Mapping[str, str]
) -> dict[str, str]:
    """Return what stored answers count as when some of them change: fields that did not show have
    none yet, so they take their defaults once they do."""
    return {
        field.name: (stored if _shows(field, stored) else defaults).get(field.name, "")
        for field in document.fields
    }


def _answer(
    document: Document,
    field: Field,
    answers: Mapping[str, object],
    role: str,
    defaults: Mapping[str, str],
) -> tuple[str, W2PProblem | None]:
    default = kinds.normalise(document, field, defaults.get(field.name, ""))
    raw = answers.get(field.name, default)
    if not isinstance(raw, str):
        return "", W2PProblem(Code.INVALID, "An answer is a text, in quotes.", field.name)
    if len(raw) > _MAX_RAW:
        message = f"At most {field.max_length} characters, not {len(raw)}."
        return "", W2PProblem(Code.TOO_LONG, message, field.name)
    value = kinds.normalise(document, field, raw)
    if value != default and field.editable_by is not None and role not in field.editable_by:
        return value, W2PProblem(Code.LOCKED, "You may not change this answer.", field.name)
    return value, next(kinds.problems(document, field, value), None)


def _derived(
    document: Document,
    field: Field,
    content: str,
    answers: Mapping[str, object],
    values: Mapping[str, str],
    found: Mapping[str, W2PProblem],
) -> tuple[str, W2PProblem | None]:
    parsed = template(content)
    if any(name in found for name in parsed.names):
        # What follows from a wrong answer is not a second mistake.
        return "", None
    value = kinds.normalise(document, field, parsed.fill(values))
    if field.name in answers and not _says(document, field, answers[field.name], value):
        message = "This follows from other answers; leave it out."
        return value, W2PProblem(Code.LOCKED, message, field.name)
    return value, next(kinds.problems(document, field, value), None)


def _says(document: Document, field: Field, raw: object, value: str) -> bool:
    return (
        isinstance(raw, str)
        and len(raw) <= _MAX_RAW
        and kinds.normalise(document, field, raw) == value
    )


def _is_missing(field: Field, values: Mapping[str, str]) -> bool:
    if values[field.name] or not field.required or not _shows(field, values):
        return False
    return field.required is True or conditions.holds(field.required, values)


def _shows(field: Field, values: Mapping[str, str]) -> bool:
    return field.visible is None or conditions.holds(field.visible, values)


def _unknown(document: Document, answers: Mapping[str, object]) -> Iterator[W2PProblem]:
    known = {field.name for field in document.fields}
    unknown = [str(name)[:_MAX_NAME] for name in answers if name not in known]
    for name in unknown[:_MAX_UNKNOWN]:
        yield W2PProblem(Code.UNKNOWN_FIELD, "The design has no such field.", name)
