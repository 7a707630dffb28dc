"""The name of a form field in, its plain name and what it asks for of its frame and field out.

    NAME [ "@" NUMBER "ppi" ] [ "[" OPTION { "," OPTION } "]" ]
    OPTION = KEY "=" VALUE | FLAG

See docs/recipes/artwork-import.md. Whether an option goes with the field's kind is a question that
the design's own rules answer.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, get_args

from saleor_w2p_plugin.design.frame import Overflow, Symbology, VerticalAlign
from saleor_w2p_plugin.design.variables import SOURCES

MAX_LENGTH: Final = 1000
_SYMBOLOGIES: Final[tuple[str, ...]] = get_args(Symbology)
# Kinds of fields that a text field of a form may become; its other kinds follow from the form.
_FIELD_KINDS: Final = ("text", "multiline", "email", "phone", "url", "date", "number")
_ROLES: Final = ("buyer", "approver", "brand_owner", "company_admin")
_ALIGNMENTS: Final = ("start", "end", "left", "center", "right", "justify")
# Forms of LiveCycle number all their names: form[0].page[0].name[0].
_INDEX: Final = re.compile(r"\[\d+\]")
_NAME: Final = re.compile(
    r"(?P<name>[^\[\]@]+)(?:@(?P<ppi>[^\[\]@]*))?(?:\[(?P<options>[^\[\]]*)\])?", re.DOTALL
)
_PPI: Final = re.compile(r"(\d+(?:\.\d+)?) ?ppi")


class NameInvalid(ValueError):
    """A field's name asks for something that there is not; the message says what."""


@dataclass(frozen=True, slots=True)
class Refined:
    """A field's plain name, and the entries of its frame and of its field in the design.

    `kind` is a field's kind or a symbology; `font` and `colour` are names to look up.
    """

    name: str
    kind: str | None = None
    frame: dict[str, Any] = dataclasses.field(default_factory=dict)
    field: dict[str, Any] = dataclasses.field(default_factory=dict)
    font: str | None = None
    colour: str | None = None


def parse(text: str) -> Refined:
    """Read a field's name; raises NameInvalid."""
    found = _NAME.fullmatch(_INDEX.sub("", text))
    if found is None or not found["name"].strip():
        raise NameInvalid("The name is not of the form name@300ppi[key=value,flag].")
    reading = _Reading()
    if found["ppi"] is not None:
        match = _PPI.fullmatch(found["ppi"].strip())
        if match is None:
            raise NameInvalid(f"@{found['ppi'][:40]} is no resolution such as @300ppi.")
        reading.take("ppi", match[1])
    for option in (found["options"] or "").split(","):
        if option.strip():
            reading.option(option)
    return Refined(
        found["name"].strip(),
        reading.plain.get("kind"),
        reading.frame,
        reading.field,
        reading.plain.get("font"),
        reading.plain.get("colour"),
    )


class _Reading:
    """Options as they are read; each may be given once."""

    def __init__(self) -> None:
        self.plain: dict[str, str] = {}
        self.frame: dict[str, Any] = {}
        self.field: dict[str, Any] = {}
        self._seen: set[str] = set()

    def option(self, text: str) -> None:
        key, equals, value = (part.strip() for part in text.partition("="))
        if equals and not value:
            raise NameInvalid(f"{key[:40]}= has no value.")
        self.take(key, value if equals else None)

    def take(self, key: str, value: str | None) -> None:
        if key not in _OPTIONS:
            raise NameInvalid(f"There is no option {key[:40]!r}; there are {', '.join(_OPTIONS)}.")
        if key in self._seen:
            raise NameInvalid(f"The option {key} is given twice.")
        self._seen.add(key)
        place, entry, read = _OPTIONS[key]
        if value is None and read is not _flag:
            raise NameInvalid(f"The option {key} needs a value: {key}=…")
        into: dict[str, Any] = getattr(self, place)
        try:
            into[entry] = read("yes" if value is None else value)
        except ValueError as error:
            raise NameInvalid(f"{key}={(value or '')[:40]}: {error}") from None


def _text(value: str) -> str:
    return value


def _number(value: str) -> float:
    if not re.fullmatch(r"-?\d{1,9}(\.\d{1,9})?", value):
        raise ValueError("this is no number such as 7 or 7.5.")
    return float(value)


def _whole(value: str) -> int:
    if not re.fullmatch(r"-?\d{1,9}", value):
        raise ValueError("this is no whole number.")
    return int(value)


def _bound(value: str) -> float | str:
    return _number(value) if re.fullmatch(r"-?[\d.]+", value) else value


def _flag(value: str) -> bool:
    if value not in ("yes", "no"):
        raise ValueError("this is neither yes nor no.")
    return value == "yes"


def _one_of(*choices: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value not in choices:
            raise ValueError(f"this is none of {', '.join(choices)}.")
        return value

    return read


def _default(value: str) -> dict[str, str]:
    return {"source": _one_of(*SOURCES)(value)}


def _roles(value: str) -> list[str]:
    return list(dict.fromkeys(_one_of(*_ROLES)(role.strip()) for role in value.split("+")))


# Where an option goes, the entry it becomes there, and how its value is read.
_OPTIONS: Final[Mapping[str, tuple[str, str, Callable[[str], Any]]]] = {
    "kind": ("plain", "kind", _one_of(*_FIELD_KINDS, *_SYMBOLOGIES)),
    "font": ("plain", "font", _text),
    "colour": ("plain", "colour", _text),
    "size": ("frame", "size_pt", _number),
    "min": ("frame", "min_size_pt", _number),
    "group": ("frame", "group", _text),
    "overflow": ("frame", "overflow", _one_of(*get_args(Overflow))),
    "align": ("frame", "align", _one_of(*_ALIGNMENTS)),
    "valign": ("frame", "vertical_align", _one_of(*get_args(VerticalAlign))),
    "leading": ("frame", "leading", _number),
    "tracking": ("frame", "tracking", _number),
    "overprint": ("frame", "overprint", _flag),
    "language": ("frame", "language", _text),
    "z": ("frame", "z", _whole),
    "ppi": ("frame", "min_ppi", _number),
    "fit": ("frame", "fit", _one_of("contain", "cover")),
    "level": ("frame", "error_correction", _text),
    "required": ("field", "required", _flag),
    "locked": ("field", "locked", _flag),
    "editable_by": ("field", "editable_by", _roles),
    "default": ("field", "default", _default),
    "min_length": ("field", "min_length", _whole),
    "max_length": ("field", "max_length", _whole),
    "minimum": ("field", "minimum", _bound),
    "maximum": ("field", "maximum", _bound),
    "decimals": ("field", "decimals", _whole),
    "format": ("field", "format", _text),
    "mask": ("field", "mask", _text),
    "min_px": ("field", "min_px", _whole),
}

OPTIONS: Final = tuple(_OPTIONS)
