"""A design and what is known of the member in, the default answer of every field out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from saleor_w2p_plugin.design.document import Document
from saleor_w2p_plugin.design.fields.field import Field

SOURCES: Final = (
    "member.full_name",
    "member.title",
    "member.phone",
    "member.email",
    "company.name",
    "company.website",
    "unit.name",
    "unit.address",
    "unit.phone",
)


def defaults(document: Document, variables: Mapping[str, str]) -> dict[str, str]:
    """Return the default of every field, empty where there is none.

    `variables` maps sources such as `member.full_name` to values; a source that is not there
    counts as empty, as those of the unit do for a member of no unit.
    """
    return {field.name: _default(field, variables) for field in document.fields}


def _default(field: Field, variables: Mapping[str, str]) -> str:
    if field.default is None:
        return ""
    if field.default.source is not None:
        return variables.get(field.default.source, "")
    return field.default.fixed or ""
