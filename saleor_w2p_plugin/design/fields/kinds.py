"""A field and one value in, the normalised value and what is wrong with it out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from saleor_w2p_plugin.design.fields import patterns
from saleor_w2p_plugin.design.fields.field import Field
from saleor_w2p_plugin.errors import Code, W2PProblem

# Bidirectional overrides and isolates make a proof read differently from what is stored
# (Unicode TR36, 3.1); joiners (U+200C, U+200D) and marks (U+200E, U+200F) are ordinary spelling.
_FORBIDDEN_FORMAT: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_LABEL: Final = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_HOST: Final = rf"(?:{_LABEL}\.)+[^\W\d_][\w-]{{0,61}}[^\W_]"
# RFC 5321, 4.5.3.1: 64 characters before the @; quoted local parts are not for business cards.
_EMAIL: Final = re.compile(rf"[\w!#$%&'*+/=?^`{{|}}~-]+(?:\.[\w!#$%&'*+/=?^`{{|}}~-]+)*@{_HOST}")
_URL: Final = re.compile(rf"(?:https?://)?{_HOST}(?::\d{{1,5}})?(?:[/?#]\S*)?", re.IGNORECASE)
_PHONE: Final = re.compile(r"\+?[0-9(][0-9 ()./\u2010-\u2013-]*(?: ?(?:x|ext\.?) ?[0-9]{1,6})?")
_SENTENCES: Final = {
    "email": "This is not an e-mail address.",
    "phone": "This is not a telephone number.",
    "url": "This is not a web address.",
}


def normalise(field: Field, value: str) -> str:
    """Return the value in Unicode NFC without blanks around it (UAX 15)."""
    text = unicodedata.normalize("NFC", value)
    if field.kind == "multiline":
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        return "\n".join(line.strip() for line in text.strip().split("\n"))
    return text.strip()


def problems(field: Field, value: str) -> Iterator[W2PProblem]:
    """Yield what is wrong with a normalised value, at most one problem.

    An empty value is fine here; whether it is required is the caller's question.
    """
    problem = next(_all_problems(field, value), None) if value else None
    if problem:
        yield problem


def _all_problems(field: Field, value: str) -> Iterator[W2PProblem]:
    if len(value) > field.max_length:
        yield _problem(
            field, Code.TOO_LONG, f"At most {field.max_length} characters, not {len(value)}."
        )
    bad = next((char for char in value if _is_forbidden(field, char)), None)
    if bad is not None:
        yield _problem(field, Code.INVALID, f"The character U+{ord(bad):04X} cannot be printed.")
    if len(value) < field.min_length:
        yield _problem(
            field, Code.TOO_SHORT, f"At least {field.min_length} characters, not {len(value)}."
        )
    if field.kind == "choice" and all(choice.value != value for choice in field.choices):
        yield _problem(field, Code.NOT_A_CHOICE, "This is not one of the choices.")
    if not _is_of_kind(field.kind, value):
        yield _problem(field, Code.INVALID, _SENTENCES[field.kind])
    if field.pattern is not None and not patterns.compile(field.pattern).fullmatch(value):
        yield _problem(field, Code.INVALID, "This does not have the form that the design asks for.")


def _problem(field: Field, code: Code, message: str) -> W2PProblem:
    return W2PProblem(code, message, field.name)


def _is_forbidden(field: Field, char: str) -> bool:
    if char == "\n" and field.kind == "multiline":
        return False
    if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp"):
        return True
    return char in _FORBIDDEN_FORMAT or ord(char) & 0xFFFE == 0xFFFE


def _is_of_kind(kind: str, value: str) -> bool:
    if kind == "email":
        local = value.partition("@")[0]
        return len(local) <= 64 and len(value) <= 254 and bool(_EMAIL.fullmatch(value))
    if kind == "phone":
        digits = sum(char.isdigit() for char in value)
        return 3 <= digits <= 25 and bool(_PHONE.fullmatch(value))
    if kind == "url":
        return bool(_URL.fullmatch(value))
    return True
