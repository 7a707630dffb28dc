"""What frames say and the answers in, what they print out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from typing import TYPE_CHECKING, Final

from saleor_w2p_plugin.design import formats

if TYPE_CHECKING:
    # Not at run time: cleaning needs this module, and a document is built of fields.
    from saleor_w2p_plugin.design.document import Document

PLACEHOLDER: Final = re.compile(r"\{\{ *([a-z][a-z0-9_]*) *\}\}")


@dataclass(frozen=True, slots=True)
class Template:
    """A frame's content, parsed: the fields that it refers to in their order, and the text around
    them as a %-format."""

    names: tuple[str, ...]
    around: str

    def fill(self, values: Mapping[str, str]) -> str:
        """Return the content with values in the place of its fields, without blanks around it.

        Content that refers to fields and finds all of them empty is empty as a whole, so that
        "Tel. {{phone}}" does not print a lonely "Tel.". Values are set as they are: braces in
        one are text.
        """
        found = tuple(map(values.get, self.names, repeat("")))
        if found and not any(found):
            return ""
        return (self.around % found).strip()


@lru_cache(maxsize=4096)
def template(content: str) -> Template:
    """Parse a frame's content or a derived value."""
    parts = PLACEHOLDER.split(content)
    return Template(tuple(parts[1::2]), "%s".join(part.replace("%", "%%") for part in parts[::2]))


def printed(document: Document, answers: Mapping[str, str]) -> Mapping[str, str]:
    """Return how each answer prints: numbers and dates in the design's locale and their format.

    All others print as they are; a colour, a picture or a boolean stands in no content. Returns
    the answers themselves where none of them is formatted.
    """
    changed = {
        field.name: formats.printed(field.kind, answers[field.name], field.format, document.locale)
        for field in document.fields
        if (field.kind == "number" or field.kind == "date") and answers.get(field.name)
    }
    return {**answers, **changed} if changed else answers


def colour_key(reference: str, answers: Mapping[str, str]) -> str:
    """Return the key of a frame's colour: the reference itself, or the answer of its field.

    The key is empty where the field has no answer, which only shapes may have: they print nothing.
    """
    name = colour_field(reference)
    return reference if name is None else answers.get(name, "")


@lru_cache(maxsize=4096)
def colour_field(reference: str) -> str | None:
    """Return the colour field that a frame's colour `{{field}}` refers to, None for a key."""
    found = PLACEHOLDER.fullmatch(reference)
    return found[1] if found else None
