"""A field and one value in, the canonical value and what is wrong with it out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from saleor_w2p_plugin.design.fields import dates, image, masks, numbers, patterns
from saleor_w2p_plugin.design.fields.field import Choice, Field
from saleor_w2p_plugin.errors import Code, W2PProblem

if TYPE_CHECKING:
    # Not at run time: a document is built of fields.
    from saleor_w2p_plugin.design.document import Document

# Kinds whose answers are written freely: they have lengths, patterns and defaults from a source.
TEXTS: Final = frozenset(("text", "multiline", "phone", "email", "url"))
BOUNDED: Final = frozenset(("number", "date"))
MASKED: Final = frozenset(("text", "phone"))
# Kinds whose answers say nothing that could be set as text.
UNPRINTABLE: Final = frozenset(("boolean", "colour", "image"))

# Bidirectional overrides and isolates make a proof read differently from what is stored
# (Unicode TR36, 3.1); joiners (U+200C, U+200D) and marks (U+200E, U+200F) are ordinary spelling.
_FORBIDDEN_FORMAT: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
# What Unicode calls stream-safe (UAX 15, 13): bringing marks in order takes time in the square of
# their number, and no writing has as many. Three Tibetan vowels are marks that do not say so.
_MAX_MARKS: Final = 30
_MARKS_IN_DISGUISE: Final = frozenset("\u0f73\u0f75\u0f81")
_LABEL: Final = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_HOST: Final = rf"(?:{_LABEL}\.)+[^\W\d_][\w-]{{0,61}}[^\W_]"
# RFC 5321, 4.5.3.1: 64 characters before the @; quoted local parts are not for business cards.
_EMAIL: Final = re.compile(rf"[\w!#$%&'*+/=?^`{{|}}~-]+(?:\.[\w!#$%&'*+/=?^`{{|}}~-]+)*@{_HOST}")
_URL: Final = re.compile(rf"(?:https?://)?{_HOST}(?::\d{{1,5}})?(?:[/?#]\S*)?", re.IGNORECASE)
_PHONE: Final = re.compile(r"\+?[0-9(][0-9 ()./\u2010-\u2013-]*(?: ?(?:x|ext\.?) ?[0-9]{1,6})?")
_SENTENCES: Final = {
    "boolean": "This is neither true nor false.",
    "date": "This is no day written as 2026-03-01, from the year 1583 on.",
    "email": "This is not an e-mail address.",
    "image": "This is not the sha256 of a picture, with or without a share of it.",
    "number": f"This is not a number of at most {numbers.MAX_WHOLE} digits and "
    f"{numbers.MAX_DECIMALS} decimals.",
    "phone": "This is not a telephone number.",
    "url": "This is not a web address.",
}


def choices(document: Document, field: Field) -> tuple[Choice, ...]:
    """Return the possible answers of a choice or colour field.

    A colour field that names no choices offers every colour that a brand may replace.
    """
    if field.choices or field.kind != "colour":
        return field.choices
    return tuple(Choice(key, key) for key, colour in document.colours.items() if colour.brand)


def normalise(document: Document, field: Field, value: str) -> str:
    """Return the canonical form of a value where it has one: Unicode NFC (UAX 15), no blanks
    around it, numbers, masks and pictures as `Field` says. Letters under heaps of marks have none.
    """
    if _is_heaped(value):
        return value
    text = unicodedata.normalize("NFC", value)
    if field.kind == "multiline":
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        return "\n".join(line.strip() for line in text.strip().split("\n"))
    text = text.strip()
    if field.kind == "number":
        return numbers.canonical(text, document.locale) or text
    if field.kind == "boolean":
        return text.lower() if text.lower() in ("true", "false") else text
    if field.kind == "image":
        return image.canonical(text) or text
    return (masks.canonical(field.mask, text) if field.mask and text else None) or text


def problems(document: Document, field: Field, value: str) -> Iterator[W2PProblem]:
    """Yield what is wrong with a normalised value, at most one problem.

    An empty value is fine here; whether it is required is the caller's question.
    """
    if not value:
        return
    found = next(_of_text(field, value), None) if field.kind in TEXTS else None
    problem = found or next(_of_kind(document, field, value), None)
    if problem:
        code, message = problem
        yield W2PProblem(code, message, field.name)


def _of_text(field: Field, value: str) -> Iterator[tuple[Code, str]]:
    if len(value) > field.max_length:
        yield Code.TOO_LONG, f"At most {field.max_length} characters, not {len(value)}."
    bad = forbidden(field, value)
    if bad is not None:
        yield Code.INVALID, f"The character U+{ord(bad):04X} cannot be printed."
    if _is_heaped(value):
        yield Code.INVALID, f"A letter has at most {_MAX_MARKS} marks."
    if len(value) < field.min_length:
        yield Code.TOO_SHORT, f"At least {field.min_length} characters, not {len(value)}."
    if field.mask is not None and masks.canonical(field.mask, value) != value:
        yield Code.INVALID, masks.hint(field.mask)
    if not is_of_kind(field.kind, value):
        yield Code.INVALID, _SENTENCES[field.kind]
    if field.pattern is not None and not patterns.compile(field.pattern).fullmatch(value):
        yield Code.INVALID, "This does not have the form that the design asks for."


def _of_kind(document: Document, field: Field, value: str) -> Iterator[tuple[Code, str]]:
    if field.kind in ("choice", "colour"):
        if all(choice.value != value for choice in choices(document, field)):
            yield Code.NOT_A_CHOICE, "This is not one of the choices."
    elif not is_of_kind(field.kind, value):
        yield Code.INVALID, _SENTENCES[field.kind]
    elif field.kind in BOUNDED:
        if field.decimals is not None and numbers.decimals(value) > field.decimals:
            yield Code.INVALID, f"At most {field.decimals} digits after the point."
        yield from _out_of_bounds(field, value)


def _out_of_bounds(field: Field, value: str) -> Iterator[tuple[Code, str]]:
    low, high = field.minimum, field.maximum
    if low is not None and is_less(value, low):
        yield Code.TOO_SMALL, f"At least {as_answer(low)}."
    if high is not None and is_less(high, value):
        yield Code.TOO_LARGE, f"At most {as_answer(high)}."


def as_answer(bound: Decimal | str) -> str:
    """Return a bound as an answer is written."""
    return numbers.text(bound) if isinstance(bound, Decimal) else bound


def is_less(one: Decimal | str, other: Decimal | str) -> bool:
    """Tell whether one number is less than another, or one day before another."""
    if isinstance(one, Decimal) or isinstance(other, Decimal):
        return Decimal(one) < Decimal(other)
    return one < other


def is_of_kind(kind: str, value: str) -> bool:
    """Tell whether a normalised value has the form of its kind, whatever its field asks for."""
    test = _FORMS.get(kind)
    return test is None or test(value)


def forbidden(field: Field, value: str) -> str | None:
    """Return the first character of a value that cannot be printed."""
    return next((char for char in value if _is_forbidden(field, char)), None)


def _is_heaped(value: str) -> bool:
    """Tell whether more marks follow each other than a letter may have."""
    if len(value) <= _MAX_MARKS or value.isascii():
        return False
    marks = 0
    for char in value:
        marks = marks + 1 if unicodedata.combining(char) or char in _MARKS_IN_DISGUISE else 0
        if marks > _MAX_MARKS:
            return True
    return False


def _is_forbidden(field: Field, char: str) -> bool:
    if char == "\n" and field.kind == "multiline":
        return False
    if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp"):
        return True
    return char in _FORBIDDEN_FORMAT or ord(char) & 0xFFFE == 0xFFFE


def _is_email(value: str) -> bool:
    local = value.partition("@")[0]
    return len(local) <= 64 and len(value) <= 254 and bool(_EMAIL.fullmatch(value))


def _is_phone(value: str) -> bool:
    digits = sum(char.isdigit() for char in value)
    return 3 <= digits <= 25 and bool(_PHONE.fullmatch(value))


_FORMS: Final[Mapping[str, Callable[[str], bool]]] = {
    "boolean": ("true", "false").__contains__,
    "date": dates.is_canonical,
    "email": _is_email,
    "image": lambda value: image.canonical(value) == value,
    "number": numbers.is_canonical,
    "phone": _is_phone,
    "url": lambda value: bool(_URL.fullmatch(value)),
}
