"""Answers to one revision of a design in, what they count as for another out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from saleor_w2p_plugin.design import conditions
from saleor_w2p_plugin.design.fields import kinds
from saleor_w2p_plugin.design.fields.field import Field

if TYPE_CHECKING:
    # Not at run time: a document is built of fields.
    from saleor_w2p_plugin.design.document import Document


def carried(
    old: Document,
    new: Document,
    answers: Mapping[str, str],
    old_defaults: Mapping[str, str],
    new_defaults: Mapping[str, str],
) -> dict[str, str]:
    """Return what answers to the old design count as where fields of the new one have none.

    A field keeps its answer by its name. It takes the new default where nobody answered it: where
    it is new, did not show or was derived, and where it is locked and said what the old default
    was. Nothing is checked: an answer may break a rule of its new field.
    """
    taken = dict(_answered(old, answers, old_defaults))
    return {
        field.name: taken.get(field.name, new_defaults.get(field.name, "")) for field in new.fields
    }


def _answered(
    design: Document, answers: Mapping[str, str], defaults: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    for field in design.fields:
        shows = field.visible is None or conditions.holds(field.visible, answers)
        if shows and field.value is None and not _is_left(design, field, answers, defaults):
            yield field.name, answers[field.name]


def _is_left(
    design: Document, field: Field, answers: Mapping[str, str], defaults: Mapping[str, str]
) -> bool:
    default = kinds.normalise(design, field, defaults.get(field.name, ""))
    return field.editable_by is not None and answers[field.name] == default
