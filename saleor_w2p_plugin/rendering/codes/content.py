"""What a code should say in, exactly what a reader will show (or a refusal) out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from saleor_w2p_plugin.design.frame import Symbology
from saleor_w2p_plugin.prepress.symbology import HAVE_ECI, payload
from saleor_w2p_plugin.rendering.codes.standards import NAMES

_EAN_DIGITS: Final[Mapping[str, int]] = {"ean13": 13, "ean8": 8}


class ContentInvalid(ValueError):
    """A symbology cannot say this; the message is a sentence for people."""


class ContentTooLong(ContentInvalid):
    """No symbol of this symbology holds that much."""


def complete(symbology: Symbology, content: str) -> str:
    """Return the text that a reader shows: the content, and an EAN's check digit if it lacks one.

    Raises ContentInvalid when the symbology cannot say it.
    """
    if not content:
        raise ContentInvalid("There is nothing to encode.")
    if symbology in _EAN_DIGITS:
        return _ean(NAMES[symbology], content, _EAN_DIGITS[symbology])
    if not content.isascii():
        _check_characters(symbology, content)
    return content


def _check_characters(symbology: Symbology, content: str) -> None:
    try:
        payload(symbology, content)
    except UnicodeEncodeError as error:
        raise _cannot_say(symbology, content[error.start]) from None
    if symbology not in HAVE_ECI:
        # FNC4 of Code 128 reaches ISO 8859-1, whose second set of controls the encoder refuses.
        for char in content:
            if "\x80" <= char < "\xa0":
                raise _cannot_say(symbology, char)


def _cannot_say(symbology: Symbology, char: str) -> ContentInvalid:
    shown = f"“{char}” (U+{ord(char):04X})" if char.isprintable() else f"U+{ord(char):04X}"
    return ContentInvalid(f"A {NAMES[symbology]} cannot say {shown}.")


def _ean(name: str, content: str, digits: int) -> str:
    if not (content.isascii() and content.isdigit()):
        raise ContentInvalid(f"An {name} is made of digits only.")
    if len(content) not in (digits - 1, digits):
        raise ContentInvalid(
            f"An {name} has {digits} digits, or {digits - 1} and gets the last one;"
            f" this has {len(content)}."
        )
    check = _check_digit(content[: digits - 1])
    if content[digits - 1 :] not in ("", check):
        raise ContentInvalid(f"The last digit of {content} is wrong: it has to be {check}.")
    return content[: digits - 1] + check


def _check_digit(digits: str) -> str:
    """Return the check digit (GS1 General Specifications, 7.9.1): from the right, times 3 and 1."""
    total = sum(int(digit) * (1 if index % 2 else 3) for index, digit in enumerate(digits[::-1]))
    return str(-total % 10)
