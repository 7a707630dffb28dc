"""A text with `{{fields}}` in, what is wrong with them out."""

from __future__ import annotations

from collections.abc import Mapping

from saleor_w2p_plugin.design.fields.field import Field
from saleor_w2p_plugin.design.fields.kinds import UNPRINTABLE
from saleor_w2p_plugin.design.merge import PLACEHOLDER, template
from saleor_w2p_plugin.design.references.names import Found, unknown


def problems(path: str, content: str, fields: Mapping[str, Field]) -> Found:
    """Yield fields that there are not, or that say nothing that prints, and broken braces."""
    for name in dict.fromkeys(template(content).names):
        yield from unknown(path, "field", name, fields)
        if name in fields and fields[name].kind in UNPRINTABLE:
            yield path, f"The field {name!r} is of kind {fields[name].kind}, which is no text."
    rest = PLACEHOLDER.sub("\0", content)
    if "{{" in rest or "}}" in rest:
        yield path, "A field is written {{name}}, in small letters, digits and underscores."
