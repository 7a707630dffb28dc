"""Names as people write them in, names and labels that a design may use out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from typing import Final

_MAX_NAME: Final = 60
_MAX_LABEL: Final = 200
# Where the second word of "fullName" and of "PDFName" begins.
_HUMP: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_GAP: Final = re.compile(r"[^a-z0-9]+")


def field_name(text: str) -> str:
    """Return a name of a field: small Latin letters, digits and underscores."""
    words = _GAP.sub("_", _latin(text)).strip("_") or "field"
    return (words if words[0].isalpha() else f"field_{words}")[:_MAX_NAME].rstrip("_")


def key(text: str, default: str) -> str:
    """Return a key of a font, a colour, a file or a page."""
    return _GAP.sub("-", _latin(text)).strip("-")[:_MAX_NAME].rstrip("-") or default


def unique(name: str, taken: Container[str], separator: str = "-") -> str:
    """Return the name, with a number behind it when it is taken."""
    number, found = 1, name
    while found in taken:
        number += 1
        end = f"{separator}{number}"
        found = name[: _MAX_NAME - len(end)] + end
    return found


def label(text: str) -> str:
    """Return what a form shows for a field that is only named: "person.full_name" is Full name."""
    words = _HUMP.sub(" ", text.rpartition(".")[2] or text)
    words = re.sub(r"[\W_]+", " ", words).strip().lower() or text
    return (words[:1].upper() + words[1:])[:_MAX_LABEL]


def _latin(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _HUMP.sub(" ", plain).lower()
