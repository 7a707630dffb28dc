"""A design, raw answers and who gives them in, complete answers or every refusal out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from saleor_w2p_plugin.design.fields import kinds
from saleor_w2p_plugin.design.fields.field import Field
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
    """Return a complete, normalised answer for every field of the design, in its order.

    A field without an answer takes its default. Raises AnswersInvalid with one problem per field:
    REQUIRED, INVALID, TOO_LONG, TOO_SHORT, UNKNOWN_FIELD, NOT_A_CHOICE or LOCKED (the answer
    differs from the default and this role may not change it).
    """
    found: list[W2PProblem] = []
    cleaned: dict[str, str] = {}
    for field in document.fields:
        default = kinds.normalise(field, defaults.get(field.name, ""))
        value, problem = _answer(field, answers, role, default)
        cleaned[field.name] = value
        if problem:
            found.append(problem)
    known = {field.name for field in document.fields}
    unknown = [str(name)[:_MAX_NAME] for name in answers if name not in known]
    found += [
        W2PProblem(Code.UNKNOWN_FIELD, "The design has no such field.", name)
        for name in unknown[:_MAX_UNKNOWN]
    ]
    if found:
        raise AnswersInvalid(*found)
    return cleaned


def _answer(
    field: Field, answers: Mapping[str, object], role: str, default: str
) -> tuple[str, W2PProblem | None]:
    raw = answers.get(field.name, default)
    if not isinstance(raw, str):
        return "", W2PProblem(Code.INVALID, "An answer is a text.", field.name)
    if len(raw) > _MAX_RAW:
        message = f"At most {field.max_length} characters, not {len(raw)}."
        return "", W2PProblem(Code.TOO_LONG, message, field.name)
    value = kinds.normalise(field, raw)
    if value != default and field.editable_by is not None and role not in field.editable_by:
        return value, W2PProblem(Code.LOCKED, "You may not change this answer.", field.name)
    if not value and field.required:
        return value, W2PProblem(Code.REQUIRED, "This answer is required.", field.name)
    return value, next(kinds.problems(field, value), None)
