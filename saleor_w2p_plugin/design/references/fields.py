"""The fields of a document in, what makes them impossible to answer out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Final

from saleor_w2p_plugin.design import formats
from saleor_w2p_plugin.design.conditions import Condition
from saleor_w2p_plugin.design.document import Document
from saleor_w2p_plugin.design.fields import image, kinds, masks, order, patterns
from saleor_w2p_plugin.design.fields.field import Field
from saleor_w2p_plugin.design.references import conditions, contents
from saleor_w2p_plugin.design.references.names import Found, repeated, unknown

# Which kinds an option is for, and what it is where nobody sets it.
_OPTIONS: Final[Mapping[str, tuple[frozenset[str], object]]] = {
    "min_length": (kinds.TEXTS, 0),
    "max_length": (kinds.TEXTS, 200),
    "minimum": (kinds.BOUNDED, None),
    "maximum": (kinds.BOUNDED, None),
    "decimals": (frozenset(("number",)), None),
    "format": (kinds.BOUNDED, None),
    "mask": (kinds.MASKED, None),
    "pattern": (kinds.TEXTS, None),
    "choices": (frozenset(("choice", "colour")), ()),
    "min_px": (frozenset(("image",)), 1),
}
# What only those have that somebody answers.
_ANSWERED: Final[Mapping[str, object]] = {
    "required": False,
    "choices": (),
    "default": None,
    "editable_by": None,
}


def problems(document: Document) -> Found:
    """Yield what is wrong with each field, and fields that follow from each other in a circle."""
    by_name = {field.name: field for field in document.fields}
    paths = {field.name: f"fields[{index}]" for index, field in enumerate(document.fields)}
    yield from repeated(
        (f"fields[{index}].name", field.name) for index, field in enumerate(document.fields)
    )
    for index, field in enumerate(document.fields):
        for key, message in _field(document, field, by_name):
            yield f"fields[{index}].{key}", message
    try:
        order.ordered(document.fields)
    except order.Cycle as cycle:
        words = ", which follows from ".join(map(repr, cycle.names[1:]))
        yield paths[cycle.names[0]], f"{cycle.names[0]!r} follows from {words}: nothing is first."


def _field(document: Document, field: Field, fields: Mapping[str, Field]) -> Found:
    wrong = [
        key
        for key, (allowed, unset) in _OPTIONS.items()
        if field.kind not in allowed and getattr(field, key) != unset
    ]
    yield from ((key, f"A field of kind {field.kind} has no such option.") for key in wrong)
    for key in ("visible", "required"):
        condition: Condition | bool | None = getattr(field, key)
        if condition is not None and not isinstance(condition, bool):
            yield from conditions.problems(key, condition, document, fields)
    if wrong:
        return
    found = [*_bounds(document, field), *_choices(document, field), *_forms(document, field)]
    yield from found
    if field.value is not None:
        yield from _derived(field, field.value, fields)
    elif not found:
        yield from _default(document, field)


def _bounds(document: Document, field: Field) -> Found:
    if field.min_length > field.max_length:
        yield "min_length", "The shortest allowed answer is longer than the longest."
    wanted = Decimal if field.kind == "number" else str
    bounds = {"minimum": field.minimum, "maximum": field.maximum}
    wrong = [
        key
        for key, bound in bounds.items()
        if bound is not None
        and not (isinstance(bound, wanted) and kinds.is_of_kind(field.kind, kinds.as_answer(bound)))
    ]
    yield from ((key, f"This is no {field.kind}.") for key in wrong)
    low, high = field.minimum, field.maximum
    if not wrong and low is not None and high is not None and kinds.is_less(high, low):
        yield "minimum", "The smallest allowed answer is larger than the largest."
    if field.format is not None and (field.kind == "number" or field.kind == "date"):
        message = formats.problem(field.kind, field.format, document.locale)
        if message:
            yield "format", message


def _choices(document: Document, field: Field) -> Found:
    if field.kind == "choice" and not field.choices:
        yield "choices", "A choice field has choices."
    if field.kind == "colour" and not kinds.choices(document, field):
        yield "choices", "There are no colours to choose from, nor any with a brand slot."
    yield from repeated(
        (f"choices[{index}].value", choice.value) for index, choice in enumerate(field.choices)
    )
    for index, choice in enumerate(field.choices):
        path = f"choices[{index}].value"
        if field.kind == "colour":
            yield from unknown(path, "colour", choice.value, document.colours)
        elif kinds.normalise(document, field, choice.value) != choice.value:
            yield path, "A choice has no blanks around it and is in Unicode NFC."
        elif kinds.forbidden(field, choice.value) is not None:
            yield path, "This has a character that cannot be printed."


def _forms(document: Document, field: Field) -> Found:
    if field.pattern is not None:
        try:
            patterns.compile(field.pattern)
        except ValueError as error:
            yield "pattern", str(error)
    if field.mask is not None:
        example = masks.example(field.mask)
        if example == field.mask or field.mask != field.mask.strip():
            yield "mask", "A mask has a 9, an A or a *, and no blanks around it."
        elif kinds.normalise(document, field, example) != example:
            yield "mask", "The text of a mask is in Unicode NFC."
        else:
            for problem in kinds.problems(document, replace(field, pattern=None), example):
                yield "mask", f"No answer could have this form: {problem.message}"


def _derived(field: Field, value: str, fields: Mapping[str, Field]) -> Found:
    if field.kind not in kinds.TEXTS | kinds.BOUNDED:
        yield "value", f"Nothing of kind {field.kind} follows from other answers."
    for key, unset in _ANSWERED.items():
        if getattr(field, key) != unset:
            yield key, "A field with a value is not answered, so it has no such option."
    yield from contents.problems("value", value, fields)


def _default(document: Document, field: Field) -> Found:
    if field.default is None:
        return
    if field.default.source is not None and field.kind not in kinds.TEXTS | {"choice"}:
        yield "default.source", f"What is known of people is text, not of kind {field.kind}."
    if field.default.fixed:
        value = kinds.normalise(document, field, field.default.fixed)
        for problem in kinds.problems(document, field, value):
            yield "default.fixed", problem.message
            return
        if field.kind == "image":
            known = {ref.sha256 for ref in document.images.values()}
            if image.reference(value)[0] not in known:
                yield "default.fixed", "The picture is none of the design's images."
