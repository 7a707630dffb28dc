"""A mask and an answer in, the answer as the mask writes it out.

`9` stands for a digit, `A` for a letter, `*` for either; everything else stands for itself.
"""

from __future__ import annotations

from typing import Final

_SLOTS: Final = "9A*"


def canonical(mask: str, text: str) -> str | None:
    """Return an answer with every sign that stands for itself, or None where it does not fit.

    Those signs may be left out, each of them: `AA-999` takes `ab123` and `ab-123`. Where an answer
    can be read in two ways, what is typed counts as the sign that stands there.
    """
    # What has been read so far, by the place in the mask it reaches: a walk of all readings at
    # once, since a pattern with so many optional parts could take for ever.
    reached = {0: ""}
    for char in text:
        following: dict[int, str] = {}
        for start, done in reached.items():
            for end, more in _steps(mask, start, char):
                following.setdefault(end, done + more)
        reached = following
    return next((text for text in _finished(mask, reached) if text), None)


def example(mask: str) -> str:
    """Return an answer that the mask takes, to show how it is written."""
    return mask.replace("9", "0").replace("*", "0")


def hint(mask: str) -> str:
    """Return a sentence that shows the form of an answer."""
    return f"Write it like {example(mask)}, a digit for each 0 and a letter for each A."


def _steps(mask: str, start: int, char: str) -> list[tuple[int, str]]:
    """Return where one sign of an answer may lead, with what it adds to the text."""
    found = []
    for at in range(start, len(mask)):
        if _takes(mask[at], char):
            found.append((at + 1, mask[start:at] + char))
        if mask[at] in _SLOTS:
            break
    return found


def _finished(mask: str, reached: dict[int, str]) -> list[str]:
    return [
        done + mask[at:]
        for at, done in reached.items()
        if not any(sign in _SLOTS for sign in mask[at:])
    ]


def _takes(sign: str, char: str) -> bool:
    if sign not in _SLOTS:
        return sign == char
    is_digit = char.isascii() and char.isdigit()
    return is_digit if sign == "9" else char.isalpha() or (sign == "*" and is_digit)
